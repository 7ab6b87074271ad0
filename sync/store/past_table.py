"""The tables behind the history of an item: which entries are about it, and when own changes were made."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from sync.model import entry
from sync.model.entry import BadEntry, Encoded
from sync.wire import codec

RECORD = 16
DESCRIBES = 48
WITH_FILES = "index/files"
"""The rows of entries that were kept before anybody knew what they say of files."""
UNHEARD, SEVERAL = "index/several", "x'84182450'"
"""The spaces, 32 bytes each, that said several values at once before anybody here knew what that means; and
how that begins in an entry, where what begins like it by chance does no harm."""

FROM_ENTRIES = "INSERT OR IGNORE INTO touched VALUES (?, ?)"


def touched_by_entries(connection: Any) -> Iterator[tuple[int, int]]:
    """Find an item's entries at once, keep the time of each own change, and since when something is trash.

    Yields how many of the entries are read. Those that describe files are noted: until now nobody knew files.
    """
    for statement in (
        "CREATE TABLE touched (record BLOB NOT NULL, entry INTEGER NOT NULL, UNIQUE (record, entry))",
        "CREATE TABLE said_at (entry BLOB UNIQUE NOT NULL, times BLOB NOT NULL)",
        "ALTER TABLE outbox ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0",
        "CREATE TABLE lying (record BLOB UNIQUE NOT NULL, since_ms INTEGER NOT NULL, gone INTEGER NOT NULL)",
        "INSERT INTO lying SELECT record, 0, 0 FROM record WHERE present = 0",
    ):
        connection.execute(statement)
    rows = [row for (row,) in connection.execute("SELECT row FROM entry WHERE membership = 0")]
    files = []
    for number, row in enumerate(rows):
        (raw,) = connection.execute("SELECT raw FROM entry WHERE row = ?", (row,)).fetchone()
        with suppress(BadEntry):
            said = entry.decode_header(entry.split_entry(bytes(raw))[0]).ops
            connection.executemany(FROM_ENTRIES, [(record, row) for record in records(said)])
            files += [row] if any(op[0] == DESCRIBES for op in said) else []
        yield number + 1, len(rows)
    if files:
        connection.execute("INSERT INTO setting VALUES (?, ?)", (WITH_FILES, codec.encode(files)))


def note_unheard(connection: Any) -> None:
    """Note the spaces with entries that hold operation 36: older releases passed it over (PROTOCOL 3.9)."""
    sql = f"SELECT DISTINCT space FROM entry WHERE membership = 0 AND instr(raw, {SEVERAL})"  # noqa: S608 - a constant
    found = b"".join(bytes(space) for (space,) in connection.execute(sql).fetchall())
    if found:
        connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (UNHEARD, found))


def records(said: Sequence[Encoded]) -> tuple[bytes, ...]:
    """Return the records that operations are about, each once (PROTOCOL 3.2)."""
    return tuple(dict.fromkeys(_each(said)))


def _each(said: Sequence[Encoded]) -> Iterator[bytes]:
    for op in said:
        match op:
            case (32 | 33 | 34 | 35 | 36, bytes() as record, *_) if len(record) == RECORD:
                yield record
            case (40, bytes() as doc, *_) if len(doc) > RECORD:
                yield doc[:RECORD]
