"""Replies to the topics of a board, found by the topic that each names."""

from dataclasses import dataclass

from sync.store.database import Db

REPLIES = (
    "SELECT record.record, value.value, value.wall_ms, value.dev8, value.lamport, record.changed_ms"
    " FROM record JOIN value ON value.record = record.record AND value.field = 'topic'"
    " WHERE record.space = ? AND record.kind = 'reply' AND record.present = 1 AND value.value IS NOT NULL"
    " AND (?2 = '' OR value.value = ?2) ORDER BY value.lamport DESC, value.dev8 DESC, value.seq DESC"
)
TOPICS = (
    "SELECT record, title, changed_ms FROM record WHERE space = ? AND kind = 'topic' AND present = 1"
    " ORDER BY changed_ms DESC, row DESC"
)
SETTINGS = "SELECT key, value FROM setting WHERE key >= ? AND key < ?"


@dataclass(frozen=True, slots=True)
class ReplyRow:
    record: bytes
    topic: str
    """The id of the topic, in hex."""
    when_ms: int
    dev8: bytes
    lamport: int
    changed_ms: int


def replies(db: Db, space: bytes, topic: str = "") -> list[ReplyRow]:
    """Return the replies of a space, or of one of its topics, an answer after whatever its author had read.

    Clocks of laptops may differ: by time alone an answer could stand before what it answers.
    """
    found: dict[bytes, ReplyRow] = {}
    for record, named, when_ms, dev8, lamport, changed_ms in db.rows(REPLIES, space, topic):
        row = ReplyRow(bytes(record), str(named), when_ms, bytes(dev8), lamport, changed_ms)
        found.setdefault(row.record, row)
    return sorted(found.values(), key=lambda row: (row.lamport, row.when_ms, row.record))


def topics(db: Db, space: bytes) -> list[tuple[bytes, str, int]]:
    """Return (record, title, when it changed) of the topics of a space, the last changed first."""
    return [(bytes(record), title, changed_ms) for record, title, changed_ms in db.rows(TOPICS, space)]


def settings(db: Db, prefix: str) -> dict[str, str]:
    """Return what is kept under names that begin so, by the rest of the name."""
    rows = db.rows(SETTINGS, prefix, f"{prefix}\U0010ffff")
    return {key[len(prefix) :]: bytes(value).decode("utf-8", "replace") for key, value in rows}
