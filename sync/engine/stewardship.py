"""Who may do what in a space, and how stewards change it: roles, removal, votes, holds (A4.1, A4.2)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sync.engine import decisions, departure, exposure, outcomes, roles, soundness
from sync.engine.decisions import DecisionRow
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.exposure import Laptop, Reports
from sync.engine.forum import Decision, Forum
from sync.engine.notebook import Notebook
from sync.engine.outcomes import OutcomeRow
from sync.engine.policies import Policies
from sync.errors import Problem
from sync.model import ops
from sync.model.belonging import BUDDIES_MAX
from sync.refusals import (
    HoldNeedsAnother,
    HoldNotYours,
    NoSuchDecision,
    TooManyBuddies,
    UnknownPerson,
)
from sync.store.database import Db

T = TypeVar("T")


class Stewardship:
    """The service; *policies* says what a space has agreed on."""

    def __init__(self, book: Notebook, policies: Policies) -> None:
        self._book = book
        self.policy = policies.policy
        self.set_policy = policies.set_policy
        reports = Reports(book)
        self.consequences = reports.consequences
        self.exposure = reports.exposure
        self.buddies = reports.buddies

    # ------------------------------------------------------------ roles
    def promote(self, space: str, person: str, role: str = "steward") -> Decision:
        """Give somebody more rights: alone where the rules let one, else by a vote.

        Raises RoleAlready, RoleNeedsSteward, UnknownPerson, ComesWithOrganisation.
        """
        return self._decide(space, lambda forum: roles.promote(forum, bytes.fromhex(person), role))

    def demote(self, space: str, person: str, role: str = "member") -> Decision:
        """Leave somebody fewer rights. Raises MoreSenior and LastSteward besides what `promote` raises."""
        return self._decide(space, lambda forum: roles.demote(forum, bytes.fromhex(person), role))

    def remove(self, space: str, person: str) -> Decision:
        """Take somebody out: at once by whoever is more senior, else by a vote."""
        return self._decide(space, lambda forum: roles.remove(forum, bytes.fromhex(person)))

    def leave(self, space: str) -> Decision:
        """Go out of a space oneself. Raises LastSteward."""
        decision = self._decide(space, roles.leave)
        self._book.events.tell(SpacesChanged())
        return decision

    # ------------------------------------------------------------ decisions
    def vote(self, space: str, action: str, organisation: str = "") -> Decision:
        """Agree to an open decision. Raises NoSuchDecision once there is nothing to decide."""

        def agree(forum: Forum) -> Decision:
            roles.must_decide(forum)
            found = decisions.open_in(forum).get(action)
            if found is None:
                raise NoSuchDecision
            return forum.decide(found)

        return self._decide(space, agree, organisation)

    def open_decisions(self, space: str) -> list[DecisionRow]:
        """Return what some stewards are for and not yet enough, in the space and its organisations."""
        name = bytes.fromhex(space)
        return self._book.read(
            lambda db: [
                row for forum in decisions.forums(db, self._book, name) for row in decisions.rows(forum)
            ]
        )

    def _decide(self, space: str, work: Callable[[Forum], T], organisation: str = "") -> T:
        def write(db: Db) -> T:
            forum = Forum(db, self._book, bytes.fromhex(space), bytes.fromhex(organisation))
            forum.must_be_current()
            return work(forum)

        return self._book.write(write)

    def history(self, space: str) -> list[OutcomeRow]:
        """Return what was decided and why, oldest first, in the same order on every laptop."""
        return self._book.read(lambda db: outcomes.history(db, self._book, bytes.fromhex(space)))

    # ------------------------------------------------------------ holds and trust
    def laptops(self, space: str, person: str) -> list[Laptop]:
        """Return the laptops of a person here, or of all whom an organisation sends."""
        name, subject = bytes.fromhex(space), bytes.fromhex(person)
        return self._book.read(lambda db: exposure.laptops(db, self._book, name, subject))

    def hold(self, space: str, device: str, *, on: bool) -> None:
        """Put a device on hold, or lift it: it gets no new secrets meanwhile (A3.4).

        Raises HoldNotYours, HoldNeedsAnother.
        """
        op = ops.Hold(bytes.fromhex(device), on)
        self._say(space, op, HoldNotYours if on else HoldNeedsAnother)

    def name_buddies(self, space: str, persons: Sequence[str]) -> None:
        """Say who besides stewards may put one's own devices on hold: up to three people (A3.4)."""
        if len(persons) > BUDDIES_MAX:
            raise TooManyBuddies(limit=BUDDIES_MAX)
        op = ops.Buddies(tuple(bytes.fromhex(person) for person in persons))
        self._say(space, op, UnknownPerson)

    def vouch(self, space: str, person: str) -> None:
        """Tell the others here that one compared somebody's words in person (A3.2)."""
        self._say(space, ops.Vouch(bytes.fromhex(person)), UnknownPerson)

    def _say(
        self,
        space: str,
        op: ops.Op,
        refusal: type[Problem],
    ) -> None:
        name = bytes.fromhex(space)

        def write(db: Db) -> None:
            Forum(db, self._book, name).must_be_current()
            if not soundness.is_sound(db, self._book, name, op):
                raise refusal(name="")
            departure.publish(db, self._book, name, [op])
            self._book.tell(MembersChanged(space))

        self._book.write(write)
