"""Mailboxes that are full, disks that are, and what goes when it is old (A6.4, A6.5)."""

from pathlib import Path

import pytest
from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes
from sync.relay.storage.interface import OVERHEAD, Box, DiskFailing, DiskFull
from sync.relay.storage.sqlite import DAY, SqliteStorage
from sync.wire import frames, routes
from tests.sync.relay.visitor import NOW, Keys, made, pulled


def test_old_blobs_go_and_numbers_stay(relay: Mailboxes, storage: SqliteStorage) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"old"))
    assert storage.expire(NOW, 10) == 0
    assert storage.expire(NOW + DAY, 10) == 1
    relay.handle(keys.post(b"new"))
    assert pulled(relay.handle(keys.read(routes.PULL))) == [(2, b"new")]
    box = storage.box(keys.mid)
    assert box and (box.first, box.used) == (2, 3 + OVERHEAD)


def test_old_blobs_go_a_few_at_a_time(relay: Mailboxes, storage: SqliteStorage) -> None:
    keys = made(relay)
    relay.handle(keys.post(*(bytes([number]) for number in range(5))))
    assert [storage.expire(NOW + DAY, 2) for _ in range(4)] == [2, 2, 1, 0]
    box = storage.box(keys.mid)
    assert box and (box.first, box.last, box.used) == (6, 5, 0)


def test_blobs_asked_for_by_id_come_in_bounded_answers(relay: Mailboxes) -> None:
    keys = made(relay)
    blobs = [bytes([number]) * 1_000_000 for number in range(6)]
    for blob in blobs:
        assert relay.handle(keys.post(blob)).status == 200
    ids = [routes.blob_id(blob) for blob in blobs]
    answer = relay.handle(keys.read(routes.GET, body=routes.encode_ids(ids + ids)))
    assert frames.unpack(answer.body, routes.BLOB_MAX) == blobs[:4]


def test_a_post_that_does_not_fit_leaves_nothing(storage: SqliteStorage, relay: Mailboxes) -> None:
    keys = Keys()
    storage.create(routes.decode_box(keys.box().body), 2000)
    assert relay.handle(keys.post(b"a" * 500, b"b" * 5000)).status == 507
    assert pulled(relay.handle(keys.read(routes.PULL))) == []
    assert routes.decode_posted(relay.handle(keys.post(b"c")).body)[0] == [1]


def test_a_full_mailbox_still_says_what_number_a_known_blob_has(
    storage: SqliteStorage, relay: Mailboxes
) -> None:
    keys = Keys()
    storage.create(routes.decode_box(keys.box().body), 1000)
    relay.handle(keys.post(b"a" * 860, key=keys.admin))
    assert relay.handle(keys.post(b"b")).status == 507
    assert routes.decode_posted(relay.handle(keys.post(b"a" * 860)).body)[0] == [1]


def test_more_blobs_than_one_post_may_bring(relay: Mailboxes) -> None:
    keys = made(relay)
    many = [number.to_bytes(2, "big") for number in range(routes.BLOBS_MAX + 1)]
    assert relay.handle(keys.post(*many)).status == 400
    assert relay.handle(keys.post(*many[1:])).status == 200


class FailingStorage(SqliteStorage):
    """A disk with a fault of its own."""

    fault: type[Exception] = DiskFailing

    def append(self, *_: object) -> tuple[list[int], Box]:
        raise self.fault


@pytest.mark.parametrize(("fault", "status"), [(DiskFailing, 503), (DiskFull, 507)])
def test_a_disk_with_a_fault_is_said(tmp_path: Path, fault: type[Exception], status: int) -> None:
    storage = FailingStorage(tmp_path / "failing.db")
    storage.fault = fault
    relay = Mailboxes(storage, SigningKey(bytes(32)), lambda: NOW, anybody=True)
    keys = made(relay)
    assert relay.handle(keys.post(b"one")).status == status
    assert relay.handle(keys.read(routes.PULL)).status == 200
    storage.close()


def test_a_full_mailbox_still_takes_what_stewards_post(storage: SqliteStorage, relay: Mailboxes) -> None:
    """A6.4: a flood by one member cannot keep stewards from posting; reading goes on."""
    keys = Keys()
    storage.create(routes.decode_box(keys.box().body), 100_000)
    assert relay.handle(keys.post(b"a" * 94_000)).status == 200
    assert relay.handle(keys.post(b"b" * 4_000)).status == 507
    assert relay.handle(keys.post(b"c" * 4_000, key=keys.admin)).status == 200
    assert relay.handle(keys.post(b"d" * 4_000, key=keys.admin)).status == 507
    assert len(pulled(relay.handle(keys.read(routes.PULL)))) == 2
