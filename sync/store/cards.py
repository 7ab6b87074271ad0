"""Address cards that are here: a contact keeps the card that it came from."""

from sync.store.database import Db

KIND, FIELD = "contact", "source"


def of_title(db: Db, space: bytes, kind: str, title: str) -> set[str]:
    """Return the cards of the contacts with this title that are not in the trash."""
    rows = db.rows(
        "SELECT value.value FROM record CROSS JOIN value ON value.record = record.record"
        " WHERE record.title = ? AND record.space = ? AND record.kind = ? AND record.present"
        " AND value.field = ? AND value.value IS NOT NULL",
        title, space, kind, FIELD,
    )  # fmt: skip
    return {str(text) for (text,) in rows}
