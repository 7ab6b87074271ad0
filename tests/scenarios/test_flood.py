"""A mailbox full of rubbish, by whoever has the append key: it costs little, and news still arrives (S09)."""

import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import shake_256
from itertools import islice
from pathlib import Path

import pytest

from crypto import blob
from crypto.keys import SigningKey
from crypto.labels import Label, identifier
from sync.engine import contents, identity, mailbox, own_chain
from sync.errors import Cancelled
from sync.model import ops
from sync.model.entry import Header
from sync.relay.storage.sqlite import SqliteStorage
from sync.store import chains, entries
from sync.store.database import Db
from sync.wire import codec
from tests.scenarios.laptops import Laptop, Relay

GARBAGE, USELESS = 100_000, 10_000
AT_ONCE = 2_000
ROOM = 16 << 20
"""Bytes that a laptop may keep of it: what devices say that may yet be let in, and pages of the log."""
QUICK_S = 1.0
"""Seconds that an exchange may take on a busy computer, however quick it usually is."""


def garbage(count: int) -> Iterator[bytes]:
    """Noise, and noise that begins like a sealed blob of the usual sizes."""
    noise = shake_256(b"noise").digest(1 << 20)
    for number in range(count):
        start, size = number * 8 % (len(noise) - 700), (585, 1, 64, 613)[number % 4]
        head = b"\1" if number % 4 == 0 else b""
        yield head + number.to_bytes(4, "big") + noise[start : start + size]


class Insider:
    """A member's program that keeps no rule: it has the keys of the mailbox and of the blobs in it."""

    def __init__(self, laptop: Laptop, space: str) -> None:
        (self.box,) = laptop.session._mailboxes.of(bytes.fromhex(space))
        self.book = laptop.session._book
        self.space = bytes.fromhex(space)

    def useless(self, count: int) -> Iterator[bytes]:
        log = self.book.read(lambda db: list(entries.above(db, self.space, {})))
        header = self.book.read(self._header)
        for number in range(count):
            raws = ([b"no entry"], log, [self._stranger(header)], [self._stranger(header, number)])
            content = codec.encode([0]) if number % 5 == 4 else contents.of_entries(raws[number % 5])
            yield blob.seal(self.box._key, content)

    def _header(self, db: Db) -> Header:
        own = chains.get(db, self.space, self.book.me.device)
        assert own is not None
        said = (ops.encode(ops.Set(bytes(16), "title", "useless")),)
        return own_chain.next_header(db, self.book, self.space, own, said)

    def _stranger(self, header: Header, seq: int = 1) -> bytes:
        """An entry of a device that does not exist, signed by it."""
        key = SigningKey.generate()
        device = identifier(Label.DEVICE, key.public.raw)
        return identity.signed(key, replace(header, device=device, seq=seq + 1))


def flood(relay: Relay, mid: bytes, blobs: Iterator[bytes]) -> None:
    storage = SqliteStorage(relay.data / "relay.db")
    while batch := list(islice(blobs, AT_ONCE)):
        box = storage.box(mid)
        assert box is not None
        storage.append(box, batch, 1 << 30, int(time.time()))
    storage.close()


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def exchange(amal: Laptop, badu: Laptop, space: str, title: str) -> float:
    """Write on one laptop until it is read on the other; return the seconds of both rounds."""
    amal.note(space, title)
    began = time.perf_counter()
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    took = time.perf_counter() - began
    assert title in badu.titles(space)
    return took


@pytest.mark.timeout(120)
def test_rubbish_costs_little_and_news_still_arrives(
    shared: tuple[Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, space = shared
    usual = max(exchange(amal, badu, space, f"Before {number}") for number in range(3))
    insider, before = Insider(amal, space), size_of(badu.home)
    relay.stop()
    flood(relay, insider.box._keys.mid, garbage(GARBAGE // 2))
    relay.start()
    amal.note(space, "In the midst of it")
    amal.session.delivery.sync()
    relay.stop()
    flood(relay, insider.box._keys.mid, garbage(GARBAGE))  # the first half is there: it is not kept twice
    flood(relay, insider.box._keys.mid, insider.useless(USELESS))
    relay.start()
    for each in (badu, amal):
        each.session.delivery.sync()
    assert "In the midst of it" in badu.titles(space)
    assert size_of(badu.home) - before < ROOM
    assert exchange(amal, badu, space, "After it") < 2 * usual + QUICK_S
    assert amal.digest(space) == badu.digest(space)
    badu.reopen()
    assert exchange(badu, amal, space, "An answer") < 2 * usual + QUICK_S
    assert amal.digest(space) == badu.digest(space)


def test_a_stop_ends_between_two_pages_and_keeps_the_first(
    shared: tuple[Laptop, Laptop, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    for number in range(6):
        amal.note(space, f"Number {number}")
        amal.session.delivery.sync()  # a blob each
    monkeypatch.setattr(mailbox, "PAGE_BYTES", 1)

    def stopped() -> bool:
        return len(badu.titles(space)) > 1

    with pytest.raises(Cancelled):
        badu.session.delivery.sync(cancelled=stopped)

    assert 1 < len(badu.titles(space)) < 6
    badu.session.delivery.sync()
    assert badu.digest(space) == amal.digest(space)
