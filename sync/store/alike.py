"""What items say, read for many at once: to find those that say the same."""

from collections.abc import Iterator, Sequence

from sync.model.records import Stamp, Value
from sync.store import docs
from sync.store.database import Db


def titled(db: Db, space: bytes, kind: str, title: str, after: int, most: int) -> list[tuple[int, bytes]]:
    """Return the rows and ids of what has this title and is not in the trash: *most* behind row *after*."""
    rows = db.rows(
        "SELECT row, record FROM record INDEXED BY record_title"
        " WHERE title = ? AND row > ? AND space = ? AND kind = ? AND present ORDER BY row LIMIT ?",
        title, after, space, kind, most,
    )  # fmt: skip
    return [(row, bytes(record)) for row, record in rows]


def values(db: Db, every: Sequence[bytes]) -> Iterator[tuple[bytes, str, Value]]:
    """Yield all values of these records, each with its record and field, the one shown first in front."""
    columns = "record, field, lamport, dev8, seq, value, wall_ms"
    sql = f"SELECT {columns} FROM value WHERE record IN ({_marks(every)})"  # noqa: S608 - marks
    rows = db.rows(sql + " ORDER BY record, field, lamport DESC, dev8 DESC, seq DESC, rowid", *every)
    for record, field, lamport, dev8, seq, value, wall_ms in rows:
        yield bytes(record), field, Value(Stamp(lamport, bytes(dev8), seq), value, wall_ms)


def texts(db: Db, every: Sequence[bytes]) -> Iterator[tuple[bytes, str, str]]:
    """Yield the long texts of these records, each with its record and field, the newest generation last."""
    sql = f"SELECT record, doc, text FROM doc WHERE record IN ({_marks(every)}) ORDER BY generation"  # noqa: S608 - marks
    for record, doc, text in db.rows(sql, *every):
        yield bytes(record), bytes(doc)[docs.RECORD :].decode("ascii"), text


def _marks(every: Sequence[bytes]) -> str:
    return ", ".join("?" * len(every))
