"""Membership logs for tests: people with devices, and operations that stand on what their author knew."""

from hashlib import sha256

from sync.model import ops
from sync.model.members import Device, MemOp

ID = b"\x01" * 32
FOUNDER = "founder"
STEWARDS_INVITE = ops.Policy("Field team")
MEMBERS_INVITE = ops.Policy("Field team", inviters="member")


def name_of(text: str) -> bytes:
    return sha256(text.encode()).digest()


def device(person: str, number: int = 0) -> Device:
    own = name_of(f"{person} {number}")
    return Device(own, name_of(person), own, b"k" * 1216, person)


class Log:
    """A growing set of operations; *salt* changes the ids, and with them the order of concurrent ones."""

    def __init__(self, salt: int = 0, policy: ops.Policy = STEWARDS_INVITE) -> None:
        self._salt = salt
        self.operations: dict[bytes, MemOp] = {}
        genesis = ops.SpaceGenesis("space", ID, b"card", policy)
        self.genesis = self.add(FOUNDER, (), genesis, devices=(device(FOUNDER), device(FOUNDER, 1)))

    def add(
        self, author: str, parents: tuple[bytes, ...], *done: ops.Op, number: int = 0,
        devices: tuple[Device, ...] = (),
    ) -> bytes:  # fmt: skip
        own = name_of(f"{self._salt} {len(self.operations)}")
        author_id = device(author, number).device_id
        self.operations[own] = MemOp(own, author_id, tuple(sorted(parents)), done, devices)
        return own

    def admit(
        self, author: str, parents: tuple[bytes, ...], person: str, *, role: str = "member",
        invite: bytes | None = None, number: int = 0,
    ) -> bytes:  # fmt: skip
        op = ops.Add(name_of(person), role, b"card", invite)
        return self.add(author, parents, op, number=number, devices=(device(person),))

    def heads(self) -> tuple[bytes, ...]:
        followed = {parent for op in self.operations.values() for parent in op.parents}
        return tuple(sorted(set(self.operations) - followed))


def invite(*, uses: int = 1, role: str = "member") -> ops.Invite:
    return ops.Invite(ID, role, uses, 0, "")


def epoch(parents: tuple[bytes, ...] = (), reason: str = "first") -> ops.Epoch:
    return ops.Epoch(parents, ID, ID, ID, ID, reason=reason)
