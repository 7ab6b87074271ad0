"""A mailbox's holder and a real relay, over good lines and bad ones (S01, S04, S07, G13)."""

import secrets
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from crypto.invitation import rendezvous_keys
from crypto.mailbox import MailboxKeys
from sync.engine.fetch import LineCut
from sync.engine.own_relay import OwnRelay
from sync.engine.relay_client import Page, RelayClient
from sync.engine.watched import Limits
from sync.errors import (
    Cancelled,
    RelayRefuses,
    RelayTalksNonsense,
    RelayTalksTooMuch,
    RelayTooSlow,
    RelayUnreachable,
)
from sync.wire import routes
from tests.sync.engine.bad_line import BadLine

PATIENT = Limits(fixed=10.0, rate=4096)
PAGE = 1 << 20


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with OwnRelay(tmp_path_factory.mktemp("relay")) as relay:
        yield relay.address


@pytest.fixture
def client(address: str) -> Iterator[RelayClient]:
    client = RelayClient(address, limits=PATIENT)
    yield client
    client.close()


@pytest.fixture
def relay_pk(client: RelayClient) -> bytes:
    return client.info().public_key


@pytest.fixture
def keys(client: RelayClient, relay_pk: bytes) -> MailboxKeys:
    keys = rendezvous_keys(secrets.token_bytes(32), relay_pk)
    client.make_box(keys, b"")
    return keys


def some(count: int, size: int = 600) -> list[bytes]:
    return [secrets.token_bytes(size) for _ in range(count)]


def everything(client: RelayClient, keys: MailboxKeys, *, after: int = 0, tries: int = 200) -> list[bytes]:
    """Pull until there is no more; progress is kept whatever breaks."""
    found: list[bytes] = []
    for _ in range(tries):
        try:
            page = client.pull(keys, after, PAGE, 0)
        except RelayUnreachable:
            continue
        found += [blob for _, blob in page.blobs]
        assert page.next >= after
        after = page.next
        if not page.more:
            return found
    raise AssertionError("it never came to an end")


# ---------------------------------------------------------------- a good line
def test_what_is_posted_is_pulled_in_order(client: RelayClient, keys: MailboxKeys) -> None:
    blobs = some(40)

    answer = client.post(keys, blobs)

    page = client.pull(keys, 0, PAGE, 0)
    assert page.blobs == list(zip(answer.seqs, blobs, strict=True))
    assert (page.next, page.more) == (answer.seqs[-1], False)
    assert page.head.last == answer.head.last == 40
    assert page.head.incarnation == client.head(keys).incarnation
    assert client.pull(keys, page.next, PAGE, 0).blobs == []


def test_more_than_one_page_and_more_than_one_post(client: RelayClient, keys: MailboxKeys) -> None:
    blobs = some(9, 700_000)

    client.post(keys, blobs)

    first = client.pull(keys, 0, PAGE, 0)
    assert first.more and 0 < len(first.blobs) < 9
    assert everything(client, keys) == blobs


def test_a_blob_posted_twice_has_its_old_number(client: RelayClient, keys: MailboxKeys) -> None:
    blobs = some(3)
    before = client.post(keys, blobs)

    assert client.post(keys, list(reversed(blobs))).seqs == tuple(reversed(before.seqs))
    assert client.post(keys, [blobs[0], blobs[0]]).seqs == (before.seqs[0],) * 2
    assert client.post(keys, []).seqs == ()


def test_the_relay_says_what_it_holds(client: RelayClient, keys: MailboxKeys) -> None:
    blobs = some(2)
    client.post(keys, blobs)
    unknown = [secrets.token_bytes(32) for _ in range(1500)]

    held = client.have(keys, [routes.blob_id(blobs[0]), *unknown, routes.blob_id(blobs[1])])

    assert held == [True, *[False] * 1500, True]


def test_a_long_poll_hears_what_another_posts(client: RelayClient, keys: MailboxKeys, address: str) -> None:
    other = RelayClient(address)
    with ThreadPoolExecutor() as pool:
        polling = pool.submit(client.pull, keys, 0, PAGE, 50)
        blobs = some(1)
        other.post(keys, blobs)

        assert [blob for _, blob in polling.result(10).blobs] == blobs
    other.close()


def test_stop_ends_a_long_poll_at_once_and_close_ends_everything(keys: MailboxKeys, address: str) -> None:
    with BadLine(address) as line, ThreadPoolExecutor() as pool:
        poller = RelayClient(line.address)
        poller.head(keys)
        line.black = True
        polling = pool.submit(poller.pull, keys, 0, PAGE, 50)
        stopping = threading.Event()
        began = time.monotonic()
        while not polling.done() and time.monotonic() - began < 5:
            poller.stop()
            stopping.wait(0.01)

        with pytest.raises(Cancelled):
            polling.result(0)
        assert time.monotonic() - began < 1
        poller.close()
        with pytest.raises(Cancelled):
            poller.head(keys)


# ---------------------------------------------------------------- refusals
def test_unknown_wrong_and_not_ours_are_all_404(
    client: RelayClient, keys: MailboxKeys, relay_pk: bytes
) -> None:
    stranger = rendezvous_keys(secrets.token_bytes(32), relay_pk)
    wrong = replace(keys, read_token=stranger.read_token)
    for tried in (
        lambda: client.pull(stranger, 0, PAGE, 0),
        lambda: client.pull(wrong, 0, PAGE, 0),
        lambda: client.head(stranger),
        lambda: client.have(wrong, [bytes(32)]),
        lambda: client.post(stranger, some(1)),
        lambda: client.post(replace(keys, append=stranger.append), some(1)),
        lambda: client.make_box(replace(stranger, admin=None), b""),
    ):
        with pytest.raises(RelayRefuses) as caught:
            tried()
        assert caught.value.holes == {"status": 404}


def test_a_reader_does_not_even_try_to_post(client: RelayClient, keys: MailboxKeys) -> None:
    with pytest.raises(RelayRefuses):
        client.post(replace(keys, append=None), some(1))


def test_heads_are_of_the_relay_that_was_expected(address: str, keys: MailboxKeys, relay_pk: bytes) -> None:
    ours = RelayClient(address, relay_pk=relay_pk)
    assert ours.head(keys).mid == keys.mid
    ours.close()
    theirs = RelayClient(address, relay_pk=secrets.token_bytes(32))
    with pytest.raises(RelayTalksNonsense):
        theirs.head(keys)
    theirs.close()


# ---------------------------------------------------------------- a bad line
def test_a_slow_line_that_is_cut_again_and_again_makes_progress(
    client: RelayClient, keys: MailboxKeys, address: str
) -> None:
    """News of 200 kB, cut each 20 kB, cost little more than themselves."""
    blobs = some(340)
    client.post(keys, blobs)
    with BadLine(address, cut_after=20_000, rate=400_000) as line:
        cut = RelayClient(line.address, limits=PATIENT)

        assert everything(cut, keys) == blobs

        assert line.cuts >= 10
        assert line.carried <= 1.3 * sum(map(len, blobs))
        cut.close()


def test_posting_over_such_a_line_goes_on_where_it_was(
    client: RelayClient, keys: MailboxKeys, address: str
) -> None:
    blobs = some(1000)
    with BadLine(address, cut_after=20_000, rate=2_000_000) as line:
        cut = RelayClient(line.address, limits=PATIENT)

        cut.post(keys, blobs)

        assert line.cuts >= 30
        assert line.carried <= 1.4 * sum(map(len, blobs))
        cut.close()
    assert everything(client, keys) == blobs
    assert client.head(keys).last == len(blobs)


def test_a_cut_at_any_byte_never_takes_progress_back(
    client: RelayClient, keys: MailboxKeys, address: str
) -> None:
    blobs = some(5)
    client.post(keys, blobs)
    with BadLine(address) as line:
        for position in range(150, 4300, 21):
            line.cut_after = position
            cut = RelayClient(line.address, limits=PATIENT)
            with suppress(LineCut):
                page = cut.pull(keys, 0, PAGE, 0)
                assert [blob for _, blob in page.blobs] == blobs[: len(page.blobs)]
                assert page.next == len(page.blobs) > 0
                assert page.more or len(page.blobs) == 5
            cut.close()


def test_flipped_bits_are_a_problem_or_a_changed_blob_and_nothing_else(
    client: RelayClient, keys: MailboxKeys, address: str, relay_pk: bytes
) -> None:
    """What gets through altered is refused by the blob's own seal later."""
    blobs = some(3, 100)
    client.post(keys, blobs)
    with BadLine(address) as line:
        for position in range(0, 900, 7):
            line.flip_at = position
            flipped = RelayClient(line.address, relay_pk=relay_pk, limits=Limits(fixed=1.0, rate=1 << 20))
            try:
                page = flipped.pull(keys, 0, PAGE, 0)
            except (RelayUnreachable, RelayRefuses, RelayTalksNonsense, RelayTalksTooMuch, RelayTooSlow):
                continue
            finally:
                flipped.close()
            assert isinstance(page, Page)
            assert len(page.blobs) <= 3
            assert page.head.mid == keys.mid


def test_a_black_hole_ends_at_the_deadline(client: RelayClient, keys: MailboxKeys, address: str) -> None:
    assert client.head(keys).last == 0
    with BadLine(address) as line:
        line.black = True
        lost = RelayClient(line.address, limits=Limits(fixed=0.5, rate=1 << 20))
        began = time.monotonic()

        with pytest.raises(RelayTooSlow):
            lost.post(keys, some(100))

        assert time.monotonic() - began < 1.5
        lost.close()


def test_a_post_survives_a_relay_that_forgot_what_it_had(tmp_path: Path) -> None:
    """Half was posted, then the relay was emptied: all of it is posted again."""
    blobs = some(80)
    with (
        OwnRelay(tmp_path / "first") as first,
        OwnRelay(tmp_path / "second") as second,
        BadLine(first.address) as line,
    ):
        direct, other = RelayClient(first.address), RelayClient(second.address)
        keys = rendezvous_keys(secrets.token_bytes(32), bytes(32))
        direct.make_box(keys, b"")
        other.make_box(keys, b"")
        client = RelayClient(line.address, limits=PATIENT)
        line.plan, line.cut_after = [20_000] * 4, 100
        with pytest.raises(LineCut):
            client.post(keys, blobs)
        assert 0 < direct.head(keys).last < len(blobs)
        line.lead_to(second.address)
        line.cut_after = None

        assert client.post(keys, blobs).head.last == len(blobs)
        assert everything(other, keys) == blobs
        for one in (direct, other, client):
            one.close()
