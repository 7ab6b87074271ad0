"""Texts as the merge library keeps them: a cache that the entries can rebuild (A5.3.6)."""

from collections.abc import Iterable

from sync.store.database import Db

RECORD = 16


def state(db: Db, doc: bytes, generation: int) -> bytes | None:
    found = db.row("SELECT state FROM doc WHERE doc = ? AND generation = ?", doc, generation)
    return bytes(found[0]) if found else None


def put(db: Db, doc: bytes, generation: int, kept: bytes, text: str) -> None:
    put_all(db, [(doc, generation, kept, text)])


def put_all(db: Db, every: Iterable[tuple[bytes, int, bytes, str]]) -> None:
    """Keep texts, each with its id, its generation and the library's state of it."""
    db.many(
        "INSERT INTO doc VALUES (?, ?, ?, ?, ?) ON CONFLICT (doc, generation) DO UPDATE SET"
        " state = excluded.state, text = excluded.text",
        ((doc, doc[:RECORD], generation, kept, text) for doc, generation, kept, text in every),
    )


def texts(db: Db, record: bytes) -> dict[str, str]:
    """The texts of a record by field, each in its newest generation."""
    rows = db.rows("SELECT doc, text FROM doc WHERE record = ? ORDER BY generation", record)
    return {bytes(doc)[RECORD:].decode("ascii"): text for doc, text in rows}
