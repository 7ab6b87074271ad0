"""Whether organisations let their own people read a network, which both sides agree on (A4.8)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sync.engine import carrying_down, departure, rotation
from sync.engine.carrying_down import Link
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.notebook import WRITERS, Notebook
from sync.model import ops, sharing
from sync.model.people import Roster
from sync.model.state import State
from sync.refusals import (
    NotAllowed,
    SharingNeedsOfficer,
    SharingNotInSpace,
    SharingRefused,
    UnknownOrganisation,
)
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class SharingRow:
    """What is agreed about one organisation of a network."""

    organisation: str
    name: str
    wanted: bool
    """Its officers want its own people to read here."""
    allowed: bool
    """The network's stewards allow it."""
    shares: bool
    """Both: then its delegates carry the keys into its own space."""
    mine: bool
    """Whether this notebook's person is one of its officers."""
    may_allow: bool
    """Whether this notebook's person speaks for the network about it."""
    spaces: tuple[str, ...]
    """The own spaces into which this notebook carries the keys."""


class SharingDown:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def rows(self, space: str) -> list[SharingRow]:
        """Return what is agreed about each organisation of a network, the most senior first."""
        return self._book.read(lambda db: list(self._rows(db, bytes.fromhex(space))))

    def start(self, space: str, organisation: str, own_space: str) -> SharingRow:
        """Let the people of *own_space* read the network, as soon as its stewards allow it.

        Raises SharingNeedsOfficer, SharingRefused, SharingNotInSpace, UnknownOrganisation.
        """
        link = Link(*map(bytes.fromhex, (space, organisation, own_space)))

        def begin(db: Db, state: State) -> None:
            if state.unshared & state.sharing.get((link.organisation, False), {}).keys():
                raise SharingRefused(name=state.policy.name)
            below = self._book.state(db, link.space)
            role = below.role_of_device(self._book.me_in(link.space).device)
            if link.space == link.network or role not in WRITERS:
                raise SharingNotInSpace
            self._publish(db, link, state, itself=True, on=True)
            carrying_down.begin(db, self._book, link)

        return self._for_organisation(link, begin)

    def stop(self, space: str, organisation: str) -> SharingRow:
        """Share no more: what was read stays read, and the network gets a new key.

        Raises SharingNeedsOfficer, UnknownOrganisation.
        """
        link = Link(bytes.fromhex(space), bytes.fromhex(organisation), b"")

        def end(db: Db, state: State) -> None:
            self._publish(db, link, state, itself=True, on=False)
            carrying_down.end(db, self._book, link.network, link.organisation)
            rotation.before_sending(db, self._book, link.network)

        return self._for_organisation(link, end)

    def allow(self, space: str, organisation: str, *, on: bool) -> SharingRow:
        """Say for the network whether an organisation's own people may read it.

        Raises NotAllowed for anybody but stewards of the network, UnknownOrganisation.
        """
        link = Link(bytes.fromhex(space), bytes.fromhex(organisation), b"")

        def write(db: Db) -> SharingRow:
            state = self._book.must_steward(db, link.network)
            _roster(state, link.organisation)
            actor = state.actor(self._book.me_in(link.network).device)
            if actor is None or actor.principal == link.organisation:
                raise NotAllowed  # nobody allows what they ask for themselves
            self._publish(db, link, state, itself=False, on=on)
            carrying_down.tend(db, self._book, link.network)
            rotation.before_sending(db, self._book, link.network)
            return self._told(db, link)

        return self._book.write(write)

    def _for_organisation(self, link: Link, work: Callable[[Db, State], None]) -> SharingRow:
        def write(db: Db) -> SharingRow:
            state = self._book.may_write(db, link.network)
            roster = _roster(state, link.organisation)
            device = self._book.me_in(link.network).device
            if not carrying_down.is_officer(state, link.organisation, device):
                raise SharingNeedsOfficer(name=roster.name)
            work(db, state)
            return self._told(db, link)

        return self._book.write(write)

    def _publish(self, db: Db, link: Link, state: State, *, itself: bool, on: bool) -> None:
        """Say it unless it is said: off of what was never on is no word at all."""
        said = state.sharing.get((link.organisation, itself), {})
        is_on = sharing.wants(state, link.organisation, itself=itself)
        if (on and not is_on) or (not on and any(said.values())):
            departure.publish(db, self._book, link.network, [ops.ShareDown(link.organisation, on=on)])

    def _told(self, db: Db, link: Link) -> SharingRow:
        self._book.tell(MembersChanged(link.network.hex()))
        self._book.tell(SpacesChanged())
        wanted = link.organisation.hex()
        return next(row for row in self._rows(db, link.network) if row.organisation == wanted)

    def _rows(self, db: Db, network: bytes) -> Iterator[SharingRow]:
        state, device = self._book.state(db, network), self._book.me_in(network).device
        actor, shares = state.actor(device), sharing.in_effect(state)
        carried = carrying_down.links(db, self._book)
        for one in state.principals.values():
            if not one.organisation:
                continue
            speaks = state.role_of_device(device) == "steward" and actor is not None
            spaces = [
                link.space.hex()
                for link in carried
                if (link.network, link.organisation) == (network, one.person)
            ]
            yield SharingRow(
                one.person.hex(), one.name,
                sharing.wants(state, one.person, itself=True), sharing.wants(state, one.person, itself=False),
                one.person in shares, carrying_down.is_officer(state, one.person, device),
                speaks and actor is not None and actor.principal != one.person, tuple(spaces),
            )  # fmt: skip


def _roster(state: State, organisation: bytes) -> Roster:
    roster = state.rosters.get(organisation)
    if roster is None or organisation not in state.circle.roles:
        raise UnknownOrganisation(name=organisation.hex()[:8])
    return roster
