"""A value typed while another's comes in stands beside it, on every laptop (A5.2)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.engine.members_of_a_space import Member, found, join

BOTH = {"+254 711", "+254 722"}


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Member]]:
    members = [Member(tmp_path, name) for name in ("amal", "badu", "caro")]
    found(members[0])
    for other in members[1:]:
        join(members[0], other)
    meet(members)
    yield members
    for member in members:
        member.close()


def meet(members: list[Member]) -> None:
    for _ in range(2):
        for source in members:
            for sink in members:
                sink.receive(sink.lacks(source))


def contact(member: Member, **fields: str) -> str:
    (item,) = member.items.new(member.space.hex(), "contact", {"name": "School office", **fields}).ids
    return item


def texts(member: Member, item: str, field: str) -> set[str]:
    return {value.value for value in member.items.show(item).fields.get(field, ())}


def agree(members: list[Member]) -> bool:
    meet(members)
    return len({member.digest() for member in members}) == 1


def test_what_came_while_typing_stays_beside_what_was_typed(three: list[Member]) -> None:
    amal, badu, caro = three
    item = contact(amal, phone="1")
    meet(three)
    looked = amal.items.show(item).seen
    badu.items.set(item, {"phone": "+254 722"})
    amal.receive(amal.lacks(badu))
    amal.items.set(item, {"phone": "+254 711", "email": "office@school.example"}, seen=looked)
    assert texts(amal, item, "phone") == BOTH
    assert agree(three)
    assert texts(caro, item, "phone") == BOTH
    assert texts(caro, item, "email") == {"office@school.example"}


def test_who_has_seen_both_decides(three: list[Member]) -> None:
    amal, badu, caro = three
    item = contact(amal, phone="1")
    meet(three)
    looked = amal.items.show(item).seen
    badu.items.set(item, {"phone": "+254 722"})
    amal.receive(amal.lacks(badu))
    amal.items.set(item, {"phone": "+254 711"}, seen=looked)
    amal.items.settle(item, "phone", "+254 711")
    assert agree(three)
    assert texts(caro, item, "phone") == {"+254 711"}


def test_typing_on_adds_to_the_own_value(three: list[Member]) -> None:
    amal, badu, caro = three
    item = contact(amal, phone="1")
    meet(three)
    looked = amal.items.show(item).seen
    badu.items.set(item, {"phone": "+254 722"})
    amal.receive(amal.lacks(badu))
    for text in ("+254", "+254 7", "+254 711"):
        amal.items.set(item, {"phone": text}, seen=looked)
    assert agree(three)
    assert texts(caro, item, "phone") == BOTH


def test_nothing_stands_beside_where_nothing_came(three: list[Member]) -> None:
    amal, badu, caro = three
    item = contact(amal, phone="1")
    meet(three)
    looked = amal.items.show(item).seen
    badu.items.set(item, {"email": "office@school.example"})
    amal.receive(amal.lacks(badu))
    before = len(amal.log())
    amal.items.set(item, {"phone": "+254 711"}, seen=looked)
    amal.items.set(item, {"phone": "+254 712"}, seen=looked)
    assert len(amal.log()) == before + 1  # both waited for one departure
    assert agree(three)
    assert texts(caro, item, "phone") == {"+254 712"}


@pytest.mark.parametrize(
    ("field", "theirs", "typed", "shown"),
    [
        ("role", "Nurse", "Teacher", "Teacher / Nurse"),
        ("address", "Gate 4", "Gate 5", "Gate 5\nGate 4"),
        ("tags", "clinic", "school", "clinic, school"),
    ],
)
def test_who_has_answered_what_came_says_both(
    three: list[Member], field: str, theirs: str, typed: str, shown: str
) -> None:
    amal, badu, caro = three
    item = contact(amal)
    meet(three)
    looked = amal.items.show(item).seen
    badu.items.set(item, {field: theirs})
    amal.receive(amal.lacks(badu))
    amal.items.set(item, {"name": "School"})  # waits, and will claim to know all that is here
    amal.items.set(item, {field: typed, "email": "office@school.example"}, seen=looked)
    assert agree(three)
    assert texts(caro, item, field) == {shown}


def test_the_same_said_twice_is_one_value(three: list[Member]) -> None:
    amal, badu, caro = three
    item = contact(amal, phone="1")
    meet(three)
    looked = amal.items.show(item).seen
    badu.items.set(item, {"phone": "2"})
    amal.receive(amal.lacks(badu))
    amal.items.set(item, {"phone": "2"}, seen=looked)
    assert agree(three)
    assert texts(caro, item, "phone") == {"2"}


def test_each_value_is_shown_with_who_said_it_also_where_two_said_the_same(three: list[Member]) -> None:
    items = [contact(three[0], phone="0", tags="new") for _ in three]
    meet(three)
    for item, alone in zip(items, three, strict=True):
        for member in three:
            member.items.set(item, {"phone": "2" if member is alone else "1", "tags": member.name})
    meet(three)
    for item, alone in zip(items, three, strict=True):
        shown = alone.items.show(item).fields
        said = {value.value: value.author for value in shown["phone"]}
        assert said["2"] == alone.name and said["1"] in {each.name for each in three} - {alone.name}
        assert [value.value for value in shown["tags"]] != ["new"] and len(shown["tags"]) == 1
