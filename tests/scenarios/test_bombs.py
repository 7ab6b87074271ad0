"""What a member posts may unpack to very much: no laptop holds all of a page at once (B02)."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import pytest

from crypto import blob
from sync.engine import contents, package_frames, page_opening, pieces
from sync.engine.contents import Piece
from sync.errors import PackageDamaged
from sync.store import pieces as table
from tests.scenarios import forging
from tests.scenarios.laptops import Laptop

Shared = tuple[Laptop, Laptop, str]
MEGABYTE = 1 << 20
BOMBS, LARGE = 24, 3 * MEGABYTE
BEGINNINGS, TAIL = 160, contents.CHUNK_MAX
MOST = 32 * MEGABYTE
"""Bytes that a page may take in memory, once 8 MiB of it are worked on at once."""


@contextmanager
def growth() -> Iterator[list[int]]:
    found: list[int] = []
    tracemalloc.start(1)
    try:
        yield found
    finally:
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()


def post(one: Laptop, space: str, said: list[bytes]) -> None:
    (box,) = one.session._mailboxes.of(bytes.fromhex(space))
    assert box.put([blob.seal(box._key, content) for content in said])


def entries_of_nothing() -> list[bytes]:
    return [contents.of_entries([number.to_bytes(4, "big") + bytes(LARGE)]) for number in range(BOMBS)]


def parts_of_no_file() -> list[bytes]:
    """Many beginnings for one end, which goes over the line once."""
    end = Piece(pieces.LAST, 1, 2, bytes(TAIL))
    first = replace(end, number=0, after=pieces.named(end))
    wholes = (contents.of_chunk(number.to_bytes(16, "big"), 0, bytes(TAIL)) for number in range(BEGINNINGS))
    begun = [replace(first, data=whole[:-TAIL]) for whole in wholes]
    return [contents.of_piece(one, 0) for one in (*begun, end)]


@pytest.mark.parametrize("bombs", [entries_of_nothing, parts_of_no_file])
def test_a_page_that_unpacks_to_very_much_is_taken_in_part_by_part(
    shared: Shared, bombs: Callable[[], list[bytes]]
) -> None:
    amal, badu, space = shared
    amal.note(space, "Before")
    amal.session.delivery.sync()
    post(amal, space, bombs())
    amal.note(space, "After")
    amal.session.delivery.sync()
    with patch.object(page_opening, "AT_ONCE", 8 * MEGABYTE), growth() as most:
        assert not badu.session.delivery.sync().problems
    assert most[0] < MOST
    assert badu.titles(space) == {"Before", "After"}
    assert not badu.session._book.read(lambda db: table.of(db, bytes.fromhex(space), 2))
    amal.note(space, "Later")
    amal.session.delivery.sync()
    assert badu.session.delivery.sync().received == 1


def test_nothing_on_a_stick_is_unpacked(shared: Shared) -> None:
    amal, badu, space = shared
    with growth() as most, pytest.raises(PackageDamaged):
        forging.hand_over(amal, badu, space, keys=entries_of_nothing())
    assert most[0] < MOST


def test_a_package_of_very_many_keys_is_none_and_large_entries_come_a_few_at_a_time(shared: Shared) -> None:
    amal, badu, space = shared
    key = contents.of_packages(bytes(32), [(bytes(8), bytes(1000))])
    assert forging.hand_over(amal, badu, space, forging.log(amal, space), [key] * 3).refused == 0
    with patch.object(package_frames, "KEYS_MAX", 3 * len(key) - 1), pytest.raises(PackageDamaged):
        forging.hand_over(amal, badu, space, keys=[key] * 3)
    large = [bytes(MEGABYTE - 1)] * BOMBS
    with patch.object(package_frames, "BATCH_BYTES", 4 * MEGABYTE), growth() as most:
        assert forging.hand_over(amal, badu, space, large).refused == BOMBS
    assert most[0] < BOMBS * MEGABYTE
