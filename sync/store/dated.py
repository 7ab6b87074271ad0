"""Which items have days, and which: so that a month, and what is due, are found without reading them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sync.store.database import Db

COLUMNS = "record, field, place, space, kind, first, last, begins, ends, rule, said, reminds, done"
SELECT = (
    "SELECT dated.record, dated.field, dated.place, dated.space, dated.kind, dated.first, dated.last,"
    " dated.begins, dated.ends, dated.rule, dated.said, dated.reminds, dated.done, record.title"
    " FROM dated JOIN record ON record.record = dated.record"
)


NAMED = (
    "SELECT value.value, value.record FROM value CROSS JOIN record ON record.record = value.record"
    " WHERE value.field = 'uid' AND record.space = ? AND record.kind = ? AND record.present"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """One date, one line with a date, or one event, which may recur."""

    record: bytes
    field: str
    place: int
    space: bytes
    kind: str
    first: int
    """Days since 1 January of the year 1, there where it happens."""
    last: int
    begins: str
    ends: str
    rule: str
    said: str
    reminds: bool
    done: bool
    title: str = ""


def replace(db: Db, record: bytes, rows: Iterable[Dated]) -> None:
    """Let a record have these days and no others."""
    db.run("DELETE FROM dated WHERE record = ?", record)
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    db.many(f"INSERT INTO dated ({COLUMNS}) VALUES ({marks})", map(_row, rows))  # noqa: S608 - constants


def _row(one: Dated) -> tuple[int | str | bytes, ...]:
    place = (one.record, one.field, one.place, one.space, one.kind, one.first, one.last)
    return (*place, one.begins, one.ends, one.rule, one.said, int(one.reminds), int(one.done))


def between(db: Db, first: int, last: int, spaces: Sequence[bytes] | None) -> list[Dated]:
    """Return what may be on a day between *first* and *last*, of some spaces or of all."""
    rows = db.rows(SELECT + " WHERE dated.last >= ? AND dated.first <= ? AND record.present", first, last)
    wanted = None if spaces is None else set(spaces)
    return [_of_row(row) for row in rows if wanted is None or bytes(row[3]) in wanted]


def of_record(db: Db, record: bytes) -> list[Dated]:
    rows = db.rows(SELECT + " WHERE dated.record = ? ORDER BY dated.field, dated.place", record)
    return [_of_row(row) for row in rows]


def _of_row(row: Sequence[Any]) -> Dated:
    record, field, place, space, kind, first, last, *texts, reminds, done, title = row
    begins, ends, rule, said = texts
    where = (bytes(record), field, place, bytes(space), kind, first, last)
    return Dated(*where, begins, ends, rule, said, bool(reminds), bool(done), title)


def hush(db: Db, name: str, until: int, today: int) -> None:
    """Say nothing of *name* before the day *until*; what is over by *today* is forgotten."""
    db.run("DELETE FROM hushed WHERE until <= ?", today)
    db.run("INSERT OR REPLACE INTO hushed VALUES (?, ?)", name, until)


def speak(db: Db, name: str) -> None:
    """Say something of *name* again."""
    db.run("DELETE FROM hushed WHERE name = ?", name)


def hushed(db: Db, day: int) -> set[str]:
    """Return of what nothing is to be said on *day*."""
    return {str(row[0]) for row in db.rows("SELECT name FROM hushed WHERE until > ?", day)}


def records_of(db: Db, kinds: Sequence[str]) -> list[tuple[bytes, int]]:
    """Return the records of these kinds, each with when it was changed (milliseconds since 1970)."""
    marks = ", ".join("?" * len(kinds))
    rows = db.rows(f"SELECT record, changed_ms FROM record WHERE kind IN ({marks})", *kinds)  # noqa: S608 - marks
    return [(bytes(record), changed_ms) for record, changed_ms in rows]


def apart(db: Db, space: bytes, kind: str, series: str) -> list[bytes]:
    """Return the records that are one time each of the series of that name."""
    rows = db.rows(
        f"{NAMED} AND value.value > ? AND value.value < ?", space, kind, f"{series}#", f"{series}$"
    )
    return [bytes(record) for _, record in rows]


def named(db: Db, space: bytes, kind: str, names: Sequence[str]) -> dict[str, bytes]:
    """Return the records of a space that other calendars call so."""
    marks = ", ".join("?" * len(names))
    asked = f"{NAMED} AND value.value IN ({marks})"
    return {str(name): bytes(record) for name, record in db.rows(asked, space, kind, *names)}
