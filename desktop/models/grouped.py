"""Rows under headings: what a palette offers and what a first page tells, each with where it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from typing_extensions import override

from desktop.models.plain import one_line
from desktop.models.rows import IdRole, Index, RowsModel, UserRole

DetailRole = UserRole + 2
AsideRole = UserRole + 3
PictureRole = UserRole + 4
MarkedRole = UserRole + 5
HeadingRole = UserRole + 6
ActsRole = UserRole + 7
TEXT_MAX = 160


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a row leads: *what* it is, which one, and in which space and section that stands."""

    what: str
    id: str = ""
    space: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A button in a row: what stands on it, what it is called where it stands alone, and what it does."""

    text: str
    heard: str
    goal: Goal
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    """Anybody's words; what else there is was made plain by whoever made the row."""
    goal: Goal
    detail: str = ""
    aside: str = ""
    picture: str = "circle"
    marked: bool = False
    """Not looked at yet."""
    heading: bool = False
    acts: tuple[Act, ...] = ()
    """What can be done here without going there."""


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    entries: Sequence[Entry]


def flat(groups: Iterable[Group]) -> list[Entry]:
    """Return all rows with their headings; a group without rows has none."""
    rows: list[Entry] = []
    for number, group in enumerate(groups):
        if group.entries:
            rows += [Entry(group.label, Goal("heading", f"{number} {group.label}"), heading=True)]
            rows += group.entries
    return rows


class GroupedModel(RowsModel[Entry]):
    """A heading cannot be chosen; every text is one plain line, whoever wrote it."""

    def __init__(self, untitled: str, parent: QObject | None = None) -> None:
        def text(row: Entry) -> str:
            return row.text if row.heading else one_line(row.text, TEXT_MAX) or untitled

        columns = {
            Qt.ItemDataRole.DisplayRole.value: text,
            Qt.ItemDataRole.AccessibleTextRole.value: lambda row: _heard(text(row), row),
            IdRole: lambda row: row.goal,
            DetailRole: lambda row: row.detail,
            AsideRole: lambda row: row.aside,
            PictureRole: lambda row: row.picture,
            MarkedRole: lambda row: row.marked,
            HeadingRole: lambda row: row.heading,
            ActsRole: lambda row: row.acts,
        }
        names = {
            IdRole: b"goal",
            DetailRole: b"detail",
            AsideRole: b"aside",
            PictureRole: b"picture",
            MarkedRole: b"marked",
            HeadingRole: b"heading",
        }
        super().__init__(lambda row: row.goal, columns, names, parent)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def first(self) -> QModelIndex:
        """Return the first row that can be chosen, or none."""
        return next(
            (self.index(number) for number, row in enumerate(self._rows) if not row.heading), QModelIndex()
        )

    def goal(self, index: Index) -> Goal | None:
        found: Any = index.data(IdRole)
        return found if isinstance(found, Goal) and not index.data(HeadingRole) else None


def _heard(text: str, row: Entry) -> str:
    """Return a row as it is read aloud."""
    return ", ".join(part for part in (text, row.detail, row.aside) if part)
