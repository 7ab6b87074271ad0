"""The sections at the side: one for each kind of thing, then the trash."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from desktop.models.rows import IdRole, Index, RowsModel
from desktop.theme.icons import icon


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    label: str
    picture: str


class SectionModel(RowsModel[Section]):
    """Rows are handed in ready, in the order shown; where there is no room, only their pictures are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = {
            Qt.ItemDataRole.DisplayRole.value: lambda row: row.label,
            Qt.ItemDataRole.AccessibleTextRole.value: lambda row: row.label,
            Qt.ItemDataRole.ToolTipRole.value: lambda row: row.label,
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
