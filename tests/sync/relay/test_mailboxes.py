"""The relay as a function: what it keeps and what it gives (A6.2)."""

import pytest
from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes, Request
from sync.relay.storage.interface import Box, Storage
from sync.wire import routes
from tests.sync.relay.visitor import NOW, Keys, made, pulled


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


def test_closing_wakes_who_waits(relay: Mailboxes) -> None:
    keys = made(relay)
    assert relay.handle(keys.rule(routes.CLOSE, "close")).wake == keys.mid


def test_making_a_mailbox_twice_changes_nothing(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.post(b"one"))
    thief = Keys()
    thief.mid = keys.mid
    assert relay.handle(thief.box()).status == 201
    assert relay.handle(thief.read(routes.PULL)).status == 404
    assert len(pulled(relay.handle(keys.read(routes.PULL)))) == 1


def test_without_open_a_mailbox_takes_a_ticket(storage: Storage) -> None:
    closed = Mailboxes(storage, SigningKey(bytes(32)), lambda: NOW, anybody=False)
    assert closed.handle(Keys().box()).status == 402


def test_what_it_says_of_itself(relay: Mailboxes) -> None:
    info = routes.decode_info(relay.handle(Request("GET", routes.INFO, {}, {})).body)
    assert info.public_key == bytes(SigningKey(bytes(32)).verify_key)


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


def test_a_page_says_so_when_another_process_trims_meanwhile(
    relay: Mailboxes, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else readers would take what is gone for withheld (A6.7)."""
    keys = made(relay)
    relay.handle(keys.post(b"one", b"two", b"three"))
    scan, before = storage.scan, iter([3])

    def trimmed(box: Box, after: int, size: int) -> list[tuple[int, bytes]]:
        if (number := next(before, None)) is not None:
            storage.trim(box, number)
        return scan(box, after, size)

    monkeypatch.setattr(storage, "scan", trimmed)
    page = relay.handle(keys.read(routes.PULL))
    assert routes.split_signed_head(page.headers[routes.SIGNED_HEAD])[0].first == 3
    assert pulled(page) == [(3, b"three")]
