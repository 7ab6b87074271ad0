"""A meeting without internet: one laptop opens a room, the others exchange in it, and nothing stays."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from sync.engine import room_rounds, rooms
from sync.engine.rooms import Room
from sync.errors import Problem, RelayUnreachable
from sync.relay_refusals import InRoomAlready, RoomIsAnother, RoomNotOpened, RoomTextWrong
from sync.store import visits
from sync.store.database import Db
from tests.scenarios.laptops import Laptop, Relay

HERE = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
TABLES = [
    f"SELECT count(*) FROM {name}"  # noqa: S608 - our own words
    for name in (
        "placed",
        "placed_to",
        "cursor",
        "outgoing",
        "parcel_placed",
        "relay_head",
        "relay_blob",
        "repost",
    )
]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for somebody who is still typing."""
    for name, value in (("QUIET_SECONDS", 0.05), ("PAUSE_SECONDS", 0.1)):
        monkeypatch.setattr(room_rounds, name, value)
    monkeypatch.setattr(rooms, "SPREAD_MS", 100)


def until(true: Callable[[], object]) -> None:
    """Wait for what threads of the room bring about."""
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends
        threading.Event().wait(0.02)


def refuses(port: int) -> bool:
    try:
        socket.create_connection((HERE, port), 5).close()
    except OSError:
        return True
    return False


def traces(laptop: Laptop) -> dict[str, int]:
    """Rows about any relay, by table."""
    return laptop.session._book.read(
        lambda db: {name: count for name in TABLES if (count := db.number(name))}
    )


def met(opener: Laptop, space: str, *others: Laptop) -> Room:
    """Open a room, and let everybody in by a picture that is good for all of them."""
    room = opener.session.rooms.open(HERE)
    picture = opener.session.invitations.qr_text(space, uses=len(others))
    for one in others:
        one.session.rooms.join(room.text.lower().replace("-", " "))
        one.session.invitations.join_qr(picture)
    opener.session.invitations.admit(space)
    for one in others:
        until(lambda one=one: one.session.rooms.exchange() and one.titles(space))
    return room


def test_five_notebooks_meet_offline_and_part_without_a_trace(laptop: Callable[[str], Laptop]) -> None:
    amal, *others = (laptop(name) for name in ("Amal", "Badu", "Caro", "Dina", "Efua"))
    space = amal.session.spaces.new("Field team").id
    amal.note(space, "Agenda")

    met(amal, space, *others)
    for one in others:
        one.note(space, f"Of {one.name}")
    until(lambda: all(len(one.titles(space)) == 5 for one in (amal, *others)))

    assert len({one.digest(space) for one in (amal, *others)}) == 1
    amal.session.rooms.leave()
    with pytest.raises(RelayUnreachable):
        raise others[0].session.rooms.exchange().problem or AssertionError
    for one in others:
        one.session.rooms.leave()
    assert all(traces(one) == {} for one in (amal, *others))


def test_who_was_in_a_space_before_exchanges_what_was_chosen_only(
    shared: tuple[Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, space = shared
    relay.stop()  # no internet
    other = amal.session.spaces.new("Not here").id
    amal.session.delivery.set_mode("never")
    amal.note(space, "At the table")

    room = amal.session.rooms.open(HERE, spaces=[space])
    badu.session.rooms.join(room.qr_text)
    until(lambda: "At the table" in badu.titles(space))
    badu.note(space, "Heard")
    until(lambda: "Heard" in amal.titles(space))

    name = amal.session._book.asides.rooms(bytes.fromhex(space))[0].public_key
    assert amal.session._book.asides.rooms(bytes.fromhex(other)) == ()
    log = amal.session._book.read(lambda db: amal.session._book.state(db, bytes.fromhex(space)).relays)
    assert len(log) == 1 and name not in [one.public_key for one in log]
    badu.session.rooms.leave()
    assert (
        badu.session._book.read(lambda db: db.number("SELECT count(*) FROM cursor WHERE relay = ?", name))
        == 0
    )
    assert badu.session._book.read(lambda db: db.number("SELECT count(*) FROM cursor")) > 0  # of the relay


def test_a_notebook_is_in_one_room_and_letters_must_fit(laptop: Callable[[str], Laptop]) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    room = amal.session.rooms.open(HERE)

    for ask in (lambda: amal.session.rooms.open(HERE), lambda: amal.session.rooms.join(room.text)):
        with pytest.raises(InRoomAlready):
            ask()
    with pytest.raises(RoomTextWrong):
        badu.session.rooms.join(room.text[:-1] + ("0" if room.text[-1] != "0" else "1"))
    for address in ("192.0.2.1", "10.255.255.254"):
        with pytest.raises(RoomNotOpened):
            badu.session.rooms.open(address)
    amal.session.rooms.leave()
    amal.session.rooms.leave()
    with pytest.raises(RelayUnreachable):
        badu.session.rooms.join(room.text)


def test_another_computer_in_the_place_of_the_room_is_not_spoken_to(laptop: Callable[[str], Laptop]) -> None:
    amal, badu = laptop("Amal"), laptop("Badu")
    first = amal.session.rooms.open(HERE)
    port = int(first.address.split("#", maxsplit=1)[0].rpartition(":")[2])
    amal.session.rooms.leave()
    amal.session.rooms.open(HERE, port)

    with pytest.raises(RoomIsAnother):
        badu.session.rooms.join(first.text)
    assert badu.session.rooms.current is None


def test_locking_leaves_and_a_crash_is_cleared_up_at_the_next_opening(
    laptop: Callable[[str], Laptop],
) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    room = amal.session.rooms.open(HERE)
    amal.session.rooms.exchange()
    assert traces(amal)
    amal.reopen()
    assert traces(amal) == {} and amal.session.rooms.current is None
    with pytest.raises(Problem):
        amal.session.rooms.join(room.text)

    def crashed(db: Db) -> None:  # what a process that ended in a room leaves
        visits.note(db, b"r" * 32)
        db.run(
            "INSERT INTO cursor (relay, mailbox, next, incarnation) VALUES (?, ?, 1, x'')", b"r" * 32, b"m"
        )

    amal.session._book.write(crashed)
    amal.reopen()
    assert traces(amal) == {} and space


PARENT = """
import sys
from sync.engine.room_host import RoomHost
print(RoomHost("127.0.0.1").hosted.door.port, flush=True)
sys.stdin.readline()
"""


def test_a_room_dies_with_whoever_opened_it_and_nothing_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMPDIR", "TMP", "TEMP", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    parent = subprocess.Popen(
        [sys.executable, "-B", "-c", PARENT], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None and parent.stdin is not None
    port = int(parent.stdout.readline())
    watching = socket.create_connection((HERE, port), 30)

    parent.kill()

    parent.wait()
    with watching, suppress(ConnectionResetError):
        assert watching.recv(1) == b""
    until(lambda: refuses(port))  # the room's process ends piece by piece
    assert list(tmp_path.rglob("*")) == []
    parent.stdin.close()
    parent.stdout.close()
