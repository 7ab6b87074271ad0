"""Attached files in the log: how many parts there are, and what says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import attaching, ops
from sync.model.attaching import CHUNK, DIRECT_MAX, LISTED, LISTS, PART_ID, SIZE_MAX, Attach
from sync.model.entry import BadEntry

sizes = st.integers(0, SIZE_MAX) | st.builds(
    lambda count, more: min(SIZE_MAX, max(0, count * CHUNK + more)),
    st.integers(0, SIZE_MAX // CHUNK) | st.just(DIRECT_MAX) | st.just(DIRECT_MAX + 1),
    st.integers(-2, 2),
)


@given(sizes)
def test_chunks_hold_the_file_and_nothing_more(size: int) -> None:
    count = attaching.chunks(size)
    assert sum(attaching.length(size, number) for number in ({0, count - 1} if count else ())) <= size
    assert (count - 1) * CHUNK + attaching.length(size, count - 1) == size if count else size == 0
    assert all(0 < attaching.length(size, number) <= CHUNK for number in (0, count - 1) if count)


@given(sizes)
def test_lists_hold_the_ids_of_all_chunks(size: int) -> None:
    lists = attaching.lists(size)
    held = sum(attaching.length(size, LISTS + number) for number in range(lists))
    assert held in (0, attaching.chunks(size) * PART_ID)
    assert attaching.parts(size) <= DIRECT_MAX
    assert bool(lists) == (attaching.chunks(size) > DIRECT_MAX)


def test_the_largest_file_is_named_in_one_entry() -> None:
    assert attaching.lists(20 << 30) == 11
    assert attaching.chunks(SIZE_MAX) < LISTS
    assert attaching.length(20 << 30, LISTS) == LISTED * PART_ID == CHUNK


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (1, bytes(15)),
        (2, bytes(31)),
        (3, -1),
        (3, SIZE_MAX + 1),
        (3, CHUNK + 1),
        (4, bytes(8)),
        (5, []),
        (5, [bytes(32)] * 2),
        (5, [bytes(32)] * (DIRECT_MAX + 1)),
        (5, [bytes(31)]),
        (6, ""),
        (6, "n" * 256),
        (6, 5),
        (7, "plain"),
        (7, "Text/plain"),
        (7, "text/" + "n" * 100),
    ],
)
def test_what_does_not_fit_together_says_nothing(place: int, value: object) -> None:
    sound: list[object] = [48, bytes(16), bytes(32), 5, bytes(32), [bytes(32)], "plan.txt", "text/plain"]
    assert isinstance(ops.decode(tuple(sound)), Attach)
    sound[place] = value
    with pytest.raises(BadEntry):
        ops.decode(tuple(sound))


def test_a_field_of_a_file_carries_its_id() -> None:
    att = bytes(range(16))
    assert attaching.in_field(attaching.field_of(att)) == att
    assert [
        attaching.in_field(name)
        for name in ("title", "attachment.", "attachment.xy", "attachment." + "A" * 32)
    ] == [None] * 4
