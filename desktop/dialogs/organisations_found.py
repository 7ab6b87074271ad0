"""Making an organisation of one's own, and saving its card for a network to add it by."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.flow import Flow
from desktop.dialogs.here import Here
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.organisations_share import own_spaces
from desktop.models.facade_belonging import OrganisationCard, OwnOrganisation, SpaceRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr

Made: TypeAlias = tuple[bytes, OrganisationCard]


class FoundDialog(Flow):
    """A space or a network stands behind an organisation; only this notebook remembers which."""

    def __init__(
        self, here: Here, spaces: Sequence[SpaceRow], own: Sequence[OwnOrganisation],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("Make an organisation"), here.tasks, parent)
        self._organisations = here.belonging.organisations
        self._card = b""
        self.name = parts.line(tr("Name of the organisation"))
        self.name.setMaxLength(100)
        offered = [(isolated(each.name, 60), each.id) for each in own_spaces(here.space.id, spaces)]
        asked = tr("Space or network of its own people")
        self.space = parts.choice(asked, [(tr("None yet"), ""), *offered])
        shown: list[QWidget] = [
            parts.label(tr("You decide for it first. A network adds it by its card.")),
            parts.labelled(tr("Name of the organisation"), self.name),
        ]
        if offered:
            shown += [
                parts.labelled(asked, self.space),
                parts.label(tr("No network hears which one it is."), "hint"),
            ]
        self.again = [self._again(each) for each in own]
        if self.again:
            shown += [parts.rule(), parts.label(tr("Your organisations"), "strong"), *self.again]
        self.show_step(shown, tr("Make it"), self._on_make)
        self.go.setEnabled(False)
        self.name.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))

    def _again(self, made: OwnOrganisation) -> parts.Choice:
        text = tr("Save the card of {name} again…", name=isolated(made.name, 40))
        return parts.Choice("building", text, partial(self._look, made.card))

    def _look(self, card: bytes) -> None:
        self._work(partial(_looked, card, self._organisations.look))

    def _on_make(self) -> None:
        organisations, name = self._organisations, self.name.text().strip()
        space = str(self.space.currentData())
        self._work(lambda: _looked(organisations.new(name, space), organisations.look))

    def _work(self, work: Callable[[], Made]) -> None:
        self.setEnabled(False)
        self.tasks.run(work, self._on_made, self.show_problem)

    def _on_made(self, made: Made) -> None:
        self._card, shown = made
        self.banner.clear()
        heading = parts.label(isolated(shown.name), "heading")
        said = parts.label(tr("Save its card and give it to the network. Both compare these words:"))
        self.show_step([heading, said, CheckWords(shown.check_words)], tr("Save the card…"), self.save_card)

    def save_card(self) -> None:
        files.choose_save(self, tr("Save the card…"), "organisation.card", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(save_bytes, paths[0], self._card), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.leave_with(tr("Close"))
        self.banner.show_words(tr("Saved as {name}.", name=isolated(path.name)))
        self.fit_soon()


def _looked(card: bytes, look: Callable[[bytes], OrganisationCard]) -> Made:
    return card, look(card)
