"""The primary goes and its synchronous standby takes over: every acknowledged blob is on it (R04)."""

import secrets
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.sync.relay.patroni import Pair
from tests.sync.relay.test_lasting import everything, posted
from tests.sync.relay.visitor import Door, Keys

SECONDS = 90


@pytest.fixture
def pair() -> Iterator[Pair]:
    started = Pair()
    yield started
    started.remove()


@pytest.mark.timeout(300)
def test_every_acknowledged_blob_is_on_the_new_primary(pair: Pair, door: Callable[..., Door]) -> None:
    relays = [door("--storage", pair.address()) for _ in range(2)]
    keys = Keys()
    assert relays[0].ask(keys.box())[0] == 201
    acknowledged: dict[int, bytes] = {}
    over = threading.Event()
    some = threading.Semaphore(0)

    def write(relay: Door) -> None:
        while not over.is_set():
            blobs = [secrets.token_bytes(600) for _ in range(3)]
            if numbers := posted(relay, keys, *blobs):
                acknowledged.update(zip(numbers, blobs, strict=False))
                some.release()
            else:
                over.wait(0.2)

    writers = [threading.Thread(target=write, args=(relay,)) for relay in relays]
    for writer in writers:
        writer.start()
    for _ in range(30):
        assert some.acquire(timeout=SECONDS)
    new = pair.cut_off_leader()
    before = time.monotonic()
    pair.wait_for_leader(new)
    count = len(acknowledged)
    while len(acknowledged) < count + 30:
        assert some.acquire(timeout=SECONDS)
    print(f"served again after {time.monotonic() - before:.1f} s")  # noqa: T201 - the figure to know
    over.set()
    writers[0].join(60)
    writers[1].join(60)
    held = everything(relays[0], keys)
    assert acknowledged.items() <= held.items()
    assert list(held) == list(range(1, len(held) + 1))
