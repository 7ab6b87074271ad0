"""What the log says of segments, and what segments say of the log (A6.6, A6.7)."""

from sync.engine import segments as parts
from sync.engine.notebook import Notebook
from sync.model import entry, ops
from sync.model.archive import Segment
from sync.model.entry import Entry
from sync.store import entries, segments
from sync.store.database import Db


def came(db: Db, book: Notebook, one: Entry) -> None:
    """Remember segments that an entry of the log announces."""
    for op in _said(one):
        parts.announced(db, one.header.space, op, book.clock())


def _said(one: Entry) -> list[Segment]:
    return [] if entry.is_membership(one.header) else list(ops.said(one.header.ops, Segment))


def is_behind(db: Db, space: bytes) -> bool:
    """Whether anything is in no segment but announcements of segments."""
    return any(not _said(entries.in_row(db, row)) for row, *_ in segments.outside(db, space))
