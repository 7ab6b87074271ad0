"""Who belongs to the spaces of the stand-in: roles, decisions, rules, holds, organisations."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sync.engine.events import MembersChanged, SpacesChanged
from sync.errors import Problem
from sync.refusals import CheckPictureForeign, NotComparedYet
from tests.desktop import stand_in_home
from tests.desktop.rows import NOW_MS, MemberRow

if TYPE_CHECKING:
    from tests.desktop.stand_in import Session, Spaces


@dataclass(frozen=True)
class Decision:
    done: bool = True
    agreed: int = 1
    needed: int = 1


@dataclass(frozen=True)
class DecisionRow:
    action: str
    what: str
    subject: str
    subject_id: str
    agreed: tuple[str, ...] = ("Grace",)
    missing: tuple[str, ...] = ("Amina", "Wangari")
    needed: int = 2
    mine: bool = False
    organisation: str = ""


@dataclass(frozen=True)
class OutcomeRow:
    what: str
    who: str
    subject: str = ""
    when_ms: int = NOW_MS
    effect: bool = True
    reason: str = ""
    detail: str = ""
    who_id: str = ""
    subject_id: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Consequences:
    since_ms: int = NOW_MS
    entries: int = 214
    devices: int = 2
    elsewhere: tuple[str, ...] = ("My own notes",)


@dataclass(frozen=True)
class Laptop:
    id: str
    person: str = ""
    name: str = ""
    last_ms: int = NOW_MS
    held: bool = False


@dataclass(frozen=True)
class PolicyRow:
    history: str = "full"
    inviters: str = "steward"
    dormant_days: int = 90
    rotate_days: int = 14


@dataclass(frozen=True)
class InvitationRow:
    id: str = "i-1"
    role: str = "member"
    uses_left: int = 2
    max_uses: int = 3
    expires_ms: int = NOW_MS + 86_400_000
    by: str = "Amina"
    mine: bool = True


class OpenInvitations:
    def __init__(self) -> None:
        self.open = [InvitationRow()]

    def rows(self, _space: str) -> list[InvitationRow]:
        return list(self.open)

    def take_back(self, _space: str, invitation: str) -> None:
        self.open = [each for each in self.open if each.id != invitation]


@dataclass
class Decisions:
    spaces: "Spaces"
    open: list[DecisionRow] = field(default_factory=list)
    said: list[OutcomeRow] = field(default_factory=list)
    problem: Problem | None = None

    def vote(self, space: str, action: str, organisation: str = "") -> Decision:
        if self.problem is not None:
            raise self.problem
        row = next(each for each in self.open if (each.action, each.organisation) == (action, organisation))
        self.open.remove(row)
        count = len(row.agreed) + 1
        if count < row.needed:
            self.open.append(replace(row, agreed=(*row.agreed, "Amina"), mine=True))
            return Decision(done=False, agreed=count, needed=row.needed)
        if row.what == "remove":
            self._put(space, row.subject_id, role="", state="removed")
        return Decision(agreed=count, needed=row.needed)

    def open_decisions(self, _space: str) -> list[DecisionRow]:
        return list(self.open)

    def history(self, _space: str) -> list[OutcomeRow]:
        return list(self.said)

    def _put(self, space: str, person: str, **changes: object) -> None:
        self.spaces.people = [
            replace(each, **changes) if each.person == person else each for each in self.spaces.people
        ]
        self.spaces.events.tell(MembersChanged(space))


@dataclass
class Stewardship(Decisions):
    """Does at once what ``alone`` allows, and opens a decision for the rest."""

    alone: bool = True
    rules: PolicyRow = PolicyRow()
    held: set[str] = field(default_factory=set)
    named: list[str] = field(default_factory=list)

    def promote(self, space: str, person: str, role: str = "steward") -> Decision:
        return self._decide(space, person, "steward", role=role)

    def demote(self, space: str, person: str, role: str = "member") -> Decision:
        return self._decide(space, person, "steward", role=role)

    def remove(self, space: str, person: str) -> Decision:
        return self._decide(space, person, "remove", role="", state="removed")

    def leave(self, space: str) -> Decision:
        me = next(each.person for each in self.spaces.people if each.me)
        self._put(space, me, role="", state="removed")
        self.be_taken_out(space)
        return Decision()

    def be_taken_out(self, space: str) -> None:
        """Have this notebook's person be out."""
        rows = [replace(each, role="removed") if each.id == space else each for each in self.spaces.rows]
        self.spaces.rows = rows
        self.spaces.events.tell(SpacesChanged())

    def laptops(self, _space: str, person: str) -> list[Laptop]:
        return [
            Laptop(f"{person}-{number}", person, "", last_ms, f"{person}-{number}" in self.held)
            for number, last_ms in enumerate((NOW_MS, 0))
        ]

    def hold(self, space: str, device: str, *, on: bool) -> None:
        if on:
            self.held.add(device)
        else:
            self.held.discard(device)
        person = device.rsplit("-", 1)[0]
        self._put(space, person, held=sum(each.startswith(f"{person}-") for each in self.held))

    def name_buddies(self, _space: str, persons: Sequence[str]) -> None:
        self.named = list(persons)

    def buddies(self, _space: str) -> list[str]:
        return list(self.named)

    def consequences(self, _space: str, _person: str) -> Consequences:
        return Consequences()

    def policy(self, _space: str) -> PolicyRow:
        return self.rules

    def set_policy(self, _space: str, **changes: object) -> PolicyRow:
        self.rules = replace(self.rules, **{name: one for name, one in changes.items() if one is not None})
        return self.rules

    def _decide(self, space: str, person: str, what: str, **changes: str) -> Decision:
        if self.alone:
            self._put(space, person, **changes)
            return Decision()
        name = next(each.name for each in self.spaces.people if each.person == person)
        row = DecisionRow(f"{what}:{person}", what, name, person, ("Amina",), ("Grace", "Wangari"), mine=True)
        self.open.append(row)
        return Decision(done=False, agreed=1, needed=2)


@dataclass
class Verification:
    spaces: "Spaces"
    vouched: list[str] = field(default_factory=list)

    def qr_text(self, _space: str = "") -> str:
        return "KARKADE:P:" + "A2" * 26

    def by_qr(self, text: str) -> str:
        person = text.removeprefix("KARKADE:P:")
        if person not in {each.person for each in self.spaces.people}:
            raise CheckPictureForeign
        self.spaces.verify(person, "in-person")
        return person

    def vouch(self, _space: str, person: str) -> None:
        known = self.spaces.members("")
        if not any(each.person == person and each.verified == "in-person" for each in known):
            raise NotComparedYet(name="")
        self.vouched.append(person)


def furnish(session: "Session") -> None:
    """Give a session of the stand-in its stewards, and what is new in its spaces."""
    stand_in_home.furnish(session)
    session.stewardship = Stewardship(session.spaces)
    session.verification = Verification(session.spaces)


def organised(people: Sequence[MemberRow]) -> list[MemberRow]:
    """Return *people* after an organisation with two of its own."""
    house = MemberRow("o-house", "Peace House", "member", organisation=True, devices=3)
    inside = [
        MemberRow("p-grace", "Grace", "member", inside="o-house", officer=True, vouched=3, vouched_known=1),
        MemberRow("p-otis", "Otis", "member", state="held", inside="o-house", devices=1, held=1),
    ]
    return [house, *inside, *people, MemberRow("p-tomas", "Tomás", "", state="removed")]
