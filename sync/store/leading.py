"""Which items lead to another one by a link that they hold."""

from collections.abc import Sequence

from sync.store import records
from sync.store.database import Db
from sync.store.records import Record

LINKS = (
    "SELECT DISTINCT record.record, space, kind, title, preview, tags, twofold, changed_ms, present"
    " FROM record JOIN value ON value.record = record.record AND value.field = ?3"
    " WHERE space = ?1 AND kind = ?2 AND present = 1 AND instr(value.value, ?4) > 0"
    " ORDER BY changed_ms DESC, row DESC"
)


def to(db: Db, space: bytes, item: str, by: Sequence[tuple[str, str]]) -> list[Record]:
    """Return what leads to *item* (hex) in a space, *by* these kinds and their fields."""
    return [records.of_row(row) for kind, field in by for row in db.rows(LINKS, space, kind, field, item)]
