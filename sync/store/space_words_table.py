"""The table of what entries say of a space's own words."""

from typing import Any


def said_in_entries(connection: Any) -> None:
    """Operations on words, where they stand, and what their authors knew of who belongs to the space."""
    connection.execute(
        "CREATE TABLE space_words (entry BLOB NOT NULL, place INTEGER NOT NULL, space BLOB NOT NULL,"
        " device BLOB NOT NULL, lamport INTEGER NOT NULL, heads BLOB NOT NULL, op BLOB NOT NULL,"
        " UNIQUE (entry, place))"
    )
    connection.execute("CREATE INDEX space_words_space ON space_words (space)")
