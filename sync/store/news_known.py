"""By what news and events are known that came from elsewhere."""

from sync.store.database import Db


def marks(db: Db, space: bytes) -> list[str]:
    """Return addresses of news, uids of events and, where there are none, titles; of the trash, too."""
    rows = db.rows(
        "SELECT value.value FROM value JOIN record ON record.record = value.record WHERE record.space = ?"
        " AND record.present IN (0, 1) AND record.kind IN ('news', 'event')"
        " AND value.value IS NOT NULL AND ((record.kind = 'news' AND value.field IN ('web', 'title'))"
        " OR (record.kind = 'event' AND value.field IN ('uid', 'title')))",
        space,
    )
    return [str(row[0]) for row in rows]
