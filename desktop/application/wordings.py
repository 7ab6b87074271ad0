"""Which words the window speaks: those of the space that is open, and of no other."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject

from desktop.models.facade_words import Forms, SpaceWords
from desktop.models.wording import USUAL, Wording
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import language
from sync.engine.events import WordsChanged


class Wordings(QObject):
    def __init__(self, words: SpaceWords, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._words, self._tasks, self._window = words, tasks, window
        self._space = ""

    def watch(self, space: str) -> None:
        """Speak the words of *space* from now on; until they are read, the usual ones."""
        if space != self._space:
            self._space = space
            self._window.speak(USUAL)
        self._read()

    def on_words_changed(self, changed: WordsChanged) -> None:
        if changed.space == self._space:
            self._read()

    def _read(self) -> None:
        if self._space:
            spoken = language()
            ask = partial(self._words.shown, self._space, spoken)
            self._tasks.run(ask, partial(self._on_read, self._space, spoken))

    def _on_read(self, space: str, spoken: str, own: Mapping[str, Forms]) -> None:
        if space == self._space and dict(own) != dict(self._window.wording.own):
            self._window.speak(Wording(own, spoken))
