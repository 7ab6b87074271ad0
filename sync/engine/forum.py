"""Where things are decided: among a space's stewards, or an organisation's officers in it (A4.2)."""

from dataclasses import dataclass
from hashlib import sha256

from sync.engine import cuts, departure
from sync.engine.events import MembersChanged
from sync.engine.notebook import Notebook, absence
from sync.model import housing, ops
from sync.model.circle import Circle
from sync.model.ops import Action, Cut, Op
from sync.model.state import State
from sync.refusals import NoSuchDecision, SpaceNeedsUpdate, TooFewStewards
from sync.store.database import Db
from sync.wire import codec


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a wish: done at once, or *agreed* of the *needed* stewards are for *action*."""

    done: bool
    agreed: int
    needed: int
    action: str


@dataclass(frozen=True, slots=True)
class Forum:
    """Where things are decided: a space, or with *organisation* among the officers of one there (A4.8)."""

    db: Db
    book: Notebook
    space: bytes
    organisation: bytes = b""

    @property
    def state(self) -> State:
        return self.book.state(self.db, self.space)

    @property
    def circle(self) -> Circle:
        state = self.state
        return state.rosters[self.organisation].circle if self.organisation else state.circle

    @property
    def me(self) -> bytes:
        """Who this notebook acts for here: its person, or the organisation that sent them."""
        actor = self.state.actor(self.book.me_in(self.space).device)
        if actor is None:
            raise absence(self.state, self.book.me_in(self.space))
        return actor.person if self.organisation else actor.principal

    def name_of(self, subject: bytes) -> str:
        state = self.state
        roster = state.rosters.get(subject)
        return roster.name if roster is not None else housing.name_of(state, subject)

    def must_be_current(self) -> None:
        """Nobody decides by rules that this release does not know."""
        if self.state.frozen:
            raise SpaceNeedsUpdate

    def decides(self) -> bool:
        return self.me in self.circle.stewards()

    def allows(self, op: Op) -> bool:
        """Say whether *op* would count if it were published now."""
        return self.circle.judge(self.me, op, admits=self.decides()).sound

    def publish(self, op: Op) -> None:
        said = ops.Roster(self.organisation, ops.encode(op)) if self.organisation else op
        departure.publish(self.db, self.book, self.space, [said])
        self.book.tell(MembersChanged(self.space.hex()))

    def alone(self, op: Op, action: Action) -> Decision:
        self.publish(op)
        return Decision(done=True, agreed=1, needed=1, action=key(action))

    def decide(self, action: Action) -> Decision:
        """Vote for *action*, and carry it out once enough stewards have."""
        if self.me not in self.circle.agreed(action):
            if not self.allows(ops.Vote(action)):
                raise NoSuchDecision
            if len(self.circle.stewards()) < self.circle.needed():
                raise TooFewStewards
            self.publish(ops.Vote(action))
        agreed, needed = len(self.circle.agreed(action)), self.circle.needed()
        done = agreed >= needed
        if done:
            self.enact(action)
        return Decision(done, agreed, needed, key(action))

    def enact(self, action: Action) -> None:
        cuts = self.cuts(action.subject) if action.name == "remove" else ()
        self.publish(ops.Enact(action, cuts))

    def cuts(self, subject: bytes) -> tuple[Cut, ...]:
        """Up to where the words of a principal's devices are known here, and so trusted (A5.6)."""
        state = self.state
        people = (subject,) if self.organisation else housing.inside(state, subject)
        devices = (one.device_id for person in people for one in state.devices_of(person))
        return cuts.of(self.db, self.space, devices)


def key(action: Action) -> str:
    """The name of an action: what is to be done, a colon, and to whom."""
    if action.policy is not None:
        return f"policy:{sha256(codec.encode(ops.encode_policy(action.policy))).hexdigest()}"
    return f"{action.name}:{action.subject.hex()}"
