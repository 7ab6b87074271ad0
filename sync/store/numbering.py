"""The number of a lost row is given to no other, or what was noted of it would hold of the other (A2.6.7)."""

from collections.abc import Iterator
from typing import cast

from sync.store import blobs
from sync.store.database import Db
from sync.wire import codec

NOTED = (
    ("placed", "entry"),
    ("placed_to", "entry"),
    ("once_more", "entry"),
    ("aside", "entry"),
    ("archived", "entry"),
    ("repair_entry", "entry"),
    ("archive_note", "last_entry"),
    ("repost", "upto"),
)
"""Where entries stand by number, or up to a number."""
LISTED = ("outgoing", "relay_blob")
"""Where they stand in lists of numbers."""
PARTS = (
    ("archived", "segment", "segment"),
    ("parcel_placed", "parcel", "parcel"),
    ("repair_entry", "repair", "repair"),
)
"""(table, column, whose rows it names): what is said of rows that are gone goes with them."""


def settle(db: Db) -> None:
    """Let numbers go on above all that were ever noted, and say nothing of rows that are not there."""
    for table, column, named in PARTS:
        db.run(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT row FROM {named})")  # noqa: S608 - constants
    last, noted = db.number("SELECT max(row) FROM entry"), max(_noted(db), default=0)
    if last and noted > last:
        db.run("UPDATE entry SET row = ? WHERE row = ?", noted + 1, last)
        db.run("UPDATE aside SET entry = ? WHERE entry = ?", noted + 1, last)


def _noted(db: Db) -> Iterator[int]:
    for table, column in NOTED:
        yield db.number(f"SELECT max({column}) FROM {table}")  # noqa: S608 - constants
    for table in LISTED:
        for (data,) in db.rows(f"SELECT entries FROM {table} WHERE length(entries) > 0"):  # noqa: S608 - constants
            yield from cast("list[int]", codec.decode(bytes(data)))  # our own row


def settle_files(db: Db) -> None:
    """Let go of bytes of which nothing says any more to which file they belong."""
    for row in blobs.strays(db, [one.row for one in blobs.every(db)]):
        while blobs.trim(db, row, 0):
            continue
