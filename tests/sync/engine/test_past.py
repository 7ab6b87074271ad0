"""Who changed what and when, any earlier state, and the way back to it, from the entries alone."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.engine.past import Change, Past
from sync.engine.past_replay import SITTING_MS
from sync.errors import Cancelled, UnknownItem
from sync.item_refusals import NothingThen
from sync.store import touched
from tests.sync.engine.members_of_a_space import Member, found, join
from tests.sync.engine.stewards import meet
from tests.sync.engine.test_set_aside import remove

People = Callable[..., list[Member]]


def past(member: Member) -> Past:
    return Past(member.book, member.items.history)


def lines(changes: list[Change]) -> list[tuple[str, str, str, str]]:
    return [(one.what, one.field, one.before, one.after) for one in changes]


def now(member: Member) -> int:
    return member.book.clock()


def fields(member: Member, item: str) -> dict[str, str]:
    return {name: values[0].value for name, values in member.items.show(item).fields.items() if values}


def test_every_change_is_told_the_newest_first(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("Well", "The old pump.")
    amal.items.set(note, {"title": "Well repairs"})
    amal.items.set(note, {"body": "The new pump works."})
    amal.items.drop(note)
    amal.items.restore(note)
    found = past(amal).of(note)
    assert lines(found) == [
        ("back", "", "", ""),
        ("dropped", "", "", ""),
        ("text", "body", "old", "new …  works"),
        ("set", "title", "Well", "Well repairs"),
        ("text", "body", "", "The old pump."),
        ("set", "title", "", "Well"),
        ("made", "", "", ""),
    ]
    assert {(one.author, one.checked, one.entry) for one in found} == {("amal", "me", "")}


def test_signing_changes_no_time_of_ones_own(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("Well")
    amal.items.set(note, {"title": "Well repairs"})
    before = past(amal).of(note)
    amal.depart()
    after = past(amal).of(note)
    assert [one.at_ms for one in before] == [one.at_ms for one in after]
    assert all(len(one.entry) == 64 for one in after)
    assert lines(before) == lines(after)


def test_others_are_named_with_their_own_clock_and_what_is_known_of_them(people: People) -> None:
    amal, badu = people("amal", "badu")
    note = amal.note("Well", "The old pump.")
    meet(amal, badu)
    badu.items.set(note, {"body": "The old pump is mended."})
    meet(amal, badu)
    newest = past(amal).of(note)[0]
    assert (newest.author, newest.checked, newest.what) == ("badu", "", "text")
    assert newest.after == " is mended"
    assert lines(past(amal).of(note)) == lines(past(badu).of(note))


def test_any_earlier_state_is_shown_and_brought_back_in_one_step(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("Well", "The old pump.")
    amal.items.set(note, {"tags": "water"})
    then = now(amal)
    amal.items.set(note, {"title": "Road", "body": "Something else.", "tags": ""})
    assert past(amal).at(note, then) == {"title": "Well", "body": "The old pump.", "tags": "water"}
    changed = past(amal).restore_at(note, then, by=people)
    assert changed.by is people
    assert fields(amal, note) == {"title": "Well", "body": "The old pump.", "tags": "water"}
    amal.items.history.undo()
    assert fields(amal, note) == {"title": "Road", "body": "Something else.", "tags": ""}
    amal.items.history.redo()
    assert fields(amal, note)["body"] == "The old pump."
    assert ("text", "body") in [(one.what, one.field) for one in past(amal).of(note)][:3]


def test_what_others_write_after_a_restoring_stays_when_it_is_taken_back(people: People) -> None:
    amal, badu = people("amal", "badu")
    note = amal.note("Well", "First line.\n")
    then = now(amal)
    amal.items.set(note, {"body": "First line.\nSecond line.\n"})
    past(amal).restore_at(note, then)
    meet(amal, badu)
    badu.items.set(note, {"body": "First line.\nFrom Badu.\n"})
    meet(amal, badu)
    amal.items.history.undo()
    assert "From Badu." in fields(amal, note)["body"]
    assert "Second line." in fields(amal, note)["body"]


def test_a_state_is_found_by_its_change_too(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("One")
    amal.items.set(note, {"title": "Two"})
    amal.items.set(note, {"title": "Three"})
    second = past(amal).of(note)[1]
    assert past(amal).at(note, 0, change=second.id)["title"] == "Two"
    past(amal).restore_at(note, second.at_ms, change=second.id)
    assert fields(amal, note)["title"] == "Two"
    amal.depart()
    assert past(amal).at(note, second.at_ms, change=second.id)["title"] == "Two"  # the id is another one now


def test_a_thing_in_the_trash_comes_back_with_what_it_said(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("One")
    then = now(amal)
    amal.items.set(note, {"title": "Two"})
    amal.items.drop(note)
    past(amal).restore_at(note, then)
    assert not amal.items.show(note).trashed and fields(amal, note)["title"] == "One"


def test_before_it_was_made_there_is_nothing(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("Well")
    with pytest.raises(NothingThen):
        past(amal).restore_at(note, 0)
    blank = amal.note("")
    then = now(amal)
    amal.items.set(blank, {"title": "Well"})
    with pytest.raises(NothingThen):
        past(amal).restore_at(blank, then)
    with pytest.raises(UnknownItem):
        past(amal).of("ff" * 16)


def test_the_first_entry_brings_back_what_was_written_with_the_making(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("Well", "The old pump.")
    amal.items.set(note, {"title": "Well repairs", "body": "The new pump."})
    for _ in range(2):
        made = past(amal).of(note)[-1]
        assert past(amal).at(note, made.at_ms, change=made.id) == {"title": "Well", "body": "The old pump."}
        assert past(amal).around(note, made) == ({}, {"title": "Well", "body": "The old pump."})
        amal.depart()
    past(amal).restore_at(note, made.at_ms, change=made.id)
    assert fields(amal, note) == {"title": "Well", "body": "The old pump."}


def test_a_sitting_is_one_line(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("W", "T")
    for end in range(1, 6):
        amal.items.set(note, {"title": "Well"[:end], "body": "The pump"[:end]})
    found = lines(past(amal).of(note, sittings=True))
    assert found == [("text", "body", "", "The p"), ("set", "title", "", "Well"), ("made", "", "", "")]
    later = iter([SITTING_MS * 2, SITTING_MS * 2 + 1, SITTING_MS * 2 + 2])
    amal.book.clock = lambda: next(later)
    amal.items.set(note, {"title": "Well repairs"})
    assert lines(past(amal).of(note, sittings=True))[0] == ("set", "title", "Well", "Well repairs")


def test_two_values_side_by_side_are_both_told(people: People) -> None:
    amal, badu = people("amal", "badu")
    note = amal.note("Well")
    meet(amal, badu)
    amal.items.set(note, {"title": "From Amal"})
    badu.items.set(note, {"title": "From Badu"})
    meet(amal, badu)
    said = {one.value for one in amal.items.show(note).fields["title"]}
    assert set(past(amal).at(note, 1 << 40)["title"].split("\n")) == said == {"From Amal", "From Badu"}
    amal.items.settle(note, "title", "Agreed")
    meet(amal, badu)
    assert past(badu).at(note, 1 << 40)["title"] == "Agreed"
    before = past(badu).of(note)[1]
    badu.items.set(note, {"title": "Otherwise"})
    past(badu).restore_at(note, 0, change=before.id)
    for _ in range(2):
        assert {one.value for one in badu.items.show(note).fields["title"]} == said
        badu.items.history.undo()
        assert [one.value for one in badu.items.show(note).fields["title"]] == ["Otherwise"]
        badu.items.history.redo()
    assert set(past(badu).at(note, 1 << 40)["title"].split("\n")) == said


def test_what_was_set_aside_does_not_count(people: People) -> None:
    amal, badu, chen = people("amal", "badu", "chen")
    note = amal.note("Well")
    meet(amal, badu, chen)
    remove(amal, badu)
    badu.items.set(note, {"title": "Said too late"})
    amal.receive(amal.lacks(badu))
    assert [one.author for one in past(amal).of(note)] == ["amal"] * len(past(amal).of(note))
    assert past(amal).at(note, 1 << 40)["title"] == "Well"


def test_a_clock_that_is_far_ahead_hides_nothing(people: People) -> None:
    amal, badu = people("amal", "badu")
    note = amal.note("One")
    meet(amal, badu)
    badu.book.clock = lambda: 1 << 50
    badu.items.set(note, {"title": "Two"})
    meet(amal, badu)
    amal.items.set(note, {"title": "Three"})
    assert past(amal).at(note, now(amal))["title"] == "Three"
    assert past(amal).of(note)[1].at_ms == 1 << 50


def test_it_tells_how_far_it_is_and_can_be_stopped(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("One")
    amal.depart()
    heard: list[tuple[int, int]] = []
    past(amal).of(note, progress=lambda done, total: heard.append((done, total)))
    assert heard and all(done <= total for done, total in heard)
    with pytest.raises(Cancelled):
        past(amal).of(note, cancelled=lambda: True)


ACTS = ("title", "body", "tags", "drop", "restore", "meet")


def act(member: Member, note: str, name: str, number: int) -> None:
    if name in ("title", "body", "tags"):
        member.items.set(note, {name: f"{member.name} {number}"})
    elif name == "drop":
        member.items.drop(note)
    elif name == "restore":
        member.items.restore(note)


@settings(max_examples=8, deadline=None)
@given(acts=st.lists(st.tuples(st.booleans(), st.sampled_from(ACTS)), max_size=10))
def test_the_last_state_is_what_is_shown(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[bool, str]]
) -> None:
    folder = tmp_path_factory.mktemp("two")
    amal, badu = Member(folder, "amal"), Member(folder, "badu")
    found(amal)
    join(amal, badu)
    note = amal.note("Well", "The pump.")
    meet(amal, badu)
    for number, (first, name) in enumerate(acts):
        if name == "meet":
            meet(amal, badu)
        act(amal if first else badu, note, name, number)
    meet(amal, badu)
    for member in (amal, badu):
        shown = {
            name: "\n".join(each.value for each in values)
            for name, values in member.items.show(note).fields.items()
        }
        assert past(member).at(note, 1 << 40) == shown
        member.close()


def test_an_old_notebook_learns_which_entries_are_about_what(people: People) -> None:
    (amal,) = people("amal")
    note = amal.note("Well")
    amal.depart()
    record = bytes.fromhex(note)
    before = amal.book.read(lambda db: touched.rows(db, amal.space, record))
    assert len(before) == 1
