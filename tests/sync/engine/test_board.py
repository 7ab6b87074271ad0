"""A board between two people: who said what, in which order, and what is new to whom."""

from collections.abc import Callable

import pytest

from sync.engine.board import Board
from sync.errors import UnknownItem
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

Two = tuple[Member, Member]


@pytest.fixture
def two(people: Callable[..., list[Member]]) -> Two:
    amal, badu = people("amal", "badu")
    return amal, badu


def board(member: Member) -> Board:
    return Board(member.book, member.items)


def begin(member: Member, title: str, **fields: str) -> str:
    (topic,) = member.items.new(member.space.hex(), "topic", {"title": title, **fields}).ids
    return topic


def test_two_people_talk_and_each_sees_what_is_new(two: Two) -> None:
    amal, badu = two
    topic = begin(amal, "Where to meet?", body="In Kisumu or in Kisii?", state="open")
    board(amal).reply(
        topic, "# I would say **Kisumu**, as the bus goes there every single day of the week\nmore"
    )
    meet(amal, badu)
    (row,) = board(badu).topics(badu.space.hex())
    assert (row.title, row.state, row.replies, row.new, row.last_author) == (
        "Where to meet?",
        "open",
        1,
        2,
        "amal",
    )
    thread = board(badu).thread(topic)
    assert [word.new for word in thread.words] == [True, True]
    assert thread.words[0].text == "In Kisumu or in Kisii?"
    board(badu).looked(topic, [word.id for word in thread.words])
    assert board(badu).topics(badu.space.hex())[0].new == 0
    board(badu).reply(topic, "Kisii!")
    meet(amal, badu)
    thread = board(amal).thread(topic)
    assert [(word.text.split()[-1], word.author, word.new) for word in thread.words] == [
        ("Kisii?", "amal", False), ("more", "amal", False), ("Kisii!", "badu", True),
    ]  # fmt: skip
    assert thread.words[0].checked == "me" != thread.words[2].checked
    title = amal.items.show(thread.words[1].id).title
    assert title.startswith("I would say") and len(title) <= 61


def test_a_reply_that_was_begun_is_held_until_it_is_given(two: Two) -> None:
    amal, _ = two
    topic = begin(amal, "Tea")
    board(amal).hold(topic, "I think th")
    assert board(amal).thread(topic).draft == "I think th"
    board(amal).reply(topic, "I think this")
    assert board(amal).thread(topic).draft == ""


def test_the_last_word_comes_first_and_what_is_gone_counts_no_more(two: Two) -> None:
    amal, _ = two
    now = [1_000_000]
    amal.book.clock = lambda: now[0]
    old, new = begin(amal, "Old"), begin(amal, "New")
    now[0] += 60_000
    changed = board(amal).reply(old, "still here")
    assert [row.title for row in board(amal).topics(amal.space.hex())] == ["Old", "New"]
    amal.items.drop(next(iter(changed.ids)))
    assert all(row.replies == 0 for row in board(amal).topics(amal.space.hex()))
    amal.items.drop(new)
    assert [row.id for row in board(amal).topics(amal.space.hex())] == [old]


def test_a_topic_leads_to_its_meeting_while_that_is_there(two: Two) -> None:
    amal, _ = two
    (meeting,) = amal.items.new(amal.space.hex(), "event", {"title": "Review"}).ids
    topic = begin(amal, "Agenda", meeting=meeting)
    assert board(amal).thread(topic).meetings == ((meeting, "Review"),)
    amal.items.drop(meeting)
    assert board(amal).thread(topic).meetings == ()


def test_a_topic_without_a_title_and_one_that_is_unknown(two: Two) -> None:
    amal, _ = two
    (topic,) = amal.items.new(amal.space.hex(), "topic", {"body": "Just words"}).ids
    assert board(amal).thread(topic).words[0].text == "Just words"
    assert board(amal).topics(amal.space.hex())[0].title == ""
    with pytest.raises(UnknownItem):
        board(amal).thread("ab" * 16)
