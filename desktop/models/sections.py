"""The sections at the side: the first page, one for each kind of thing, then the trash."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from desktop.models.rows import IdRole, Index, RowsModel
from desktop.theme.icons import icon
from i18n import formats, tr_n


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    label: str
    picture: str
    unread: int = 0


HOME, TRASH = "home", "trash"
ALWAYS = (HOME, TRASH)
EVERYDAY = ("note", "contact", "tool", "event")
# a small group sees few sections; others are switched on where they are wanted
SETTING = "sections/"  # and the id of the space: each has its own


def hidden(names: Iterable[str], kept: str | None) -> frozenset[str]:
    """Return which of these sections are switched off; where nobody decided, all but the everyday ones."""
    decided = dict(each.split("=", 1) for each in (kept or "").split(",") if each.count("=") == 1)
    off = {name for name in names if decided.get(name, "on" if name in EVERYDAY else "off") == "off"}
    return frozenset(off.difference(ALWAYS))


def kept(shown: Mapping[str, bool]) -> str:
    """Return what was decided about each section, as it is kept."""
    return ",".join(f"{name}={'on' if on else 'off'}" for name, on in shown.items())


def _shown(row: Section) -> str:
    return f"{row.label} ({formats.number(row.unread)})" if row.unread else row.label


def _heard(row: Section) -> str:
    if not row.unread:
        return row.label
    return tr_n("{section}: {count} new", "{section}: {count} new", row.unread, section=row.label)


class SectionModel(RowsModel[Section]):
    """Rows are handed in ready, in the order shown; where there is no room, only their pictures are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = {
            Qt.ItemDataRole.DisplayRole.value: _shown,
            Qt.ItemDataRole.AccessibleTextRole.value: _heard,
            Qt.ItemDataRole.ToolTipRole.value: lambda row: f"<span>{html.escape(_heard(row))}</span>",
            Qt.ItemDataRole.DecorationRole.value: lambda row: icon(row.picture),
            IdRole: lambda row: row.name,
        }
        super().__init__(lambda row: row.name, columns, {IdRole: b"name"}, parent)
        self._pictures_only = False

    def set_pictures_only(self, *, only: bool) -> None:
        self._pictures_only = only
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._pictures_only and role == Qt.ItemDataRole.DisplayRole:
            return ""
        return super().data(index, role)
