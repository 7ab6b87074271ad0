"""What the membership log of one space says: now, and in the past of any entry (A4.2)."""

from collections.abc import Iterable

from sync.engine import identity
from sync.engine.identity import Unproven
from sync.model import members, ops
from sync.model.entry import Entry
from sync.model.members import Device, MemOp, State

REMEMBERED = 64  # states of the past that are kept worked out


class Membership:
    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._ops: dict[bytes, MemOp] = {}
        self._past: dict[tuple[bytes, ...], State] = {}
        self._now: State | None = None
        for entry in entries:
            self.add(entry)

    def __contains__(self, entry_id: bytes) -> bool:
        return entry_id in self._ops

    def add(self, entry: Entry) -> None:
        header = entry.header
        said = tuple(ops.decode(op) for op in header.ops)
        introduced = tuple(device for op in said for device in _introduced(op))
        op = MemOp(entry.id, header.device, header.mem_heads, said, introduced)
        self._ops[entry.id] = op
        self._now = None if self._now is None else members.followed(self._now, op)

    @property
    def now(self) -> State:
        if self._now is None:
            self._now = members.evaluate(self._ops)
        return self._now

    def at(self, heads: tuple[bytes, ...]) -> State:
        """Return the state in the past that *heads* close off."""
        if heads not in self._past:
            if len(self._past) >= REMEMBERED:
                self._past.pop(next(iter(self._past)))
            self._past[heads] = members.evaluate(members.past(self._ops, heads))
        return self._past[heads]

    def dominates(self, heads: tuple[bytes, ...], others: tuple[bytes, ...]) -> bool:
        """Say whether the past of *heads* includes all of *others*."""
        return set(others) <= set(members.past(self._ops, heads))


def _introduced(op: ops.Op) -> tuple[Device, ...]:
    """The devices in an operation's card; a card that does not prove itself introduces nobody."""
    shown = getattr(op, "card", None)
    if shown is None:
        return ()
    try:
        return identity.prove(shown).devices
    except Unproven:
        return ()
