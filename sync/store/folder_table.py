"""The table of files in folders that stand for relays."""

from typing import Any


def folder_files(connection: Any) -> None:
    """Files in the order in which this notebook came to know them (A6.8)."""
    connection.execute(
        "CREATE TABLE folder_file (relay BLOB NOT NULL, mailbox BLOB NOT NULL, id BLOB NOT NULL,"
        " number INTEGER NOT NULL, since_ms INTEGER NOT NULL, UNIQUE (relay, mailbox, id),"
        " UNIQUE (relay, mailbox, number))"
    )
