"""The files of the item that is open, below its form: what each is, where it is, and what can be done."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.dialogs.flow import emptied
from desktop.dialogs.progress import Progress
from desktop.models import attachments as said
from desktop.theme import parts
from desktop.theme.icons import icon
from desktop.theme.look import em
from desktop.views.dropping import paths
from i18n import sending, tr, tr_n
from sync.engine.attachments import Attachment

PNG = "image/png"
HIGH_EM = 12  # of the list; more files than that are scrolled


class AttachmentStrip(QFrame):
    add_requested = Signal()
    files_dropped = Signal(object)
    picture_pasted = Signal(object)
    view_requested = Signal(object)
    fetch_requested = Signal(object)
    send_requested = Signal(object)
    save_requested = Signal(object)
    rename_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.rows: Sequence[Attachment] = ()
        inner = parts.column(self, gap=1)
        parts.margins(inner, 2 * em(), 0, 2 * em(), em() // 2)
        inner.addWidget(parts.rule())
        head = parts.row(gap=2)
        self.count = parts.label("", "hint")
        self.add = parts.button(tr("Attach a file…"), "paperclip", then=self.add_requested.emit)
        parts.tip(self.add, tr("Files can also be dropped here, and pictures pasted."))
        head.addWidget(self.count, 1)
        head.addWidget(self.add)
        inner.addLayout(head)
        self.progress = Progress()
        inner.addWidget(self.progress)
        listed = QWidget()
        listed.setObjectName("body")
        self._list = parts.column(listed, gap=1)
        self._area = parts.scrolled(listed)
        self._area.hide()
        inner.addWidget(self._area)

    def show_rows(self, rows: Sequence[Attachment]) -> None:
        """Show the files of an item."""
        if list(rows) == list(self.rows) and self._list.count():
            return
        self.rows = tuple(rows)
        emptied(self._list)
        lines = [self._line(one) for one in rows]
        for line in lines:
            self._list.addWidget(line)
        self.count.setText(tr_n("{count} file", "{count} files", len(rows)) if rows else tr("No files"))
        self._area.setVisible(bool(rows))
        high = sum(line.sizeHint().height() for line in lines)
        self._area.setFixedHeight(min(high + em() // 2, HIGH_EM * em()))

    def forget(self) -> None:
        """Let no name stay behind; what is under way goes on."""
        self.rows = ()
        emptied(self._list)
        self.count.setText("")
        self._area.hide()

    def _line(self, one: Attachment) -> QWidget:
        name = said.name_of(one)
        made = QWidget()
        inner = parts.row(made, gap=2)
        inner.addWidget(parts.picture(said.icon_of(one), round(em() * 1.2)))
        label = parts.label(name)
        label.setAccessibleName(f"{name}, {said.state_of(one)}")
        words = parts.column(gap=0)
        words.addWidget(label)
        words.addWidget(parts.label(said.state_of(one), "hint"))
        inner.addLayout(words, 1)
        if one.waits:
            send = tr("Send it ({size})", size=sending.size(one.size))
            button = parts.button(send, "send", then=partial(self.send_requested.emit, one))
            button.setAccessibleName(tr("Send {name}", name=name))
            inner.addWidget(button)
        if not one.present:
            get = tr("Get it ({size})", size=sending.size(one.size - one.here))
            button = parts.button(get, "download", then=partial(self.fetch_requested.emit, one))
            button.setAccessibleName(tr("Get {name}", name=name))
            inner.addWidget(button)
        elif said.look_of(one):
            inner.addWidget(
                parts.tool("eye", tr("Look at {name}", name=name), partial(self.view_requested.emit, one))
            )
        inner.addWidget(self._more(one, name))
        return made

    def _more(self, one: Attachment, name: str) -> QToolButton:
        made = parts.tool("ellipsis", tr("More for {name}", name=name))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        wishes: tuple[tuple[str, str, Callable[[], None], bool], ...] = (
            ("save", tr("Save as…"), partial(self.save_requested.emit, one), one.present),
            ("pencil", tr("Rename…"), partial(self.rename_requested.emit, one), True),
            ("x", tr("Take it off"), partial(self.remove_requested.emit, one), True),
        )
        for picture, words, then, possible in wishes:
            action = menu.addAction(icon(picture), words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _on=False, do=then: do())
        made.setMenu(menu)
        return made

    # ------------------------------------------------------------ dropped and pasted
    def listen_to(self, texts: Sequence[QPlainTextEdit]) -> None:
        """Take pictures that are pasted into *texts*, which cannot hold any."""
        for text in texts:
            text.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        return bool(pressed and isinstance(event, QKeyEvent) and self._takes_picture(event))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes_picture(event):
            super().keyPressEvent(event)

    def _takes_picture(self, event: QKeyEvent) -> bool:
        held = QGuiApplication.clipboard().mimeData()
        if not event.matches(QKeySequence.StandardKey.Paste) or not held.hasImage() or held.hasText():
            return False
        if PNG in held.formats():  # as it stands: somebody else drew it, and nothing here does
            self.picture_pasted.emit(bytes(held.data(PNG).data()))
            return True
        pasted = held.imageData()
        if isinstance(pasted, QImage) and not pasted.isNull():
            self.picture_pasted.emit(pasted)
        return True

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        found: list[Path] = [each for each in paths(event) if each.is_file()]
        if found:
            self.files_dropped.emit(found)
            event.acceptProposedAction()
