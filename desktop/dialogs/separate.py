"""The offer to be somebody separate in one space, whom no other space knows (A3.1)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.theme import parts
from i18n import tr

NAME_MAX = 100


class SeparateName(QWidget):
    """Off unless somebody ticks it; then another name is asked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = QCheckBox(tr("Be somebody separate in this space"))
        self.wanted.setAccessibleName(self.wanted.text())
        self.line = parts.line(tr("Your name in this space"))
        self.line.setMaxLength(NAME_MAX)
        self._asked = QWidget()
        asked = parts.column(self._asked, gap=2)
        hint = tr("Your other spaces cannot see that this is you. This stays so in this space.")
        asked.addWidget(parts.label(hint, "hint"))
        asked.addWidget(parts.labelled(tr("Your name in this space"), self.line))
        self._asked.hide()
        inner = parts.column(self, gap=2)
        inner.addWidget(self.wanted)
        inner.addWidget(self._asked)
        self.wanted.toggled.connect(self._on_toggled)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def name(self) -> str:
        """Return the other name, or nothing where one is oneself."""
        return self.line.text().strip() if self.wanted.isChecked() else ""

    def is_ready(self) -> bool:
        return bool(self.name()) or not self.wanted.isChecked()

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - what Qt hands over
        self._asked.setVisible(on)
        if on:
            self.line.setFocus()
        self.changed.emit()
