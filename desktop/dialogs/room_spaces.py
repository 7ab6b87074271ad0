"""Choosing which spaces are exchanged: all, or only some."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.models.facade_belonging import SpaceRow
from desktop.models.plain import isolated
from desktop.theme import parts
from desktop.theme.look import space
from i18n import tr

ALL, SOME = "all", "some"


class SpacesChoice(QWidget):
    """Not to be seen where there is nothing to choose."""

    changed = Signal()

    def __init__(self, spaces: Sequence[SpaceRow]) -> None:
        super().__init__()
        inner = parts.column(self, gap=2)
        asked = tr("What is exchanged?")
        self.which = parts.choice(
            asked, [(tr("All my spaces"), ALL), (tr("Only spaces that I choose"), SOME)]
        )
        self.which.currentIndexChanged.connect(self._on_turned)
        inner.addWidget(parts.labelled(asked, self.which))
        self.boxes: dict[str, QCheckBox] = {}
        for each in spaces:
            name = isolated(each.name) or tr("Without a name")
            box = parts.box(name)
            box.setAccessibleName(name)
            box.setMinimumHeight(space(6))
            box.toggled.connect(lambda _on: self.changed.emit())
            box.hide()
            self.boxes[each.id] = box
            inner.addWidget(box)
        if len(spaces) < 2:  # noqa: PLR2004 - there is nothing to choose between
            self.hide()

    def chosen(self) -> list[str] | None:
        """Return the ids of the chosen spaces; None stands for all."""
        if self.which.currentData() == ALL:
            return None
        return [each for each, box in self.boxes.items() if box.isChecked()]

    def is_ready(self) -> bool:
        return self.chosen() != []

    def _on_turned(self, _number: int) -> None:
        for box in self.boxes.values():
            box.setVisible(self.which.currentData() == SOME)
        self.changed.emit()
