"""What the strict reader lets through to the merge library, and what it does not (A5.3.3)."""

from collections.abc import Sequence

import pytest

from sync.model.document import Document
from sync.model.update import CLOCK_MAX, STRUCTS_MAX, UPDATE_MAX, BadUpdate, check_update
from tests.sync.model.updates import (
    GONE,
    HAS_SUB,
    SKIP,
    Item,
    block,
    deletions,
    number,
    struct,
    text,
    update,
)

ANA, BADU, MALLORY = 11, 22, 33
CLOCKS = {ANA: 10, BADU: 4, MALLORY: 2}
END = deletions()


def reason_of(data: bytes, author: int = MALLORY) -> str:
    with pytest.raises(BadUpdate) as refused:
        check_update(data, author, CLOCKS)
    assert str(refused.value) == refused.value.reason
    return refused.value.reason


@pytest.mark.parametrize(
    "items",
    [
        [Item("bring water")],
        [Item("bring", left=(ANA, 9))],
        [Item("bring", right=(BADU, 0))],
        [Item("أحضر الماء", left=(ANA, 3), right=(ANA, 4))],
        [Item("first"), Item("second", left=(MALLORY, 6)), Item(3, left=(MALLORY, 0), right=(BADU, 3))],
    ],
    ids=["root", "left", "right", "both", "own"],
)
def test_text_of_the_author_is_let_through(items: Sequence[Item]) -> None:
    check_update(update(MALLORY, 2, items), MALLORY, CLOCKS)
    check_update(update(99, 0, items[:1]), 99, CLOCKS)


def test_deletions_of_what_is_held_are_let_through() -> None:
    gone = deletions([(ANA, [(0, 3), (3, 1), (9, 1)]), (MALLORY, [(0, 5)])])
    check_update(update(MALLORY, 2, [Item("abc")], gone), MALLORY, CLOCKS)
    check_update(update(MALLORY, 2, [], deletions([(BADU, [(0, 4)])])), MALLORY, CLOCKS)
    check_update(update(MALLORY, 2, []), MALLORY, CLOCKS)


def one(raw: bytes) -> bytes:
    return number(1) + block(MALLORY, 2, [raw]) + END


ROOT_PARENT = number(1) + text("text")
REFUSED = {
    "another's text": (update(ANA, 10, [Item("forged")]), "other-client"),
    "two clients": (
        number(2) + block(MALLORY, 2, [struct(Item("a"))]) + block(ANA, 10, [struct(Item("b"))]) + END,
        "other-client",
    ),
    "a clock again": (update(MALLORY, 1, [Item("a")]), "clock"),
    "a clock ahead": (update(MALLORY, 3, [Item("a")]), "clock"),
    "no pieces": (number(1) + block(MALLORY, 2, []) + END, "structs"),
    "too many pieces": (update(MALLORY, 2, [Item("a")] * (STRUCTS_MAX + 1)), "structs"),
    "a gap": (one(bytes([SKIP]) + number(5)), "content"),
    "a hole": (one(bytes([GONE]) + number(5)), "content"),
    "an embedded thing": (one(bytes([5]) + ROOT_PARENT + text("{}")), "content"),
    "a format": (one(bytes([6]) + ROOT_PARENT + text("bold") + text("true")), "content"),
    "a type": (one(bytes([7]) + ROOT_PARENT + number(1)), "content"),
    "any value": (one(bytes([8]) + ROOT_PARENT + number(1) + b"\x7f"), "content"),
    "a map": (one(bytes([4 | HAS_SUB]) + ROOT_PARENT + text("key") + text("a")), "map"),
    "another root": (one(bytes([4]) + number(1) + text("other") + text("a")), "parent"),
    "a parent that is an item": (one(bytes([4]) + number(0) + number(ANA) + number(0) + text("a")), "parent"),
    "a place ahead": (update(MALLORY, 2, [Item("a", left=(ANA, 10))]), "reference"),
    "a place of nobody": (update(MALLORY, 2, [Item("a", right=(99, 0))]), "reference"),
    "its own place": (update(MALLORY, 2, [Item("a", left=(MALLORY, 2))]), "reference"),
    "an empty piece": (update(MALLORY, 2, [Item("")]), "empty"),
    "nothing deleted": (update(MALLORY, 2, [Item(0)]), "empty"),
    "more letters than can be": (update(MALLORY, 2, [Item(1 << 31)]), "clock"),
    "more deleted letters than bytes could hold": (update(MALLORY, 2, [Item(UPDATE_MAX), Item(1)]), "clock"),
    "a letter of two units": (update(MALLORY, 2, [Item("a😀")]), "letters"),
    "text cut short": (one(bytes([4]) + ROOT_PARENT + number(5) + b"abc")[:-1], "short"),
    "text that is none": (one(bytes([4]) + ROOT_PARENT + number(1) + b"\xff"), "utf-8"),
    "half a pair": (one(bytes([4]) + ROOT_PARENT + number(3) + b"\xed\xa0\x80"), "utf-8"),
    "no end": (update(MALLORY, 2, [Item("a")])[:-1], "short"),
    "nothing": (b"", "short"),
    "more bytes": (update(MALLORY, 2, [Item("a")]) + b"\x00", "long"),
    "a long form": (b"\x80\x00" + END, "number"),
    "a number over 53 bits": (number(1 << 53) + END, "number"),
    "a number that does not end": (b"\xff" * UPDATE_MAX, "number"),
    "a deletion ahead": (update(MALLORY, 2, [], deletions([(ANA, [(9, 2)])])), "reference"),
    "a deletion of nobody": (update(MALLORY, 2, [], deletions([(99, [(0, 1)])])), "reference"),
    "an empty deletion": (update(MALLORY, 2, [], deletions([(ANA, [(1, 0)])])), "deletions"),
    "deletions over each other": (update(MALLORY, 2, [], deletions([(ANA, [(0, 3), (2, 1)])])), "deletions"),
    "a client twice": (update(MALLORY, 2, [], deletions([(ANA, [(0, 1)]), (ANA, [(2, 1)])])), "deletions"),
    "over 256 KiB": (update(MALLORY, 2, [Item("a" * UPDATE_MAX)]), "large"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.timeout(5)
def test_everything_else_is_refused(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


def test_a_client_has_so_many_letters_in_a_text_and_no_more() -> None:
    full = {MALLORY: CLOCK_MAX - 2}
    check_update(update(MALLORY, CLOCK_MAX - 2, [Item("ab")]), MALLORY, full)
    with pytest.raises(BadUpdate, match="clock"):
        check_update(update(MALLORY, CLOCK_MAX - 2, [Item("abc")]), MALLORY, full)


def test_every_beginning_of_an_update_is_refused() -> None:
    whole = update(MALLORY, 2, [Item("ab", left=(ANA, 1)), Item(2)], deletions([(BADU, [(1, 2)])]))
    check_update(whole, MALLORY, CLOCKS)
    for size in range(len(whole)):
        reason_of(whole[:size])


def test_a_whole_replica_is_no_update_of_one_author() -> None:
    ana, badu = Document(ANA), Document(BADU)
    for made in ana.edit("bring water"):
        badu.apply(made)
    badu.edit("bring cold water")
    with pytest.raises(BadUpdate, match="other-client"):
        check_update(badu.state(), BADU, {})
