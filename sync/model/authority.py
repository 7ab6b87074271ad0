"""Which of many concurrent operations take effect, whatever order they arrived in (A4.2)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

Rank = tuple[int, int, bytes]


STRANGER: Rank = (3, 0, b"")


class Kind(Enum):
    ADD = "add"
    REMOVE = "remove"
    LOWER = "lower"
    RAISE = "raise"
    UNINVITE = "uninvite"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Act:
    """One operation as authority sees it.

    Acts stand in the order (depth, entry id); *place* is their entry's place in it and *past* has a bit for
    every entry that theirs descends from. *sound* says base(o): it was judged in its own past, and that never
    changes. *decided* is a majority's: nothing concurrent takes it back. *rooted* is the genesis.
    """

    place: int
    past: int
    author: bytes
    kind: Kind
    subject: bytes = b""
    sound: bool = True
    decided: bool = False
    rooted: bool = False
    invite: bytes = b""
    uses: int = 0

    def follows(self, other: "Act") -> bool:
        return bool(self.past >> other.place & 1)

    def beside(self, other: "Act") -> bool:
        """Neither is in the other's past."""
        return self.place != other.place and not self.follows(other) and not other.follows(self)


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of the acts, by their numbers in the sequence."""

    stands: tuple[bool, ...]
    """It took effect, be it for a while."""
    counts: tuple[bool, ...]
    """It stands, and no removal that it did not know of wins over it."""
    concurrent: tuple[bool, ...]
    """It was taken back because its author was removed or demoted beside it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What was settled before all of the acts to judge, by an operation that every one of them follows.

    Nothing is beside anything that came before it, so that nothing of it can change any more.
    """

    present: Collection[bytes] = ()
    senior: Mapping[bytes, tuple[int, bytes]] = field(default_factory=dict)
    """The seniority of everybody ever soundly added, those present among them."""
    used: Mapping[bytes, int] = field(default_factory=dict)
    """How often an invitation let somebody in."""


NOTHING = Ground()


def settle(acts: Sequence[Act], elders: frozenset[bytes] = frozenset(), ground: Ground = NOTHING) -> Settled:
    """Judge *acts*, given in the order (depth, entry id), by the rules of A4.2.

    Principals are opaque bytes; *elders* are senior to all others (recovery keys, A2.4). *ground* is what
    the acts stand on, if they are not all there is.
    """
    court = _Court(acts, elders, ground)
    court.accept_decisions()
    court.accept_removals()
    numbers = range(len(acts))
    return Settled(
        tuple(court.stands(number) for number in numbers),
        tuple(court.counts(number) for number in numbers),
        tuple(court.void(act) for act in acts),
    )


class _Court:
    """One judgement. F of A4.2 is *_final*: the effective removals and demotions, by whom they concern."""

    def __init__(self, acts: Sequence[Act], elders: frozenset[bytes], ground: Ground) -> None:
        self._acts = acts
        self._ground = ground
        self._final: dict[bytes, list[Act]] = {}
        self._accepted: set[int] = set()
        self._memo: dict[int, bool] = {}
        self._adds: dict[bytes, list[int]] = {}
        self._invited: dict[bytes, list[int]] = {}
        self._taken_back: dict[bytes, list[Act]] = {}
        self._rank: dict[bytes, Rank] = {}
        for number, act in enumerate(acts):
            if act.sound and act.kind is Kind.ADD:
                self._adds.setdefault(act.subject, []).append(number)
                self._rank.setdefault(act.subject, (1 if act.subject in elders else 2, number, b""))
                if act.invite:
                    self._invited.setdefault(act.invite, []).append(number)
            elif act.sound and act.kind is Kind.UNINVITE:
                self._taken_back.setdefault(act.subject, []).append(act)

    # ------------------------------------------------------------ steps 1 and 2
    def accept_decisions(self) -> None:
        for number, act in enumerate(self._acts):
            if act.decided and act.sound and act.kind is Kind.REMOVE:
                self._accept(number)

    def accept_removals(self) -> None:
        by: dict[bytes, list[int]] = {}
        for number, act in enumerate(self._acts):
            if act.kind in (Kind.REMOVE, Kind.LOWER) and act.sound and not act.decided:
                by.setdefault(act.author, []).append(number)
        for author in sorted(by, key=self._rank_of):
            for number in by[author]:
                if self._reaches(self._acts[number]) and self._holds(number):
                    self._accept(number)

    def _accept(self, number: int) -> None:
        act = self._acts[number]
        self._accepted.add(number)
        self._final.setdefault(act.subject, []).append(act)
        self._memo.clear()

    def _reaches(self, act: Act) -> bool:
        """Seniors remove juniors, and everybody themselves."""
        return act.subject == act.author or self._rank_of(act.author) < self._rank_of(act.subject)

    def _rank_of(self, principal: bytes) -> Rank:
        """Whoever was there before is senior to whoever came later; strangers are junior to all."""
        before = self._ground.senior.get(principal)
        return (0, *before) if before else self._rank.get(principal, STRANGER)

    # ------------------------------------------------------------ step 3
    def stands(self, number: int) -> bool:
        act = self._acts[number]
        if act.decided:
            return act.sound
        if act.kind in (Kind.REMOVE, Kind.LOWER):
            return number in self._accepted
        return self._holds(number)

    def counts(self, number: int) -> bool:
        """Removal wins over an add or a promotion beside it."""
        act = self._acts[number]
        if not self.stands(number):
            return False
        if act.kind not in (Kind.ADD, Kind.RAISE):
            return True
        against = self._final.get(act.subject, ())
        return not any(
            one.beside(act) for one in against if act.kind is Kind.RAISE or one.kind is Kind.REMOVE
        )

    def void(self, act: Act) -> bool:
        against = self._final.get(act.author, ())
        return any(one.author != act.author and one.beside(act) for one in against)

    def _holds(self, number: int) -> bool:
        """Sound, live and not void; what it rests upon is judged first, without recursion."""
        waiting = [number]
        while waiting:
            now = waiting[-1]
            missing = [one for one in self._grounds(now) if one not in self._memo]
            if missing:
                waiting += missing
                continue
            self._memo[now] = self._judge(now)
            waiting.pop()
        return self._memo[number]

    def _grounds(self, number: int) -> Iterator[int]:
        act = self._acts[number]
        if not act.sound or act.rooted:
            return
        yield from (one for one in self._adds.get(act.author, ()) if act.follows(self._acts[one]))
        if act.invite and act.kind is Kind.ADD:
            yield from (one for one in self._invited[act.invite] if one < number)

    def _judge(self, number: int) -> bool:
        act = self._acts[number]
        if not act.sound or self.void(act):
            return False
        return act.rooted or (self._live(act) and self._is_invited(number))

    def _live(self, act: Act) -> bool:
        against = self._final.get(act.author, ())
        gone = [one for one in against if one.kind is Kind.REMOVE and act.follows(one)]
        if act.author in self._ground.present and not gone:
            return True
        adds = (one for one in self._adds.get(act.author, ()) if act.follows(self._acts[one]))
        return any(self._memo[one] and all(self._acts[one].follows(each) for each in gone) for one in adds)

    def _is_invited(self, number: int) -> bool:
        act = self._acts[number]
        if not act.invite or act.kind is not Kind.ADD:
            return True
        against = self._taken_back.get(act.invite, ())
        if any(not one.follows(act) and not self.void(one) for one in against):
            return False  # definite (A4.7): only who came in before it was known stays
        before = self._ground.used.get(act.invite, 0)
        return before + sum(self._memo[one] for one in self._invited[act.invite] if one < number) < act.uses
