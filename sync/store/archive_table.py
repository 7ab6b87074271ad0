"""The tables of the archive."""

from typing import Any


def archive(connection: Any) -> None:
    """Segments of packed entries, what is in those that hold, and up to where mailboxes may go (A6.6)."""
    connection.execute(
        "CREATE TABLE segment (row INTEGER PRIMARY KEY, space BLOB NOT NULL, id BLOB NOT NULL, "
        "key BLOB NOT NULL, size INTEGER NOT NULL, parts BLOB NOT NULL, runs BLOB NOT NULL, stage "
        "INTEGER NOT NULL, seen_ms INTEGER NOT NULL, fetched INTEGER NOT NULL, taken BLOB NOT "
        "NULL, sound INTEGER NOT NULL, UNIQUE (space, id))"
    )
    connection.execute("CREATE TABLE archived (entry INTEGER UNIQUE NOT NULL, segment INTEGER NOT NULL)")
    connection.execute("CREATE INDEX archived_segment ON archived (segment)")
    connection.execute(
        "CREATE TABLE archive_note (relay BLOB NOT NULL, mailbox BLOB NOT NULL, space BLOB NOT "
        "NULL, before INTEGER NOT NULL, incarnation BLOB NOT NULL, last_entry INTEGER NOT NULL, "
        "at_ms INTEGER NOT NULL, UNIQUE (relay, mailbox, before))"
    )
