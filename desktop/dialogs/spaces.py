"""Making a space, with a delivery service if one is known already."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.separate import SeparateName
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Spaces
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


class NewSpaceDialog(Sheet):
    made = Signal(object)

    def __init__(self, spaces: Spaces, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Make a space"), tasks, parent)
        self._spaces = spaces
        self.body.addWidget(
            parts.label(tr("Only people in this space can read what is written in it."), "hint")
        )
        self.name = parts.line(tr("Name of the space"))
        self.name.setMaxLength(100)
        self.body.addWidget(parts.labelled(tr("Name of the space"), self.name))
        self.network = QCheckBox(tr("A network of organisations"))
        self.network.setAccessibleName(self.network.text())
        self.body.addWidget(self.network)
        self._explained = parts.label(tr("Organisations join it, and each decides whom it sends."), "hint")
        self._explained.hide()
        self.body.addWidget(self._explained)
        self.network.toggled.connect(self._on_kind_chosen)
        self.address = parts.line(tr("Address of a delivery service"), hint="https://")
        self.body.addWidget(
            parts.labelled(tr("Address of a delivery service (can be added later)"), self.address)
        )
        self.body.addWidget(parts.label(tr("It passes on sealed letters and can read none of them."), "hint"))
        self.separate = SeparateName()
        self.separate.changed.connect(self._on_edited)
        self.body.addWidget(self.separate)
        self.body.addStretch(1)
        self.add_close(tr("Cancel"))
        self._make = self.add_primary(tr("Make the space"), self._on_make_clicked)
        self._make.setEnabled(False)
        self.name.textChanged.connect(lambda _text: self._on_edited())

    def _on_kind_chosen(self, on: bool) -> None:  # noqa: FBT001 - what Qt hands over
        self._explained.setVisible(on)
        self.fit_soon()

    def _on_edited(self) -> None:
        self._make.setEnabled(bool(self.name.text().strip()) and self.separate.is_ready())
        self.fit_soon()

    def _on_make_clicked(self) -> None:
        name, address = self.name.text().strip(), self.address.text().strip()
        self.setEnabled(False)
        other, network = self.separate.name(), self.network.isChecked()
        self.tasks.run(
            lambda: self._work(name, address, other, network=network), self._on_made, self.show_problem
        )

    def _work(self, name: str, address: str, other: str, *, network: bool) -> SpaceRow:
        row = self._spaces.new(name, network=network, persona=other)
        if address:
            self._spaces.add_relay(row.id, address)
        return row

    def _on_made(self, row: SpaceRow) -> None:
        self.made.emit(row)
        self.accept()
