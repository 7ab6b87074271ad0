"""Search: folded words, the last changed first, and an index that follows every change."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.store import records, search
from sync.store.database import Database, Db
from sync.store.search import Question
from tests.sync.store.furnished import SPACE

OTHER = b"o" * 32


def record(number: int) -> bytes:
    return number.to_bytes(16, "big")


def keep(db: Db, number: int, text: str, space: bytes = SPACE) -> None:
    records.become(db, record(number), space, "note")
    search.index(db, record(number), text)


def kept(database: Database, texts: Iterable[str]) -> None:
    with database.transaction() as db:
        for number, text in enumerate(texts):
            keep(db, number, text)


def found(database: Database, words: str, *, space: bytes | None = None, limit: int = 50) -> list[int]:
    hits = database.read(lambda db: search.find(db, words, space=space, limit=limit))
    return [int.from_bytes(hit.record, "big") for hit in hits]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Réunion à l'école", "reunion ecole"),
        ("REPAIR of the Well", "repair well"),
        ("Straße", "strasse"),
        ("Straße", "STRASSE"),
        ("مدرسة", "مدرسه"),
        ("مُدَرِّسَة", "مدرسة"),
        ("إجتماع أحمد", "اجتماع احمد"),
        ("مستشفى", "مستشفي"),
        ("العـــربية", "العربية"),
        ("مسؤول", "مسوول"),
        ("هاتف ٠٩١٢", "0912"),
        ("کتاب", "كتاب"),
        ("ﻣﺎء", "ماء"),
        ("e\u0301cole", "\u00e9cole"),
        ("file_name-2026.md", "name 2026"),
        ('said "yes" (twice)', '"twice)'),
        ("Ⅷ ﬁne", "viii fine"),
    ],
)
def test_spelling_does_not_matter(database: Database, text: str, asked: str) -> None:
    kept(database, [text, "something else"])
    assert found(database, asked) == [0]


@pytest.mark.parametrize("asked", ["", "   ", "!?", '"', "*", "( ) : ^ -"])
def test_nothing_asked_finds_nothing(database: Database, asked: str) -> None:
    kept(database, ["a note"])
    assert found(database, asked) == []


@pytest.mark.parametrize("asked", ["NOT well", "well OR", "text:well", "well NEAR(pump)", "^well", "{well}"])
def test_words_are_never_taken_for_a_question_in_sql(database: Database, asked: str) -> None:
    kept(database, ["well"])
    found(database, asked)


def test_only_the_last_word_may_be_a_beginning(database: Database) -> None:
    kept(database, ["water pump", "watering pumps"])
    assert found(database, "water pum") == [0]
    assert found(database, "pump wat") == [0]
    assert found(database, "wat") == [1, 0]


def test_every_word_must_be_there(database: Database) -> None:
    kept(database, ["well pump", "well rope", "pump rope"])
    assert found(database, "well pump") == [0]


def test_the_last_changed_comes_first_and_a_limit_keeps_those(database: Database) -> None:
    kept(database, ["well"] * 5)
    with database.transaction() as db:
        keep(db, 1, "well again")
    assert found(database, "well") == [1, 4, 3, 2, 0]
    assert found(database, "well", limit=2) == [1, 4]


def test_a_space_finds_its_own_only(database: Database) -> None:
    kept(database, ["well"])
    with database.transaction() as db:
        keep(db, 7, "well", OTHER)
    assert found(database, "well", space=SPACE) == [0]
    assert found(database, "well", space=OTHER) == [7]
    assert found(database, "well") == [7, 0]


def test_what_was_removed_is_not_found_and_may_come_back(database: Database) -> None:
    kept(database, ["well"])
    with database.transaction() as db:
        search.remove(db, record(0))
        search.remove(db, record(0))
    assert found(database, "well") == []
    kept(database, ["well"])
    assert found(database, "well") == [0]


def test_very_many_words_are_asked_for_in_part(database: Database) -> None:
    kept(database, [" ".join(f"word{n}" for n in range(30))])
    assert found(database, " ".join(f"word{n}" for n in range(30)) + " nowhere") == [0]


def test_the_newest_are_found_without_sorting(database: Database) -> None:
    asked: list[str] = []
    plan = "EXPLAIN QUERY PLAN "

    class Listening(Db):
        def rows(self, sql: str, *cells: Any) -> list[Any]:
            asked.extend(str(row[3]) for row in self._connection.execute(plan + sql, cells))
            return []

    database.read(lambda db: search.find(Listening(db._connection), "well pump", space=SPACE, limit=5))
    assert asked and not any("TEMP B-TREE" in line or line.startswith("SCAN record") for line in asked)


changes = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["well", "pump", ""])), max_size=4), max_size=9
)


@given(changes)
@settings(max_examples=40, deadline=None)
def test_the_index_follows_every_change(
    tmp_path_factory: pytest.TempPathFactory, transactions: list[list[tuple[int, str]]]
) -> None:
    database = Database(tmp_path_factory.mktemp("search") / "c0.db", bytes(32), bytes(16))
    held: dict[int, str] = {}
    for steps in transactions:
        with database.transaction() as db:
            for number, text in steps:
                held.pop(number, None)
                if text:
                    keep(db, number, text)
                    held[number] = text
                else:
                    search.remove(db, record(number))
    for word in ("well", "pump"):
        assert found(database, word) == [number for number in reversed(held) if held[number] == word]
    database.close()


def test_a_word_counts_for_as_much_as_the_heaviest_field_that_holds_it(database: Database) -> None:
    heavy = [{}, {2: "lamp"}, {3: "lamp"}, {4: "lamp"}, {3: "lamp", 4: "lampshade"}, {2: "river", 4: "lamp"}]
    with database.transaction() as db:
        for number, parts in enumerate(heavy):
            records.become(db, record(number), SPACE, "note")
            search.index(db, record(number), "lamp river " + " ".join(parts.values()), parts)
    scores = database.read(lambda db: search.scores(db, Question("river lamp"), 0))
    assert {row: round(counts, 1) for row, counts in scores.items()} == {
        2: 1.0,
        3: 2.0,
        4: 3.0,
        5: 2.2,
        6: 4.0,
    }
    beside = Question("light", also={"light": ("lamp",)})
    assert database.read(lambda db: search.scores(db, beside, 4)) == {4: 3.0, 5: 2.0, 6: 3.0}
    with database.transaction() as db:
        search.index(db, record(3), "lamp")
        search.remove(db, record(5))
    assert set(database.read(lambda db: search.scores(db, Question("lamp"), 0))) == {2, 3, 5}
    with database.transaction() as db:
        records.forget(db, SPACE)
    assert database.read(lambda db: search.scores(db, Question("lamp"), 0)) == {}
