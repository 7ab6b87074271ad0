"""The index of what counts for more than any text: titles, tags and other heavy fields, by their weight."""

from collections.abc import Iterator
from typing import Any

from sync.model.folding import fold

AT_ONCE = 5_000


def weights(connection: Any) -> Iterator[tuple[int, int]]:
    """Make the index of what there is: until then titles weighed 4, tags 3, and everything else 1."""
    connection.execute(
        "CREATE VIRTUAL TABLE search_weight USING fts5 (two, three, four,"
        " content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')"
    )
    (total,) = connection.execute("SELECT count(*) FROM record").fetchone()
    at = done = 0
    while rows := connection.execute(
        "SELECT search_row, title, tags FROM record WHERE search_row > ? ORDER BY search_row LIMIT ?",
        (at, AT_ONCE),
    ).fetchall():
        heavy = [(row, fold(title), fold(tags)) for row, title, tags in rows if title or tags]
        connection.executemany("INSERT INTO search_weight (rowid, four, three) VALUES (?, ?, ?)", heavy)
        at, done = rows[-1][0], done + len(rows)
        yield done, total
