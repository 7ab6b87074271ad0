"""Principals with roles, seniority and votes, as spaces and organisations' rosters share them (A4.2)."""

from dataclasses import dataclass, field, replace

from sync.model.authority import Act, Kind
from sync.model.belonging import Action, Add, Enact, Leave, Remove, SetRole, Vote
from sync.model.ops import Op

RANKS = {"reader": 0, "member": 1, "steward": 2}
STEWARD = "steward"
Seniority = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one operation is worth, judged in its own past (base(o) of A4.2)."""

    kind: Kind
    sound: bool
    subject: bytes = b""
    decided: bool = False
    invite: bytes = b""
    uses: int = 0

    def act(self, place: int, past: int, author: bytes, *, fit: bool, rooted: bool = False) -> Act:
        return Act(
            place, past, author, self.kind, self.subject, self.sound and fit, self.decided, rooted,
            self.invite, self.uses,
        )  # fmt: skip


UNSOUND = Verdict(Kind.OTHER, sound=False)


@dataclass(slots=True)
class Circle:
    founder: bytes = b""
    roles: dict[bytes, str] = field(default_factory=dict)
    """As they were given; ask `role` for what somebody may do."""
    senior: dict[bytes, Seniority] = field(default_factory=dict)
    """(depth, entry id) of the first sound add of each principal, gone ones included."""
    votes: dict[Action, frozenset[bytes]] = field(default_factory=dict)
    named: frozenset[bytes] = frozenset()
    """Those whose role is steward."""

    def copy(self) -> "Circle":
        return replace(self, roles=dict(self.roles), senior=dict(self.senior), votes=dict(self.votes))

    def role(self, principal: bytes) -> str | None:
        given = self.roles.get(principal)
        return STEWARD if given is not None and principal in self.stewards() else given

    def stewards(self) -> frozenset[bytes]:
        """Return who decides: where all stewards left at once, the most senior of the others."""
        if self.named or not self.roles:
            return self.named
        return frozenset({min(self.roles, key=lambda one: (self.roles[one] == "reader", self.senior[one]))})

    def is_senior(self, author: bytes, other: bytes) -> bool:
        return self.senior[author] < self.senior[other]

    def agreed(self, action: Action) -> frozenset[bytes]:
        """Which of today's stewards have voted for *action*."""
        return self.votes.get(action, frozenset()) & self.stewards()

    def needed(self) -> int:
        """How many stewards decide: more than half of all, and at least two (A4.2)."""
        return max(2, len(self.stewards()) // 2 + 1)

    # ------------------------------------------------------------ worth in its own past
    def judge(self, author: bytes, op: Op, *, admits: bool) -> Verdict:  # noqa: PLR0911 - one case for each operation
        """Return what *op* is worth by somebody who is *author* here; *admits* says who may add."""
        if author not in self.roles:
            return UNSOUND
        match op:
            case Add():
                sound = admits and op.role != STEWARD and op.person not in self.roles
                return Verdict(Kind.ADD, sound, op.person)
            case Remove():
                return Verdict(Kind.REMOVE, self._may_lower(author, op.principal), op.principal)
            case SetRole():
                return self._judge_role(author, op)
            case Leave():
                return Verdict(Kind.REMOVE, self._may_go(author), author)
            case Vote():
                return Verdict(Kind.OTHER, self._may_decide(author, op.action))
            case Enact():
                return self._judge_enact(author, op.action)
        return UNSOUND

    def _may_lower(self, author: bytes, subject: bytes) -> bool:
        if subject == author:
            return self._may_go(author)
        decides = author in self.stewards()
        return decides and subject in self.roles and self.is_senior(author, subject)

    def _may_go(self, author: bytes) -> bool:
        """Nobody leaves others behind without a steward."""
        return self.stewards() != {author} or len(self.roles) == 1

    def _judge_role(self, author: bytes, op: SetRole) -> Verdict:
        subject, role = op.principal, self.role(op.principal)
        if role is None:
            return UNSOUND
        step = RANKS[op.role] - RANKS[role]
        if step < 0:
            alone = subject == author and self.stewards() == {author}
            return Verdict(Kind.LOWER, not alone and self._may_lower(author, subject), subject)
        decides = author in self.stewards()
        if op.role == STEWARD:  # alone only the founder, and whoever else is the only one left
            decides = self.stewards() == {author}
        return Verdict(Kind.RAISE, step > 0 and decides, subject)

    def _may_decide(self, author: bytes, action: Action) -> bool:
        if author not in self.stewards():
            return False
        if action.name == "policy":
            return True
        role = self.role(action.subject)
        return role is not None and (action.name == "remove" or role != STEWARD)

    def _judge_enact(self, author: bytes, action: Action) -> Verdict:
        sound = self._may_decide(author, action) and len(self.agreed(action)) >= self.needed()
        kind = {"remove": Kind.REMOVE, "steward": Kind.RAISE, "policy": Kind.OTHER}[action.name]
        return Verdict(kind, sound, action.subject, decided=True)

    # ------------------------------------------------------------ what took effect
    def rank(self, principal: bytes, seniority: Seniority) -> None:
        self.senior.setdefault(principal, seniority)

    def enter(self, principal: bytes, role: str) -> None:
        self.roles[principal] = role
        self.named = self.named - {principal} | ({principal} if role == STEWARD else frozenset())

    def _drop(self, principal: bytes) -> None:
        self.roles.pop(principal, None)
        self.named -= {principal}

    def take(self, author: bytes, op: Op) -> None:
        """Apply an effective operation other than an add."""
        match op:
            case Remove():
                self._drop(op.principal)
            case Leave():
                self._drop(author)
            case Vote():
                self.votes[op.action] = self.votes.get(op.action, frozenset()) | {author}
            case Enact():
                self._enact(op.action)

    def set_role(self, principal: bytes, role: str, kind: Kind) -> None:
        """A promotion never lowers, and a demotion never raises, whatever happened beside it."""
        if principal in self.roles:
            choose = max if kind is Kind.RAISE else min
            self.enter(principal, choose(self.roles[principal], role, key=RANKS.__getitem__))

    def _enact(self, action: Action) -> None:
        self.votes.pop(action, None)
        if action.name == "remove":
            self._drop(action.subject)
        elif action.name == "steward":
            self.set_role(action.subject, STEWARD, Kind.RAISE)
