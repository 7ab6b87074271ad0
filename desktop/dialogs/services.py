"""The delivery services of a space: which there are, how they do, and changing them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from desktop.dialogs import clipboard, files
from desktop.dialogs.choosing import ChoosingList, Deed
from desktop.dialogs.flow import emptied, open_over
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.narrowing import Card
from desktop.dialogs.services_add import AddServiceDialog, GiveTicketsDialog
from desktop.dialogs.services_ask import AddressPictureDialog, RemoveServiceDialog
from desktop.dialogs.services_card import ServiceCard
from desktop.dialogs.sheet import Sheet
from desktop.models import services
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_relays import RelayRow, Serves
from desktop.models.plain import isolated
from desktop.models.services import Known
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import services as words
from i18n import tr, tr_n
from sync.errors import Problem
from sync.model.folding import fold

PROOF_FILE = "proofs.cbor"
ADDRESS, REACHED, NEEDS = "address", "reached", "needs"
FEW = 3  # services; more are put in order


class ServicesDialog(Sheet):
    def __init__(self, session: Serves, tasks: Tasks, space: str = "", parent: QWidget | None = None) -> None:
        super().__init__(tr("Delivery services"), tasks, parent, width_em=50)
        self._session, self.space = session, space
        self.known: Known | None = None
        self.cards: list[ServiceCard] = []
        about = tr("They carry sealed letters between the people of a space. They can read none of them.")
        self.body.addWidget(parts.label(about, "hint"))
        self.spaces = parts.choice(tr("Space"), [])
        self.spaces.activated.connect(lambda _number: self.turn(self.spaces.currentData()))
        self._chooser = parts.labelled(tr("Space"), self.spaces)
        self._chooser.hide()
        self.body.addWidget(self._chooser)
        orders = (
            (tr("By address"), ADDRESS),
            (tr("Last reached first"), REACHED),
            (tr("Needs you first"), NEEDS),
        )
        deed = Deed(_removing, "x", self._on_several_wanted)
        self.list = ChoosingList(tr("Find a service"), orders, deed, few=FEW)
        self.list.sized.connect(self.fit_soon)
        self.body.addWidget(self.list)
        self._below = parts.column(gap=3)
        self.body.addLayout(self._below)
        self.add = parts.Choice("plus", tr("Add a delivery service"), self.show_add)
        self.add.hide()
        self.body.addWidget(self.add)
        self._hint = parts.label("", "hint")
        self._hint.hide()
        self.body.addWidget(self._hint)
        self.body.addStretch(1)
        self.buttons.insertWidget(0, self.list.act)
        self.add_close()
        self.reload()

    # ------------------------------------------------------------ showing
    def turn(self, space: str) -> None:
        """Show the services of another space."""
        self.space = space
        self.banner.clear()
        self.reload()

    def reload(self) -> None:
        self.tasks.run(partial(services.taken, self._session, self.space), self._on_known, self.show_problem)

    def _on_known(self, known: Known) -> None:
        if known == self.known:
            return  # nobody is interrupted
        self.known = known
        self.space = known.space.id if known.space is not None else ""
        self._show_spaces(known.spaces)
        before = self._focused()
        self._show_services(known)
        self.add.setVisible(known.organised)
        self._show_hint(known)
        self._focus(before)
        self.fit_soon()

    def _show_spaces(self, spaces: Sequence[SpaceRow]) -> None:
        self.spaces.clear()
        for each in spaces:
            self.spaces.addItem(isolated(each.name) or tr("Without a name"), each.id)
        self.spaces.setCurrentIndex(self.spaces.findData(self.space))
        self._chooser.setVisible(len(spaces) > 1)

    def _show_services(self, known: Known) -> None:
        emptied(self._below)
        self.cards = [ServiceCard(each, organised=known.organised) for each in known.services]
        for card in self.cards:
            card.copy_wanted.connect(self._on_copy_wanted)
            card.picture_wanted.connect(self.show_picture)
            card.proof_wanted.connect(self.save_proof)
            card.tickets_wanted.connect(self.show_tickets)
            card.removal_wanted.connect(self.show_removal)
        listed = [_listed(each) for each in self.cards]
        boxes = {each.service.row.key: each.box for each in self.cards} if known.organised else {}
        self.list.show_choices(listed, boxes)
        if not self.cards:
            self._below.addWidget(parts.label(tr("This space has no delivery service. Packages carry it.")))
        if known.former:
            self._below.addWidget(parts.label(words.former(known.former), "hint"))
            save = parts.button(tr("Save the proof…"), "download", then=self.save_proof)
            line = parts.row()
            line.addWidget(save)
            line.addStretch(1)
            self._below.addLayout(line)

    def _show_hint(self, known: Known) -> None:
        """Say who changes services, or that one more would help."""
        if not known.organised:
            text = tr("Organisers choose the delivery services of a space.")
        elif len(known.services) == 1:
            text = tr("With a second one, everything goes on when one fails.")
        else:
            text = ""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def _focused(self) -> str:
        inside = [one for card in self.cards for one in card.findChildren(QPushButton)]
        return next((one.accessibleName() for one in inside if one.hasFocus()), "")

    def _focus(self, name: str) -> None:
        """Let the keyboard stay where it was, though the cards are drawn anew."""
        for card in self.cards if name else ():
            for button in card.findChildren(QPushButton):
                if button.accessibleName() == name:
                    button.setFocus()

    def _open(self, dialog: QDialog) -> None:
        """Open *dialog*; what was said before is over then."""
        self.banner.clear()
        open_over(dialog)

    # ------------------------------------------------------------ for everybody
    def _on_copy_wanted(self, row: RelayRow) -> None:
        clipboard.lend(row.address)
        self.banner.show_words(
            tr("The address is copied, with all that stands behind it."),
            tr("In half a minute the clipboard is emptied."),
        )

    def show_picture(self, row: RelayRow) -> None:
        self._open(AddressPictureDialog(row.address, self.tasks, self))

    def save_proof(self) -> None:
        files.choose_save(self, tr("Save the proof"), PROOF_FILE, self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        witness = self._session.witness
        self.tasks.run(lambda: save_bytes(paths[0], witness.export()), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.banner.show_words(
            tr("Saved as {name}.", name=isolated(path.name)),
            tr("It tells of delivery services alone, of nothing that you wrote."),
        )

    # ------------------------------------------------------------ for organisers
    def show_add(self) -> None:
        name = self.known.space.name if self.known is not None and self.known.space is not None else ""
        dialog = AddServiceDialog(self._session.relays, self.space, name, self.tasks, self)
        dialog.added.connect(self._on_added)
        self._open(dialog)

    def _on_added(self, problem: Problem | None) -> None:
        if problem is not None:
            self.banner.show_problem(problem)
        else:
            self.banner.show_words(tr("The space uses this delivery service from now on."))
        self.reload()

    def show_tickets(self, row: RelayRow) -> None:
        dialog = GiveTicketsDialog(self._session.relays, self.space, row, self.tasks, self)
        dialog.finished.connect(lambda _how: self.reload())
        self._open(dialog)

    def _on_several_wanted(self) -> None:
        wanted = set(self.list.chosen())
        self.show_removal(*(each.service.row for each in self.cards if each.service.row.key in wanted))

    def show_removal(self, *rows: RelayRow) -> None:
        dialog = RemoveServiceDialog(self._session.relays, self.space, rows, self.tasks, self)
        dialog.finished.connect(lambda _how: self.reload())
        self._open(dialog)


def _removing(count: int) -> str:
    return tr_n("Remove {count} service…", "Remove {count} services…", count)


def _listed(card: ServiceCard) -> Card:
    """Return what a service is looked for by, and by what it stands in each order."""
    row, needs = card.service.row, card.service.needs_somebody
    address = fold(row.address)
    order = {ADDRESS: address, REACHED: (-(row.reached_ms or 0), address), NEEDS: (not needs, address)}
    return Card(card, f"{row.address} {row.notice}", order)
