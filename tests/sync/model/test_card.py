"""Cards: a name and the entries that carry the keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import card
from sync.model.card import BadCard, Card
from sync.wire import codec
from tests.sync.model import samples


@given(samples.words, st.lists(st.binary(max_size=60), max_size=4))
def test_a_card_comes_back_as_it_was_written(name: str, entries: list[bytes]) -> None:
    one = Card(name, tuple(entries))
    assert card.decode(card.encode(one)) == one


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        codec.encode([2, "Amal", []]),
        codec.encode([True, "Amal", []]),
        codec.encode([1, "Amal"]),
        codec.encode([1, 7, []]),
        codec.encode([1, "Amal", b""]),
        codec.encode([1, "Amal", ["text"]]),
        codec.encode([1, "a" * (card.NAME_MAX + 1), []]),
        codec.encode([1, "Amal", [bytes(card.CARD_MAX)]]),
    ],
)
def test_other_bytes_are_no_card(data: bytes) -> None:
    with pytest.raises(BadCard):
        card.decode(data)


@given(st.binary(max_size=100))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert card.encode(card.decode(data)) == data
    except BadCard:
        return
