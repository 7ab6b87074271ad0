"""Full-text search over folded text, the last changed first: accents and Arabic spelling do not matter.

The index holds no text, only words and row numbers. Whenever a record is indexed it takes a number above all
others, and `record.search_row` says which: so rows run as changes do, and the newest answers come first
without ranking or sorting. Only the last word asked for may be the beginning of a longer one, as the others
have been typed to their end; an index of beginnings would make every save three times slower.
"""

from sync.model.folding import fold
from sync.store import records
from sync.store.database import Db
from sync.store.records import Record

WORDS_MAX = 12


def index(db: Db, record: bytes, text: str) -> None:
    """Index a record anew; it takes the highest row, so that rows run as changes do."""
    remove(db, record)
    row = 1 + db.number("SELECT max(search_row) FROM record")
    db.run("INSERT INTO search (rowid, text) VALUES (?, ?)", row, fold(text))
    db.run("UPDATE record SET search_row = ? WHERE record = ?", row, record)


def remove(db: Db, record: bytes) -> None:
    found = db.row("SELECT search_row FROM record WHERE record = ? AND search_row IS NOT NULL", record)
    if found:
        db.run("DELETE FROM search WHERE rowid = ?", found[0])
        db.run("UPDATE record SET search_row = NULL WHERE record = ?", record)


def find(db: Db, words: str, *, space: bytes | None, limit: int) -> list[Record]:
    """Records that hold all *words* (of the last its beginning is enough), the last changed first."""
    asked = _asked(words)
    if not asked:
        return []
    rows = db.rows(
        records.SELECT + " JOIN search ON record.search_row = search.rowid"
        " WHERE search.text MATCH ?1 AND (?2 IS NULL OR space = ?2) ORDER BY search.rowid DESC LIMIT ?3",
        asked, space, limit,
    )  # fmt: skip
    return [records.of_row(row) for row in rows]


def _asked(words: str) -> str:
    """Return the question in the index's own language: letters and digits only, each word in quotes."""
    terms = "".join(letter if letter.isalnum() else " " for letter in fold(words)).split()[:WORDS_MAX]
    return " ".join(f'"{term}"' for term in terms) + "*" if terms else ""
