"""Membership logs for tests: people with devices, and operations that stand on what their author knew."""

from hashlib import sha256

from sync.model import dag, ops
from sync.model.judging import Card, MemOp
from sync.model.persons import PersonAct

ID = b"\x01" * 32
FOUNDER = "founder"
STEWARDS_INVITE = ops.Policy("Field team")
MEMBERS_INVITE = ops.Policy("Field team", inviters="member")
KEM = b"k" * 1216


def name_of(text: str) -> bytes:
    return sha256(text.encode()).digest()


def device(person: str, number: int = 0) -> bytes:
    return name_of(f"{person} {number}")


def born(person: str) -> PersonAct:
    own = device(person)
    return PersonAct(name_of(f"{person} born"), own, (), ops.PersonGenesis(ID, own, KEM), own)


def with_device(person: str, number: int, by: int = 0, parents: tuple[bytes, ...] | None = None) -> PersonAct:
    new = device(person, number)
    stands = parents if parents is not None else (born(person).id,)
    op = ops.AddDevice(new, KEM, bytes(64))
    return PersonAct(name_of(f"{person} adds {number} by {by}"), device(person, by), stands, op, new)


def without_device(person: str, number: int, by: int, parents: tuple[bytes, ...]) -> PersonAct:
    name = name_of(f"{person} removes {number} by {by} {parents!r}")
    return PersonAct(name, device(person, by), parents, ops.Remove(device(person, number)))


def card(person: str, *more: PersonAct) -> Card:
    """A person with two devices, 0 and 1, unless more is said."""
    return Card(name_of(person), person, frozenset({born(person), with_device(person, 1), *more}))


class Log:
    """A growing set of operations; *salt* changes the ids, and with them the order of concurrent ones."""

    def __init__(self, salt: int = 0, policy: ops.Policy = STEWARDS_INVITE) -> None:
        self._salt = salt
        self._seqs: dict[bytes, int] = {}
        self.operations: dict[bytes, MemOp] = {}
        genesis = ops.SpaceGenesis("space", ID, b"card", policy)
        self.genesis = self.add(FOUNDER, (), genesis, cards=(card(FOUNDER),))

    def add(
        self, author: str, parents: tuple[bytes, ...], *done: ops.Op, number: int = 0,
        cards: tuple[Card, ...] = (), seq: int | None = None,
    ) -> bytes:  # fmt: skip
        own = name_of(f"{self._salt} {len(self.operations)}")
        author_id = device(author, number)
        place = self._seqs.get(author_id, -1) + 1 if seq is None else seq
        self._seqs[author_id] = place
        announced = name_of(f"epoch {own.hex()}") if any(isinstance(one, ops.Epoch) for one in done) else b""
        self.operations[own] = MemOp(own, author_id, place, tuple(sorted(parents)), done, cards, announced)
        return own

    def admit(
        self, author: str, parents: tuple[bytes, ...], person: str, *, role: str = "member",
        invite: bytes | None = None, number: int = 0,
    ) -> bytes:  # fmt: skip
        op = ops.Add(name_of(person), role, b"card", invite)
        return self.add(author, parents, op, number=number, cards=(card(person),))

    def heads(self) -> tuple[bytes, ...]:
        return dag.heads(self.operations)


def invite(*, uses: int = 1, role: str = "member") -> ops.Invite:
    return ops.Invite(ID, role, uses, 0, "")


def epoch(parents: tuple[bytes, ...] = (), reason: str = "first") -> ops.Epoch:
    return ops.Epoch(parents, ID, ID, ID, ID, reason=reason)


def remove(person: str) -> ops.Remove:
    return ops.Remove(name_of(person))


def role(person: str, given: str) -> ops.SetRole:
    return ops.SetRole(name_of(person), given)


def to_remove(person: str) -> ops.Action:
    return ops.Action("remove", name_of(person))


def to_appoint(person: str) -> ops.Action:
    return ops.Action("steward", name_of(person))
