"""Words of what is not to be shared yet: asked about before they come onto the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QClipboard, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from desktop.dialogs.flow import open_over
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.uncopied import UncopiedText
from desktop.models import staying
from desktop.models.staying import Held
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr

Text = QLineEdit | QPlainTextEdit | QTextEdit
KEYS = {QKeySequence.StandardKey.Copy: "edit-copy", QKeySequence.StandardKey.Cut: "edit-cut"}
"""Keys, and what Qt calls the entries of its menu that do the same."""


class CopyAnywayDialog(Sheet):
    def __init__(self, held: Held, then: Callable[[], object], tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("This is not to be shared yet"), tasks, parent)
        self._then = then
        self.body.addWidget(parts.label(staying.words([held])))
        self.body.addWidget(parts.label(tr("Other programs can read what is copied."), "hint"))
        self.body.addStretch(1)
        self.go = parts.button(tr("Copy all the same"), then=self._on_go)
        self.buttons.addWidget(self.go)
        self.back = self.add_primary(tr("Back"), self.reject, "arrow-left")
        self.back.setFocus()

    def _on_go(self) -> None:
        self.accept()
        self._then()


class NotYet(QObject):
    """Watches the texts below *root*, which show a thing that *held* speaks of, or nothing that stays.

    Whoever said yes is not asked again before another thing is shown there.
    """

    def __init__(self, root: QWidget, held: Callable[[], Held | None], tasks: Tasks) -> None:
        super().__init__(root)
        self._root, self._held, self._tasks = root, held, tasks
        self._agreed = ""
        self._watched: set[QWidget] = set()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - there are windows
        app.focusChanged.connect(self._on_focus_changed)
        QApplication.clipboard().selectionChanged.connect(self._on_marked)

    def asks(self) -> Held | None:
        """Return what would have to be asked about now."""
        held = self._held()
        return None if held is None or held.id == self._agreed else held

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Watch a text once somebody is in it; before that nobody copies from it."""
        if isinstance(new, Text) and new not in self._watched and self._root.isAncestorOf(new):
            self._watched.add(new)
            new.destroyed.connect(lambda: self._watched.discard(new))
            for part in (new, *([] if isinstance(new, QLineEdit) else [new.viewport()])):
                part.installEventFilter(self)

    def _on_marked(self) -> None:
        """Where a system has a clipboard for what is marked alone, nobody was asked about that one."""
        board, here = QApplication.clipboard(), QApplication.focusWidget()
        if here in self._watched and board.ownsSelection() and self.asks() is not None:
            board.clear(QClipboard.Mode.Selection)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        box = watched if isinstance(watched, Text) else watched.parent()
        if not isinstance(box, Text) or isinstance(box, UncopiedText):
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            named = next((KEYS[key] for key in KEYS if event.matches(key)), "")
            return bool(named) and self._stops(box, named)
        if isinstance(event, QContextMenuEvent):
            return self._opens_menu(box, event.globalPos())
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self._let_go(box, event)
        return False

    def _stops(self, box: Text, named: str) -> bool:
        held = self.asks()
        if held is None or not _is_marked(box):
            return False
        copy = box.cut if named == KEYS[QKeySequence.StandardKey.Cut] else box.copy
        open_over(CopyAnywayDialog(held, lambda: self._agree(held, copy), self._tasks, self._root))
        return True

    def _agree(self, held: Held, copy: Callable[[], None]) -> None:
        self._agreed = held.id
        copy()

    def _opens_menu(self, box: Text, at: QPoint) -> bool:
        if self.asks() is None:
            return False
        menu = self.menu(box)
        menu.exec(at)
        menu.deleteLater()
        return True

    def menu(self, box: Text) -> QMenu:
        """Return the usual menu of *box*, in which copying asks."""
        made = box.createStandardContextMenu()
        for action in made.actions():
            name = action.objectName()
            if name in KEYS.values():
                action.triggered.disconnect()
                action.triggered.connect(lambda _on=False, name=name: self._stops(box, name))
        return made

    def _let_go(self, box: Text, event: QMouseEvent) -> None:
        """Marked words could be dragged to another program: whoever presses on them marks anew."""
        if not isinstance(box, QLineEdit) and self.asks() is not None:
            cursor = box.textCursor()
            at = box.cursorForPosition(event.position().toPoint()).position()
            if cursor.selectionStart() <= at <= cursor.selectionEnd():
                cursor.clearSelection()
                box.setTextCursor(cursor)


def _is_marked(box: Text) -> bool:
    return box.hasSelectedText() if isinstance(box, QLineEdit) else box.textCursor().hasSelection()
