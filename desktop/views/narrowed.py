"""What a list leaves out, each thing with a way back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.models import arranging
from desktop.theme import parts
from desktop.theme.look import space
from desktop.theme.wrapping import Wrapping
from i18n import tr
from sync.engine.choice import Choice
from sync.model.kinds.declaration import Kind


class Narrowed(QFrame):
    """Words for what is not a value, a button for each value that takes it away, and one for all."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = Choice()
        inner = parts.row(self, gap=1)
        parts.margins(inner, space(4), 0, space(3), 0)
        middle = QWidget()
        self._flow = Wrapping(middle)
        self._words = parts.label("", "hint", wrap=False)
        self._flow.addWidget(self._words)
        self.chips: list[QPushButton] = []
        inner.addWidget(middle, 1, Qt.AlignmentFlag.AlignVCenter)
        self.show_all = parts.tool("x", tr("Show everything"), self._on_all)
        inner.addWidget(self.show_all)
        self.hide()

    def text(self) -> str:
        return self._words.text()

    def show_choice(
        self, choice: Choice, kind: Kind | None = None, tags: Mapping[str, str] | None = None
    ) -> None:
        self._choice = choice
        words = arranging.narrowing(choice)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        for each in self.chips:
            self._flow.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.chips = [self._chip(pair, kind, tags or {}) for pair in choice.facets]

    def _chip(self, pair: tuple[str, str], kind: Kind | None, tags: Mapping[str, str]) -> QPushButton:
        words = arranging.value_words(*pair, kind, tags)
        made = parts.button(words.replace("&", "&&"), "x", then=partial(self._on_removed, pair))
        made.setProperty("role", "chip")
        name = tr("Choose no longer: {value}", value=words)
        made.setAccessibleName(name)
        parts.tip(made, name)
        self._flow.addWidget(made)
        return made

    def _on_removed(self, pair: tuple[str, str]) -> None:
        kept = tuple(each for each in self._choice.facets if each != pair)
        self.chosen.emit(replace(self._choice, facets=kept))

    def _on_all(self) -> None:
        self.chosen.emit(Choice(self._choice.sort, descending=self._choice.descending))
