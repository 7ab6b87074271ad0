"""Hears every text of a window, and tells which of them nobody could translate."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QPlainTextEdit, QTextEdit, QWidget

import resources
from i18n import OWN_NAMES, pseudo
from tests.desktop import furnishing, stand_in

SAYING = (
    "text", "title", "windowTitle", "placeholderText", "toolTip", "accessibleName", "accessibleDescription",
    "statusTip",
)  # fmt: skip
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
TAGS = re.compile(r"<[^<>]*>")
BRACKETED = re.compile(f"{pseudo.OPEN}[^{pseudo.OPEN}{pseudo.CLOSE}]*{pseudo.CLOSE}")
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")  # names, as every sentence shows them
DATA = re.compile(
    r"https?://\S*"  # addresses
    r"|\b(?:Ctrl|Shift|Alt|Del|Esc|Enter|F\d+)(?:\+\w+)*\b"  # keys
    r"|\b(?:[A-Z][a-z]+day, )?\d{1,2} [A-Z][a-z]{2,8}\b"  # dates, in English where nobody describes it
    r"|\b(?:[A-Z0-9]{4}[- \n]){3,}[A-Z0-9]*"  # the address of a room
    r"|\S+\.(?:md|pack|po|bin|csv)\b"
)


def heard(window: QWidget) -> Iterator[str]:
    """Yield every text of *window*, shown or said, and of everything in it, but not what people wrote."""
    for each in (window, *window.findChildren(QWidget)):
        for name in SAYING:
            say = getattr(each, name, None)
            if callable(say):
                yield str(say())
        if isinstance(each, QComboBox):
            yield from (each.itemText(index) for index in range(each.count()))
        elif isinstance(each, QAbstractItemView):
            yield from _listed(each.model())
        elif isinstance(each, QPlainTextEdit | QTextEdit):
            yield each.toPlainText()
        yield from (action.text() for action in each.actions())


def _listed(model: QAbstractItemModel | None) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex()) if model is not None else 0):
        yield from (str(model.index(row, 0).data(role) or "") for role in ROLES)


def foreign(text: str) -> str:
    """Return what in *text* went past i18n and is no data, or nothing."""
    left = TAGS.sub("", text)
    left = DATA.sub("", ISOLATED.sub("", left))
    while BRACKETED.search(left):
        left = BRACKETED.sub("", left)
    return " ".join(each for each in re.findall(r"[^\W\d_]+", left) if each not in known())


@cache
def known() -> frozenset[str]:
    """Return words that are no sentences of ours: names, what people wrote, and words that are read out."""
    lists = [
        resources.path(f"words/{name}.en.txt").read_text(encoding="utf-8") for name in ("check", "password")
    ]
    written = [str(each) for row in (*furnishing.NOTES, *furnishing.PEOPLE) for each in row]
    own = ["Karkade", "Horizon network", "My own notes", "Amina Jean Ngozi Adeyemi سمير", str(Path.home())]
    spoken = [stand_in.GENERATED, *stand_in.Me.check_words, pseudo.MIRRORED, "{count}"]
    words = re.findall(r"[^\W\d_]+", " ".join([*lists, *written, *own, *spoken, *OWN_NAMES.values()]))
    return frozenset(words)
