"""What lists are narrowed by: values of faceted fields, kept so that counting them is quick.

Records are known here by their row, and each value of a field, kind and space by a number: counting runs over
small numbers. What is in the trash stands under none. All of it follows from the entries.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from sync.model.kinds.declaration import Field, FieldType, Kind, split_tags
from sync.model.kinds.values import lines
from sync.store.database import Cell, Db

VALUE_MAX = 200  # characters; what is longer is a text, not a word to choose by
VALUES_MAX = 200  # of one record in one field

KNOWN = "SELECT id FROM facet_name WHERE space = ? AND kind = ? AND field = ? AND value = ?"
EACH = "SELECT field, value, (SELECT count(*) FROM facet WHERE name = id) FROM facet_name WHERE space = ?"
GATHERED = "SELECT field, value, many FROM (SELECT name, count(*) AS many FROM ("
NAMED = ") AS chosen CROSS JOIN facet USING (row) GROUP BY name) JOIN facet_name ON name = id"

Pair: TypeAlias = tuple[str, str]
"""A field and one of its values."""
Place: TypeAlias = tuple[bytes, str, str, str]
"""A space, a kind, a field and a value."""
Names: TypeAlias = dict[Place, int]
Counted: TypeAlias = tuple[str, str, int]
"""A field, one of its values, and how many have it."""


def split(field: Field, text: str) -> Iterator[str]:
    """Yield what an item with *text* in *field* is found under, each once; a region also as its country."""
    is_place = field.type is FieldType.PLACES
    parts = lines(text) if is_place else split_tags(text)
    for part in parts[:VALUES_MAX]:
        country, slash, _ = part.partition("/")
        if is_place and slash:
            yield country
        if len(part) <= VALUE_MAX:
            yield part


def pairs(kind: Kind, shown: Mapping[str, str]) -> set[Pair]:
    """Return the fields and values that a record of *kind* stands under."""
    fields = [field for field in kind.fields if field.faceted and shown.get(field.name)]
    return {(field.name, value) for field in fields for value in split(field, shown[field.name])}


def index(db: Db, record: bytes, kind: Kind, wanted: set[Pair], names: Names | None = None) -> None:
    """Let a record stand under *wanted* and nothing else; *names* remembers numbers within a batch."""
    known = {} if names is None else names
    rows = db.rows("SELECT row, space, name FROM record LEFT JOIN facet USING (row) WHERE record = ?", record)
    had = {name for _, _, name in rows if name is not None}
    if not rows or not (had or wanted):
        return
    row, space, _ = rows[0]
    now = {_name(db, known, (bytes(space), kind.name, *pair)) for pair in wanted}
    db.many("INSERT INTO facet VALUES (?, ?)", [(name, row) for name in sorted(now - had)])
    for name in had - now:
        known.clear()
        db.run("DELETE FROM facet WHERE name = ? AND row = ?", name, row)
        db.run(
            "DELETE FROM facet_name WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM facet WHERE name = ?1)", name
        )


def _name(db: Db, known: Names, place: Place) -> int:
    """Return the number of a value, which is given one if it has none yet."""
    if place not in known:
        found = db.row(KNOWN, *place)
        made = "INSERT INTO facet_name (space, kind, field, value) VALUES (?, ?, ?, ?)"
        known[place] = int(found[0]) if found else db.run(made, *place)
    return known[place]


def forget(db: Db, space: bytes) -> None:
    """Forget under what the records of a space stand."""
    db.run("DELETE FROM facet WHERE name IN (SELECT id FROM facet_name WHERE space = ?)", space)
    db.run("DELETE FROM facet_name WHERE space = ?", space)


# ------------------------------------------------------------ asking
def records(db: Db, space: bytes, pair: Pair) -> list[bytes]:
    """Return the records of any kind that have a value."""
    rows = db.rows(
        "SELECT record.record FROM facet_name JOIN facet ON name = id JOIN record USING (row)"
        " WHERE facet_name.space = ? AND field = ? AND value = ?",
        space, *pair,
    )  # fmt: skip
    return [bytes(record) for (record,) in rows]


def names(db: Db, space: bytes | None, kinds: Sequence[str], pair: Pair) -> list[int]:
    """Return the numbers of a field's value in one space or all, in some kinds or, without any, in all."""
    rows = db.rows(
        "SELECT id, kind FROM facet_name WHERE field = ?2 AND value = ?3 AND (?1 IS NULL OR space = ?1)",
        space, *pair,
    )  # fmt: skip
    return [int(name) for name, kind in rows if not kinds or kind in kinds]


def within(alternatives: Iterable[Sequence[int]]) -> str:
    """Return what asks for the rows that stand under one number of each of the *alternatives*.

    Only numbers go into it, which came from this table.
    """
    every = (", ".join(str(int(name)) for name in each) for each in alternatives)
    return " INTERSECT ".join(f"SELECT row FROM facet WHERE name IN ({each})" for each in every)  # noqa: S608 - numbers


def counts(db: Db, space: bytes, kinds: Sequence[str]) -> list[Counted]:
    """Return how many in a space stand under each value, of some kinds or, without any, of all."""
    asked = EACH + (" AND kind IN (" + ", ".join("?" * len(kinds)) + ")" if kinds else "")
    return _counted(db.rows(asked, space, *kinds))


def counts_of(db: Db, rows: str, *cells: Cell) -> list[Counted]:
    """Return how many of those that *rows* asks for stand under each value."""
    return _counted(db.rows(GATHERED + rows + NAMED, *cells))


def _counted(rows: Iterable[tuple[str, str, int]]) -> list[Counted]:
    """Add up what stands under one value in several kinds or spaces."""
    every: dict[Pair, int] = {}
    for field, value, many in rows:
        every[field, value] = every.get((field, value), 0) + many
    return [(*pair, many) for pair, many in every.items()]
