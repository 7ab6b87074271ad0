"""Signed heads against the lists that were shown: what an honest relay never does shows."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import relay_view
from sync.model.entry import BadEntry
from sync.model.relay_view import UNKNOWN, View, Walk
from sync.wire import routes
from sync.wire.routes import Head
from tests.sync.model.samples import heads, proofs

MID, SINCE = bytes(32), bytes(16)
Page = tuple[int, list[tuple[int, bytes]], Head, bool]


def names(count: int, salt: str = "") -> list[bytes]:
    return [sha256(f"{salt}{number}".encode()).digest() for number in range(1, count + 1)]


def signed(ids: list[bytes], first: int = 1, time: int = 0) -> Head:
    """The head of an honest relay whose list is *ids*, numbered from 1."""
    chain = relay_view.folded(routes.EMPTY_CHAIN, ids)
    return Head(MID, SINCE, first, len(ids), chain, time)


def read(pages: list[Page], view: View | None = None) -> Walk:
    """Follow page after page, as a reader does, and gather what does not fit."""
    whole = Walk(view or View())
    shown: dict[int, bytes] = {}
    for after, listed, head, ended in pages:
        done = relay_view.walk(whole.view, after, listed, head, shown)
        if ended:
            relay_view.end(done, head)
        shown |= {link.number: link.id for link in done.links}
        whole.view = done.view
        whole.links += done.links
        whole.missing += done.missing
        whole.changed += done.changed
        whole.fits = done.fits if whole.fits is not False and done.fits is not None else whole.fits
    return whole


def given_out(ids: list[bytes], after: int, most: int, first: int = 1, upto: int | None = None) -> Page:
    """What an honest relay answers to a pull, while the list is as long as *upto*."""
    head = signed(ids[:upto], first)
    rest = [(number, ids[number - 1]) for number in range(max(after + 1, first), head.last + 1)]
    return after, rest[:most], head, len(rest) <= most


@st.composite
def honest(draw: st.DrawFn) -> tuple[list[bytes], list[Page]]:
    """A growing, trimmed list and a reader that now and then goes back."""
    ids = names(draw(st.integers(0, 30)))
    pages: list[Page] = []
    after, first, upto = 0, 1, 0
    for _ in range(draw(st.integers(1, 8))):
        upto = draw(st.integers(upto, len(ids)))
        first = draw(st.integers(first, upto + 1)) if draw(st.booleans()) else first
        page = given_out(ids, after, draw(st.integers(1, 9)), first, upto)
        pages.append(page)
        after = page[1][-1][0] if page[1] else after
        after = draw(st.integers(0, after)) if draw(st.integers(0, 4)) == 0 else after
    return ids, pages


@given(honest())
def test_an_honest_relay_is_never_at_fault(told: tuple[list[bytes], list[Page]]) -> None:
    ids, pages = told
    found = read(pages)
    assert not found.missing and not found.changed and found.fits is not False
    for link in found.links:
        if link.chain != UNKNOWN:
            assert link.chain == signed(ids[: link.number]).chain


@given(st.integers(2, 30), st.data())
def test_a_list_without_one_of_its_blobs_shows(count: int, data: st.DataObject) -> None:
    ids = names(count)
    gone = data.draw(st.integers(1, count))
    after, listed, head, ended = given_out(ids, 0, 99)
    found = read([(after, [pair for pair in listed if pair[0] != gone], head, ended)])
    assert found.missing == [(gone, gone)]
    assert found.view == View(count, head.chain)


@given(st.integers(1, 30), st.data())
def test_a_list_with_another_blob_in_it_shows(count: int, data: st.DataObject) -> None:
    ids = names(count)
    place = data.draw(st.integers(0, count - 1))
    after, listed, head, ended = given_out(ids, 0, 99)
    listed[place] = (place + 1, bytes(32))
    assert read([(after, listed, head, ended)]).fits is False


@given(st.integers(1, 30), st.data())
def test_a_blob_that_changed_between_two_readings_shows(count: int, data: st.DataObject) -> None:
    ids = names(count)
    place = data.draw(st.integers(0, count - 1))
    page = given_out(ids, 0, 99)
    again = list(page[1])
    again[place] = (place + 1, bytes(32))
    assert read([page, (0, again, page[2], True)]).changed == [place + 1]


def test_a_reader_that_begins_in_the_middle_goes_on_from_the_signed_chain() -> None:
    ids = names(9)
    found = read([given_out(ids, 4, 3), given_out(ids, 7, 9)])
    assert found.fits is None and found.view == View(9, signed(ids).chain)
    assert found.links[-1].chain == signed(ids).chain
    assert read([given_out(ids, 9, 9)]).view == found.view
    ids += names(2, "more")
    assert read([given_out(ids, 9, 9)], found.view).fits is True


def test_what_is_below_the_first_number_is_gone_and_nobody_is_at_fault() -> None:
    ids = names(9)
    found = read([given_out(ids, 0, 99, first=5), given_out(ids, 9, 99, first=10)])
    assert not found.missing and found.view == View(9, signed(ids).chain)
    nothing_left = read([(0, [], signed(ids, first=10), True)])
    assert not nothing_left.missing and nothing_left.view.at == 9


def test_a_tail_that_is_counted_and_not_given_shows() -> None:
    ids = names(9)
    assert read([(0, given_out(ids, 0, 99)[1][:6], signed(ids), True)]).missing == [(7, 9)]


def test_a_page_may_run_ahead_of_its_head() -> None:
    """Where several processes serve one mailbox, a blob may come in between head and list."""
    ids = names(9)
    listed = [(number, ids[number - 1]) for number in range(1, 10)]
    found = read([(0, listed, signed(ids[:7]), True), given_out(ids, 9, 9)])
    assert not found.missing and found.fits is True and found.view == View(9, signed(ids).chain)


@given(same=st.integers(0, 20), more=st.integers(0, 20), other=st.integers(1, 20), both=st.booleans())
def test_two_chains_for_one_number_show_from_later_heads_too(
    same: int, more: int, other: int, *, both: bool
) -> None:
    mine = names(same) + names(other, "mine") + names(more, "tail")
    theirs = names(same) + (names(other, "theirs") if both else names(other, "mine"))
    at, ids = same + other, mine[same + other :]
    chain = relay_view.folded(routes.EMPTY_CHAIN, mine[:at])
    assert relay_view.split(signed(theirs), signed(mine), chain, ids) is both
    assert not relay_view.split(signed(theirs), signed(mine), bytes(32), ids)
    elsewhere = replace(signed(theirs), incarnation=bytes([1]) * 16)
    assert not relay_view.split(elsewhere, signed(mine), chain, ids)


def test_a_list_never_becomes_shorter() -> None:
    long, short = signed(names(9), time=5), signed(names(8), time=66)
    assert relay_view.shrank(long, short)
    assert not relay_view.shrank(short, long)
    assert not relay_view.shrank(long, replace(short, time=65)), "held up before it signed"
    assert not relay_view.shrank(long, replace(short, incarnation=bytes([1]) * 16))
    assert not relay_view.shrank(long, replace(short, mid=bytes([1]) * 32))


@given(proofs, heads)
def test_a_signed_head_is_read_back(signature: bytes, head: Head) -> None:
    assert relay_view.head_of(relay_view.signed_head(signature + head.encode())) == head


@pytest.mark.parametrize("value", [None, 7, b"", bytes(64), bytes(64) + b"\x80"])
def test_what_is_no_signed_head_is_no_operation(value: object) -> None:
    with pytest.raises(BadEntry):
        relay_view.signed_head(value)
