"""Words that are English still on a picture of another language."""

import re
from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop.tour.flaws_places import shown
from i18n import language
from i18n.speaking import SOURCE, spoken

Found = tuple[QWidget, str]
WORDS = re.compile(r"[a-z]+(?:’[a-z]+)?")
ENGLISH = frozenset({
    "the", "and", "of", "to", "is", "are", "was", "with", "your", "you", "this", "that", "not", "for", "from",
    "what", "which", "who", "whose", "can", "will", "be", "it", "its", "they", "have", "has", "when", "where",
    "how", "there", "here", "nobody", "somebody", "everybody", "without", "into",
})  # fmt: skip
"""Small words without which no English sentence is written; none of them is one of the other languages."""
LEAST = 2
OWN = Qt.ItemDataRole.UserRole
ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
    *range(OWN + 1, OWN + 20),
)  # fmt: skip
"""What an entry shows, and what the rows that are painted here know beside it."""
MARKUP = re.compile(r"<[^>]*>")
MOST_CELLS, ALL = 200, QModelIndex()


def untranslated(window: QWidget) -> Iterator[Found]:
    if language() == SOURCE:
        return
    for each in shown(window):
        if each.property("language") == SOURCE:
            continue
        for text in {*said(each)}:
            if is_english(text):
                yield each, text
    for action in window.findChildren(QAction):
        if is_english(action.text()):
            yield window, action.text()


def is_english(text: str) -> bool:
    """Say whether *text* is an original sentence, or has two of the small words of English."""
    if spoken.catalogue.one(text) != text:
        return True
    return len(ENGLISH.intersection(WORDS.findall(text.lower()))) >= LEAST


def said(widget: QWidget) -> Iterator[str]:
    """Yield the words that *widget* shows or has said aloud, without those that a person may have written."""
    yield unescape(MARKUP.sub("", widget.toolTip()))
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text().replace("&&", "&")
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QHeaderView):
        yield from _in_header(widget)
    elif isinstance(widget, QAbstractItemView):
        yield from _in_entries(widget)


def _in_header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for section in range(header.count()):
        yield str(model.headerData(section, header.orientation()) or "")


def _in_entries(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = view.horizontalHeader().count() if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(ALL), MOST_CELLS)):
        for column in range(columns):
            for told in (model.index(row, column).data(role) for role in ROLES):
                if isinstance(told, str) and " " in told:  # else it may be a key
                    yield told
