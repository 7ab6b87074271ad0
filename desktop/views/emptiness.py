"""What stands in a list where there is nothing, and what can be done about that."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em
from i18n import tr


class Emptiness(QWidget):
    """A kind word, and where something can be made a button for that; more where somebody offers it."""

    def __init__(self) -> None:
        super().__init__()
        self._inner = parts.column(self, gap=2, margin=1)
        self._words = parts.label("", "hint")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.new = parts.button(tr("New"), "plus")
        self.new.hide()
        self.starter = parts.button(tr("Add the starter library"), "library")
        self.starter.hide()
        middle = Qt.AlignmentFlag.AlignHCenter
        self._inner.addStretch(1)
        self._inner.addWidget(parts.picture("inbox", round(2.2 * em()), Role.PlaceholderText), 0, middle)
        self._inner.addWidget(self._words)
        self._inner.addWidget(self.new, 0, middle)
        self._inner.addWidget(self.starter, 0, middle)
        self._inner.addStretch(4)

    def say(self, words: str) -> None:
        self._words.setText(words)

    def text(self) -> str:
        return self._words.text()

    def offer(self, *, new: bool, starter: bool) -> None:
        """Offer to make something, and to add what is at hand to begin with."""
        self.new.setVisible(new)
        self.starter.setVisible(starter)
