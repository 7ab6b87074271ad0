"""A4.2 read word for word: slow, from scratch for every past, sharing no line with the model."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sync.model.judging import MemOp
from sync.model.ops import Action, Add, Enact, Leave, Op, Remove, SetRole, ShareDown, SpaceGenesis, Vote

STEPS = ["reader", "member", "steward"]
Names = frozenset[bytes]
Choose = Callable[..., str]


@dataclass
class Belonging:
    roles: dict[bytes, str] = field(default_factory=dict)
    seniority: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    votes: dict[Action, set[bytes]] = field(default_factory=dict)
    counted: set[bytes] = field(default_factory=set)

    def stewards(self) -> set[bytes]:
        found = {one for one, role in self.roles.items() if role == "steward"}
        if self.roles and not found:  # all stewards left at once
            members = [one for one in self.roles if self.roles[one] == "member"] or list(self.roles)
            found = {min(members, key=self.seniority.__getitem__)}
        return found

    def role(self, one: bytes) -> str | None:
        return "steward" if one in self.stewards() else self.roles.get(one)


class Reading:
    """*persons* says whose each device is, or whose officer's; every entry holds one operation."""

    def __init__(self, operations: Mapping[bytes, MemOp], persons: Mapping[bytes, bytes]) -> None:
        self.operations = operations
        self.persons = persons
        self.pasts: dict[bytes, Names] = {}
        self.depths: dict[bytes, int] = {}
        for name, op in operations.items():  # tests write parents first
            self.pasts[name] = frozenset(op.parents).union(*(self.pasts[parent] for parent in op.parents))
            self.depths[name] = max((self.depths[parent] + 1 for parent in op.parents), default=0)
        self.known: dict[Names, Belonging] = {}
        self.worth: dict[bytes, bool] = {}
        self.organisations = {card.organisation for op in operations.values() for card in op.cards}

    # ------------------------------------------------------------ what an entry is
    def op(self, name: bytes) -> Op:
        (op,) = self.operations[name].ops
        return op

    def author(self, name: bytes) -> bytes:
        return self.persons[self.operations[name].device]

    def place(self, name: bytes) -> tuple[int, bytes]:
        return self.depths[name], name

    def beside(self, one: bytes, other: bytes) -> bool:
        return one != other and one not in self.pasts[other] and other not in self.pasts[one]

    def added(self, name: bytes) -> bytes | None:
        match self.op(name):
            case SpaceGenesis():
                return self.author(name)
            case Add(person=person):
                return person
        return None

    def lowered(self, name: bytes) -> bytes | None:
        """Whom a removal or a demotion is about."""
        match self.op(name):
            case Leave():
                return self.author(name)
            case Remove(principal=subject) | Enact(action=Action(name="remove", subject=subject)):
                return subject
            case SetRole(principal=subject, role=role):
                before = self.state(self.pasts[name]).role(subject)
                return subject if before and STEPS.index(role) < STEPS.index(before) else None
        return None

    def removes(self, name: bytes) -> bool:
        return self.lowered(name) is not None and not isinstance(self.op(name), SetRole)

    def raised(self, name: bytes) -> bytes | None:
        match self.op(name):
            case Enact(action=Action(name="steward", subject=subject)):
                return subject
            case SetRole(principal=subject) if self.lowered(name) is None:
                return subject
        return None

    # ------------------------------------------------------------ worth in its own past
    def base(self, name: bytes) -> bool:
        if name not in self.worth:
            self.worth[name] = self._base(name)
        return self.worth[name]

    def _base(self, name: bytes) -> bool:  # noqa: C901, PLR0911, PLR0912 - one case for each operation
        op, author, before = self.op(name), self.author(name), self.state(self.pasts[name])
        stewards = before.stewards()
        only = stewards == {author}
        match op:
            case SpaceGenesis():
                return not self.pasts[name]
            case Add(person=person, role=role):
                return author in stewards and role != "steward" and person not in before.roles
            case Leave():
                return author in before.roles and (not only or set(before.roles) == {author})
            case Remove(principal=subject) if subject == author:
                return author in before.roles and (not only or set(before.roles) == {author})
            case Remove(principal=subject):
                return author in stewards and self._over(before, author, subject)
            case SetRole(principal=subject, role=role):
                return subject in before.roles and self._gives(before, author, subject, role)
            case Vote(action=action):
                return author in stewards and self._open(before, action)
            case Enact(action=action):
                agreed = before.votes.get(action, set()) & stewards
                decided = len(agreed) >= 2 and 2 * len(agreed) > len(stewards)
                return author in stewards and self._open(before, action) and decided
            case ShareDown(organisation=one, on=on):
                speaks = one in self.organisations and (author == one or author in stewards)
                was_on = any(says_on(self, each) for each in last_words(self, before, one, author == one))
                return one in before.roles and speaks and (on or was_on)
        raise AssertionError(op)

    def _open(self, before: Belonging, action: Action) -> bool:
        """The person to decide about is there, and is not yet what they are to become."""
        there = action.subject in before.roles
        return there and (action.name == "remove" or before.role(action.subject) != "steward")

    def _over(self, before: Belonging, author: bytes, subject: bytes) -> bool:
        return subject in before.roles and before.seniority[author] < before.seniority[subject]

    def _gives(self, before: Belonging, author: bytes, subject: bytes, role: str) -> bool:
        stewards, has = before.stewards(), before.role(subject)
        assert has is not None
        if role == has:
            return False
        if STEPS.index(role) < STEPS.index(has):
            if subject == author:
                return stewards != {author}
            return author in stewards and self._over(before, author, subject)
        if role == "steward":
            return stewards == {author}
        return author in stewards

    # ------------------------------------------------------------ evaluation of a closed set
    def state(self, names: Names) -> Belonging:
        if names not in self.known:
            self.known[names] = self._state(names)
        return self.known[names]

    def _state(self, names: Names) -> Belonging:
        order = sorted(names, key=self.place)
        seniority: dict[bytes, tuple[int, bytes]] = {}
        for name in order:
            person = self.added(name)
            if person is not None and self.base(name):
                seniority.setdefault(person, self.place(name))
        final = self._final(order, seniority)
        found = Belonging(seniority=seniority)
        for name in order:
            if self._effective(name, final) and not self._beaten(name, final):
                found.counted.add(name)
                self._replay(found, name)
        return found

    def _final(self, order: list[bytes], seniority: Mapping[bytes, tuple[int, bytes]]) -> list[bytes]:
        """F: step 1, then step 2."""
        final = [
            one for one in order if isinstance(self.op(one), Enact) and self.removes(one) and self.base(one)
        ]
        for person in sorted(seniority, key=seniority.__getitem__):
            for one in order:
                subject = self.lowered(one)
                if subject is None or isinstance(self.op(one), Enact) or self.author(one) != person:
                    continue
                below = subject == person or seniority[person] < seniority.get(subject, (-1, b""))
                if self.base(one) and below and self._live(one, final) and not self._void(one, final):
                    final.append(one)
        return final

    def _effective(self, name: bytes, final: list[bytes]) -> bool:
        if isinstance(self.op(name), Enact):
            return self.base(name)
        if self.lowered(name) is not None:
            return name in final
        return self.base(name) and self._live(name, final) and not self._void(name, final)

    def _void(self, name: bytes, final: list[bytes]) -> bool:
        author = self.author(name)
        return any(
            self.lowered(one) == author and self.author(one) != author and self.beside(one, name)
            for one in final
        )

    def _live(self, name: bytes, final: list[bytes]) -> bool:
        return not self.pasts[name] or any(
            self.base(add) and self._live(add, final) and not self._void(add, final)
            for add in self._adds(name, final)
        )

    def _adds(self, name: bytes, final: list[bytes]) -> Iterator[bytes]:
        """What brought the author of *name* in knowing of every removal of theirs that *name* knows of."""
        author, past = self.author(name), self.pasts[name]
        gone = [one for one in final if one in past and self.removes(one) and self.lowered(one) == author]
        for add in past:
            if self.added(add) == author and self.pasts[add].issuperset(gone):
                yield add

    def _beaten(self, name: bytes, final: list[bytes]) -> bool:
        """Removal wins over what happens beside it."""
        if (person := self.added(name)) is not None:
            return any(
                self.lowered(one) == person and self.removes(one) and self.beside(one, name) for one in final
            )
        person = self.raised(name)
        return any(
            person is not None and self.lowered(one) == person and self.beside(one, name) for one in final
        )

    def _replay(self, found: Belonging, name: bytes) -> None:
        match self.op(name):
            case SpaceGenesis():
                found.roles[self.author(name)] = "steward"
            case Add(person=person, role=role):
                found.roles.setdefault(person, role)
            case Vote(action=action):
                found.votes.setdefault(action, set()).add(self.author(name))
            case Enact(action=action):
                found.votes.pop(action, None)
        subject, raised = self.lowered(name), self.raised(name)
        if subject is not None and self.removes(name):
            found.roles.pop(subject, None)
        elif subject is not None:
            self._give(found, name, subject, min)
        elif raised is not None:
            self._give(found, name, raised, max)

    def _give(self, found: Belonging, name: bytes, subject: bytes, choose: Choose) -> None:
        if subject in found.roles:
            op = self.op(name)
            role = op.role if isinstance(op, SetRole) else "steward"
            found.roles[subject] = choose(found.roles[subject], role, key=STEPS.index)


# ---------------------------------------------------------------- sharing down (A4.8)
def last_words(reading: Reading, found: Belonging, organisation: bytes, itself: object) -> set[bytes]:
    """What one side said that nothing later of it answers; going is a word of both sides."""
    words = set()
    for name in found.counted:
        match reading.op(name):
            case ShareDown(organisation=one):
                if one == organisation and (reading.author(name) == one) == itself:
                    words.add(name)
            case _ if reading.removes(name) and reading.lowered(name) == organisation:
                words.add(name)
    return {one for one in words if not any(one in reading.pasts[other] for other in words)}


def says_on(reading: Reading, name: bytes) -> bool:
    op = reading.op(name)
    return isinstance(op, ShareDown) and op.on


def shares(reading: Reading, found: Belonging, organisation: bytes) -> bool:
    sides = [last_words(reading, found, organisation, itself) for itself in (True, False)]
    return organisation in found.roles and all(
        side and all(says_on(reading, one) for one in side) for side in sides
    )
