"""Full-text search over folded text, the last changed first: accents and Arabic spelling do not matter.

The index holds no text, only words and row numbers. Whenever a record is indexed it takes a number above all
others, and `record.search_row` says which: so rows run as changes do, and the newest answers come first
without ranking or sorting. What is declared to count for more stands in a second, small index, too, in a
column for each weight: so the best match is found without reading a text. Only the last word asked for may be
the beginning of a longer one, as the others have been typed to their end; an index of beginnings would make
every save three times slower.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.model.folding import fold
from sync.store import facets, records
from sync.store.database import Cell, Db
from sync.store.facets import Counted
from sync.store.listing import Light, Select
from sync.store.records import Record

WORDS_MAX = 12
LAST = "SELECT search_row, (SELECT max(search_row) FROM record) FROM record WHERE record = ?"
SCORED = "SELECT rowid FROM search_weight WHERE search_weight MATCH ? AND rowid >= ?"
BEGINS, PLAIN = 0.8, 1.0
"""What the beginning of a word counts for beside all of it; what a word in any text counts for."""

PHRASE_MAX = 4  # words of which a tag in another language may be made


COLUMNS = {4: "four", 3: "three", 2: "two"}
"""Of the second index, by what a word in them counts for; the heaviest first."""


def index(db: Db, record: bytes, text: str, heavy: Mapping[int, str] | None = None) -> None:
    """Index a record anew; it takes the highest row, so that rows run as changes do.

    *heavy* is the part of *text* that counts for more than 1, by how much it does: what counts for more than
    4 counts for 4.
    """
    before, last = db.rows(LAST, record)[0]
    if before is not None:
        _forget(db, before)
    row = 1 + (last or 0)
    db.run("INSERT INTO search (rowid, text) VALUES (?, ?)", row, fold(text))
    said = [fold((heavy or {}).get(weight, "")) for weight in COLUMNS]
    if any(said):
        db.run("INSERT INTO search_weight (rowid, four, three, two) VALUES (?, ?, ?, ?)", row, *said)
    db.run("UPDATE record SET search_row = ? WHERE record = ?", row, record)


def remove(db: Db, record: bytes) -> None:
    found = db.row("SELECT search_row FROM record WHERE record = ? AND search_row IS NOT NULL", record)
    if found:
        _forget(db, found[0])
        db.run("UPDATE record SET search_row = NULL WHERE record = ?", record)


def _forget(db: Db, row: int) -> None:
    db.run("DELETE FROM search WHERE rowid = ?", row)
    db.run("DELETE FROM search_weight WHERE rowid = ?", row)


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: the words, in which space or in all, and among what."""

    words: str
    space: bytes | None = None
    rows: str = ""
    """Asks for the rows that may be found; empty for all."""
    without: tuple[str, ...] = ()
    """Kinds that are found by nobody."""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else is looked for beside a word, or several: what that is called in other languages."""
    twofold: bool = False

    def asked(self) -> str:
        """Return the words in the index's own language, nothing where there are none."""
        return " AND ".join(_either(*part) for part in self.parts())

    def parts(self) -> list[tuple[Sequence[str], Sequence[str], bool]]:
        """Return the words one by one, but those that make one shared word together.

        With each goes what it is called in other languages, and whether its beginning is enough.
        """
        terms = split(self.words)
        every: list[tuple[Sequence[str], Sequence[str], bool]] = []
        while terms:
            size = next((n for n in range(PHRASE_MAX, 1, -1) if " ".join(terms[:n]) in self.also), 1)
            part, terms = terms[:size], terms[size:]
            every.append((part, self.also.get(" ".join(part), ()), not terms))
        return every

    def source(self) -> tuple[str, tuple[Cell, ...]]:
        """Return where all that is found stands, from FROM on, with its cells."""
        sql = " FROM record JOIN search ON record.search_row = search.rowid WHERE search.text MATCH ?"
        sql += " AND (? IS NULL OR space = ?)" + (" AND twofold = 1" if self.twofold else "")
        sql += f" AND row IN ({self.rows})" if self.rows else ""
        sql += " AND kind NOT IN (" + ", ".join("?" * len(self.without)) + ")" if self.without else ""
        return sql, (self.asked(), self.space, self.space, *self.without)


def find(db: Db, words: str, *, space: bytes | None, limit: int) -> list[Record]:
    """Records that hold all *words* (of the last its beginning is enough), the last changed first."""
    return whole(db, Question(words, space), limit)


def whole(db: Db, question: Question, limit: int) -> list[Record]:
    """Records that answer a question, the last changed first."""
    return [records.of_row(row) for row in _found(db, question, records.COLUMNS, (), limit)]


def light(db: Db, question: Question, select: Select, limit: int) -> list[Light]:
    """The same as light rows."""
    return _found(db, question, *select, limit)


def counts(db: Db, question: Question) -> list[Counted]:
    """How many of all that is found stand under each value of a facet."""
    sql, cells = question.source()
    return facets.counts_of(db, "SELECT row" + sql, *cells) if cells[0] else []


def scores(db: Db, question: Question, since: int) -> dict[int, float]:
    """Return by its row how much what is found counts, from the row *since* on; what is missing counts least.

    Each word counts for as much as the heaviest field that holds it, and a little less where it is only the
    beginning of a word there.
    """
    every: dict[int, float] = {}
    for part, others, begins in question.parts():
        held: dict[int, float] = {}
        for weight, column in COLUMNS.items():
            for beginning in (False, True) if begins else (False,):
                counts_for = weight * (BEGINS if beginning else 1.0)
                asked = f"{column} : {_either(part, others, beginning)}"
                for (row,) in db.rows(SCORED, asked, since):
                    held.setdefault(row, counts_for)
        for row, counts in held.items():
            every[row] = every.get(row, 0.0) + counts - PLAIN
    return every


def _found(
    db: Db, question: Question, columns: str, cells: tuple[Cell, ...], limit: int
) -> list[tuple[Any, ...]]:
    source, asked = question.source()
    sql = columns + source + " ORDER BY search.rowid DESC LIMIT ?"
    return db.rows(sql, *cells, *asked, limit) if asked[0] else []


def split(text: str) -> list[str]:
    """Return the words in *text* as the index has them: letters and digits only."""
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()[:WORDS_MAX]


def _either(part: Sequence[str], others: Iterable[str], begins: bool) -> str:  # noqa: FBT001 - as in `parts`
    """Return the question for some words or what stands for them, each in quotes."""
    first = " AND ".join(f'"{term}"' for term in part) + ("*" if begins else "")
    return "(" + " OR ".join((f"({first})", *(f'"{each}"' for each in others))) + ")"
