"""Records: every field a register that keeps concurrent values side by side (A5.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Seen: TypeAlias = Mapping[bytes, int]
"""For each device (its first 8 bytes) the highest seq that an author had applied, their own included."""


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """Where an operation stands: ordered as the shown value is chosen, by (lamport, device)."""

    lamport: int
    dev8: bytes
    seq: int


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one field; None where the field was cleared."""

    stamp: Stamp
    value: str | None
    wall_ms: int = 0


def had_seen(seen: Seen, stamp: Stamp) -> bool:
    """Say whether an author who had applied *seen* knew the operation at *stamp* (A5.2)."""
    return stamp.seq <= seen.get(stamp.dev8, -1)


def assign(existing: Iterable[Value], new: Iterable[Value], seen: Seen) -> tuple[Value, ...]:
    """Return the register after one operation: it replaces exactly those that its author had seen (A5.2).

    What it says itself, one value or several, stays side by side in its order.
    """
    kept = [value for value in existing if not had_seen(seen, value.stamp)]
    return tuple(sorted([*kept, *new], key=lambda value: value.stamp, reverse=True))


def shown(values: Iterable[Value]) -> Value | None:
    """Return the value that is shown first: the one with the highest (lamport, device) (A5.2)."""
    return max(values, key=lambda value: value.stamp, default=None)


def alive_after_drop(alive: Iterable[Stamp], seen: Seen) -> tuple[Stamp, ...]:
    """Return what still keeps a record present after a drop whose author had applied *seen*.

    A drop covers only what its author knew: an edit made at the same time, or later, keeps the record.
    """
    return tuple(stamp for stamp in alive if not had_seen(seen, stamp))
