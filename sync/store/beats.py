"""The last sign of life of each device in each space that said what it holds and shows (A5.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from sync.store.database import Db
from sync.wire import codec

Claims = tuple[tuple[bytes, int], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """*differing* is what the device held other than its entries' deps say, at its entry *seq*."""

    device: bytes
    seq: int
    wall_ms: int
    differing: Claims
    digest: bytes | None
    version: int
    unchecked: bool
    """Nobody has looked yet whether it shows the same as we do."""
    differs: bool
    """It held the same and showed something else, when that was looked at last."""


def put(db: Db, space: bytes, one: Heard) -> None:
    claims = codec.encode([list(pair) for pair in one.differing])
    sql = "INSERT OR REPLACE INTO beat VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    marks = int(one.differs) + 2 * int(one.unchecked)
    db.run(sql, space, one.device, one.seq, one.wall_ms, claims, one.digest, one.version, marks)


def get(db: Db, space: bytes, device: bytes) -> Heard | None:
    found = db.row(f"{_SELECT} AND device = ?", space, device)
    return _heard(found) if found else None


def every(db: Db, space: bytes) -> Iterator[Heard]:
    return map(_heard, db.rows(f"{_SELECT} ORDER BY device", space))


def unchecked(db: Db, space: bytes) -> list[Heard]:
    return [_heard(row) for row in db.rows(f"{_SELECT} AND differs >= 2", space)]


def differing_count(db: Db) -> int:
    return db.number("SELECT count(*) FROM beat WHERE differs IN (1, 3)")


_SELECT = "SELECT device, seq, wall_ms, differing, digest, version, differs FROM beat WHERE space = ?"


def _heard(row: tuple[object, ...]) -> Heard:
    device, seq, wall_ms, claims, digest, version, marks = cast(
        "tuple[bytes, int, int, bytes, bytes | None, int, int]", row
    )
    pairs = cast("list[tuple[bytes, int]]", codec.decode(bytes(claims)))  # our own row, written by `put`
    return Heard(
        bytes(device), seq, wall_ms, tuple((dev8, number) for dev8, number in pairs),
        None if digest is None else bytes(digest), version, marks >= 2, bool(marks % 2),  # noqa: PLR2004
    )  # fmt: skip
