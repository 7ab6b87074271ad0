"""Letting all members of an own space read a network: what is agreed about it, and beginning it (A4.8)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.dialogs import agreeing
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.here import Here
from desktop.dialogs.organisations_ask import name_of
from desktop.models.facade_belonging import OwnOrganisation, SharingRow, SpaceRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr

WRITERS = ("steward", "member")


def agreed(row: SharingRow, spaces: Sequence[SpaceRow]) -> list[str]:
    """Say how it stands between an organisation and the network, a sentence each."""
    if row.shares:
        into = [each.name for each in spaces if each.id in row.spaces]
        shared = tr("This organisation shares with its own members.")
        return [shared, tr("Shared into: {spaces}", spaces=agreeing.names(into))] if into else [shared]
    if row.wanted:
        return [tr("It wants its own members to read here."), tr("The network has not allowed it yet.")]
    return [tr("Its own members may read here once it wants that.")] if row.allowed else []


def own_spaces(network: str, spaces: Sequence[SpaceRow]) -> list[SpaceRow]:
    """Return where people of one's own may meet: whoever writes there passes the keys on."""
    return [each for each in spaces if each.id != network and each.role in WRITERS]


class StartSharingDialog(Flow):
    def __init__(
        self, here: Here, row: SharingRow, spaces: Sequence[SpaceRow], own: Sequence[OwnOrganisation],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("Let all members of our own space read here"), here.tasks, parent)
        self._here, self._row = here, row
        offered = own_spaces(here.space.id, spaces)
        usual = next((each.space for each in own if each.id == row.organisation), "")
        self.space = parts.choice(
            tr("Our own space"), [(isolated(each.name, 60), each.id) for each in offered], usual
        )
        if not offered:
            self.show_step([parts.label(tr("First make a space for your own members."))])
            return
        said = [
            tr("Everybody in that space reads this network. They write nothing here."),
            tr("Whoever leaves that space gets nothing new from here."),
            tr("Everybody here sees that {name} shares.", name=name_of(row)),
        ]
        field = parts.labelled(tr("Our own space"), self.space)
        self.show_step([told(said), field], tr("Share"), self._on_go)

    def _on_go(self) -> None:
        sharing, space, own = self._here.belonging.sharing, self._here.space.id, str(self.space.currentData())
        self.setEnabled(False)
        start = partial(sharing.start, space, self._row.organisation, own)
        self.tasks.run(start, self._on_started, self.show_problem)

    def _on_started(self, row: SharingRow) -> None:
        self.banner.clear()
        waits = tr("They read here once an organiser of the network allows it.")
        done = tr("They read here from now on.")
        self.show_step([parts.label(done if row.shares else waits)])
