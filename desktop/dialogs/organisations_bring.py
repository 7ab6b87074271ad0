"""Bringing somebody into a network by a card: an organisation, or whom it sends."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.flow import Flow
from desktop.dialogs.here import Here
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.join import read_small
from desktop.models.facade_belonging import Brought, OrganisationCard, OrganisationRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr


class Carded(Flow):
    """Reads a card, brings somebody in, and saves the package for them."""

    def __init__(self, heading: str, here: Here, parent: QWidget | None) -> None:
        super().__init__(heading, here.tasks, parent)
        self.here = here
        self._file = b""

    def _choose_card(self, then: Callable[[list[Path]], None]) -> None:
        files.choose_open(self, tr("Open the card"), files.kinds(tr("Cards"), "*.card"), then)

    def _on_brought(self, brought: Brought) -> None:
        self._file = brought.file
        self.banner.clear()
        done = parts.label(tr("“{name}” is in the space.", name=isolated(brought.name)), "heading")
        then = parts.label(tr("Save this file and bring it to them. They open it."))
        self.show_step([done, then], tr("Save the file…"), self.save)

    def save(self) -> None:
        files.choose_save(self, tr("Save the file…"), "welcome.pack", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(save_bytes, paths[0], self._file), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.leave_with(tr("Close"))
        self.banner.show_words(tr("Saved as {name}.", name=isolated(path.name)))
        self.fit_soon()


class BringDialog(Carded):
    def __init__(self, here: Here, row: OrganisationRow, parent: QWidget | None = None) -> None:
        super().__init__(tr("Send somebody for {name}", name=isolated(row.name, 40)), here, parent)
        self._row = row
        said = tr("They save their own card here and give it to you.")
        self.show_step([parts.label(said), parts.Choice("contact", tr("Open the card"), self.choose_card)])

    def choose_card(self) -> None:
        self._choose_card(self._on_card_chosen)

    def _on_card_chosen(self, paths: list[Path]) -> None:
        organisations, space, row = self.here.belonging.organisations, self.here.space.id, self._row.id
        self.setEnabled(False)
        self.tasks.run(
            lambda: organisations.delegate(space, row, read_small(paths[0])),
            self._on_brought, self.show_problem,
        )  # fmt: skip


class AddOrganisationDialog(Carded):
    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add an organisation"), here, parent)
        said = tr("Somebody of the organisation makes its card and gives it to you.")
        self.show_step([parts.label(said), parts.Choice("building", tr("Open the card"), self.choose_card)])

    def choose_card(self) -> None:
        self._choose_card(self._on_card_chosen)

    def _on_card_chosen(self, paths: list[Path]) -> None:
        organisations = self.here.belonging.organisations

        def look() -> tuple[bytes, OrganisationCard]:
            card = read_small(paths[0])
            return card, organisations.look(card)

        self.setEnabled(False)
        self.tasks.run(look, self._on_looked, self.show_problem)

    def _on_looked(self, seen: tuple[bytes, OrganisationCard]) -> None:
        self.show_card(*seen)

    def show_card(self, card: bytes, shown: OrganisationCard) -> None:
        """Show what is compared before the organisation is added."""
        self.banner.clear()
        heading = parts.label(isolated(shown.name), "heading")
        officer = parts.label(tr("{name} decides for it.", name=isolated(shown.officer) or tr("No name")))
        said = parts.label(tr("They see the same words. Compare them."), "hint")
        words = CheckWords(shown.check_words)
        self.role = parts.choice(
            tr("What its people may do"), [(tr("Read and write"), "member"), (tr("Only read"), "reader")]
        )
        field = parts.labelled(tr("What its people may do"), self.role)
        shown_here = [heading, officer, said, words, field]
        self.show_step(shown_here, tr("Add it"), partial(self._on_add, card))

    def _on_add(self, card: bytes) -> None:
        organisations, space = self.here.belonging.organisations, self.here.space.id
        role = str(self.role.currentData())
        self.setEnabled(False)
        self.tasks.run(lambda: organisations.add_to(space, card, role), self._on_brought, self.show_problem)
