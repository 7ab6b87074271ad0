"""The ten check words of a person in two lines of five, and the same as numbers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.theme import parts
from i18n import tr

PER_LINE = 5


class CheckWords(QWidget):
    def __init__(self, words: Sequence[str], digits: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = parts.column(self, gap=2)
        box = parts.frame("soft")
        lines = parts.column(box, gap=1, margin=3)
        for start in range(0, len(words), PER_LINE):
            line = parts.label("   ".join(words[start : start + PER_LINE]), "words")
            lines.addWidget(line)
        self._digits = parts.label(digits, "words")
        self._digits.hide()
        lines.addWidget(self._digits)
        inner.addWidget(box)
        self._toggle = parts.button(tr("Show as numbers"), role="link", then=self._on_toggle_clicked)
        inner.addWidget(self._toggle)
        self._toggle.setVisible(bool(digits))
        self.setAccessibleDescription(" ".join(words))

    def _on_toggle_clicked(self) -> None:
        shown = self._digits.isHidden()
        self._digits.setVisible(shown)
        self._toggle.setText(tr("Hide the numbers") if shown else tr("Show as numbers"))
        self._toggle.setAccessibleName(self._toggle.text())
