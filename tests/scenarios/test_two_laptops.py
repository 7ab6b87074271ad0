"""Two laptops and a blind relay between them."""

from collections.abc import Callable

from sync.engine.lists import Choice
from tests.scenarios.laptops import Laptop, Relay


def sync(*laptops: Laptop) -> None:
    for one in laptops:
        report = one.session.delivery.sync()
        assert not report.problems


def test_a_note_arrives_on_the_other_laptop(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    note = amal.note(space, "March plan", "bring water")
    sync(amal, badu)
    assert badu.value(note, "title") == "March plan"
    assert badu.value(note, "body") == "bring water"
    assert amal.digest(space) == badu.digest(space)


def test_a_list_shows_what_is_not_sent_yet(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    first, second = amal.note(space, "first"), amal.note(space, "second")
    lists, unsent = amal.session.items.lists, Choice(only="unsent")
    assert set(lists.listing(space, "note", choice=unsent).ids) == {first, second}
    sync(amal, badu)
    assert lists.listing(space, "note", choice=unsent).ids == ()
    amal.session.items.set(first, {"title": "first again"})
    badu.session.items.set(second, {"title": "second by Badu"})
    assert lists.found("first", choice=unsent).ids == (first,)
    sync(badu)
    sync(amal, badu)
    assert lists.listing(space, "note", choice=unsent).ids == ()
    alone = amal.session.spaces.new("Nobody else").id
    own = amal.note(alone, "here only")
    assert lists.listing(alone, "note", choice=unsent).ids == (own,)


def test_both_see_each_other_and_the_same_check_words(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    sync(amal, badu)
    seen_by_amal = {row.name: row.check_words for row in amal.session.spaces.members(space)}
    seen_by_badu = {row.name: row.check_words for row in badu.session.spaces.members(space)}
    assert seen_by_amal == seen_by_badu
    assert seen_by_amal["Badu"] == tuple(badu.session.me.check_words)
    assert len(seen_by_amal["Badu"]) == 10


def test_six_words_are_enough_to_join(laptop: Callable[[str], Laptop], relay: Relay) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    words = amal.session.invitations.by_words(space)
    assert len(words.split()) == 6
    joined = badu.session.invitations.join_words(f"  {words.upper()} ", relay.url)
    assert joined.inviter_words == amal.session.me.check_words
    sync(amal)
    (asking,) = amal.session.invitations.requests(space)
    assert asking.check_words == badu.session.me.check_words
    amal.session.invitations.admit(space)
    sync(badu)
    assert badu.titles(space) == set()
    assert [row.pending for row in badu.session.spaces.all()] == [False]


def test_a_week_offline_on_the_same_note_keeps_every_word(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    note = amal.note(space, "Plan", "We meet on Monday.\nBring water.\n")
    sync(amal, badu)
    for day in range(7):
        amal.session.items.set(note, {"body": f"{amal.value(note, 'body')}Amal wrote line {day}.\n"})
        badu.session.items.set(note, {"body": f"Badu wrote line {day}.\n{badu.value(note, 'body')}"})
    sync(amal, badu, amal)
    body = amal.value(note, "body")
    assert body == badu.value(note, "body")
    for day in range(7):
        assert f"Amal wrote line {day}." in body
        assert f"Badu wrote line {day}." in body


def test_two_values_decided_at_the_same_time_are_both_kept(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    note = amal.note(space, "Plan")
    sync(amal, badu)
    amal.session.items.set(note, {"title": "Plan for March"})
    badu.session.items.set(note, {"title": "Plan for spring"})
    sync(amal, badu, amal)
    assert sorted(amal.value(note, "title")) == ["Plan for March", "Plan for spring"]
    assert amal.value(note, "title") == badu.value(note, "title")
    amal.session.items.settle(note, "title", "Plan for March")
    sync(amal, badu)
    assert badu.value(note, "title") == "Plan for March"


def test_dropped_here_and_edited_there_stays_for_both(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    note = amal.note(space, "Plan", "one")
    sync(amal, badu)
    amal.session.items.drop(note)
    badu.session.items.set(note, {"body": "one and two"})
    sync(amal, badu, amal)
    assert amal.titles(space) == badu.titles(space) == {"Plan"}
    assert amal.value(note, "body") == "one and two"


def test_trash_travels_and_comes_back(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    note = amal.note(space, "Plan")
    sync(amal, badu)
    badu.session.items.drop(note)
    sync(badu, amal)
    assert amal.titles(space) == set()
    assert [row.id for row in amal.session.items.rows(space, trashed=True)] == [note]
    amal.session.items.restore(note)
    sync(amal, badu)
    assert badu.titles(space) == {"Plan"}


def test_without_the_relay_everything_waits_and_nothing_is_lost(
    shared: tuple[Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, space = shared
    relay.stop()
    note = amal.note(space, "Written offline")
    report = amal.session.delivery.sync()
    assert [problem.code for problem in report.problems] == ["relay-unreachable"]
    assert report.waiting > 0
    amal.reopen()
    assert amal.session.delivery.waiting() > 0
    relay.start()
    sync(amal, badu)
    assert badu.value(note, "title") == "Written offline"
    assert amal.session.delivery.waiting() == 0


def test_an_emptied_relay_is_filled_again(shared: tuple[Laptop, Laptop, str], relay: Relay) -> None:
    amal, badu, space = shared
    note = amal.note(space, "Before the fire")
    sync(amal)
    relay.stop()
    relay.erase()
    relay.start()
    sync(amal, badu)
    assert badu.value(note, "title") == "Before the fire"


def test_what_the_relay_holds_shows_no_word(shared: tuple[Laptop, Laptop, str], relay: Relay) -> None:
    amal, badu, space = shared
    amal.note(space, "marker-title-QZX", "marker-body-QZX")
    sync(amal, badu)
    held = b"".join(path.read_bytes() for path in relay.data.rglob("*") if path.is_file())
    for secret in (b"marker", "marker".encode("utf-16-le"), b"Amal", b"Field team", bytes.fromhex(space)):
        assert secret not in held


def test_locking_and_opening_again_keeps_everything(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, _, space = shared
    before = amal.note(space, "Kept", "word by word")
    digest = amal.digest(space)
    amal.reopen()
    assert amal.digest(space) == digest
    assert amal.value(before, "body") == "word by word"
