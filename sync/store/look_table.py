"""The tables of what was looked at; apart from those that read them, as the steps of the schema load it."""

from typing import Any


def looked_at(connection: Any) -> None:
    """Begin with all that is there as looked at; find what one device wrote, and what stands twofold."""
    for statement in (
        "CREATE TABLE look (space BLOB NOT NULL, dev8 BLOB NOT NULL, seq INTEGER NOT NULL,"
        " UNIQUE (space, dev8))",
        "CREATE TABLE look_record (record BLOB NOT NULL, dev8 BLOB NOT NULL, seq INTEGER NOT NULL,"
        " UNIQUE (record, dev8))",
        "INSERT INTO look SELECT space, substr(device, 1, 8), max(seq) FROM chain"
        " GROUP BY space, substr(device, 1, 8)",
        "CREATE INDEX alive_device ON alive (dev8, seq)",
        "CREATE INDEX record_twofold ON record (space) WHERE twofold = 1",
    ):
        connection.execute(statement)
