"""A list of light ids whose rows come once they are looked at: as quick with 100,000 as with ten."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QTimer, Signal
from typing_extensions import override

from desktop.models.facade_items import ItemRow
from desktop.models.rows import ROOT, Index
from desktop.models.steps import NOWHERE, Step

PAGE = 100  # rows asked for at once
ASKED_MAX = 400
KEPT_MAX = 3_000  # rows held; those that came longest ago are asked for again


class PagedModel(QAbstractListModel):
    rows_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._known: dict[str, ItemRow] = {}
        self._asked: dict[str, None] = {}
        self.version = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @property
    def ids(self) -> Sequence[str]:
        return tuple(self._ids)

    @property
    def rows(self) -> Sequence[ItemRow]:
        """The rows that are here already."""
        return tuple(self._known[each] for each in self._ids if each in self._known)

    def row_of(self, item: str) -> ItemRow | None:
        return self._known.get(item)

    def known(self, items: Iterable[str]) -> list[str]:
        """Return those of *items* whose rows are here."""
        return [each for each in items if each in self._known]

    def index_of(self, item: str) -> QModelIndex:
        try:
            return self.index(self._ids.index(item))
        except ValueError:
            return QModelIndex()

    def show(self, ids: Sequence[str], rows: Iterable[ItemRow], steps: Sequence[Step] | None = None) -> None:
        """Show *ids* from now on; with the *steps* there whoever selected one of them keeps it selected."""
        self._asked.clear()
        self.version += 1
        if steps is None:
            self.beginResetModel()
            self._ids = list(ids)
            self._known.clear()
            self._keep(rows)
            self.endResetModel()
        else:
            for place, to in steps:
                self._step(place, to, ids)
            self.learn(rows)

    def learn(self, rows: Iterable[ItemRow]) -> None:
        """Take rows that were asked for, or that changed."""
        if self._keep(rows) and self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    @override
    def removeRows(self, row: int, count: int, parent: Index = ROOT) -> bool:
        """Forget rows together with all that is known of them, as when everything is to be emptied."""
        if parent.isValid() or count <= 0 or row < 0 or row + count > len(self._ids):
            return False
        self.beginRemoveRows(ROOT, row, row + count - 1)
        for item in self._ids[row : row + count]:
            self._known.pop(item, None)
        del self._ids[row : row + count]
        self.endRemoveRows()
        return True

    def _keep(self, rows: Iterable[ItemRow]) -> bool:
        changed = False
        for row in rows:
            changed = self._known.pop(row.id, None) != row or changed
            self._known[row.id] = row
            self._asked.pop(row.id, None)
        for item in list(self._known)[: max(0, len(self._known) - KEPT_MAX)]:
            del self._known[item]
        return changed

    def _step(self, place: int, to: int, ids: Sequence[str]) -> None:
        if to == NOWHERE:
            self.beginRemoveRows(ROOT, place, place)
            del self._ids[place]
            self.endRemoveRows()
        elif place == NOWHERE:
            self.beginInsertRows(ROOT, to, to)
            self._ids.insert(to, ids[to])
            self.endInsertRows()
        else:
            self.beginMoveRows(ROOT, place, place, ROOT, to + 1 if to > place else to)
            self._ids.insert(to, self._ids.pop(place))
            self.endMoveRows()

    def _row_at(self, number: int) -> ItemRow | None:
        """Return a row, or ask for it and those around it."""
        row = self._known.get(self._ids[number])
        if row is None and self._ids[number] not in self._asked:
            start = number - number % PAGE
            around = self._ids[start : start + PAGE]
            self._asked |= dict.fromkeys(each for each in around if each not in self._known)
            self._soon.start(0)
        return row

    def _ask(self) -> None:
        """Ask for what was looked at last; who scrolled past the rest does not wait for it."""
        self._asked = dict.fromkeys(list(self._asked)[-ASKED_MAX:])
        if self._asked:
            self.rows_wanted.emit(list(self._asked))
