"""A space's own words: stewards set them, everybody there sees them, and nobody else changes them."""

from collections.abc import Callable

import pytest

from sync.engine.events import Event, WordsChanged
from sync.engine.space_words import SpaceWords
from sync.errors import Problem
from sync.model import ops
from sync.model.wording import Message
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import appoint, code, meet, person, work

People = Callable[..., list[Member]]
COUNT = "kind.contact.count"


def wording(member: Member) -> SpaceWords:
    return SpaceWords(member.book, member.items)


def put(member: Member, key: str, *forms: str, language: str = "en") -> None:
    wording(member).put(member.space.hex(), {language: {key: forms}})


def shown(member: Member, language: str = "en") -> dict[str, tuple[str, ...]]:
    return wording(member).shown(member.space.hex(), language)


def test_what_a_steward_sets_a_member_sees_after_sync(people: People) -> None:
    amal, badu = people("amal", "badu")
    heard: list[Event] = []
    badu.book.events.subscribe(heard.append)
    put(amal, "role.member", "  Participant\n")
    put(amal, COUNT, "{count} participant", "{count} participants")
    put(amal, "role.member", "Participante", language="fr")
    meet(amal, badu)
    assert WordsChanged(badu.space.hex()) in heard
    for one in (amal, badu):
        assert shown(one) == {
            "role.member": ("Participant",),
            COUNT: ("{count} participant", "{count} participants"),
        }
        assert shown(one, "fr") == {"role.member": ("Participante",)}
        assert shown(one, "ar") == {}
    assert wording(amal).table(amal.space.hex()).may_set
    assert not wording(badu).table(badu.space.hex()).may_set


def test_a_member_cannot_set_words_with_or_without_a_window(people: People) -> None:
    amal, badu = people("amal", "badu")
    assert code(lambda: put(badu, "role.member", "Boss")) == "not-allowed"
    assert code(lambda: wording(badu).set_careful(badu.space.hex(), ["border"])) == "not-allowed"
    badu.note("Mine")
    amal.receive(amal.lacks(badu))
    header = badu.next_header(ops.Words("en", (Message("role.member", ("Boss",)),)))
    assert amal.receive([badu.signed(header)]).new == 1
    assert shown(amal) == {}


def test_what_a_steward_who_is_out_says_later_changes_nothing(people: People) -> None:
    amal, badu, chen = people("amal", "badu", "chen")
    appoint(amal, badu)
    put(badu, "role.member", "Participant")
    meet(amal, badu, chen)
    work(amal).demote(amal.space.hex(), person(badu), "member")
    put(badu, "role.reader", "Visitor")  # does not know it yet
    decision = work(amal).remove(amal.space.hex(), person(badu))
    assert decision.done
    put(badu, "role.member", "Boss")
    chen.receive(chen.lacks(amal))
    late = chen.lacks(badu)
    for one in (chen, amal):
        one.receive(late)
    meet(amal, chen)
    assert shown(amal) == shown(chen) == {"role.member": ("Participant",)}


def test_of_two_at_once_everybody_keeps_the_same_one(people: People) -> None:
    amal, badu, chen = people("amal", "badu", "chen")
    appoint(amal, badu)
    meet(amal, badu, chen)
    put(amal, "role.member", "Participant")
    put(badu, "role.member", "Learner")
    put(badu, "role.reader", "Visitor")
    wording(amal).set_careful(amal.space.hex(), ["border"])
    wording(badu).set_careful(badu.space.hex(), ["crossing"])
    meet(amal, badu, chen)
    assert shown(amal) == shown(badu) == shown(chen)
    assert shown(amal)["role.member"] in {("Participant",), ("Learner",)}
    assert shown(amal)["role.reader"] == ("Visitor",)
    assert wording(chen).careful(chen.space.hex()) == ("border", "crossing")
    put(badu, "role.member", "Guest")
    meet(amal, badu, chen)
    assert shown(amal) == shown(chen) and shown(chen)["role.member"] == ("Guest",)


def test_words_are_taken_back_and_replaced(people: People) -> None:
    (amal,) = people("amal")
    space = amal.space.hex()
    put(amal, "role.member", "Participant")
    put(amal, "role.reader", "Visitor")
    put(amal, "role.reader", "")
    assert shown(amal) == {"role.member": ("Participant",)}
    wording(amal).replace(space, {"fr": {"role.reader": ("Visiteur",)}})
    assert wording(amal).table(space).messages == {"fr": {"role.reader": ("Visiteur",)}}
    before = len(amal.log())
    wording(amal).replace(space, {"fr": {"role.reader": ("Visiteur",)}})
    assert len(amal.log()) == before, "nothing changed, so nothing is said"


def test_keys_of_a_newer_release_are_kept_and_not_shown(people: People) -> None:
    amal, badu = people("amal", "badu")
    later = ops.Words("en", (Message("map.legend", ("Places",)), Message("role.member", ("A", "B"))))
    badu.receive([amal.signed(amal.next_header(later))])
    table = wording(badu).table(badu.space.hex())
    assert table.messages == {"en": {"map.legend": ("Places",), "role.member": ("A", "B")}}
    assert shown(badu) == {}


@pytest.mark.parametrize(
    ("key", "forms", "reason"),
    [
        ("role.nobody", ("A",), "word-unknown"),
        ("role.member", ("A {count}",), "word-holes"),
        (COUNT, ("{count} participant", "{number} participants"), "word-holes"),
        (COUNT, ("{count} participant",), "word-forms"),
        (COUNT, ("{count} participant", ""), "word-forms"),
        ("role.member", ("\u200b-\u3164",), "word-forms"),
        ("role.member", ("A" + "\u0316" * 5,), "word-too-long"),
        ("role.member", ("A" * 41,), "word-too-long"),
        ("role.member", ("A" * 401,), "word-too-long"),
    ],
)
def test_what_does_not_fit_is_refused_whole(
    people: People, key: str, forms: tuple[str, ...], reason: str
) -> None:
    (amal,) = people("amal")
    words = {"en": {"role.reader": ("Visitor",), key: forms}}
    with pytest.raises(Problem) as caught:
        wording(amal).put(amal.space.hex(), words)
    assert caught.value.code == reason and caught.value.holes["name"]
    assert shown(amal) == {}


def test_a_language_that_is_none_is_refused(people: People) -> None:
    (amal,) = people("amal")
    assert code(lambda: put(amal, "role.member", "A", language="e")) == "word-unknown"


def test_careful_words_are_found_in_items_of_the_space(people: People) -> None:
    (amal,) = people("amal")
    space, words = amal.space.hex(), wording(amal)
    one, two = amal.note("At the Bórder", "…"), amal.note("Wells", "Dry near the school")
    assert words.check_kind(space, "note") == ()
    words.set_careful(space, [" School ", "border", "BORDER", "", "river"])
    assert words.careful(space) == ("BORDER", "School", "river")
    found = words.check_kind(space, "note")
    assert [(each.word, each.items) for each in found] == [("BORDER", (one,)), ("School", (two,))]
    assert found[0].titles == ("At the Bórder",)
    assert words.check_items(space, [two])[0].word == "School"
    assert words.check(space, ["Down the river"]) == ("river",)
    words.set_careful(space, ["river"])
    assert words.check_kind(space, "note") == () and words.careful(space) == ("river",)
    assert words.check_space(space, trash=True) == ()
    (lying,) = amal.items.new(space, "tool", {"title": "By the river"}).ids
    assert [each.items for each in words.check_space(space, trash=False)] == [(lying,)]
    amal.items.drop(lying)
    assert words.check_space(space, trash=False) == ()
    assert [each.items for each in words.check_space(space, trash=True)] == [(lying,)]
    words.set_careful(space, [])
    assert words.check_space(space, trash=True) == ()


def test_careful_words_have_bounds(people: People) -> None:
    (amal,) = people("amal")
    words, space = wording(amal), amal.space.hex()
    assert code(lambda: words.set_careful(space, ["w" * 81])) == "careful-too-long"
    assert code(lambda: words.set_careful(space, [f"w{at}" for at in range(513)])) == "too-many-careful"
    words.set_careful(space, [f"w{at}" for at in range(512)])
    assert len(words.careful(space)) == 512


def test_words_outlive_a_rebuild_and_a_restart(people: People) -> None:
    (amal,) = people("amal")
    put(amal, "role.member", "Participant")
    amal.close()
    amal.open()
    assert shown(amal) == {"role.member": ("Participant",)}
