"""Which files an item shows, and under which names."""

from sync.engine import attach_names, shown
from sync.model import attaching, records
from sync.store import attachments as table
from sync.store import records as items
from sync.store.attachments import Described
from sync.store.database import Db


def of_item(db: Db, item: str) -> list[tuple[bytes, str, Described | None]]:
    """Each file of an item: id, name as it is shown, and what the log says of it. Raises UnknownItem."""
    known, found = shown.record(db, item), []
    for field in table.on_item(db, known.record):
        att = attaching.in_field(field)
        values = [one for one in items.values(db, known.record, field) if one.value is not None]
        first = records.shown(values)
        if att is not None and first is not None:
            found.append((att, attach_names.harmless(first.value or ""), table.of(db, att, known.space)))
    return found


def names(db: Db, item: str) -> list[str]:
    return [name for _, name, _ in of_item(db, item)]
