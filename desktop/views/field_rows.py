"""Values that stand one below another, each in a row of its own parts."""

from abc import abstractmethod

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.views.field_framed import Typed
from i18n import tr
from sync.model.kinds.declaration import Field

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEYS = "Ctrl+Delete"
STEPS = {Key.Key_Up: -1, Key.Key_Down: 1}


class FieldRow(QWidget):
    """``line`` is one line of the value, or what was typed as long as it is none."""

    typed = Signal()
    done = Signal()
    key_pressed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.outer: QHBoxLayout = parts.row(self, gap=1)
        self.remove = parts.tool("x", tr("Remove ({keys})", keys=KEYS))

    @abstractmethod
    def line(self) -> str: ...

    @abstractmethod
    def show_line(self, text: str) -> None: ...

    @abstractmethod
    def stops(self) -> list[QWidget]:
        """Return where keys may be, the first of them where one begins to type."""

    def number(self, at: int) -> None:
        """Be called by the place in the list."""

    def finish(self) -> None:
        """Put the last part in its place, and listen for keys everywhere."""
        self.outer.addWidget(self.remove)
        for each in self.stops():
            each.installEventFilter(self)
            if isinstance(each, QLineEdit):
                each.setAcceptDrops(False)  # rows come later than whoever keeps files out of texts
                each.textEdited.connect(lambda _text: self.typed.emit())
                each.editingFinished.connect(self.done)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _moves(event):
            self.key_pressed.emit(event.key(), event.modifiers())
            return True
        return super().eventFilter(watched, event)


def _moves(event: QKeyEvent) -> bool:
    held = event.modifiers()
    removes = event.key() == Key.Key_Delete and held == CONTROL
    steps = event.key() in STEPS and held & ALT == ALT
    return removes or steps or (event.key() in (Key.Key_Return, Key.Key_Enter) and held == CONTROL)


class RowsField(Typed):
    """Rows are added and removed by button, or by Ctrl+Enter and Ctrl+Delete; Alt and arrows move one."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.rows: list[FieldRow] = []
        self._lines = parts.column(gap=1.5)
        self.add = parts.button(self.words_of_add(), "plus", role="quiet", then=self._on_add_clicked)
        self.inner.addLayout(self._lines)
        self.inner.addWidget(self.sign)
        self.inner.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.add)

    # ------------------------------------------------------------ of each type
    @abstractmethod
    def made_row(self) -> FieldRow: ...

    @abstractmethod
    def words_of_add(self) -> str: ...

    # ------------------------------------------------------------ of all
    @override
    def raw(self) -> str:
        return "\n".join(line for row in self.rows if (line := row.line()))

    @override
    def show_value(self, text: str) -> None:
        """Show the lines of *text* in the rows there are, in new ones, and in no more."""
        lines = [line for line in text.splitlines() if line.strip()]
        while len(self.rows) > len(lines):
            self._take(self.rows[-1])
        while len(self.rows) < len(lines):
            self._put(len(self.rows))
        for row, line in zip(self.rows, lines, strict=True):
            if row.line() != line:
                row.show_line(line)
        self._number()

    @override
    def say(self, label: str, help_text: str) -> None:
        self.setAccessibleName(label)

    def begin_row(self, at: int) -> None:
        """Add an empty row there, and let somebody type in it."""
        row = self._put(at)
        self._number()
        row.stops()[0].setFocus()

    def remove_row(self, row: FieldRow) -> None:
        at = self.rows.index(row)
        self._take(row)
        self._number()
        near = self.rows[min(at, len(self.rows) - 1)].stops()[0] if self.rows else self.add
        near.setFocus()
        self.on_done()

    def move_row(self, row: FieldRow, by: int) -> None:
        at = self.rows.index(row)
        if 0 <= at + by < len(self.rows):
            self.rows.insert(at + by, self.rows.pop(at))
            self._lines.insertWidget(at + by, row)
            self._number()
            self.on_done()

    def _on_add_clicked(self) -> None:
        self.begin_row(len(self.rows))

    def _put(self, at: int) -> FieldRow:
        row = self.made_row()
        row.finish()
        row.typed.connect(self.on_typed)
        row.done.connect(self.on_done)
        row.remove.clicked.connect(lambda _on=False: self.remove_row(row))
        row.key_pressed.connect(lambda key, held: self._on_key_pressed(row, key, held))
        self.rows.insert(at, row)
        self._lines.insertWidget(at, row)
        return row

    def _take(self, row: FieldRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        for at, row in enumerate(self.rows, 1):
            row.number(at)

    def _on_key_pressed(self, row: FieldRow, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        if key in STEPS:
            self.move_row(row, STEPS[key])
        elif key == Key.Key_Delete:
            self.remove_row(row)
        elif held == CONTROL:
            self.begin_row(self.rows.index(row) + 1)
