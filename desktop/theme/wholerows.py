"""Rows of a list whose words run over several lines and are all shown."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.theme.look import space

AROUND = 4  # steps, for what the style leaves free at the sides and Qt counts as room for words


class WholeRows(QStyledItemDelegate):
    """Asks for the lines that there are: Qt breaks them as if nothing were left free beside them."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        narrow = QStyleOptionViewItem(option)
        narrow.rect.setWidth(max(1, option.rect.width() - space(AROUND)))
        return super().sizeHint(narrow, index)


def wrap(rows: QListView) -> None:
    """Let *rows* go on in the next line where one is full."""
    rows.setWordWrap(True)
    rows.setItemDelegate(WholeRows(rows))
