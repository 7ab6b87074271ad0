"""What lists are narrowed by: counted as it is shown, after whatever happened."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.engine import departure, indexing, rebuild
from sync.engine.choice import Choice
from sync.engine.editing import Edit
from sync.engine.narrowing import Facet
from sync.model import kinds, ops
from sync.model.kinds.declaration import Field, FieldType, Kind
from sync.store import records
from sync.store import settings as kept
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member, found, join
from tests.sync.engine.stewards import meet

Stands = set[tuple[str, str, str]]
"""Items with a field and one of its values."""

FIELDS = {
    "sort": ["tool", "pack", ""],
    "tags": ["water, coast", "coast", "ماء", ""],
    "places": ["KE\nKE/Coast", "ML", "", "ET/A, B"],
    "languages": ["fr, sw", "ar", ""],
    "evidence": ["", "none"],
}
WHO, WHICH = st.integers(0, 1), st.integers(0, 2)
CHANGES = st.lists(
    st.one_of(
        st.tuples(
            st.just("set"), WHO, WHICH, st.sampled_from(sorted(FIELDS)), st.integers(0, 3)
        ),
        st.tuples(st.sampled_from(["new", "drop", "restore", "undo"]), WHO, WHICH),
        st.tuples(st.just("meet")),
    ),
    max_size=12,
)  # fmt: skip


def stands(member: Member) -> Stands:
    """Return what the index says."""
    sql = "SELECT record, field, value FROM facet JOIN facet_name ON name = id JOIN record USING (row)"
    return set(member.book.read(lambda db: [(one.hex(), *pair) for one, *pair in db.rows(sql)]))


def shown(member: Member) -> Stands:
    """Return what follows from the items as they are shown."""
    found: Stands = set()
    for row in member.items.rows(member.space.hex()):
        kind, item = kinds.ALL[row.kind], member.items.show(row.id)
        for field in (each for each in kind.fields if each.faceted):
            for text in (each.value for each in item.fields.get(field.name, ())):
                lines = (
                    text.split("\n")
                    if field.name in ("places", "tested")
                    else text.replace("\n", ",").split(",")
                )
                for part in filter(None, map(str.strip, lines)):
                    found.add((row.id, field.name, part))
                    if field.name in ("places", "tested"):
                        found.add((row.id, field.name, part.split("/")[0]))
    return found


@contextmanager
def two() -> Iterator[list[Member]]:
    with tempfile.TemporaryDirectory() as folder:
        both = [Member(Path(folder), name) for name in ("amal", "badu")]
        found(both[0])
        join(*both)
        meet(*both)
        try:
            yield both
        finally:
            for one in both:
                one.close()


def act(both: list[Member], items: list[str], change: tuple[object, ...]) -> None:
    what, *rest = change
    if what == "meet":
        meet(*both)
        return
    who = both[int(str(rest[0]))]
    here = who.book.read(lambda db: [each for each in items if records.get(db, bytes.fromhex(each))])
    item = here[int(str(rest[1])) % len(here)] if here else ""
    if what == "undo":
        who.items.history.undo()
    elif what == "new" or not item:
        items.extend(who.items.new(who.space.hex(), "tool", {"title": "t", "tags": "water"}).ids)
    elif what == "set":
        values = FIELDS[str(rest[2])]
        who.items.set(item, {str(rest[2]): values[int(str(rest[3])) % len(values)]})
    else:
        {"drop": who.items.drop, "restore": who.items.restore}[str(what)](item)


@settings(max_examples=20, deadline=None)
@given(CHANGES)
def test_the_index_is_what_the_items_say(changes: list[tuple[object, ...]]) -> None:
    with two() as both:
        items: list[str] = []
        for change in changes:
            act(both, items, change)
        for one in both:
            assert stands(one) == shown(one)
            before = stands(one)
            one.book.write(forgotten)
            indexing.renew(one.book, lambda _done, _total: None)
            assert stands(one) == before
            one.book.write(lambda db, one=one: (departure.depart(db, one.book, one.space), None)[1])
            one.book.write(lambda db, one=one: rebuild.rebuild(db, one.book, one.space))
            assert stands(one) == shown(one)


def forgotten(db: Db) -> None:
    """Let a notebook be one of a release that knew no facets."""
    db.run("DELETE FROM facet")
    db.run("DELETE FROM facet_name")
    ways = {name: way.removesuffix(indexing.FACETED) for name, way in indexing.declared()["tool"].items()}
    kept.put(db, indexing.SETTING, json.dumps({"tool": ways}).encode())


# ------------------------------------------------------------ asking
@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def tool(member: Member, title: str, **fields: str) -> str:
    (item,) = member.items.new(member.space.hex(), "tool", {"title": title, **fields}).ids
    return item


def titles(member: Member, kind: str = "tool", **choice: object) -> list[str]:
    wanted = Choice(**choice)  # type: ignore[arg-type] - whatever a test chooses
    return [row.title for row in member.items.lists.listing(member.space.hex(), kind, choice=wanted).rows]


def counts(facets: list[Facet], field: str) -> dict[str, int]:
    return next((dict(each.values) for each in facets if each.field == field), {})


def library(member: Member) -> None:
    tool(member, "Pump", sort="tool", tags="water", places="KE/Coast", languages="sw")
    tool(member, "Well", sort="tool", tags="water, health", places="KE", languages="en, sw")
    tool(member, "Law", sort="policy", tags="law", places="UG", languages="en")
    member.items.new(member.space.hex(), "note", {"title": "Water", "tags": "water"})


def test_a_list_holds_what_fits_one_value_of_each_field(amal: Member) -> None:
    library(amal)
    assert titles(amal, facets=(("places", "KE"),)) == ["Well", "Pump"]
    assert titles(amal, facets=(("places", "KE/Coast"), ("places", "UG"))) == ["Law", "Pump"]
    assert titles(amal, facets=(("tags", "water"), ("languages", "en"))) == ["Well"]
    assert titles(amal, facets=(("tags", "nowhere"),)) == []
    assert titles(amal, sort="title", facets=(("sort", "tool"),), descending=True) == ["Well", "Pump"]


def test_values_are_counted_under_what_is_chosen_in_other_fields(amal: Member) -> None:
    library(amal)
    lists, space = amal.items.lists, amal.space.hex()
    every = lists.facets(space, "tool")
    assert counts(every, "places") == {"KE": 2, "KE/Coast": 1, "UG": 1}
    assert counts(every, "tags") == {"water": 2, "health": 1, "law": 1}
    under = lists.facets(space, "tool", Choice(facets=(("sort", "policy"), ("tags", "water"))))
    assert counts(under, "sort") == {"tool": 2, "policy": 0}
    assert counts(under, "tags") == {"law": 1, "water": 0}
    assert counts(under, "places") == {}


def test_what_was_found_is_counted_and_narrowed(amal: Member) -> None:
    library(amal)
    lists = amal.items.lists
    every = lists.facets_found("water")
    assert counts(every, "tags") == {"water": 3, "health": 1}
    chosen = Choice(facets=(("tags", "health"),))
    assert [row.title for row in lists.found("water", choice=chosen).rows] == ["Well"]
    assert counts(lists.facets_found("water", space=amal.space.hex(), choice=chosen), "tags") == {
        "water": 3,
        "health": 1,
    }
    assert lists.facets_found("!") == []


def test_very_many_and_very_long_values_count_in_part(amal: Member) -> None:
    item = tool(amal, "Law", tags=", ".join(["x" * 300, *(f"tag {number}" for number in range(400))]))
    assert len([each for each in stands(amal) if each[0] == item]) == 199


def test_a_list_stands_by_the_values_of_a_field(amal: Member) -> None:
    space = amal.space.hex()
    for title, fields in {
        "a": {"deadline": "2026-05-01", "amount": "900 EUR", "stage": "sent", "funder": "Zoe"},
        "b": {"deadline": "2025-05-01", "amount": "10000 EUR", "stage": "none", "funder": "élan"},
        "c": {"amount": "900.50 CHF", "funder": "Abe"},
        "d": {},
    }.items():
        amal.items.new(space, "call", {"title": title, **fields})
    by = {
        name: "".join(titles(amal, "call", sort=f"field:{name}")) for name in ("deadline", "amount", "stage")
    }
    assert by == {"deadline": "badc", "amount": "acbd", "stage": "badc"}
    assert "".join(titles(amal, "call", sort="field:deadline", descending=True)) == "abdc"
    assert "".join(titles(amal, "call", sort="field:funder")) == "cbad"
    assert "".join(titles(amal, "call", sort="field:newer")) == "dcba"
    listing = amal.items.lists.listing(space, "call", choice=Choice("title"))
    assert list(amal.items.lists.columns(listing.ids[:2], ["funder", "stage"]).values()) == [
        ("Zoe", "sent"), ("élan", "none")
    ]  # fmt: skip


def test_a_section_lists_what_belongs_to_it(amal: Member) -> None:
    space = amal.space.hex()
    amal.items.new(space, "news", {"title": "news", "tags": "law"})
    amal.items.new(space, "feed", {"title": "feed"})
    amal.items.new(space, "topic", {"title": "topic"})
    amal.items.new(space, "reply", {"title": "reply"})
    assert titles(amal, "news") == ["feed", "news"]
    assert titles(amal, "topic") == ["topic"]


def test_the_best_match_may_come_first(amal: Member) -> None:
    for title, tags, body in (
        ("Pump", "", "x"), ("A pump for wells", "", "x"), ("x", "pump", "x"), ("Pumps", "", "x"),
        ("y", "", "pump"),
    ):  # fmt: skip
        amal.items.new(amal.space.hex(), "note", {"title": title, "tags": tags, "body": body})
    lists = amal.items.lists
    assert [row.title for row in lists.found("pump").rows] == ["y", "Pumps", "x", "A pump for wells", "Pump"]
    best = [row.title for row in lists.found("pump", choice=Choice("best")).rows]
    assert best == ["A pump for wells", "Pump", "Pumps", "x", "y"]
    by_title = [row.title for row in lists.found("pump", choice=Choice("title")).rows]
    assert by_title == ["A pump for wells", "Pump", "Pumps", "x", "y"]
    assert len(lists.found("pump", choice=Choice("author")).ids) == 5


def test_declared_weights_decide_what_comes_first(amal: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    light, heavy = (Field(name, FieldType.TEXT, name, weight=w) for name, w in (("aside", 1), ("gist", 2)))
    kind = Kind("leaf", "Leaf", "Leaves", "tag", "aside", (light, heavy), ("aside",))
    monkeypatch.setattr(kinds, "ALL", {**kinds.ALL, "leaf": kind})
    space = amal.space.hex()
    amal.items.new(space, "leaf", {"aside": "one", "gist": "pump"})
    for title, body in (("Pump", ""), ("old", "pump " * 50)):
        amal.items.new(space, "note", {"title": title, "body": body})
    amal.items.new(space, "leaf", {"aside": "pump"})
    found = amal.items.lists.found("pump", choice=Choice("best"))
    assert [row.title for row in found.rows] == ["Pump", "one", "pump", "old"]
    assert [row.title for row in amal.items.lists.found("zz", choice=Choice("best")).rows] == []


def test_the_newest_come_at_once_and_then_all(amal: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.lists.FOUND_FIRST", 2)
    for number in range(3):
        amal.note(f"well {number}")
    lists = amal.items.lists
    first, whole = lists.found("well"), lists.found("well", whole=True)
    assert (len(first.ids), first.more, len(whole.ids), whole.more) == (2, True, 3, False)


def test_names_of_attached_files_are_found(amal: Member) -> None:
    item = tool(amal, "Law")
    name = "attachment." + "0" * 32

    def said(db: Db) -> None:
        edit = Edit(db, amal.book, amal.space)
        edit.say(ops.Set(bytes.fromhex(item), name, "Budget 2026.xlsx"))
        edit.finish()

    amal.book.write(said)
    (row,) = amal.items.find("budget 2026")
    assert row.id == item


def test_kinds_that_came_with_a_release_are_shown_then(amal: Member) -> None:
    item = tool(amal, "Law", tags="law")

    def as_before(db: Db) -> None:
        db.run("UPDATE record SET title = '', search_row = NULL")
        db.run("DELETE FROM facet")
        db.run("DELETE FROM setting WHERE key = ?", indexing.SETTING)

    amal.book.write(as_before)
    indexing.renew(amal.book, lambda _done, _total: None)
    assert [row.id for row in amal.items.find("law")] == [item]
    assert titles(amal, facets=(("tags", "law"),)) == ["Law"]
