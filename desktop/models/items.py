"""The items of a space, or what a search found, or the trash: one line each."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QObject, Qt
from typing_extensions import override

from desktop.models import said, steps, when
from desktop.models.facade_items import ItemRow
from desktop.models.paged import PagedModel
from desktop.models.plain import one_line
from desktop.models.rows import IdRole, Index, UserRole
from i18n import tr, tr_n
from sync.model.kinds.declaration import Field

PreviewRole = UserRole + 2
TagsRole = UserRole + 3
ChangedRole = UserRole + 4
TwofoldRole = UserRole + 5
KindRole = UserRole + 6
AuthorRole = UserRole + 7
StaleRole = UserRole + 9
CellsRole = UserRole + 8
"""What stands in the columns beside the title, where the list is wide."""
SCAN_MAX = 1_000
CELL_MAX, CELLS_MAX = 80, 6_000
MARKS = re.compile(
    r"^\s*(?:> ?|[-*+] (?:\[[ xX]\] )?)|(?:^|(?<=\s))(?:#{1,6} +|[-*+] \[[ xX]\] )|\*\*|~~|`"
    r"|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)"
)  # Markdown, in a list only noise; a preview comes as one line
TITLE_MAX, PREVIEW_MAX, TAG_MAX, TAGS_SHOWN, NAME_MAX = 160, 160, 24, 4, 30
DRAGGED = "application/x-rows"  # says that there are some, not which: what is dragged never leaves as text


class ItemListModel(PagedModel):
    """*untitled* stands where a title is empty; a row that is not here yet is blank until it comes."""

    def __init__(self, untitled: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tags: Mapping[str, str] = {}
        self._days: Mapping[str, int] = {}
        self._columns = _columns(untitled, self._called) | {ChangedRole: self._aside}
        self._fields: tuple[Field, ...] = ()
        self._cells: dict[str, tuple[str, ...]] = {}

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == IdRole:
            return self._ids[index.row()]
        if role == CellsRole:
            return self._cells.get(self._ids[index.row()], ())
        read = self._columns.get(int(role))
        row = None if read is None else self._row_at(index.row())
        return None if read is None or row is None else read(row)

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        named = {IdRole: b"id", PreviewRole: b"preview", TagsRole: b"tags", ChangedRole: b"changed"}
        named |= {TwofoldRole: b"twofold", StaleRole: b"stale", KindRole: b"kind", AuthorRole: b"author"}
        return {**super().roleNames(), **{role: QByteArray(name) for role, name in named.items()}}

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        own = super().flags(index)
        return own | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else own

    @override
    def mimeTypes(self) -> list[str]:
        return [DRAGGED]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        made.setData(DRAGGED, QByteArray(b"1"))
        return made

    def call_tags(self, tags: Mapping[str, str]) -> None:
        """Show tags by what they are called in the interface's language, where somebody said that."""
        if tags != self._tags:
            self._tags = dict(tags)
            if self._ids:
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def learn_days(self, days: Mapping[str, int]) -> None:
        """Say beside what lies in the trash how many days it still does, where that is known."""
        self._days = dict(days)
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _aside(self, row: ItemRow) -> str:
        if row.trashed and row.id in self._days:
            return tr_n("{count} day", "{count} days", self._days[row.id])
        return when.short(row.changed_ms)

    def _called(self, tag: str) -> str:
        return self._tags.get(tag, tag)

    def learn_cells(self, fields: Sequence[Field], values: Mapping[str, tuple[str, ...]]) -> None:
        """Take what some rows have in the *fields* that stand beside the title."""
        if tuple(fields) != self._fields or len(self._cells) > CELLS_MAX:
            self._fields = tuple(fields)
            self._cells.clear()
        for item, texts in values.items():
            self._cells[item] = tuple(
                one_line(said.in_a_line(field, text), CELL_MAX)
                for field, text in zip(self._fields, texts, strict=False)
            )
        if values and self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def set_rows(self, rows: Sequence[ItemRow]) -> None:
        ids = [row.id for row in rows]
        self.show(ids, rows, steps.between(self._ids, ids))


def _columns(untitled: str, called: Callable[[str], str]) -> dict[int, Callable[[ItemRow], Any]]:
    def title(row: ItemRow) -> str:
        return one_line(row.title, TITLE_MAX) or untitled

    def heard(row: ItemRow) -> str:
        return ", ".join([title(row), tr("To be confirmed")] if row.stale else [title(row)])

    return {
        Qt.ItemDataRole.DisplayRole.value: title,
        Qt.ItemDataRole.AccessibleTextRole.value: heard,
        PreviewRole: lambda row: one_line(MARKS.sub("", row.preview[:SCAN_MAX]), PREVIEW_MAX),
        TagsRole: lambda row: tuple(one_line(called(tag), TAG_MAX) for tag in row.tags[:TAGS_SHOWN]),
        TwofoldRole: lambda row: row.twofold,
        StaleRole: lambda row: row.stale,
        KindRole: lambda row: row.kind,
        AuthorRole: lambda row: one_line(row.author, NAME_MAX),
    }
