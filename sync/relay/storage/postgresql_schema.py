"""The tables of a relay in PostgreSQL, made and changed by steps, all of them in one transaction.

Steps add tables and columns, and change no row. So they are done in a moment however large the database is,
older processes that still serve are not disturbed, and a step that fails leaves all as it was. A copy
of a database of this size nobody makes unasked: operators do, as packaging/relay/SCALING.md says.
"""

import secrets
from typing import Any

import psycopg

from sync.relay.storage import statements
from sync.relay.storage.connections import Connection
from sync.wire import routes

SETTING_UP = 0x6B61726B616465
"""Number of the lock under which one process at a time looks at the tables when it starts."""
STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE relay (mid bytea PRIMARY KEY, version integer NOT NULL, incarnation bytea NOT NULL,"
        " public_key bytea NOT NULL, notice text NOT NULL DEFAULT '')",
        "CREATE TABLE box (mid bytea PRIMARY KEY, token_hash bytea NOT NULL, append_pk bytea NOT NULL,"
        " admin_pk bytea NOT NULL, first bigint NOT NULL DEFAULT 1, last bigint NOT NULL DEFAULT 0,"
        " chain bytea NOT NULL, used bigint NOT NULL DEFAULT 0, quota bigint NOT NULL,"
        " closed integer NOT NULL DEFAULT 0, oldest integer)",
        "CREATE INDEX box_oldest ON box (oldest, mid)",
        "CREATE TABLE blob (mid bytea NOT NULL, seq bigint NOT NULL, id bytea NOT NULL, data bytea NOT NULL,"
        " day integer NOT NULL, PRIMARY KEY (mid, seq), UNIQUE (mid, id))",
        # mid is the ticket's name here; *box* and *raises* stand while it is being spent on that mailbox
        "CREATE TABLE ticket (mid bytea PRIMARY KEY, quota bigint NOT NULL, until integer NOT NULL,"
        " box bytea, raises bigint)",
        "ALTER TABLE blob ALTER COLUMN data SET STORAGE EXTERNAL",  # sealed bytes do not shrink
    ),
    # bytes of a blob that lie in an object; *data* then says in which
    ("ALTER TABLE blob ADD COLUMN away integer NOT NULL DEFAULT 0",),
)
VERSION = len(STEPS)


def prepared(db: Connection, public_key: bytes) -> bytes:
    """Make what is missing for a relay of this key (32 bytes); return the incarnation.

    Raises OSError with a sentence where the database is of a newer relay, of another one, or does not wait
    for its disk; it is then as it was.
    """
    with db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(%s)", (SETTING_UP,))
        if _one(db.execute("SHOW fsync")) != ("on",):
            raise OSError(0, "the database does not wait for its disk (fsync is off)")
        version = _version(db)
        if version > VERSION:
            raise OSError(0, "the database is of a newer relay")
        for step in STEPS[version:]:
            for statement in step:
                db.execute(statement)
        return _introduced(db, version, public_key)


def _version(db: Connection) -> int:
    if _one(db.execute("SELECT to_regclass('relay')::text")) == (None,):
        return 0
    return int(_one(db.execute(statements.ABOUT, (statements.NOBODY,), binary=True))[0])


def _introduced(db: Connection, version: int, public_key: bytes) -> bytes:
    """Note the version that the tables now have, and whose they are; return the incarnation."""
    if not version:
        about = (VERSION, secrets.token_bytes(routes.INCARNATION_SIZE), public_key)
        db.execute(statements.ABOUT_ADD, (statements.NOBODY, *about))
    elif version < VERSION:
        db.execute(statements.ABOUT_STEPPED, (VERSION, statements.NOBODY))
    _, incarnation, key = _one(db.execute(statements.ABOUT, (statements.NOBODY,), binary=True))
    if key != public_key:
        raise OSError(0, "the database belongs to a relay with another identity.key")
    if not incarnation:  # whoever put a copy back emptied it (A6.5)
        incarnation = secrets.token_bytes(routes.INCARNATION_SIZE)
        db.execute(statements.ABOUT_RENEW, (incarnation, statements.NOBODY))
    return bytes(incarnation)


def _one(cursor: psycopg.Cursor[tuple[Any, ...]]) -> tuple[Any, ...]:
    row = cursor.fetchone()
    if row is None:
        raise OSError(0, "the database was made by something else")
    return row
