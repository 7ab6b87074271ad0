"""The tags that a space shares: their words, what they are called elsewhere, and two that become one."""

from collections.abc import Callable

import pytest

from sync.engine.tags import Tags
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def tags(member: Member) -> Tags:
    return Tags(member.book, member.items)


def note(member: Member, title: str, words: str) -> str:
    (item,) = member.items.new(member.space.hex(), "note", {"title": title, "tags": words}).ids
    return item


def share(member: Member, word: str, **translations: str) -> str:
    (item,) = tags(member).add(member.space.hex(), word, translations).ids
    return item


def used(member: Member) -> dict[str, tuple[str, ...]]:
    return {row.title: row.tags for row in member.items.rows(member.space.hex(), "note")}


def test_words_are_those_shared_and_those_in_use(amal: Member) -> None:
    note(amal, "a", "water, coast")
    item = share(amal, " water,  clean ", fr="eau", ar="ماء")
    assert tags(amal).add(amal.space.hex(), " , ").ids == frozenset()
    share(amal, "law")
    said = {one.word: (one.id, one.count) for one in tags(amal).words(amal.space.hex())}
    assert list(said) == ["coast", "law", "water", "water clean"]
    assert said["water clean"] == (item, 0) and said["coast"] == ("", 1)
    assert share(amal, "WATER clean", sw="maji") == item
    (word,) = [one for one in tags(amal).words(amal.space.hex()) if one.id == item]
    assert word.translations == {"fr": "eau", "ar": "ماء", "sw": "maji"}
    tags(amal).translate(item, {"fr": "eaux", "ar": ""})
    assert tags(amal).shown(amal.space.hex(), "fr-CA") == {"water clean": "eaux"}
    assert tags(amal).shown(amal.space.hex(), "ar") == {}
    tags(amal).drop(item)
    assert tags(amal).shown(amal.space.hex(), "fr") == {}


def test_a_tag_is_found_by_what_it_is_called_in_any_language(amal: Member) -> None:
    wells = note(amal, "Wells", "drinking water")
    share(amal, "drinking water", fr="eau potable", sw="maji")
    for words in ("maji", "eau potable", "wells maji", "drinking"):
        assert [row.id for row in amal.items.find(words)] == [wells], words
        assert amal.items.lists.found(words, space=amal.space.hex()).ids == (wells,)
    assert amal.items.find("potable") == []


def test_two_words_become_one_and_two_again(people: Callable[..., list[Member]]) -> None:
    amal, badu = people("amal", "badu")
    note(amal, "a", "wash, plan")
    note(amal, "b", "wash, water")
    note(amal, "c", "water")
    wash, water = share(amal, "wash", fr="assainissement", sw="usafi"), share(amal, "water", fr="eau")
    tags(amal).merge(wash, water)
    assert used(amal) == {"a": ("water", "plan"), "b": ("water",), "c": ("water",)}
    (word,) = [one for one in tags(amal).words(amal.space.hex()) if one.id]
    assert (word.word, word.translations) == ("water", {"fr": "eau", "sw": "usafi"})
    amal.items.history.undo()
    assert used(amal) == {"a": ("wash", "plan"), "b": ("water", "wash"), "c": ("water",)}
    assert {one.word: dict(one.translations) for one in tags(amal).words(amal.space.hex()) if one.id} == {
        "wash": {"fr": "assainissement", "sw": "usafi"},
        "water": {"fr": "eau"},
    }
    amal.items.history.redo()
    meet(amal, badu)
    assert used(badu) == {"a": ("water", "plan"), "b": ("water",), "c": ("water",)}


def test_a_word_is_called_otherwise_on_all_items(amal: Member) -> None:
    note(amal, "a", "wotar, plan")
    word = share(amal, "wotar", fr="eau")
    assert tags(amal).rename(word, "wotar").ids == frozenset()
    tags(amal).rename(word, "water")
    assert used(amal) == {"a": ("water", "plan")}
    assert tags(amal).shown(amal.space.hex(), "fr") == {"water": "eau"}
    amal.items.history.undo()
    assert used(amal) == {"a": ("wotar", "plan")}
