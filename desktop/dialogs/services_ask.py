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
from i18n import tr, tr_n

NAMED_MAX = 8  # of many; the list behind shows them all
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
    """Asks once, for one or for several, and says which they are."""

    def __init__(
        self,
        relays: Relays,
        space: str,
        rows: Sequence[RelayRow],
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_heading(len(rows)), tasks, parent)
        self._relays, self._space, self._rows = relays, space, list(rows)
        self.show_step([parts.label(tr("Working…"), "hint")])
        tasks.run(partial(relays.all, space), self._ask, self.show_problem)

    def _ask(self, rows: Sequence[RelayRow]) -> None:
        said = [
            tr("What is written here stays on all your computers."),
            tr("What it still holds is left there until its time is over."),
        ]
        if {each.key for each in rows} <= {each.key for each in self._rows}:
            said.append(_without_any(len(self._rows)))
        self.word = TypedWord(tr("remove"))
        self.word.ready_changed.connect(lambda: self.go.setEnabled(self.word.is_ready()))
        first = parts.label(_first(self._rows), "strong")
        verb = _heading(len(self._rows)) if len(self._rows) > 1 else tr("Remove the service")
        self.show_step([first, *_named(self._rows), told(said), self.word], verb, self._on_go)
        self.go.setEnabled(False)

    def _on_go(self) -> None:
        self.setEnabled(False)
        self.tasks.run(self._remove, self._on_removed, self.show_problem, long=True)

    def _remove(self) -> None:
        """Remove one after the other; where one cannot be, those before it are not tried again."""
        while self._rows:
            self._relays.remove(self._space, self._rows[0].key)
            del self._rows[0]

    def _on_removed(self, _done: object) -> None:
        self.accept()


def _heading(count: int) -> str:
    if count == 1:
        return tr("Remove this delivery service")
    return tr_n("Remove {count} delivery service", "Remove {count} delivery services", count)


def _first(rows: Sequence[RelayRow]) -> str:
    if len(rows) == 1:
        return tr("This space then uses {address} no longer.", address=place(rows[0].address))
    return tr_n(
        "This space then uses {count} service no longer:", "This space then uses {count} services no longer:",
        len(rows),
    )  # fmt: skip


def _named(rows: Sequence[RelayRow]) -> list[QWidget]:
    """Return the addresses of several; a single one stands in the sentence."""
    more = ["…"] if len(rows) > NAMED_MAX else []
    return [told([*(place(each.address) for each in rows[:NAMED_MAX]), *more])] if len(rows) > 1 else []


def _without_any(count: int) -> str:
    if count == 1:
        return tr("It is the only one. Without it, only packages carry changes.")
    return tr("These are all. Without them, only packages carry changes.")
