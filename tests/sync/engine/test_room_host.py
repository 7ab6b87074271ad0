"""The relay of a room: forty laptops at once, only with its token, and never more than it may hold."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from crypto.epoch import EpochSecrets
from crypto.mailbox import LOG, MailboxKeys, room_keys
from sync.engine import lan
from sync.engine.child import Child
from sync.engine.relay_client import RelayClient
from sync.engine.room_host import Hosted, RoomHost
from sync.errors import RelayUnproven, RelayWantsTicket
from sync.relay import room
from sync.relay.mailboxes import Mailboxes
from sync.relay.room import RoomStorage
from sync.wire import frames, rooms, routes
from tests.sync.relay.visitor import Keys

LAPTOPS, EACH = 40, 5


@pytest.fixture
def hosted() -> Iterator[Hosted]:
    host = RoomHost("127.0.0.1")
    assert host.is_open()
    yield host.hosted
    host.close()
    assert not host.is_open()


def client(hosted: Hosted, pin: bytes | None = None) -> RelayClient:
    url = f"https://{hosted.door.host}:{hosted.door.port}"
    return RelayClient(url, relay_pk=hosted.relay_pk, pin=pin or hosted.pin)


def keys(hosted: Hosted) -> MailboxKeys:
    secrets = EpochSecrets(b"e" * 32, b"w" * 32, bytes(32))
    return room_keys(secrets, rooms.name(hosted.relay_pk, hosted.pin), LOG)


def test_where_it_is_started_and_what_is_around_do_not_get_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "sync.py"):
        (tmp_path / name).write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET", "words")

    host = RoomHost("127.0.0.1")
    child = Child("tests.sync.engine.surroundings")

    assert host.is_open() and child.first_line(30.0) == "[] False\n"
    host.close()
    child.stop()


def test_forty_laptops_exchange_at_once(hosted: Hosted) -> None:
    box = keys(hosted)
    posted = threading.Barrier(LAPTOPS)

    def laptop(number: int) -> int:
        line = client(hosted)
        line.make_box(box, rooms.ticket(hosted.door.token))
        line.post(box, [bytes([number, one]) * 300 for one in range(EACH)])
        posted.wait(60)
        heard = len(line.pull(box, 0, routes.PULL_MAX, 0).blobs)
        line.close()
        return heard

    with ThreadPoolExecutor(LAPTOPS) as laptops:
        heard = list(laptops.map(laptop, range(LAPTOPS)))

    assert heard == [LAPTOPS * EACH] * LAPTOPS


def test_only_who_has_the_token_makes_a_mailbox_and_only_the_pinned_key_is_spoken_to(hosted: Hosted) -> None:
    line = client(hosted)
    with pytest.raises(RelayWantsTicket):
        line.make_box(keys(hosted), rooms.ticket(bytes(8)))
    line.close()
    other = client(hosted, pin=bytes(32))
    with pytest.raises(RelayUnproven):
        other.info()
    other.close()


def served(monkeypatch: pytest.MonkeyPatch, **bounds: int) -> tuple[Mailboxes, bytes]:
    for name, value in bounds.items():
        monkeypatch.setattr(room, name, value)
    token = b"12345678"
    return Mailboxes(RoomStorage(token), SigningKey.generate(), lambda: 1.0, anybody=False), rooms.ticket(
        token
    )


def test_what_does_not_fit_into_memory_is_refused_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    relay, ticket = served(monkeypatch, MEMORY=512 * 1024)
    box = Keys()
    assert relay.handle(box.box(ticket)).status == 201
    answers = [relay.handle(box.post(bytes([one]) * 100_000)).status for one in range(8)]

    assert answers[0] == 200 and answers[-1] == 507
    held = relay.handle(box.read(routes.PULL)).body
    assert len(frames.unpack_numbered(held, routes.BLOB_MAX)) == answers.count(200)


def test_files_leave_room_for_words(monkeypatch: pytest.MonkeyPatch) -> None:
    relay, ticket = served(monkeypatch, MEMORY=1 << 20)
    files, words = Keys(), Keys()
    for each in (files, words):
        relay.handle(each.box(ticket))
    answers = [relay.handle(files.post(bytes([one]) * 100_000)).status for one in range(10)]
    went = answers.index(507)

    assert went > 5 and set(answers[went:]) == {507}
    assert relay.handle(files.post(bytes(1) * 100_000)).status == 200, "it is there"
    assert relay.handle(words.post(b"a word")).status == 200


def test_mailboxes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    relay, ticket = served(monkeypatch, BOXES_MAX=2)
    boxes = [Keys() for _ in range(3)]
    answers = [relay.handle(each.box(ticket)).status for each in boxes]
    assert answers == [201, 201, 507], "full, not another ticket"
    assert relay.handle(boxes[0].box(ticket)).status == 201, "it is there"


def test_many_small_mailboxes_leave_room_for_the_words_of_every_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory, boxes = 4 << 20, 64
    relay, ticket = served(
        monkeypatch, MEMORY=memory, BOXES_MAX=boxes, STEPS=((8, 32), (16, 128), (32, 32 * boxes))
    )
    greedy, late = [Keys() for _ in range(boxes // 2)], [Keys() for _ in range(boxes // 2)]
    for each in (*greedy, *late):
        assert relay.handle(each.box(ticket)).status == 201
    sizes, refused = (60_000, 12_000, 1_500), 0
    for size in sizes:
        for number in range(12):
            for each in greedy:
                refused += relay.handle(each.post(bytes([number]) * size)).status == 507
    assert refused > len(greedy)
    assert {relay.handle(each.post(b"word" * 200)).status for each in late} == {200}


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b'{"host": 1}'])
def test_orders_must_be_whole(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"orders|Expecting"):
        room.read_orders(line)


def test_orders_are_what_the_parent_wrote() -> None:
    said = {
        "host": "h",
        "port": 1,
        "token": "aa",
        "seed": "bb",
        "certificate": "c",
        "key": "k",
        "passphrase": "p",
    }
    read = room.read_orders(json.dumps(said).encode())
    assert read == room.Orders("h", 1, b"\xaa", b"\xbb", "c", "k", "p")
    assert repr(read) == "Orders(host='h', port=1, certificate='c')"


def test_windows_is_asked_for_its_addresses_and_nobody_for_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def row(address: str) -> bytes:
        return socket.inet_aton(address) + bytes(20)

    named = ["127.0.0.1", "192.168.7.9", "8.8.8.8"]
    table = len(named).to_bytes(4, sys.byteorder) + b"".join(map(row, named)) + bytes(99)
    monkeypatch.setattr(lan, "_table", lambda: table)
    monkeypatch.setattr(lan.sys, "platform", "win32")
    for look_up in ("gethostbyname_ex", "getaddrinfo"):
        monkeypatch.setattr(socket, look_up, lambda *_: pytest.fail("looked up"))

    assert lan.addresses() == ["192.168.7.9"]
    assert lan.in_table(table[:-99][:-5]) == named[:2] and lan.in_table(b"") == []


def test_no_room_is_opened_in_a_tunnel_unless_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"lo": "127.0.0.1", "docker0": "172.17.0.1", "tun0": "10.8.0.2", "eth0": "203.0.113.5"}
    monkeypatch.setattr(socket, "if_nameindex", lambda: list(enumerate(here)))
    monkeypatch.setattr(lan, "_address", lambda name: here[name])
    assert lan.addresses() == ["172.17.0.1", "10.8.0.2"] and lan.likeliest() == ""

    here |= {"wlan0": "192.168.7.9", "wlan1": "192.168.7.9"}
    assert lan.addresses() == ["192.168.7.9", "172.17.0.1", "10.8.0.2"] and lan.likeliest() == "192.168.7.9"


def test_addresses_are_of_local_networks_and_never_the_loopback() -> None:
    found = lan.addresses()
    assert all(rooms.is_local(one) and not one.startswith("127.") for one in found)
    assert len(set(found)) == len(found)
