"""The trash: 30 days by this laptop's own clock, emptied by hand, and what stays all the same."""

from collections.abc import Callable

from sync.engine import rebuild
from sync.engine.past import Past
from sync.engine.trash import DAY_MS, DAYS, Trash
from sync.store import lying, past_table
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

People = Callable[..., list[Member]]
START = 1_795_000_000_000


def set_clock(member: Member, when: int) -> None:
    member.book.clock = lambda: when


def trashed(member: Member) -> list[str]:
    space = member.space.hex()
    rows = [row.id for row in member.items.rows(space, trashed=True)]
    assert list(member.items.lists.listing(space, trashed=True).ids) == rows
    return rows


def test_after_thirty_days_it_leaves_by_itself(people: People) -> None:
    (amal,) = people("amal")
    note, space, trash = amal.note("Well"), amal.space.hex(), Trash(amal.book)
    set_clock(amal, START)
    amal.items.drop(note)
    assert trash.days_left(space) == {note: DAYS}
    set_clock(amal, START + 29 * DAY_MS + 1)
    assert trash.days_left(space) == {note: 1} and trashed(amal) == [note]
    set_clock(amal, START + DAYS * DAY_MS)
    assert trash.days_left(space) == {} and trashed(amal) == []
    assert trash.gone(space) == {note}
    amal.items.restore(note)
    assert trash.gone(space) == frozenset() and [row.id for row in amal.items.rows(space)] == [note]
    amal.items.drop(note)
    assert trash.days_left(space) == {note: DAYS}


def test_the_clock_of_others_says_nothing(people: People) -> None:
    amal, badu = people("amal", "badu")
    note, space = amal.note("Well"), amal.space.hex()
    meet(amal, badu)
    set_clock(badu, 5)
    badu.items.drop(note)
    set_clock(amal, START)
    meet(amal, badu)
    assert Trash(amal.book).days_left(space) == {note: DAYS}


def test_it_is_emptied_at_once_and_the_words_stay_in_the_log(people: People) -> None:
    amal, badu = people("amal", "badu")
    note, kept, space = amal.note("Well"), amal.note("Road"), amal.space.hex()
    amal.items.drop(note)
    meet(amal, badu)
    told: list[object] = []
    amal.book.events.subscribe(told.append)
    changed = Trash(amal.book).empty(space, by=people)
    assert changed.ids == {note} and changed.by is people and changed in told
    assert trashed(amal) == [] and trashed(badu) == [note]
    assert [row.id for row in amal.items.rows(space)] == [kept]
    assert Past(amal.book, amal.items.history).at(note, 1 << 60)["title"] == "Well"
    assert amal.digest() == badu.digest()


def test_the_days_go_on_when_everything_is_merged_anew(people: People) -> None:
    amal, badu = people("amal", "badu")
    note, space = amal.note("Well"), amal.space.hex()
    set_clock(amal, START)
    amal.items.drop(note)
    set_clock(amal, START + 20 * DAY_MS)
    amal.depart()
    amal.book.write(lambda db: rebuild.rebuild(db, amal.book, amal.space))
    assert Trash(amal.book).days_left(space) == {note: 10}
    assert badu.space == amal.space


def test_an_older_notebook_counts_from_the_first_look(people: People) -> None:
    (amal,) = people("amal")
    note, space = amal.note("Well"), amal.space.hex()
    amal.items.drop(note)
    amal.depart()
    amal.book.write(lambda db: db.run("DELETE FROM lying"))
    tables = ("touched", "said_at", "lying")

    def as_before(db: lying.Db) -> None:
        for table in tables:
            db.run(f"DROP TABLE {table}")
        db.run("ALTER TABLE outbox DROP COLUMN at_ms")
        assert list(past_table.touched_by_entries(db._connection))

    amal.book.write(as_before)
    set_clock(amal, START)
    assert trashed(amal) == [note]
    assert Trash(amal.book).days_left(space) == {note: DAYS}
    found = Past(amal.book, amal.items.history).of(note)
    assert [one.what for one in found] == ["dropped", "set", "made"]
