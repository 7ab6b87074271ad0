"""A list model of plain rows that tells views exactly which rows came, went, moved or changed."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
STEPS_MAX = 200  # more single steps than this are slower than starting again
UserRole = Qt.ItemDataRole.UserRole.value
IdRole = UserRole + 1


class RowsModel(QAbstractListModel, Generic[Row]):
    """*columns* gives for each role how to read it from a row; *key* tells rows apart."""

    def __init__(
        self,
        key: Callable[[Row], Hashable],
        columns: dict[int, Callable[[Row], Any]],
        names: dict[int, bytes],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._columns = columns
        self._names = names
        self._rows: list[Row] = []

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        read = self._columns.get(int(role))
        return None if read is None else read(self._rows[index.row()])

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        named = {role: QByteArray(name) for role, name in self._names.items()}
        return {**super().roleNames(), **named}

    @property
    def rows(self) -> Sequence[Row]:
        return tuple(self._rows)

    def index_of(self, key: Hashable) -> QModelIndex:
        for number, each in enumerate(self._rows):
            if self._key(each) == key:
                return self.index(number)
        return QModelIndex()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show *rows* from now on; whoever selected one of them keeps it selected."""
        old = [self._key(each) for each in self._rows]
        new = [self._key(each) for each in rows]
        if old == new:
            self._replace(rows)
        elif len(set(old) ^ set(new)) > STEPS_MAX or len(old) > STEPS_MAX * 50:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        else:
            self._step(rows, new)

    def _replace(self, rows: Sequence[Row]) -> None:
        changed = [number for number, each in enumerate(rows) if each != self._rows[number]]
        self._rows = list(rows)
        for number in changed:
            self.dataChanged.emit(self.index(number), self.index(number))

    def _step(self, rows: Sequence[Row], new: Sequence[Hashable]) -> None:
        wanted = set(new)
        for number in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[number]) not in wanted:
                self.beginRemoveRows(ROOT, number, number)
                del self._rows[number]
                self.endRemoveRows()
        for number, row in enumerate(rows):
            self._place(number, row)
        self._replace(rows)

    def _place(self, number: int, row: Row) -> None:
        key = self._key(row)
        if number < len(self._rows) and self._key(self._rows[number]) == key:
            return
        place = next((n for n in range(number, len(self._rows)) if self._key(self._rows[n]) == key), None)
        if place is None:
            self.beginInsertRows(ROOT, number, number)
            self._rows.insert(number, row)
            self.endInsertRows()
        else:
            self.beginMoveRows(ROOT, place, place, ROOT, number)
            self._rows.insert(number, self._rows.pop(place))
            self.endMoveRows()
