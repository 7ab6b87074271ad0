"""Segments of packed entries: those that are known of, how far they were read, and which hold true (A6.6)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from sync.store.database import Db
from sync.wire import codec

ID = 32
NAMED, MADE, ANNOUNCED = 0, 1, 2
"""Somebody said so under the space's key, this notebook packs it, an entry of the log says so."""
WANTED, HERE, FALSE = 0, 1, 2
UNSURE, SOUND, OTHER = 0, 1, 2
"""Whether this notebook, from its own entries, makes the same parts."""

Runs = tuple[tuple[bytes, int, int], ...]
"""First 8 bytes of a device, first and last number."""


@dataclass(frozen=True, slots=True)
class Kept:
    row: int
    id: bytes
    key: bytes = field(repr=False)
    size: int
    parts: tuple[bytes, ...]
    runs: Runs
    stage: int
    seen_ms: int
    fetched: int
    taken: bytes
    """A byte for each part: 1 for one that was taken in."""
    sound: int


@dataclass(frozen=True, slots=True)
class Note:
    """A mailbox may be trimmed below *before* once what was here up to row *last_entry* is in segments."""

    relay: bytes
    mailbox: bytes
    before: int
    incarnation: bytes
    last_entry: int
    at_ms: int


COLUMNS = "row, id, key, size, parts, runs, stage, seen_ms, fetched, taken, sound"


def add(db: Db, space: bytes, one: Kept) -> int:
    """Remember a segment, and return its row; one that is known gains runs and stage."""
    db.run(
        "INSERT INTO segment (space, id, key, size, parts, runs, stage, seen_ms, fetched, taken, sound)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (space, id) DO UPDATE SET"
        " runs = iif(excluded.stage > stage, excluded.runs, runs), stage = max(stage, excluded.stage),"
        " sound = max(sound, excluded.sound), fetched = max(fetched, excluded.fetched)",
        space, one.id, one.key, one.size, b"".join(one.parts), _packed(one.runs), one.stage, one.seen_ms,
        one.fetched, one.taken, one.sound,
    )  # fmt: skip
    return db.number("SELECT row FROM segment WHERE space = ? AND id = ?", space, one.id)


def every(db: Db, space: bytes) -> list[Kept]:
    sql = f"SELECT {COLUMNS} FROM segment WHERE space = ? ORDER BY row"  # noqa: S608
    return [_kept(row) for row in db.rows(sql, space)]


def wanted(db: Db, space: bytes) -> list[Kept]:
    sql = f"SELECT {COLUMNS} FROM segment WHERE space = ? AND fetched = 0 ORDER BY row"  # noqa: S608
    return [_kept(row) for row in db.rows(sql, space)]


def spaces_wanting(db: Db) -> list[bytes]:
    return [bytes(space) for (space,) in db.rows("SELECT DISTINCT space FROM segment WHERE fetched = 0")]


def newest(db: Db, space: bytes) -> int:
    """When the last segment was announced that holds true, by this notebook's clock; 0 for none."""
    sql = "SELECT max(seen_ms) FROM segment WHERE space = ? AND stage = 2 AND sound = 1"
    return db.number(sql, space)


def named_count(db: Db, space: bytes) -> int:
    return db.number("SELECT count(*) FROM segment WHERE space = ? AND stage = 0", space)


def expire(db: Db, space: bytes, before_ms: int) -> None:
    """Let go of what somebody named long ago, and nobody announced."""
    db.run("DELETE FROM segment WHERE space = ? AND stage = 0 AND seen_ms < ?", space, before_ms)


def make_room(db: Db, space: bytes, before_ms: int) -> None:
    """Let go of what somebody named before that time, nobody announced, and nothing came of."""
    db.run(
        "DELETE FROM segment WHERE space = ? AND stage = 0 AND seen_ms < ?"
        " AND taken = zeroblob(length(taken))",
        space, before_ms,
    )  # fmt: skip


def has(db: Db, space: bytes, name: bytes) -> bool:
    return db.row("SELECT 1 FROM segment WHERE space = ? AND id = ?", space, name) is not None


def took(db: Db, row: int, number: int) -> None:
    """A part was taken in; with the last one the segment is here."""
    found = db.row("SELECT taken FROM segment WHERE row = ?", row)
    taken = bytearray(bytes(found[0])) if found else bytearray(number + 1)
    taken[number] = 1
    db.run("UPDATE segment SET taken = ?, fetched = max(fetched, ?) WHERE row = ?", bytes(taken),
           HERE if all(taken) else WANTED, row)  # fmt: skip


def fetched(db: Db, row: int, how: int) -> None:
    db.run("UPDATE segment SET fetched = ? WHERE row = ?", how, row)


def judged(db: Db, row: int, sound: int, rows: Iterable[int] = ()) -> None:
    """Whether a segment holds what it says; if so, these entries are in it."""
    db.run("UPDATE segment SET sound = ? WHERE row = ?", sound, row)
    db.run("DELETE FROM archived WHERE segment = ?", row)
    if sound == SOUND:
        db.many("INSERT OR IGNORE INTO archived VALUES (?, ?)", [(one, row) for one in rows])


def staged(db: Db, row: int, stage: int) -> None:
    db.run("UPDATE segment SET stage = ? WHERE row = ?", stage, row)


# ---------------------------------------------------------------- entries
def outside(db: Db, space: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """(row, device, seq, size) of each entry that is in no sound segment, none before what it stands on."""
    sql = (
        "SELECT row, device, seq, length(raw) FROM entry INDEXED BY entry_space WHERE space = ?"
        " AND NOT EXISTS (SELECT 1 FROM archived WHERE archived.entry = entry.row) ORDER BY row"
    )
    for row, device, seq, size in db.rows(sql, space):
        yield row, bytes(device), seq, size


def outside_count(db: Db, space: bytes, up_to: int) -> int:
    return db.number(
        "SELECT count(*) FROM entry INDEXED BY entry_space WHERE space = ? AND row <= ?"
        " AND NOT EXISTS (SELECT 1 FROM archived WHERE archived.entry = entry.row)",
        space, up_to,
    )  # fmt: skip


def entries(db: Db, row: int) -> int:
    """How many entries of this notebook are in a sound segment."""
    return db.number("SELECT count(*) FROM archived WHERE segment = ?", row)


def last_entry(db: Db, space: bytes) -> int:
    return db.number("SELECT max(row) FROM entry WHERE space = ?", space)


def in_runs(db: Db, space: bytes, runs: Runs) -> list[int]:
    """Rows of the entries at these places, by (lamport, entry id)."""
    sql = (
        "SELECT lamport, id, row FROM entry INDEXED BY entry_place"
        " WHERE space = ? AND device = ? AND seq BETWEEN ? AND ?"
    )
    found: set[tuple[int, bytes, int]] = set()
    for dev8, first, last in runs:
        device = _device(db, space, dev8)
        found.update((at, bytes(name), row) for at, name, row in db.rows(sql, space, device, first, last))
    return [row for _, _, row in sorted(found)]


def raw(db: Db, row: int) -> tuple[bytes, bytes]:
    """(device, entry) in a row that is known to be there."""
    device, data = db.rows("SELECT device, raw FROM entry WHERE row = ?", row)[0]
    return bytes(device), bytes(data)


def lacks(db: Db, space: bytes, runs: Runs) -> bool:
    """Whether a run goes beyond what is held."""
    for dev8, _, last in runs:
        device = _device(db, space, dev8)
        sql = "SELECT seq FROM chain WHERE space = ? AND device = ?"
        found = db.row(sql, space, device)
        if found is None or found[0] < last:
            return True
    return False


def _device(db: Db, space: bytes, dev8: bytes) -> bytes:
    sql = "SELECT device FROM entry WHERE space = ? AND device >= ? ORDER BY device LIMIT 1"
    found = db.row(sql, space, dev8)  # a device whose first 8 bytes collide is not admitted
    return bytes(found[0]) if found and bytes(found[0][: len(dev8)]) == dev8 else dev8


# ---------------------------------------------------------------- notes
def note(db: Db, space: bytes, one: Note) -> None:
    db.run(
        "INSERT OR IGNORE INTO archive_note VALUES (?, ?, ?, ?, ?, ?, ?)",
        one.relay, one.mailbox, space, one.before, one.incarnation, one.last_entry, one.at_ms,
    )  # fmt: skip


def notes(db: Db, space: bytes, before_ms: int) -> list[Note]:
    """What may be trimmed by now, the furthest first."""
    sql = (
        "SELECT relay, mailbox, before, incarnation, last_entry, at_ms FROM archive_note"
        " WHERE space = ? AND at_ms <= ? ORDER BY before DESC"
    )
    return [Note(*_plain(row)) for row in db.rows(sql, space, before_ms)]


def done(db: Db, one: Note) -> None:
    """Trimmed to here: the note, and those below it, have served."""
    sql = "DELETE FROM archive_note WHERE relay = ? AND mailbox = ? AND before <= ?"
    db.run(sql, one.relay, one.mailbox, one.before)


def _plain(row: Sequence[object]) -> tuple[bytes, bytes, int, bytes, int, int]:
    relay, mailbox, before, incarnation, last, at_ms = row
    return cast(
        "tuple[bytes, bytes, int, bytes, int, int]",
        (relay, mailbox, before, incarnation, last, at_ms),
    )


def _packed(runs: Runs) -> bytes:
    return codec.encode([list(run) for run in runs])


def _kept(row: Sequence[object]) -> Kept:
    number, name, key, size, parts, runs, stage, seen, got, taken, sound = cast(
        "tuple[int, bytes, bytes, int, bytes, bytes, int, int, int, bytes, int]", row
    )
    split = tuple(bytes(parts[at : at + ID]) for at in range(0, len(parts), ID))
    places = cast("list[list[object]]", codec.decode(bytes(runs)))
    named = tuple(cast("tuple[bytes, int, int]", tuple(each)) for each in places)
    return Kept(
        number, bytes(name), bytes(key), size, split, named, stage, seen, got, bytes(taken), sound
    )  # fmt: skip
