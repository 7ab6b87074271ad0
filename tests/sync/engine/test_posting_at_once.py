"""One line to a relay serves whoever posts: the laptop by itself, and somebody who presses meanwhile."""

import secrets
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crypto.invitation import rendezvous_keys
from sync.engine.own_relay import OwnRelay
from sync.engine.relay_client import RelayClient
from sync.wire import routes


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_each_of_several_threads_hears_of_what_it_posted(tmp_path: Path) -> None:
    with OwnRelay(tmp_path) as relay, ThreadPoolExecutor(8) as pool:
        client = RelayClient(relay.address)
        boxes = [rendezvous_keys(secrets.token_bytes(32), bytes(32)) for _ in range(2)]
        for keys in boxes:
            client.make_box(keys, b"")
        posts = [
            pool.submit(client.post, keys, [secrets.token_bytes(600) for _ in range(3)])
            for keys in boxes * 20
        ]

        answers = [post.result(20) for post in posts]

        for keys, mine in zip(boxes, (answers[::2], answers[1::2]), strict=True):
            assert sorted(seq for answer in mine for seq in answer.seqs) == list(range(1, 61))
            for answer in mine:
                assert routes.split_signed_head(answer.signed.hex())[0] == answer.head
                assert answer.head.mid == keys.mid
        client.close()
