"""A word to be typed before something that cannot be undone: slow on purpose, and never loud."""

import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.theme import parts
from i18n import tr


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(text.split())).casefold()


class TypedWord(QWidget):
    ready_changed = Signal()

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word
        asked = tr("To go on, type the word “{word}”", word=word)
        self.line = parts.line(asked)
        self.line.textChanged.connect(lambda _text: self.ready_changed.emit())
        inner = parts.column(self)
        inner.addWidget(parts.labelled(asked, self.line))

    def is_ready(self) -> bool:
        return _plain(self.line.text()) == _plain(self._word)
