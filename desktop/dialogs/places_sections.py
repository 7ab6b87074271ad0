"""Which sections a space shows at the side; those that are switched off stay to be found by the palette."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.models.sections import ALWAYS, Section
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.icons import icon
from i18n import tr


class SectionsDialog(Sheet):
    """What is switched holds at once."""

    changed = Signal(object)
    """For each section whether it is shown."""

    def __init__(
        self, sections: Sequence[Section], hidden: Collection[str], space: str, tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("Sections shown in {space}", space=space), tasks, parent)
        self.body.addWidget(parts.label(tr("The others are still found with “Search everything”."), "hint"))
        self.boxes: dict[str, QCheckBox] = {}
        for row in sections:
            if row.name not in ALWAYS:
                box = parts.box(row.label)
                box.setIcon(icon(row.picture, gap=True))
                box.setIconSize(parts.beside_words())
                box.setChecked(row.name not in hidden)
                box.toggled.connect(self._on_toggled)
                self.boxes[row.name] = box
                self.body.addWidget(box)
        self.add_close()

    def _on_toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's own
        self.changed.emit({name: box.isChecked() for name, box in self.boxes.items()})
