"""What was sent and received: bytes of each day, and the last rounds for whoever wants to read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sync.store.database import Db
from sync.wire import codec

KEPT = 200
DAYS_KEPT = 400


@dataclass(frozen=True, slots=True)
class Part:
    """What of a round was for one space: entries, not bytes."""

    space: bytes
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class Round:
    """Rounds that went alike and moved nothing are one, from *at_ms* to *last_ms*."""

    at_ms: int
    last_ms: int
    times: int
    up: int
    down: int
    problem: str
    """The code of the first problem, or nothing."""
    parts: tuple[Part, ...]


def count(db: Db, day: int, up: int, down: int) -> None:
    """Add bytes to *day*, a number of days since 1970."""
    db.run(
        "INSERT INTO traffic VALUES (?1, ?2, ?3)"
        " ON CONFLICT (day) DO UPDATE SET up = up + ?2, down = down + ?3",
        day, up, down,
    )  # fmt: skip
    db.run("DELETE FROM traffic WHERE day < ?", day - DAYS_KEPT)


def counted(db: Db, since_day: int) -> tuple[int, int]:
    """Return the bytes up and down from *since_day* on."""
    up = db.number("SELECT sum(up) FROM traffic WHERE day >= ?", since_day)
    return up, db.number("SELECT sum(down) FROM traffic WHERE day >= ?", since_day)


def note(db: Db, happened: Round) -> None:
    """Keep a round; one like the last, with nothing moved, makes that one longer."""
    last = db.row("SELECT row, problem, spaces FROM round ORDER BY row DESC LIMIT 1")
    packed = codec.encode([[part.space, part.sent, part.received] for part in happened.parts])
    if last and not happened.parts and (last[1], bytes(last[2])) == (happened.problem, packed):
        db.run(
            "UPDATE round SET last_ms = ?, times = times + 1, up = up + ?, down = down + ? WHERE row = ?",
            happened.last_ms, happened.up, happened.down, last[0],
        )  # fmt: skip
        return
    db.run(
        "INSERT INTO round (at_ms, last_ms, times, up, down, problem, spaces) VALUES (?, ?, ?, ?, ?, ?, ?)",
        happened.at_ms, happened.last_ms, happened.times, happened.up, happened.down, happened.problem,
        packed,
    )  # fmt: skip
    db.run("DELETE FROM round WHERE row <= (SELECT max(row) FROM round) - ?", KEPT)


def every(db: Db) -> list[Round]:
    """The newest first."""
    rows = db.rows("SELECT at_ms, last_ms, times, up, down, problem, spaces FROM round ORDER BY row DESC")
    return [Round(at, last, times, up, down, problem, _parts(bytes(packed)))
            for at, last, times, up, down, problem, packed in rows]  # fmt: skip


def _parts(packed: bytes) -> tuple[Part, ...]:
    listed = cast("Iterable[tuple[bytes, int, int]]", codec.decode(packed))
    return tuple(Part(*one) for one in listed)
