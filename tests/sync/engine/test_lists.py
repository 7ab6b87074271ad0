"""Lists in every order and of every choice, and what is done with many items and taken back again."""

from collections.abc import Callable

import pytest

from sync.engine.history import Watch
from sync.engine.lists import Choice
from sync.errors import Cancelled, Problem, UnknownItem
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def titles(member: Member, choice: Choice, kind: str | None = "note", *, trashed: bool = False) -> list[str]:
    listing = member.items.lists.listing(member.space.hex(), kind, trashed=trashed, choice=choice)
    assert [row.id for row in listing.rows] == list(listing.ids)
    return [row.title for row in listing.rows]


def note(member: Member, title: str, tags: str = "") -> str:
    (item,) = member.items.new(member.space.hex(), "note", {"title": title, "tags": tags}).ids
    return item


def test_a_list_stands_in_the_order_that_was_chosen(amal: Member) -> None:
    for title in ("élan", "", "Zebra", "apple", "Eel"):
        note(amal, title)
    assert titles(amal, Choice()) == ["Eel", "apple", "Zebra", "", "élan"]
    assert titles(amal, Choice("oldest")) == ["élan", "", "Zebra", "apple", "Eel"]
    assert titles(amal, Choice("title")) == ["apple", "Eel", "élan", "Zebra", ""]
    assert titles(amal, Choice("title"), "contact") == []


def test_a_list_stands_by_who_changed_it_last(people: Callable[..., list[Member]]) -> None:
    amal, badu, caro = people("amal", "badu", "caro")
    (first, _), _ = (note(amal, "first"), note(amal, "mine")), (note(caro, "of caro"), note(badu, "of badu"))
    meet(amal, badu, caro)
    caro.items.set(first, {"title": "first by caro"})
    meet(amal, badu, caro)
    assert titles(amal, Choice("author")) == ["of badu", "first by caro", "of caro", "mine"]
    rows = amal.items.lists.listing(amal.space.hex()).rows
    assert {row.title: row.author for row in rows} == {
        "of badu": "badu", "first by caro": "caro", "of caro": "caro", "mine": "",
    }  # fmt: skip


def test_a_list_can_hold_one_tag_only(amal: Member) -> None:
    note(amal, "a", "plan, coast")
    note(amal, "b", "planning")
    note(amal, "c", "plan")
    space = amal.space.hex()
    assert titles(amal, Choice(tag="plan")) == ["c", "a"]
    assert titles(amal, Choice("title", "plan")) == ["a", "c"]
    assert (
        amal.items.lists.tags(space) == amal.items.lists.tags(space, "note") == ["coast", "plan", "planning"]
    )
    assert amal.items.lists.tags(space, "contact") == []
    found = amal.items.lists.found("plan", choice=Choice("title", "plan"))
    assert [row.title for row in found.rows] == ["a", "c"]


def test_a_list_can_hold_only_what_has_two_versions(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("amal", "badu")
    item = note(amal, "Field plan")
    note(amal, "Field list")
    meet(amal, badu)
    amal.items.set(item, {"title": "Field plan A"})
    badu.items.set(item, {"title": "Field plan B"})
    meet(amal, badu)
    two = Choice(only="twofold")
    assert len(titles(amal, two)) == 1
    found = amal.items.lists.found("field", space=amal.space.hex(), choice=two)
    assert found.ids == (item,)
    assert len(amal.items.lists.found("field").ids) == 2


def test_rows_that_are_gone_are_left_out(amal: Member) -> None:
    item = note(amal, "here")
    assert [row.title for row in amal.items.lists.rows(["00" * 16, item])] == ["here"]


def test_many_items_are_one_step(amal: Member) -> None:
    items = [note(amal, str(number)) for number in range(3)]
    many, history = amal.items.many, amal.items.history
    assert many.drop([*items, items[0]]).ids == frozenset(items)
    assert titles(amal, Choice()) == [] and len(titles(amal, Choice(), trashed=True)) == 3
    assert many.drop(items).ids == frozenset()
    assert history.undo() is not None
    assert len(titles(amal, Choice())) == 3
    again = history.redo(by="me")
    assert again is not None and again.by == "me"
    assert titles(amal, Choice()) == []
    assert many.restore(items).ids == frozenset(items)
    assert history.redo() is None


def test_tags_go_to_many_and_only_those_that_came_go_again(amal: Member) -> None:
    first, second = note(amal, "first", "plan"), note(amal, "second", "coast")
    many = amal.items.many
    assert many.tag([first, second], " plan , tea ").ids == {first, second}
    assert {row.tags for row in amal.items.rows(amal.space.hex())} == {
        ("plan", "tea"),
        ("coast", "plan", "tea"),
    }
    assert many.tag([first], "tea").ids == frozenset()
    assert many.untag([second], "coast").ids == {second}
    amal.items.history.undo()
    assert "coast" in amal.items.lists.rows([second])[0].tags


def test_what_was_typed_is_taken_back_and_done_again_and_others_words_stay(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu = people("amal", "badu")
    item = amal.note("Plan", "Bring water.\n\nCome early.\n")
    meet(amal, badu)
    amal.items.set(
        item,
        {"body": "Bring water and tea.\n\nCome early.\n"},
        base={"body": "Bring water.\n\nCome early.\n"},
    )
    badu.items.set(
        item, {"body": "Bring water.\n\nCome very early.\n"}, base={"body": "Bring water.\n\nCome early.\n"}
    )
    meet(amal, badu)
    amal.items.history.undo()
    assert amal.items.show(item).fields["body"][0].value == "Bring water.\n\nCome very early.\n"
    amal.items.history.redo()
    assert amal.items.show(item).fields["body"][0].value == "Bring water and tea.\n\nCome very early.\n"


def test_a_new_item_is_taken_back_and_made_again(amal: Member) -> None:
    assert amal.items.history.undo() is None
    note(amal, "new")
    amal.items.history.undo()
    assert titles(amal, Choice()) == []
    amal.items.history.redo()
    assert titles(amal, Choice()) == ["new"]


def test_nothing_is_done_where_one_of_many_is_unknown(amal: Member) -> None:
    item = note(amal, "here")
    with pytest.raises(UnknownItem):
        amal.items.many.drop([item, "00" * 16])
    assert titles(amal, Choice()) == ["here"]
    with pytest.raises(Problem):
        amal.items.many.drop(["no id"])


def test_a_decision_between_two_values_is_taken_back_without_losing_either(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu = people("amal", "badu")
    (item,) = amal.items.new(amal.space.hex(), "contact", {"name": "School", "phone": "1"}).ids
    meet(amal, badu)
    for member, phone in ((amal, "22"), (badu, "33")):
        member.items.set(item, {"phone": phone})
    meet(amal, badu)
    amal.items.settle(item, "phone", "22")

    def phones() -> list[str]:
        return [value.value for value in amal.items.show(item).fields["phone"]]

    assert phones() == ["22"]
    amal.items.history.undo()
    assert sorted(phones()) == ["22", "33"]
    amal.items.history.redo()
    assert phones() == ["22"]


def test_a_long_change_says_how_far_it_is_and_what_was_done_before_a_stop_is_one_step(amal: Member) -> None:
    fields = [{"title": str(number)} for number in range(450)]
    items = sorted(amal.items.new_many(amal.space.hex(), "note", fields).ids)
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        amal.items.many.drop(items, progress=lambda *how: told.append(how), cancelled=lambda: len(told) == 3)
    assert told == [(0, 450), (200, 450), (400, 450)]
    assert len(amal.items.lists.listing(amal.space.hex(), "note").ids) == 50
    assert amal.items.history.undo() is not None
    assert len(amal.items.lists.listing(amal.space.hex(), "note").ids) == 450


def test_a_long_list_is_sorted_as_a_short_one(amal: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.ordering.RUN", 2)
    for title in "edcba":
        note(amal, title)
    assert titles(amal, Choice("title")) == list("abcde")


def test_taking_much_back_says_how_far_it_is_and_a_stop_leaves_the_rest_to_be_taken_back(
    amal: Member,
) -> None:
    items = sorted(
        amal.items.new_many(amal.space.hex(), "note", [{"title": str(number)} for number in range(450)]).ids
    )
    amal.items.many.drop(items)

    def count() -> int:
        return len(amal.items.lists.listing(amal.space.hex(), "note").ids)

    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        amal.items.history.undo(watch=Watch(lambda *far: told.append(far), lambda: len(told) > 1))
    assert told == [(0, 450), (200, 450)]
    assert count() == 200
    amal.items.history.undo()
    assert count() == 450
    amal.items.history.redo()
    assert count() == 200
