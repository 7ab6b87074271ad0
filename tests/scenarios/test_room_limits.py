"""A room ends at its door: nothing of it goes elsewhere, stays open, or waits without an end (A6.8)."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from sync.engine import room_rounds, rooms
from sync.engine.fetch import Answer, Line, Question
from sync.errors import DiskFull, RelayTooSlow
from sync.wire import rooms as letters
from sync.wire.rooms import Door
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.test_rooms import HERE, met, quick

__all__ = ["quick"]
PATIENCE = 20.0
BYTES = 600
"""A head of a record that announces as many bytes, and a beginning of them."""
RECORD = b"\x16\x03\x03" + BYTES.to_bytes(2, "big") + b"\x02"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The address of each relay that was asked for something."""
    bases: list[str] = []
    real = Line.ask

    def ask(line: Line, question: Question) -> Answer:
        bases.append(line._base)
        return real(line, question)

    monkeypatch.setattr(Line, "ask", ask)
    return bases


def test_a_round_in_a_room_asks_nobody_elsewhere(
    laptop: Callable[[str], Laptop], relay: Relay, asked: list[str]
) -> None:
    """Invitations into spaces that are not exchanged there wait until somebody presses."""
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    badu.session.invitations.join_words(amal.session.invitations.by_words(space), relay.url)
    for one in (amal, badu):
        other = one.session.spaces.new("Meeting").id
        one.session.rooms.open(HERE, spaces=[other])
        asked.clear()

        one.session.rooms.exchange()

        assert asked and relay.url not in asked
        assert one.session.rooms.exchange().problem is None
        one.session.rooms.leave()


def test_who_leaves_keeps_no_line_to_it(laptop: Callable[[str], Laptop]) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.note(space, "Agenda")
    room = met(amal, space, badu)
    url = room.address.partition("#")[0]
    assert url in {address.url for _, address in badu.session._errands._clients}

    badu.session.rooms.leave()

    assert url not in {address.url for _, address in badu.session._errands._clients}


def test_a_room_that_cannot_be_entered_is_closed_again(
    laptop: Callable[[str], Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, opened = laptop("Amal"), []

    def full(_db: object, **_named: object) -> None:
        opened.append(amal.session.rooms._host)
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr("sync.store.visits.note", full)
        with pytest.raises(DiskFull):
            amal.session.rooms.open(HERE)

    (host,) = opened
    assert not host.is_open()
    assert amal.session.rooms.open(HERE).is_ours


def test_a_room_with_news_without_an_end_is_left_for_a_while(
    laptop: Callable[[str], Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    listened, enough = [], threading.Event()

    def listen(_: room_rounds.RoomRounds) -> bool:
        listened.append(1)
        if len(listened) >= room_rounds.QUICK_NEWS:
            enough.set()
        return True

    monkeypatch.setattr(room_rounds, "PAUSE_SECONDS", PATIENCE)
    monkeypatch.setattr(room_rounds.RoomRounds, "_listen", listen)
    amal = laptop("Amal")
    amal.session.rooms.open(HERE)

    assert enough.wait(PATIENCE)
    amal.session.rooms.exchange()
    amal.session.rooms.leave()
    assert len(listened) == room_rounds.QUICK_NEWS


class Slow:
    """Takes a connection, and says a handshake a byte at a time."""

    def __init__(self, said: bytes) -> None:
        self._listener = socket.create_server((HERE, 0))
        self._listener.settimeout(PATIENCE)
        self.port = self._listener.getsockname()[1]
        self._said, self._over = said, threading.Event()
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def _serve(self) -> None:
        made, _ = self._listener.accept()
        with made, suppress(OSError):
            made.sendall(self._said)
            while not self._over.wait(0.05):
                made.sendall(b"\0")

    def close(self) -> None:
        self._over.set()
        self._serving.join(PATIENCE)
        self._listener.close()


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow(RECORD)
    yield made
    made.close()


def test_who_says_who_they_are_byte_by_byte_is_not_waited_for(
    laptop: Callable[[str], Laptop], slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "PATIENCE", 0.5)
    door = Door(HERE, slow.port, bytes(8), bytes(11))

    with pytest.raises(RelayTooSlow):
        laptop("Badu").session.rooms.join(letters.write(door))
