"""The tables of what lists are narrowed by: each value of a faceted field once, and whose it is."""

from typing import Any


def facets(connection: Any) -> None:
    """Names count values of one field, kind and space; records stand under them by their row."""
    connection.execute(
        "CREATE TABLE facet_name (id INTEGER PRIMARY KEY, space BLOB NOT NULL, kind TEXT NOT NULL,"
        " field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (space, kind, field, value))"
    )
    connection.execute(
        "CREATE TABLE facet (name INTEGER NOT NULL, row INTEGER NOT NULL,"
        " PRIMARY KEY (name, row)) WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX facet_row ON facet (row)")
    connection.execute("DROP INDEX record_list")
    connection.execute("CREATE INDEX record_list ON record (space, present, kind, changed_ms, row, record)")
