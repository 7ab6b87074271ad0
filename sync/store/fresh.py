"""From which day on items wait to be confirmed again; what is in the trash or settled waits for nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.store.database import Db

AT_ONCE = 500  # records in one question
LOOKED_MAX = 5_000  # that wait longest
WAITING = (
    "SELECT fresh.record, space, kind, title, field, due FROM fresh CROSS JOIN record"
    " ON record.record = fresh.record WHERE due <= ? AND present"
)
LONGEST_FIRST = " ORDER BY due, title COLLATE NOCASE, fresh.record LIMIT ?"


@dataclass(frozen=True, slots=True)
class Waiting:
    record: bytes
    space: bytes
    kind: str
    title: str
    field: str
    due: int
    """Days since 1 January of the year 1; 0 for what was never confirmed."""


def put(db: Db, record: bytes, field: str, due: int) -> None:
    db.run("INSERT OR REPLACE INTO fresh VALUES (?, ?, ?)", record, field, due)


def remove(db: Db, record: bytes) -> None:
    db.run("DELETE FROM fresh WHERE record = ?", record)


def waiting(db: Db, today: int, spaces: Sequence[bytes]) -> list[Waiting]:
    """Return what waits in these spaces, the longest first."""
    marks = ", ".join("?" * len(spaces))
    asked = WAITING + " AND space IN (" + marks + ")" + LONGEST_FIRST
    rows = db.rows(asked, today, *spaces, LOOKED_MAX)
    return [Waiting(bytes(record), bytes(space), *rest) for record, space, *rest in rows]


def of(db: Db, record: bytes) -> int | None:
    """Return from which day on a record waits; None where nobody is asked to confirm it."""
    found = db.row("SELECT min(due) FROM fresh WHERE record = ?", record)
    return None if found is None or found[0] is None else int(found[0])


def among(db: Db, records: Sequence[bytes], today: int) -> set[bytes]:
    """Return those of *records* that wait."""
    found: set[bytes] = set()
    for start in range(0, len(records), AT_ONCE):
        part = records[start : start + AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = db.rows(f"SELECT record FROM fresh WHERE due <= ? AND record IN ({marks})", today, *part)  # noqa: S608 - marks
        found |= {bytes(record) for (record,) in rows}
    return found


def within(rows: str, today: int) -> str:
    """Return what asks for those that wait of the rows that *rows* asks for; of all where it is empty."""
    own = f"SELECT row FROM fresh CROSS JOIN record USING (record) WHERE due <= {int(today)}"  # noqa: S608 - a number
    return f"{rows} INTERSECT {own}" if rows else own
