"""Places of chains whose entries a damaged file lost, until colleagues give them back (A5.5, A2.6.7)."""

from typing import TypeAlias, cast

from sync.store import chains, settings
from sync.store.database import Db
from sync.wire import codec

Holes: TypeAlias = dict[bytes, set[int]]
"""For each device the numbers of its lost entries."""


def _key(space: bytes) -> str:
    return f"holes/{space.hex()}"


def of(db: Db, space: bytes) -> Holes:
    kept = settings.get(db, _key(space))
    if not kept:
        return {}
    rows = cast("list[tuple[bytes, list[int]]]", codec.decode(kept))  # our own row, written by `put`
    return {device: set(numbers) for device, numbers in rows}


def put(db: Db, space: bytes, holes: Holes) -> None:
    rows = [[device, sorted(numbers)] for device, numbers in sorted(holes.items()) if numbers]
    if rows:
        settings.put(db, _key(space), codec.encode(rows))
    else:
        db.run("DELETE FROM setting WHERE key = ?", _key(space))


def count(db: Db, space: bytes) -> int:
    return sum(len(numbers) for numbers in of(db, space).values())


def wanted(db: Db, space: bytes) -> dict[bytes, int]:
    """For each device the highest seq below which nothing is missing: what to ask colleagues for."""
    lacking = {device: min(numbers) - 1 for device, numbers in of(db, space).items()}
    held = chains.vector(db, space)
    asked = {device: min(seq, lacking.get(device, seq)) for device, seq in held.items()}
    return {device: seq for device, seq in asked.items() if seq >= 0}
