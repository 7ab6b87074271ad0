"""Membership histories that could have happened: people who meet now and then, and act on what they know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import shake_128

from sync.model import belonging, dag, members, ops
from sync.model.circle import Circle
from sync.model.judging import Card, MemOp
from tests.sync.model.membership import (
    FOUNDER,
    Log,
    card,
    device,
    name_of,
    remove,
    role,
    to_appoint,
    to_remove,
)

CAST = [FOUNDER, "Badu", "Chen", "Dede", "Emre", "Faye", "Gita"]
Choose = Callable[[int], int]
"""A number below the given one."""


class Dice:
    """Numbers that look random and are the same in every run."""

    def __init__(self, seed: int) -> None:
        self._bytes = iter(shake_128(b"story %d" % seed).digest(8000))

    def __call__(self, bound: int) -> int:
        return (next(self._bytes) << 8 | next(self._bytes)) % bound


@dataclass
class Story:
    log: Log
    model: members.Log
    knows: dict[bytes, frozenset[bytes]]
    """For each device, what it had seen when it last acted or met somebody."""

    @property
    def operations(self) -> dict[bytes, MemOp]:
        return self.log.operations


TENTS, OFFICER = name_of("Tents"), "Zola"
"""An organisation, and the one person whom it ever sends."""
NAMES = {name_of(one): one for one in (*CAST, "Hana", "Wells", "Tents")}
PERSONS = {device(person, number): name_of(person) for person in CAST for number in (0, 1)}
PERSONS |= {device(OFFICER, number): TENTS for number in (0, 1)}


class Teller:
    """*choose* decides everything: a draw of hypothesis, or dice.

    A fifth of the acts are anybody's, whatever they may; the others are what somebody might well do.
    """

    def __init__(self, choose: Choose) -> None:
        self._choose = choose
        log = Log(choose(1000))
        self.story = Story(log, members.Log(log.operations.values()), {})
        for person in CAST[1 : 2 + choose(4)]:
            self._take(log.admit(FOUNDER, log.heads(), person))
        if choose(3):
            self._take(self._organisation_comes(FOUNDER, 0, log.heads()))
        if choose(4):
            self._take(log.add(FOUNDER, log.heads(), role("Badu", "steward")))
            for person in CAST[2 : 2 + choose(3)]:
                for one in (ops.Vote, ops.Vote, ops.Enact):
                    author = "Badu" if one is ops.Vote and self.story.model.now.circle.votes else FOUNDER
                    self._take(log.add(author, log.heads(), one(to_appoint(person))))

    def _organisation_comes(self, author: str, number: int, heads: tuple[bytes, ...]) -> bytes:
        own = card(OFFICER)
        shown = Card(own.person, OFFICER, own.acts, TENTS, "Tents")
        return self.story.log.add(
            author, heads, ops.Add(TENTS, "member", b"roster"), number=number, cards=(shown,)
        )

    def _take(self, entry: bytes) -> None:
        self.story.model.add(self.story.operations[entry])

    def tell(self, length: int) -> Story:
        for _ in range(length):
            self._step()
        return self.story

    def _among(self, some: list[str]) -> str:
        return some[self._choose(len(some))]

    def _step(self) -> None:
        story, wild = self.story, self._choose(5) == 0
        circle = story.model.now.circle
        present = sorted(NAMES[one] for one in circle.roles) or CAST
        decides = sorted(NAMES[one] for one in circle.stewards()) or CAST
        author = _signer(self._among(CAST if wild else present if self._choose(4) == 0 else decides))
        number = int(self._choose(4) == 0)
        own = device(author, number)
        known = self._learn(own)
        heads = dag.heads({one: story.operations[one] for one in known})
        before = story.model.at(heads)
        if wild:
            last = self._anything(author, number, heads)
        else:
            last = self._something(author, number, heads, before.circle)
        self._take(last)
        story.knows[own] = known | {last}

    def _learn(self, own: bytes) -> frozenset[bytes]:
        """Who acts has heard of everything, or of what somebody once knew, or of nothing new."""
        everything = list(self.story.operations)
        before = self.story.knows.get(own, frozenset())
        how = self._choose(6)
        if how < 2:
            return frozenset(everything)
        if how < 4 or not before:
            start = everything[-1 - self._choose(min(8, len(everything)))]
            return before | frozenset(dag.past(self.story.operations, [start]))
        return before

    def _anything(self, author: str, number: int, heads: tuple[bytes, ...]) -> bytes:
        log, subject = self.story.log, self._among(CAST)
        given = belonging.ROLES[self._choose(3)]
        action = (to_remove if self._choose(2) else to_appoint)(subject)
        choice = self._choose(7)
        if choice == 0:
            return log.admit(author, heads, subject, role=given, number=number)
        share = ops.ShareDown((TENTS, name_of(subject))[self._choose(4) // 3], on=self._choose(2) == 0)
        wild = (
            remove(subject), role(subject, given), ops.Vote(action), ops.Enact(action), ops.Leave(), share
        )  # fmt: skip
        return log.add(author, heads, wild[choice - 1], number=number)

    def _something(self, author: str, number: int, heads: tuple[bytes, ...], circle: Circle) -> bytes:
        """What somebody who knows *circle* might do: appointing, removing, agreeing, going."""
        log, own = self.story.log, PERSONS.get(device(author), name_of(author))
        if self._choose(7) == 0:
            return self._about_tents(author, number, heads, circle)
        absent = [one for one in CAST if name_of(one) not in circle.roles]
        if absent and self._choose(3) == 0:
            given = belonging.ROLES[int(self._choose(3) > 0)]
            return log.admit(author, heads, self._among(absent), role=given, number=number)
        agreed = [one for one in _sorted(circle.votes) if len(circle.agreed(one)) >= circle.needed()]
        if agreed:
            return log.add(author, heads, ops.Enact(agreed[self._choose(len(agreed))]), number=number)
        if self._choose(12) == 0:
            return log.add(author, heads, ops.Leave(), number=number)
        below = [one for one in circle.roles if own in circle.roles and circle.is_senior(own, one)]
        subjects = below if below and self._choose(2) else list(circle.roles) or [own]
        subject = NAMES[subjects[self._choose(len(subjects))]]
        return log.add(author, heads, self._about(subject, circle), number=number)

    def _about_tents(self, author: str, number: int, heads: tuple[bytes, ...], circle: Circle) -> bytes:
        """Whether it shares down, or that it comes back."""
        if TENTS not in circle.roles:
            return self._organisation_comes(author, number, heads)
        signer = OFFICER if self._choose(3) == 0 else author
        return self.story.log.add(signer, heads, ops.ShareDown(TENTS, on=self._choose(3) > 0), number=number)

    def _about(self, subject: str, circle: Circle) -> ops.Op:
        choice = self._choose(8)
        if choice < 2:
            return remove(subject)
        if choice < 4:
            has = circle.role(name_of(subject)) or "reader"
            others = [one for one in belonging.ROLES if one != has]
            return role(subject, others[self._choose(2)])
        pending = _sorted(circle.votes)
        if pending and choice < 7:
            return ops.Vote(pending[self._choose(len(pending))])
        return ops.Vote((to_remove if self._choose(3) == 0 else to_appoint)(subject))


def _signer(author: str) -> str:
    """Who signs: for an organisation its officer."""
    return OFFICER if author == "Tents" else author


def _sorted(votes: Iterable[ops.Action]) -> list[ops.Action]:
    return sorted(votes, key=lambda one: (one.name, one.subject))


def of(seed: int, length: int = 24) -> Story:
    return Teller(Dice(seed)).tell(length)


def arrivals(story: Story, choose: Choose) -> Iterator[MemOp]:
    """The operations of *story* in some order in which they could have come."""
    waiting = dict(story.operations)
    while waiting:
        ready = [op for op in waiting.values() if not any(parent in waiting for parent in op.parents)]
        op = ready[choose(len(ready))]
        del waiting[op.id]
        yield op
