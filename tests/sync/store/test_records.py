"""Records, their values and texts, as lists and editors ask for them."""

import pytest

from sync.model.records import Stamp, Value
from sync.store import docs, records
from sync.store.database import Database, Db
from sync.store.records import Record
from tests.sync.store.furnished import RECORD, SPACE

OTHER = b"o" * 32
EARLY, LATE = Stamp(3, b"d" * 8, 1), Stamp(3, b"e" * 8, 4)


def row(
    number: int, *, kind: str = "note", present: bool = True, changed_ms: int = 0, title: str = ""
) -> Record:
    return Record(number.to_bytes(16, "big"), SPACE, kind, title, "", "", False, changed_ms, present)


def keep(db: Db, one: Record) -> None:
    records.become(db, one.record, one.space, one.kind)
    records.show(db, one)


def test_a_record_keeps_its_first_kind_and_space(database: Database) -> None:
    with database.transaction() as db:
        records.become(db, RECORD, SPACE, "note")
        records.become(db, RECORD, SPACE, "contact")
        records.become(db, RECORD, OTHER, "contact")
        kept = records.get(db, RECORD)
        assert kept and (kept.kind, kept.space) == ("note", SPACE)
        assert records.space_of(db, RECORD) == SPACE
        assert records.space_of(db, b"unknown") is None


def test_a_record_whose_kind_has_not_come_yet_is_not_shown(database: Database) -> None:
    with database.transaction() as db:
        records.touch(db, RECORD, SPACE, EARLY)
        assert records.get(db, RECORD) is None
        assert records.listed(db, SPACE, None, present=False) == []
        assert records.space_of(db, RECORD) == SPACE
        records.become(db, RECORD, OTHER, "note")
        assert records.get(db, RECORD) is None
        records.become(db, RECORD, SPACE, "note")
        assert records.get(db, RECORD) is not None


def test_values_side_by_side_come_with_the_shown_one_first(database: Database) -> None:
    both = (Value(EARLY, "morning", 5), Value(LATE, None, 6))
    with database.transaction() as db:
        records.replace(db, RECORD, "time", both)
        records.replace(db, RECORD, "place", (Value(EARLY, "hall", 5),))
        assert records.values(db, RECORD, "time") == both[::-1]
        assert records.every_value(db, RECORD) == {"place": (Value(EARLY, "hall", 5),), "time": both[::-1]}
        records.replace(db, RECORD, "time", both[:1])
        assert records.values(db, RECORD, "time") == both[:1]
        records.replace(db, RECORD, "time", ())
        assert records.values(db, RECORD, "time") == ()


def test_one_operation_of_each_device_keeps_a_record(database: Database) -> None:
    later = Stamp(9, EARLY.dev8, 7)
    with database.transaction() as db:
        for stamp in (EARLY, LATE, later):
            records.touch(db, RECORD, SPACE, stamp)
        assert sorted(records.alive(db, RECORD)) == [LATE, later]
        covered = records.covered_by(records.alive(db, RECORD), {EARLY.dev8: 7, LATE.dev8: 3})
        assert covered == [later]
        records.cover(db, RECORD, covered)
        assert records.alive(db, RECORD) == [LATE]


def test_a_list_has_the_last_changed_first(database: Database) -> None:
    with database.transaction() as db:
        for one in (
            row(1, changed_ms=5),
            row(2, changed_ms=9),
            row(3, kind="contact"),
            row(4, present=False),
        ):
            keep(db, one)
        assert [each.record[-1] for each in records.listed(db, SPACE, None, present=True)] == [2, 1, 3]
        assert [each.record[-1] for each in records.listed(db, SPACE, "contact", present=True)] == [3]
        assert records.listed(db, SPACE, None, present=False) == [row(4, present=False)]
        assert records.listed(db, OTHER, None, present=True) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pump", {"abcd1"}),
        ("pump", set()),
        ("abcd", {"abcd1", "abcd2"}),
        ("ABCD1", {"abcd1"}),
        ("abcd2", {"abcd2"}),
        ("abcd3", set()),
        ("abcd10", {"abcd1"}),
        ("abc", set()),
        ("ffff", {"fffff"}),
        ("", set()),
    ],
)
def test_asking_by_title_or_the_beginning_of_an_id(database: Database, text: str, expected: set[str]) -> None:
    with database.transaction() as db:
        for name, title in (("abcd1", "Pump"), ("abcd2", "Rope"), ("fffff", "Well")):
            one = row(0, title=title)
            full = bytes.fromhex(name.ljust(32, "f" if name[0] == "f" else "0"))
            keep(db, Record(full, one.space, one.kind, title, "", "", False, 0, True))
    assert {name[:5] for name, _ in database.read(lambda db: records.candidates(db, text))} == expected


def test_texts_are_shown_in_their_newest_generation(database: Database) -> None:
    body = RECORD + b"body"
    with database.transaction() as db:
        docs.put(db, body, 1, b"newer", "new")
        docs.put(db, body, 0, b"older", "old")
        docs.put(db, RECORD + b"remarks", 0, b"r", "words")
        assert docs.texts(db, RECORD) == {"body": "new", "remarks": "words"}
        docs.put(db, body, 1, b"newest", "newest")
        assert docs.texts(db, RECORD)["body"] == "newest"
        assert docs.state(db, body, 1) == b"newest"
        assert docs.state(db, body, 0) == b"older"
        assert docs.state(db, body, 2) is None
        assert docs.texts(db, b"z" * 16) == {}
