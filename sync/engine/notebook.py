"""An open notebook: its database on its lane, who we are in it, and who wants to hear of changes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from crypto import epoch
from crypto.epoch import EpochSecrets
from sync.engine import identity
from sync.engine.asides import Asides
from sync.engine.events import Event, Events
from sync.engine.identity import Identity
from sync.engine.lane import Lane
from sync.engine.membership import Membership
from sync.engine.outlet import Outlet
from sync.errors import Problem
from sync.model import epochs
from sync.model.state import State
from sync.refusals import NoLongerHere, NotAdmittedYet, NotAllowed, SpaceNeedsUpdate
from sync.store import entries, epoch_secrets, forks, own, settings, shared_keys
from sync.store.database import Database, Db

T = TypeVar("T")
WRITERS = ("member", "steward")


@dataclass(slots=True)
class Notebook:
    lane: Lane
    database: Database
    me: Identity
    clock: Callable[[], int]
    """Milliseconds since 1970, for display only (A5.1)."""
    events: Events = field(default_factory=Events)
    careful: bool = False
    """The program ended while something was being merged: entries go one by one."""
    personas: dict[bytes, Identity] = field(default_factory=dict)
    """The spaces where this person is somebody of their own (A3.1)."""
    outlet: Outlet = field(default_factory=Outlet)
    asides: Asides = field(default_factory=Asides)
    _memberships: dict[bytes, Membership] = field(default_factory=dict)
    _told: list[Event] = field(default_factory=list)

    def read(self, work: Callable[[Db], T]) -> T:
        return self.lane.run(lambda: self.database.read(work))

    def write(self, work: Callable[[Db], T]) -> T:
        """Do *work* in one transaction on the lane; what it `tell`s is told once it is on the disk."""
        return self.lane.run(lambda: self._transact(work))

    def _transact(self, work: Callable[[Db], T]) -> T:
        self._told.clear()
        before = self.me, dict(self.personas)
        try:
            with self.database.transaction() as db:
                result = work(db)
        except BaseException:
            self._memberships.clear()  # it may hold what the disk does not
            self.me, self.personas = before
            raise
        told, self._told = self._told, []
        for event in told:
            self.events.tell(event)
        return result

    def tell(self, event: Event) -> None:
        """Say so after the transaction that is under way."""
        if event not in self._told:
            self._told.append(event)

    def me_in(self, space: bytes) -> Identity:
        """Return who we are in *space*: the person of this notebook, or a separate one (A3.1)."""
        return self.personas.get(space, self.me)

    @property
    def everybody(self) -> frozenset[bytes]:
        """Return every person that we are somewhere."""
        return frozenset({self.me.person, *(one.person for one in self.personas.values())})

    def become(self, db: Db, me: Identity, space: bytes | None = None) -> None:
        """Keep who we are from now on, in one space or in all where we are nobody else."""
        if space is None:
            settings.put(db, identity.SETTING, identity.pack(me))
            self.me = me
        else:
            own.put_persona(db, space, identity.pack(me))
            self.personas[space] = me

    def membership(self, db: Db, space: bytes) -> Membership:
        if space not in self._memberships:
            self._memberships[space] = Membership(entries.membership(db, space), forks.every(db, space))
        return self._memberships[space]

    def state(self, db: Db, space: bytes) -> State:
        return self.membership(db, space).now

    def may_write(self, db: Db, space: bytes) -> State:
        """Return the state in which this device may write, or raise what keeps it from it."""
        state = self.state(db, space)
        role = state.role_of_device(self.me_in(space).device)
        if role is None:
            through = shared_keys.proven(db, space) is not None  # who reads through others writes nothing
            raise NotAllowed if through else absence(state, self.me_in(space))
        if state.frozen:
            raise SpaceNeedsUpdate
        if role not in WRITERS:
            raise NotAllowed
        return state

    def must_steward(self, db: Db, space: bytes) -> State:
        state = self.may_write(db, space)
        if state.role_of_device(self.me_in(space).device) != "steward":
            raise NotAllowed
        return state

    def secrets(self, db: Db, space: bytes) -> EpochSecrets | None:
        """Return the secrets to send with: the join of all heads (A4.4), once this device holds them."""
        held = epoch_secrets.every(db, space)
        given = own.coming(db, space)
        heads = tuple(given.secrets) if given else self.epochs(db, space)
        if not heads or not set(heads) <= set(held):
            return None
        return epoch.joined({name: EpochSecrets.unpack(held[name]) for name in heads})

    def epochs(self, db: Db, space: bytes) -> tuple[bytes, ...]:
        """Return the ids of the space's head epochs."""
        return epochs.heads(self.state(db, space).epochs)


def absence(state: State, me: Identity) -> Problem:
    """Return why somebody may do nothing in a space: not there yet, or no longer."""
    return NoLongerHere() if me.dev8 in state.authors else NotAdmittedYet()
