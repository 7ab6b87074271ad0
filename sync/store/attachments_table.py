"""The tables of attached files: what the log says of them, where they were seen, and their bytes (A2.1).

Both files of a pair have all tables; `held` and `chunk` are in use in the second one alone.
"""

from typing import Any

STATEMENTS = (
    "CREATE TABLE attached (row INTEGER PRIMARY KEY, space BLOB NOT NULL, att BLOB NOT NULL,"
    " key BLOB NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL, parts BLOB NOT NULL,"
    " name TEXT NOT NULL, media TEXT NOT NULL, own INTEGER NOT NULL, seen_ms INTEGER NOT NULL,"
    " wrong INTEGER NOT NULL, UNIQUE (space, att, parts))",
    "CREATE TABLE attached_at (relay BLOB NOT NULL, space BLOB NOT NULL, att BLOB NOT NULL,"
    " there INTEGER NOT NULL, looked_ms INTEGER NOT NULL, UNIQUE (relay, space, att))",
    "CREATE TABLE attached_asked (att BLOB UNIQUE NOT NULL, way INTEGER NOT NULL)",
    "CREATE INDEX value_attached ON value (field) WHERE field >= 'attachment.' AND field < 'attachment/'",
    "CREATE TABLE held (row INTEGER PRIMARY KEY, att BLOB UNIQUE NOT NULL, size INTEGER NOT NULL,"
    " digest BLOB NOT NULL, state INTEGER NOT NULL, done INTEGER NOT NULL, since_ms INTEGER NOT NULL,"
    " unused_ms INTEGER)",
    "CREATE TABLE chunk (place INTEGER PRIMARY KEY, data BLOB NOT NULL)",
)


def attachments(connection: Any) -> None:
    """Attached files: their descriptions, and their bytes in chunks."""
    for statement in STATEMENTS:
        connection.execute(statement)
