"""The items of a space, or what a search found, or the trash: one line each."""

import re

from PySide6.QtCore import QObject, Qt

from desktop.models import when
from desktop.models.facade import ItemRow
from desktop.models.plain import one_line
from desktop.models.rows import IdRole, RowsModel, UserRole

PreviewRole = UserRole + 2
TagsRole = UserRole + 3
ChangedRole = UserRole + 4
TwofoldRole = UserRole + 5
KindRole = UserRole + 6
SCAN_MAX = 1_000
MARKS = re.compile(
    r"(?m)^\s*(?:#{1,6} +|> ?|[-*+] (?:\[[ xX]\] )?)|\*\*|~~|`"
)  # Markdown, in a list only noise
TITLE_MAX, PREVIEW_MAX, TAG_MAX, TAGS_SHOWN = 160, 160, 24, 4


class ItemListModel(RowsModel[ItemRow]):
    """*untitled* stands where a title is empty."""

    def __init__(self, untitled: str, parent: QObject | None = None) -> None:
        def title(row: ItemRow) -> str:
            return one_line(row.title, TITLE_MAX) or untitled

        columns = {
            Qt.ItemDataRole.DisplayRole.value: title,
            Qt.ItemDataRole.AccessibleTextRole.value: title,
            IdRole: lambda row: row.id,
            PreviewRole: lambda row: one_line(MARKS.sub("", row.preview[:SCAN_MAX]), PREVIEW_MAX),
            TagsRole: lambda row: tuple(one_line(tag, TAG_MAX) for tag in row.tags[:TAGS_SHOWN]),
            ChangedRole: lambda row: when.short(row.changed_ms),
            TwofoldRole: lambda row: row.twofold,
            KindRole: lambda row: row.kind,
        }
        names = {
            IdRole: b"id",
            PreviewRole: b"preview",
            TagsRole: b"tags",
            ChangedRole: b"changed",
            TwofoldRole: b"twofold",
            KindRole: b"kind",
        }
        super().__init__(lambda row: row.id, columns, names, parent)
