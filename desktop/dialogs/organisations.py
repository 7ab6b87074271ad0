"""The organisations of a network with whom they send, and what anybody brings to one: cards."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.flow import Flow, open_over
from desktop.dialogs.here import Here
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.narrowing import Card, CardList
from desktop.dialogs.organisations_bring import AddOrganisationDialog
from desktop.dialogs.organisations_card import Known, OrganisationPart
from desktop.dialogs.organisations_found import FoundDialog
from desktop.models.facade_belonging import OrganisationRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr
from sync.model.folding import fold

CARD = "person.card"
NAME = "name"


class OrganisationsPage(QWidget):
    sized = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self.known: Known | None = None
        self.rows: Sequence[OrganisationRow] = ()
        self.shown: list[OrganisationPart] = []
        inner = parts.column(self, gap=3)
        self._hint = parts.label("", "hint")
        inner.addWidget(self._hint)
        self._list = CardList(tr("Find an organisation"), [(tr("By name"), NAME)])
        self._list.sized.connect(self.sized)
        inner.addWidget(self._list)
        self.add = parts.Choice("building", tr("Add an organisation by its card…"), self.show_adding)
        self.found = parts.Choice("plus", tr("Make an organisation…"), self.show_founding)
        self.mine = parts.Choice("contact", tr("Save my own card…"), self.save_mine)
        for each in (self.add, self.found, self.mine):
            inner.addWidget(each)
        self.found.setEnabled(False)  # until the own spaces are known
        inner.addStretch(1)

    def reload(self) -> None:
        self._here.tasks.run(self._look, self._show, self._here.banner.show_problem)

    def _look(self) -> Known:
        belonging, space = self._here.belonging, self._here.space.id
        return Known(
            belonging.organisations.rows(space),
            {each.person: each for each in belonging.spaces.members(space)},
            {each.organisation: each for each in belonging.sharing.rows(space)},
            belonging.spaces.all(),
            belonging.organisations.own(),
        )

    def _show(self, known: Known) -> None:
        if known == self.known:
            return  # then nobody is interrupted
        self.known, self.rows = known, known.rows
        self._hint.setText(
            tr("Each organisation decides itself whom it sends.")
            if self.rows
            else tr("No organisation is in this space.")
        )
        self.add.setVisible(known.organises)
        self.found.setEnabled(True)
        self.shown = [OrganisationPart(self._here, row, known) for row in self.rows]
        self._list.show_cards([
            Card(each, row.name, {NAME: fold(row.name)})
            for each, row in zip(self.shown, self.rows, strict=True)
        ])  # fmt: skip
        self.sized.emit()

    # ------------------------------------------------------------ what is opened
    def show_adding(self) -> None:
        self._open(AddOrganisationDialog(self._here, self.window()))

    def show_founding(self) -> None:
        if self.known is not None:
            self._open(FoundDialog(self._here, self.known.spaces, self.known.own, self.window()))

    def save_mine(self) -> None:
        files.choose_save(self, tr("Save my own card…"), CARD, self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        work = partial(_save, paths[0], self._here.belonging.organisations.person_card)
        said = tr("Saved as {name}.", name=isolated(paths[0].name))
        self._here.do(work, said, tr("Give it to the organisation that sends you."))

    def _open(self, dialog: Flow) -> None:
        dialog.finished.connect(lambda _code: self._here.changed())
        open_over(dialog)


def _save(path: Path, made: Callable[[], bytes]) -> None:
    save_bytes(path, made())
