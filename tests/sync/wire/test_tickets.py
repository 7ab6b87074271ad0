"""Tickets as letters: there and back, with every slip noticed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.relay import sheets
from sync.relay.storage.ledger import Ticket
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


@settings(max_examples=12, deadline=None)  # each ticket of a sheet has its picture
@given(st.lists(st.binary(min_size=32, max_size=32), max_size=3, unique=True))
def test_a_sheet_gives_its_tickets_back(made: list[bytes]) -> None:
    kept = [Ticket(tickets.name(each), tickets.SIZES["1G"], 20_000) for each in made]
    found = tickets.find(sheets.sheet(made, kept, "https://letters.example.org"))
    assert found == tickets.Found(tuple(made), 0)
    assert tickets.find("".join(f"{tickets.write(each)}\r\n" for each in made)).tickets == tuple(made)
    assert "tickets=" not in repr(found)
    assert tickets.find(sheets.sheet(made, kept, f"https://letters.example.org#{'5f' * 32}")) == found


def test_noise_around_tickets_is_passed_over() -> None:
    other, third, slip = b"2" * 32, b"3" * 32, tickets.write(b"4" * 32)
    wrong = slip[:-1] + ("0" if slip[-1] != "0" else "1")
    text = (
        f"Dear all, keep these safe:\n> {tickets.write(TICKET)}\n{other.hex()} (the second)\n\n"
        f"{tickets.write(third).replace('-', ' ').lower()}\n{tickets.write(TICKET)}\n{wrong}\n"
        f"{'-' * 80}\n\x00\u200f {'é' * 56}\n{'A' * 300}\n"
    )
    found = tickets.find(text)
    assert (set(found.tickets), found.unreadable) == ({TICKET, other, third}, 1)
    assert tickets.find("") == tickets.find("\n" * 3) == tickets.Found((), 0)


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    assert tickets.find(text).tickets == ()
