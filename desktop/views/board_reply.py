"""Where a reply is written; it is kept while it is written, and given by a button or by Ctrl+Enter."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.models.facade_board import Board
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.keys import heard_within
from desktop.theme.look import em
from desktop.views.source import SourceEdit
from i18n import tr
from sync.engine.events import ItemsChanged
from sync.errors import Problem

PAUSE_MS = 400
LINES = 5
KEYS = "Ctrl+Enter"


class ReplyBox(QWidget):
    given = Signal()
    failed = Signal(object)

    def __init__(self, board: Board, tasks: Tasks) -> None:
        super().__init__()
        self._board, self._tasks = board, tasks
        self._topic = ""
        self._giving = False
        self.source = SourceEdit(tr("Your reply"))
        self.source.setPlaceholderText(tr("Write a reply here…"))
        self.source.setProperty("role", "")
        self.source.setFixedHeight(round(em() * (LINES * 1.45 + 1.2)))
        self.source.edited.connect(self._on_edited)
        self.go = parts.button(tr("Add this reply"), "reply", role="primary", then=self.give)
        self.go.setDefault(False)
        parts.tip(self.go, tr("Add this reply ({keys})", keys=KEYS))
        self.go.setEnabled(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        inner = parts.column(self, gap=2)
        inner.addWidget(self.source)
        last = parts.row()
        last.addStretch(1)
        last.addWidget(self.go)
        inner.addLayout(last)
        heard_within(self, [QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")], self.give)
        self.setFocusProxy(self.source)

    def begin(self, topic: str, draft: str) -> None:
        """Write under *topic* from now on; its draft is only shown where nobody writes yet."""
        if topic != self._topic:
            self.flush()
            self._topic = topic
            self.source.begin(draft)
            self.go.setEnabled(bool(draft.strip()))

    def flush(self) -> None:
        """Keep now what was begun."""
        if self._pause.isActive():
            self._pause.stop()
            self._tasks.run(
                partial(self._board.hold, self._topic, self.source.text()), failed=self._on_not_held
            )

    def clear(self) -> None:
        self.flush()
        self._topic = ""
        self.source.begin("")

    def give(self) -> None:
        """Say it to all who have this space."""
        text = self.source.text()
        if not text.strip() or self._giving:
            return
        self._giving = True
        self._pause.stop()
        self.go.setEnabled(False)
        topic = self._topic
        work = partial(self._board.reply, topic, text, by=self)
        self._tasks.run(work, partial(self._on_given, topic, text), self._on_not_given)

    def _on_edited(self) -> None:
        self.go.setEnabled(bool(self.source.text().strip()))
        self._pause.start()

    def _on_given(self, topic: str, text: str, _changed: ItemsChanged) -> None:
        self._giving = False
        if topic == self._topic and self.source.text() == text:
            self.source.begin("")
        elif topic == self._topic:
            self._on_edited()  # somebody typed on: that is the next reply
        self.given.emit()

    def _on_not_given(self, problem: Problem) -> None:
        self._giving = False
        self._on_edited()
        self.failed.emit(problem)

    def _on_not_held(self, problem: Problem) -> None:
        self._pause.start()
        self.failed.emit(problem)
