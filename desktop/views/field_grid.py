"""The fields of a form: in one column, or in two where there is room; long ones take the whole width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em, space
from desktop.views.field_framed import Framed
from i18n import tr
from sync.model.kinds.declaration import Field, FieldType

HELPS = "helps"  # the field that a label explains
TWO_EM = 46  # of width; with less, one stands below the other
HELPED = frozenset({
    FieldType.TEXT, FieldType.CHOICE, FieldType.CHOICES, FieldType.DATE, FieldType.MOMENT, FieldType.PERIOD,
    FieldType.NUMBER, FieldType.MONEY, FieldType.RULE, FieldType.DOCUMENT,
})  # the others say in their own parts what is wanted  # fmt: skip
WIDE = frozenset({FieldType.DOCUMENT, FieldType.MILESTONES, FieldType.QUESTIONS})


class FieldGrid(QWidget):
    """Parts are laid out in the order in which they were added."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[QWidget, bool, int]] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(6))
        self._grid.setVerticalSpacing(space(3))

    def add(self, part: QWidget, *, wide: bool, stretch: int = 0) -> None:
        self._parts.append((part, wide, stretch))
        part.setParent(self)
        self._columns = 0

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(2 if event.size().width() >= TWO_EM * em() else 1)

    def arrange(self, columns: int) -> None:
        """Lay the parts out in so many columns; all of them are as wide as each other."""
        if columns == self._columns:
            return
        self._columns = columns
        for part, _, _ in self._parts:
            self._grid.removeWidget(part)
        row = column = 0
        for part, wide, stretch in self._parts:
            whole = wide or columns == 1
            if column and whole:
                row, column = row + 1, 0
            top = Qt.AlignmentFlag(0) if stretch else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(part, row, column, 1, columns if whole else 1, top)
            self._grid.setRowStretch(row, stretch)
            row, column = (row, 1) if not whole and not column and columns > 1 else (row + 1, 0)
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
            self._grid.setColumnMinimumWidth(number, 0)


def labelled(field: Field, editor: Framed) -> QWidget:
    """Return *editor* under its name, with a sign beside it where it may leave, and what helps below it."""
    box = QWidget()
    inner = parts.column(box, gap=1)
    name = parts.label(tr(field.label), "strong")
    name.setBuddy(editor)
    above = parts.row(gap=1)
    if may_leave(field):
        above.addWidget(name)
        above.addWidget(leaving())
        above.addStretch(1)
    else:
        above.addWidget(name, 1)  # so that it breaks only where there is no room
    if not editor.accessibleName():
        editor.setAccessibleName(tr(field.label))
    inner.addLayout(above)
    inner.addWidget(editor, 1)
    if field.help and field.type in HELPED:
        helping = parts.label(tr(field.help), "hint")
        helping.setProperty(HELPS, field.name)
        inner.addWidget(helping)
    if field.compartment:
        inner.addWidget(parts.label(tr("This never leaves its space."), "hint"))
    return box


def may_leave(field: Field) -> bool:
    """Say whether a field may go somewhere without being chosen, which is not the usual."""
    return not field.confidential and not field.compartment


def leaving() -> QLabel:
    """Return the sign of a field that may leave its space."""
    made = parts.picture("log-out", round(em() * 0.9), Role.PlaceholderText)
    made.setAccessibleName(tr("This may leave its space."))
    parts.tip(made, tr("This may leave its space."))
    return made


def legend() -> QWidget:
    """Return what the sign means, once for a whole form."""
    box = QWidget()
    line = parts.row(box, gap=1)
    line.addWidget(leaving())
    line.addWidget(parts.label(tr("Fields with this sign may leave their space."), "hint"), 1)
    return box


def is_wide(field: Field) -> bool:
    return field.type in WIDE or field.name == "answers"
