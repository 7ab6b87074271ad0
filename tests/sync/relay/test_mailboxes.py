"""The relay as a function: what it keeps, what it gives, and whom it turns away (A6.2, R01)."""

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes, Request
from sync.relay.storage.interface import OVERHEAD, Box, DiskFailing, DiskFull
from sync.relay.storage.sqlite import DAY, SqliteStorage
from sync.wire import frames, routes
from tests.sync.relay.visitor import Keys, made, pulled

NOW = 1_800_000_000


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SqliteStorage]:
    kept = SqliteStorage(tmp_path / "relay.db")
    yield kept
    kept.close()


@pytest.fixture
def relay(storage: SqliteStorage) -> Mailboxes:
    return Mailboxes(storage, SigningKey(bytes(32)), lambda: NOW, anybody=True)


def test_blobs_are_numbered_and_come_back(relay: Mailboxes) -> None:
    keys = made(relay)
    answer = relay.handle(keys.post(b"one", b"two"))
    assert routes.decode_posted(answer.body)[0] == [1, 2] and answer.wake == keys.mid
    page = relay.handle(keys.read(routes.PULL))
    assert pulled(page) == [(1, b"one"), (2, b"two")]
    assert (page.headers[routes.NEXT], page.headers[routes.MORE]) == ("2", "0")
    assert pulled(relay.handle(keys.read(routes.PULL, {"after": "1"}))) == [(2, b"two")]


def test_the_same_blob_twice_is_one(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"one", b"two"))
    again = relay.handle(keys.post(b"two", b"three"))
    assert routes.decode_posted(again.body)[0] == [2, 3]
    nothing = relay.handle(keys.post(b"one"))
    assert routes.decode_posted(nothing.body)[0] == [1] and nothing.wake is None


def test_pages_end_where_they_are_full(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(*(bytes([number]) * 400 for number in range(1, 6))))
    page = relay.handle(keys.read(routes.PULL, {"max": "900"}))
    assert [seq for seq, _ in pulled(page)] == [1, 2] and page.headers[routes.MORE] == "1"
    one = relay.handle(keys.read(routes.PULL, {"max": "1", "after": "4"}))
    assert [seq for seq, _ in pulled(one)] == [5] and one.headers[routes.MORE] == "0"


def test_the_head_is_signed_and_follows_the_chain(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"one", b"two"))
    answer = relay.handle(keys.read(routes.HEAD))
    head, signature = routes.split_signed_head(answer.body.hex())
    SigningKey(bytes(32)).verify_key.verify(head.message(), signature)
    chain = routes.EMPTY_CHAIN
    for blob in (b"one", b"two"):
        chain = routes.chained(chain, routes.blob_id(blob))
    assert (head.mid, head.first, head.last, head.chain, head.time) == (keys.mid, 1, 2, chain, NOW)


def test_blobs_by_their_ids(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"one"))
    ids = routes.encode_ids([routes.blob_id(b"one"), routes.blob_id(b"other")])
    assert relay.handle(keys.read(routes.HAVE, body=ids)).body == b"\x01\x00"
    assert relay.handle(keys.read(routes.GET, body=ids)).body.endswith(b"one")


def test_stewards_trim_and_close(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"one", b"two", b"three"))
    assert relay.handle(keys.rule(routes.TRIM, "trim", 3)).status == 200
    assert [seq for seq, _ in pulled(relay.handle(keys.read(routes.PULL)))] == [3]
    relay.handle(keys.post(b"four"))
    assert [seq for seq, _ in pulled(relay.handle(keys.read(routes.PULL)))] == [3, 4]
    assert relay.handle(keys.rule(routes.CLOSE, "close")).status == 200
    assert relay.handle(keys.read(routes.PULL)).status == 404
    assert relay.handle(keys.post(b"five")).status == 404


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


def test_a_trim_reaches_no_blob_that_is_still_to_come(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"one"))
    for _ in range(2):
        assert relay.handle(keys.rule(routes.TRIM, "trim", 1000)).status == 200
    assert routes.decode_posted(relay.handle(keys.post(b"two")).body)[0] == [2]
    assert pulled(relay.handle(keys.read(routes.PULL))) == [(2, b"two")]


def test_the_chain_goes_on_over_what_was_trimmed(relay: Mailboxes) -> None:
    keys = made(relay)
    chain = routes.EMPTY_CHAIN
    for blob in (b"one", b"two"):
        relay.handle(keys.post(blob))
        relay.handle(keys.rule(routes.TRIM, "trim", 9))
        chain = routes.chained(chain, routes.blob_id(blob))
    head, _ = routes.split_signed_head(relay.handle(keys.read(routes.HEAD)).body.hex())
    assert (head.first, head.last, head.chain) == (3, 2, chain)


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


def test_closing_wakes_who_waits(relay: Mailboxes) -> None:
    keys = made(relay)
    assert relay.handle(keys.rule(routes.CLOSE, "close")).wake == keys.mid


def test_a_closed_mailbox_stays_closed(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.rule(routes.CLOSE, "close"))
    assert relay.handle(keys.box()).status == 201
    assert relay.handle(keys.post(b"one")).status == 404


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


def test_refusing_takes_as_long_whether_or_not_there_is_such_a_mailbox(relay: Mailboxes) -> None:
    """The same work is done: two signatures checked for a post, one hash compared for a read."""
    keys, nobody = made(relay), Keys()
    wrong = SigningKey.generate()
    posts = [keys.post(b"x", key=wrong), nobody.post(b"x", key=wrong)]
    reads = [keys.read(routes.PULL), nobody.read(routes.PULL)]
    reads[0] = Request("GET", routes.PULL, {**reads[0].headers, "rt": "00" * 32}, {})
    for known, unknown in (posts, reads):
        spent = {True: 1.0, False: 1.0}
        for turn in range(400):
            began = time.perf_counter()
            relay.handle(unknown if turn % 2 else known)
            spent[bool(turn % 2)] = min(spent[bool(turn % 2)], time.perf_counter() - began)
        assert 0.5 < spent[True] / spent[False] < 2


def test_making_a_mailbox_twice_changes_nothing(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"one"))
    thief = Keys()
    thief.mid = keys.mid
    assert relay.handle(thief.box()).status == 201
    assert relay.handle(thief.read(routes.PULL)).status == 404
    assert len(pulled(relay.handle(keys.read(routes.PULL)))) == 1


def test_without_open_a_mailbox_takes_a_ticket(storage: SqliteStorage) -> None:
    closed = Mailboxes(storage, SigningKey(bytes(32)), lambda: NOW, anybody=False)
    assert closed.handle(Keys().box()).status == 402


def test_what_it_says_of_itself(relay: Mailboxes) -> None:
    info = routes.decode_info(relay.handle(Request("GET", routes.INFO, {}, {})).body)
    assert info.public_key == bytes(SigningKey(bytes(32)).verify_key)


def _credentials(keys: Keys, other: Keys) -> Iterator[tuple[str, str]]:
    good = keys.post(b"x").headers["sig"]
    tokens = [
        "",
        keys.token.hex()[:-2],
        other.token.hex(),
        keys.mid.hex(),
        "zz" * 32,
        "00" * 32,
        "ff" * 4000,
        good,
    ]
    boxes = [keys.mid.hex(), other.mid.hex(), "", "00" * 32, keys.mid.hex()[:-2], keys.mid.hex() + "00", "zz"]
    yield from itertools.product(boxes, tokens)


def test_every_wrong_credential_gets_the_same_answer(relay: Mailboxes) -> None:
    """R01: unknown, wrong and closed cannot be told apart, for any verb."""
    keys, other = made(relay), made(relay)
    closed = made(relay)
    relay.handle(closed.rule(routes.CLOSE, "close"))
    relay.handle(keys.post(b"x"))
    tried = 0
    for mid, secret in _credentials(keys, other):
        if (mid, secret) == (other.mid.hex(), other.token.hex()):
            continue
        for path in (
            routes.PULL,
            routes.HEAD,
            routes.GET,
            routes.HAVE,
            routes.POST,
            routes.TRIM,
            routes.CLOSE,
        ):
            method = "GET" if path in (routes.PULL, routes.HEAD) else "POST"
            body = keys.post(b"y").body if path == routes.POST else b""
            answer = relay.handle(Request(method, path, {"mbx": mid, "rt": secret, "sig": secret}, {}, body))
            assert (answer.status, answer.body, answer.headers) == (404, b"", {}), (path, mid, secret)
            tried += 1
    for request in (closed.read(routes.PULL), closed.post(b"y"), closed.rule(routes.TRIM, "trim", 1)):
        answer = relay.handle(request)
        assert (answer.status, answer.body, answer.headers) == (404, b"", {})
        tried += 1
    assert tried >= 200
    assert len(pulled(relay.handle(keys.read(routes.PULL)))) == 1


def test_a_writer_is_no_steward_and_a_signature_fits_one_mailbox(relay: Mailboxes) -> None:
    keys, other = made(relay), made(relay)
    assert relay.handle(keys.rule(routes.TRIM, "trim", 1, key=keys.append)).status == 404
    assert relay.handle(keys.post(b"x", key=other.append)).status == 404
    moved = keys.post(b"x")
    headers = {**moved.headers, "mbx": other.mid.hex()}
    assert relay.handle(Request("POST", routes.POST, headers, {}, moved.body)).status == 404
    closing = keys.rule(routes.CLOSE, "close")
    assert relay.handle(Request("POST", routes.TRIM, closing.headers, {})).status == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (routes.BOX, b"nonsense", 400),
        (routes.POST, b"", 400),
        (routes.POST, b"\x00\x00\x00\x09x", 400),
        ("/v1/other", b"", 404),
        ("/", b"", 404),
    ],
)
def test_nonsense_gets_a_plain_refusal(relay: Mailboxes, path: str, body: bytes, status: int) -> None:
    keys = made(relay)
    assert relay.handle(Request("POST", path, keys.post(b"x").headers, {}, body)).status == status


@pytest.mark.parametrize(
    "query",
    [{"after": "-1"}, {"after": "x"}, {"max": "9" * 30}, {"after": "0" * 30 + "9" * 30}, {"after": "\u0661"}],
)
def test_numbers_that_are_none(relay: Mailboxes, query: dict[str, str]) -> None:
    assert relay.handle(made(relay).read(routes.PULL, query)).status == 400


def test_a_full_mailbox_still_takes_what_stewards_post(storage: SqliteStorage, relay: Mailboxes) -> None:
    """A6.4: a flood by one member cannot keep stewards from posting; reading goes on."""
    keys = Keys()
    storage.create(routes.decode_box(keys.box().body), 100_000)
    assert relay.handle(keys.post(b"a" * 94_000)).status == 200
    assert relay.handle(keys.post(b"b" * 4_000)).status == 507
    assert relay.handle(keys.post(b"c" * 4_000, key=keys.admin)).status == 200
    assert relay.handle(keys.post(b"d" * 4_000, key=keys.admin)).status == 507
    assert len(pulled(relay.handle(keys.read(routes.PULL)))) == 2
