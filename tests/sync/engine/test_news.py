"""What others changed is new until somebody looks, however late it arrives."""

from collections.abc import Callable

import pytest

from sync.engine import rebuild
from sync.engine.news import News
from sync.store import look_table
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

Make = Callable[..., list[Member]]


def told(member: Member, limit: int = 6) -> dict[str, tuple[str, str]]:
    """Return what is new by its title: who changed it, and when that was."""
    rows = [row for space in News(member.book).rows(limit) for row in space.rows]
    return {row.title: (row.who, row.kind) for row in rows}


def unread(member: Member) -> int:
    return sum(each.unread for each in News(member.book).rows())


def test_what_others_wrote_is_new_and_ones_own_is_not(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    amal.note("Plan for March")
    badu.note("From the coast")
    meet(amal, badu)
    assert told(amal) == {"From the coast": ("Badu", "note")}
    assert told(badu) == {"Plan for March": ("Amal", "note")}


def test_looking_at_it_makes_it_old_until_somebody_changes_it_again(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    first, second = amal.note("Plan for March"), amal.note("Who has the keys")
    meet(amal, badu)
    news = News(badu.book)
    assert unread(badu) == 2
    assert news.seen(first)
    assert not news.seen(first)
    assert told(badu).keys() == {"Who has the keys"}
    amal.items.set(first, {"title": "Plan for April"})
    meet(amal, badu)
    assert told(badu).keys() == {"Who has the keys", "Plan for April"}
    assert second in {row.id for space in news.rows() for row in space.rows}


def test_saying_that_all_was_looked_at_holds_for_what_is_there(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    first = amal.note("Plan for March")
    meet(amal, badu)
    news = News(badu.book)
    news.seen(first)
    news.all_seen(badu.space.hex())
    assert unread(badu) == 0
    amal.note("Who has the keys")
    meet(amal, badu)
    assert told(badu).keys() == {"Who has the keys"}


def test_work_from_long_ago_is_new_when_it_arrives(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    amal.note("Written before the rain")
    News(badu.book).all_seen(badu.space.hex())
    badu.note("Written after it")
    meet(amal, badu)
    assert told(badu).keys() == {"Written before the rain"}


def test_what_was_dropped_is_no_news(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    note = amal.note("Plan for March")
    meet(amal, badu)
    amal.items.drop(note)
    meet(amal, badu)
    assert unread(badu) == 0


def test_building_everything_anew_makes_nothing_new(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    note = amal.note("Plan for March")
    meet(amal, badu)
    News(badu.book).seen(note)
    badu.book.write(lambda db: rebuild.rebuild(db, badu.book, badu.space))
    assert badu.items.show(note).title == "Plan for March"
    assert unread(badu) == 0
    assert News(amal.book).seen(note) is False
    assert News(amal.book).seen("00" * 16) is False


def test_so_much_that_nobody_reads_it_is_counted_to_an_end(
    people: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu = people("Amal", "Badu")
    for number in range(4):
        amal.note(f"Note {number}")
    meet(amal, badu)
    monkeypatch.setattr("sync.engine.news.COUNT_MAX", 3)
    (found,) = News(badu.book).rows(2)
    assert (found.unread, found.more, len(found.rows)) == (3, True, 2)
    assert found.rows[0].title == "Note 3"


def test_two_versions_wait_for_somebody_to_choose(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    (office,) = amal.items.new(amal.space.hex(), "contact", {"name": "Office", "phone": "1"}).ids
    meet(amal, badu)
    amal.items.set(office, {"phone": "2"})
    badu.items.set(office, {"phone": "3"})
    meet(amal, badu)
    assert [row.id for row in News(badu.book).twofold()] == [office]
    badu.items.settle(office, "phone", "3")
    assert News(badu.book).twofold() == []


def test_a_notebook_of_before_begins_with_nothing_new(people: Make) -> None:
    amal, badu = people("Amal", "Badu")
    amal.note("Plan for March")
    meet(amal, badu)

    def take_the_step_again() -> None:
        connection = badu.book.database._connection
        for gone in ("TABLE look", "TABLE look_record", "INDEX alive_device", "INDEX record_twofold"):
            connection.execute(f"DROP {gone}")
        look_table.looked_at(connection)

    badu.lane.run(take_the_step_again)
    assert unread(badu) == 0
