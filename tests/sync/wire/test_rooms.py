"""The way into a room as letters: there and back, with every slip noticed."""

from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire import rooms, tickets
from sync.wire.rooms import BadRoom, Door

DOOR = Door("192.168.1.7", 8470, bytes(range(8)), bytes(range(11)))
hosts = st.tuples(st.just(10), *[st.integers(0, 255)] * 3).map(lambda parts: ".".join(map(str, parts)))
doors = st.builds(
    Door,
    hosts,
    st.integers(1, 65535),
    st.binary(min_size=8, max_size=8),
    st.binary(min_size=11, max_size=11),
)


@given(doors)
def test_there_and_back_by_hand_and_by_picture(door: Door) -> None:
    written = rooms.write(door)
    assert rooms.read(written) == door == rooms.read(rooms.qr_text(written))
    assert {len(group) for group in written.split("-")} == {4} and len(written.split("-")) == 11


def test_people_write_as_they_like() -> None:
    written = rooms.write(DOOR)
    assert rooms.read(written.lower().replace("-", " ")) == DOOR
    assert rooms.read(written.replace("1", "l").replace("0", "o") + "\n") == DOOR


def test_the_bytes_stay_what_they_are() -> None:
    assert rooms.write(DOOR) == "R2M0-21S1-2R00-20G3-0G2G-C1R0-0410-6105-0R3G-G28A-XP23"
    said = rooms.fingerprint(bytes(32), bytes([1]) * 32).hex()
    assert rooms.ticket(bytes(8)).hex()[:16] == "46fbe6039d16f55d"
    assert said == "eb33ec4ff87bb1c3702efc"


@given(st.integers(0, rooms.LETTERS - 1), st.sampled_from(rooms.ALPHABET))
def test_one_wrong_letter_is_noticed(at: int, letter: str) -> None:
    letters = rooms.write(DOOR).replace("-", "")
    if letters[at] != letter:
        with pytest.raises(BadRoom):
            rooms.read(letters[:at] + letter + letters[at + 1 :])


@pytest.mark.parametrize("text", ["", "0", "U" * 44, "é" * 44, "0" * 45, tickets.write(bytes(32)), "0" * 44])
def test_what_is_no_room(text: str) -> None:
    with pytest.raises(BadRoom):
        rooms.read(text)


@pytest.mark.parametrize(
    "changed",
    [
        {"host": "8.8.8.8"},
        {"host": "fe80::1"},
        {"port": 0},
        {"port": 65536},
        {"token": b""},
        {"fingerprint": b""},
    ],
)
def test_a_room_is_on_a_local_network_and_whole(changed: dict[str, Any]) -> None:
    with pytest.raises(BadRoom):
        rooms.write(replace(DOOR, **changed))


def test_an_address_from_elsewhere_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "NETWORKS", (IPv4Network("0.0.0.0/0"),))
    written = rooms.write(replace(DOOR, host="203.0.113.5"))
    monkeypatch.undo()
    with pytest.raises(BadRoom):
        rooms.read(written)
