"""What a field of all items of a kind holds, for maps."""

from sync.store.database import Db


def every(db: Db, space: bytes, kind: str, field: str) -> list[tuple[bytes, str, str]]:
    """Return record, title and value, several rows for values that stand side by side."""
    rows = db.rows(
        "SELECT record.record, title, value FROM record JOIN value ON value.record = record.record"
        " WHERE space = ? AND kind = ? AND present = 1 AND field = ? AND value <> ''"
        " ORDER BY title COLLATE NOCASE, record.row",
        space, kind, field,
    )  # fmt: skip
    return [(bytes(record), str(title), str(value)) for record, title, value in rows]
