"""Texts as the merge library keeps them: a cache that the entries can rebuild (A5.3.6)."""

from sync.store.database import Db

RECORD = 16


def state(db: Db, doc: bytes, generation: int) -> bytes | None:
    found = db.row("SELECT state FROM doc WHERE doc = ? AND generation = ?", doc, generation)
    return bytes(found[0]) if found else None


def put(db: Db, doc: bytes, generation: int, kept: bytes, text: str) -> None:
    db.run(
        "INSERT INTO doc VALUES (?, ?, ?, ?, ?) ON CONFLICT (doc, generation) DO UPDATE SET"
        " state = excluded.state, text = excluded.text",
        doc, doc[:RECORD], generation, kept, text,
    )  # fmt: skip


def texts(db: Db, record: bytes) -> dict[str, str]:
    """The texts of a record by field, each in its newest generation."""
    rows = db.rows("SELECT doc, text FROM doc WHERE record = ? ORDER BY generation", record)
    return {bytes(doc)[RECORD:].decode("ascii"): text for doc, text in rows}
