"""The living list: what waits to be confirmed, who is asked, and that it is still right."""

import datetime as dt
from collections.abc import Callable

import pytest

from sync.engine import indexing
from sync.engine.agenda import Agenda
from sync.engine.choice import STALE, Choice
from sync.engine.confirming import Confirming
from sync.engine.editing import Edit
from sync.item_refusals import NothingToConfirm
from sync.store import fresh, settings
from sync.store.database import Db
from tests.sync.engine.members_of_a_space import Member

NOON = dt.datetime(2026, 12, 3, 12).astimezone()
OLD, NEW = "2026-05-01", "2026-11-01"


@pytest.fixture
def two(people: Callable[..., list[Member]]) -> list[Member]:
    both = people("Amal", "Badu")
    for member in both:
        member.book.clock = lambda: round(NOON.timestamp() * 1000)
    return both


def confirming(member: Member) -> Confirming:
    return Confirming(member.book, member.items, Agenda(member.book))


def make(member: Member, title: str, **fields: str) -> str:
    (item,) = member.items.new(member.space.hex(), "programme", {"title": title, **fields}).ids
    return item


def mine(member: Member) -> list[str]:
    return [one.title for one in confirming(member).mine()]


def test_what_was_confirmed_long_ago_or_never_waits_until_somebody_says_so(two: list[Member]) -> None:
    amal = two[0]
    old, new = make(amal, "Youth clubs", confirmed=OLD), make(amal, "Wells", confirmed=NEW)
    never, over = make(amal, "Radio"), make(amal, "Over", state="ended")
    asked = confirming(amal)
    assert [(one.title, str(one.confirmed), one.days) for one in asked.every()] == [
        ("Radio", "None", 0), ("Youth clubs", OLD, 216),
    ]  # fmt: skip
    standing = [asked.of(item) for item in (old, new, never, over)]
    assert [each and (each.days, each.stale) for each in standing] == [
        (216, True),
        (32, False),
        (0, True),
        None,
    ]
    assert asked.confirm(old).ids == {old}
    assert amal.items.show(old).fields["confirmed"][0].value == "2026-12-03"
    assert mine(amal) == ["Radio"]
    amal.items.history.undo()
    assert mine(amal) == ["Radio", "Youth clubs"]
    amal.items.drop(old)
    assert mine(amal) == ["Radio"] and asked.of(old) is None
    with pytest.raises(NothingToConfirm):
        asked.confirm(amal.note("A note"))


def test_lists_hold_only_what_waits_and_say_it_of_each_row(two: list[Member]) -> None:
    amal = two[0]
    space, lists = amal.space.hex(), amal.items.lists
    make(amal, "Youth clubs", confirmed=OLD, tags="youth")
    make(amal, "Wells", confirmed=NEW, tags="water")
    make(amal, "Radio", tags="water")

    def titles(**choice: object) -> set[str]:
        # Each call gives by name what a choice has.
        shown = lists.listing(space, "programme", choice=Choice(only=STALE, **choice))  # type: ignore[arg-type]
        return {row.title for row in shown.rows}

    assert titles() == {"Youth clubs", "Radio"}
    assert titles(facets=(("tags", "water"),)) == {"Radio"}
    assert [row.title for row in lists.found("wells", choice=Choice(only=STALE)).rows] == []
    assert [row.title for row in lists.found("rad", choice=Choice(only=STALE)).rows] == ["Radio"]
    rows = {row.title: row.stale for row in lists.listing(space, "programme").rows}
    assert rows == {"Youth clubs": True, "Wells": False, "Radio": True}


def test_the_owner_is_asked_and_where_it_is_nobody_here_all_who_may_write(two: list[Member]) -> None:
    amal, badu = two
    (contact,) = amal.items.new(amal.space.hex(), "contact", {"name": "badu"}).ids
    make(amal, "A Of nobody")
    make(amal, "B Of Amal", owner="  AMAL")
    make(amal, "C Of Badu", owner=contact)
    make(amal, "D Of both", owner=f"Amal\n{contact}")
    make(amal, "E Of somebody else", owner="The office")
    badu.receive(badu.lacks(amal))
    assert [title[0] for title in mine(amal)] == ["A", "B", "D", "E"]
    assert [title[0] for title in mine(badu)] == ["A", "C", "D", "E"]
    assert confirming(amal).mine([]) == []
    assert len(confirming(badu).every()) == 5


def test_who_confirm_without_knowing_of_each_other_need_decide_nothing(two: list[Member]) -> None:
    amal, badu = two
    item = make(amal, "Wells", confirmed=OLD)
    badu.receive(badu.lacks(amal))
    amal.items.set(item, {"confirmed": "2026-12-01"})
    confirming(badu).confirm(item)
    amal.receive(amal.lacks(badu))
    badu.receive(badu.lacks(amal))
    assert amal.digest() == badu.digest()
    for member in two:
        (row,) = member.items.rows(member.space.hex(), "programme")
        said = [each.value for each in member.items.show(item).fields["confirmed"]]
        assert (row.twofold, said, mine(member)) == (False, ["2026-12-03"], [])


def test_a_word_beside_a_day_does_not_hide_the_day(two: list[Member]) -> None:
    amal = two[0]
    item = make(amal, "Wells", confirmed=OLD)

    def say(db: Db) -> None:
        edit = Edit(db, amal.book, amal.space)
        edit.several(bytes.fromhex(item), "confirmed", ["soon", "2026-12-01", "2026-11-30"])
        edit.finish()

    amal.book.write(say)
    assert [each.value for each in amal.items.show(item).fields["confirmed"]] == ["2026-12-01"]
    assert mine(amal) == []


def test_another_span_or_what_an_older_release_kept_is_indexed_anew(
    two: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal = two[0]
    make(amal, "Radio")
    make(amal, "Wells", confirmed=NEW)
    amal.book.write(lambda db: (db.run("DELETE FROM fresh"), settings.remove(db, indexing.SETTING)))
    now = indexing.declared()
    before = {kind: dict(ways) for kind, ways in now.items()}
    before["programme"]["confirmed"] = "date "
    monkeypatch.setattr(indexing, "_before", lambda _db: before)
    assert mine(amal) == []
    indexing.renew(amal.book, lambda _done, _all: None)
    assert mine(amal) == ["Radio"]
    assert amal.book.read(lambda db: db.number("SELECT count(*) FROM fresh")) == 2
    amal.book.write(lambda db: db.run("DELETE FROM record WHERE kind = 'programme'"))
    assert amal.book.read(lambda db: fresh.waiting(db, 1 << 30, [amal.space])) == []
    assert amal.book.read(lambda db: db.number("SELECT count(*) FROM fresh")) == 0
