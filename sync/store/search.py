"""Full-text search over folded text, the last changed first: accents and Arabic spelling do not matter."""

import unicodedata

from sync.store.database import Db
from sync.store.records import COLUMNS, Record
from sync.store.records import _record as record_of

ARABIC = str.maketrans(
    {
        "\u0640": None,  # tatweel, which only stretches a word
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ی": "ي",
    }  # fmt: skip
) | {0x0660 + digit: str(digit) for digit in range(10)} | {0x06F0 + digit: str(digit) for digit in range(10)}
WORDS_MAX = 12


def fold(text: str) -> str:
    """Return *text* as it is searched: without case, accents, vowel signs and Arabic spelling variants."""
    if text.isascii():
        return text.lower()
    spelt = unicodedata.normalize("NFKC", text).translate(ARABIC)
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(letter)
    )
    return unicodedata.normalize("NFC", bare).casefold()


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
    """Records that hold all *words* (the beginnings of words too), the last changed first."""
    asked = ["".join(letter if letter.isalnum() else " " for letter in fold(words))]
    terms = [term for part in asked for term in part.split()][:WORDS_MAX]
    if not terms:
        return []
    columns = ", ".join(f"record.{column.strip()}" for column in COLUMNS.split(","))
    rows = db.rows(
        f"SELECT {columns} FROM search JOIN record ON record.search_row = search.rowid"
        " WHERE search.text MATCH ?1 AND (?2 IS NULL OR record.space = ?2) ORDER BY search.rowid DESC LIMIT ?3",
        " ".join(f'"{term}"*' for term in terms), space, limit,
    )  # fmt: skip
    return [record_of(row) for row in rows]  # type: ignore[arg-type]  # the row of COLUMNS
