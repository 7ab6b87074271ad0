"""Offers the words of a space where somebody types tags, also by what they are called in other languages."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView
from typing_extensions import override

from desktop.models.facade_items import Word
from desktop.models.field_tags import separated
from desktop.models.plain import one_line
from i18n import tr

WORDS_MAX, WORD_MAX = 1_000, 60


class TagWords(QCompleter):
    """Completes what stands behind the last comma."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._tags: dict[str, str] = {}
        self._model = QStringListModel(self)
        self.setModel(self._model)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setAccessibleName(tr("Tags of this space"))
        self.setPopup(popup)
        self.activated.connect(lambda _chosen: QTimer.singleShot(0, self, self._on_completed))
        line.setCompleter(self)

    def offer(self, words: Sequence[Word]) -> None:
        """Offer *words*; one can be found by any of its names."""
        self._tags = {_said(word): word.word for word in words[:WORDS_MAX]}
        self._model.setStringList(list(self._tags))

    def _on_completed(self) -> None:
        """What was chosen counts as typed."""
        self._line.textEdited.emit(self._line.text())

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        shown = str(index.data() or "")
        before, comma, _ = separated(self._line.text()).rpartition(",")
        return f"{before}{comma}{' ' if comma else ''}{self._tags.get(shown, shown)}"

    @override
    def splitPath(self, path: str) -> list[str]:
        return [separated(path).rpartition(",")[2].strip()]


def _said(word: Word) -> str:
    names: Mapping[str, None] = dict.fromkeys((word.word, *word.translations.values()))
    return one_line(" · ".join(names), WORD_MAX)
