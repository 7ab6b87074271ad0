"""The address of a delivery service as a picture, and what is said before a space uses it no longer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.dialogs import qrcode
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.services_card import place
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.typedword import TypedWord
from desktop.models import plain
from desktop.models.facade_relays import RelayRow, Relays
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr

QR_EM, BESIDES_EM = 18, 11  # the picture, and what stands above and below it


class AddressPictureDialog(Sheet):
    def __init__(self, address: str, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("The address as a picture"), tasks, parent)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(tr("Address as a QR picture"))
        room = round(self.screen().availableSize().height() * 0.94) - BESIDES_EM * em()
        self.picture.setPixmap(qrcode.drawn(address, min(QR_EM * em(), room)))  # whole, to be photographed
        self.body.addWidget(self.picture)
        self.body.addWidget(parts.label(plain.address(address)))
        hint = tr("Others read it under “Add a delivery service”, from a photograph too.")
        self.body.addWidget(parts.label(hint, "hint"))
        self.body.addStretch(1)
        self.add_close()


class RemoveServiceDialog(Flow):
    def __init__(
        self, relays: Relays, space: str, row: RelayRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Remove this delivery service"), tasks, parent)
        self._relays, self._space, self._row = relays, space, row
        self.show_step([parts.label(tr("Working…"), "hint")])
        tasks.run(partial(relays.all, space), self._ask, self.show_problem)

    def _ask(self, rows: Sequence[RelayRow]) -> None:
        said = [
            tr("What is written here stays on all your computers."),
            tr("What it still holds is left there until its time is over."),
        ]
        if len(rows) == 1:
            said.append(tr("It is the only one. Without it, only packages carry changes."))
        self.word = TypedWord(tr("remove"))
        self.word.ready_changed.connect(lambda: self.go.setEnabled(self.word.is_ready()))
        first = tr("This space then uses {address} no longer.", address=place(self._row.address))
        self.show_step(
            [parts.label(first, "strong"), told(said), self.word], tr("Remove the service"), self._on_go
        )
        self.go.setEnabled(False)

    def _on_go(self) -> None:
        self.setEnabled(False)
        work = partial(self._relays.remove, self._space, self._row.key)
        self.tasks.run(work, self._on_removed, self.show_problem, long=True)

    def _on_removed(self, _done: object) -> None:
        self.accept()
