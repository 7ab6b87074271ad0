"""Tickets as letters: there and back, with every slip noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire import tickets

TICKET = bytes(range(32))


@given(st.binary(min_size=32, max_size=32))
def test_there_and_back(ticket: bytes) -> None:
    written = tickets.write(ticket)
    assert tickets.read(written) == ticket == tickets.read(ticket.hex())
    assert {len(group) for group in written.split("-")} == {4} and len(written.split("-")) == 14


def test_people_write_as_they_like() -> None:
    written = tickets.write(TICKET)
    assert tickets.read(written.lower().replace("-", " ")) == TICKET
    assert tickets.read(written.replace("1", "l").replace("0", "o") + "\n") == TICKET


@given(st.integers(0, tickets.LETTERS - 1), st.sampled_from(tickets.ALPHABET))
def test_one_wrong_letter_is_noticed(at: int, letter: str) -> None:
    letters = tickets.write(TICKET).replace("-", "")
    if letters[at] != letter:
        with pytest.raises(tickets.BadTicket):
            tickets.read(letters[:at] + letter + letters[at + 1 :])


@pytest.mark.parametrize("text", ["", "0", "U" * 56, "é" * 56, "g" * 64, "0" * 57, "٣" * 64])
def test_what_is_no_ticket(text: str) -> None:
    with pytest.raises(tickets.BadTicket):
        tickets.read(text)
