"""Larger blobs in objects: what goes there, what comes back, and what a fault on the way leaves (A6.9)."""

import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.relay import checking, settings
from sync.relay.mailboxes import Mailboxes
from sync.relay.settings import Settings
from sync.relay.storage import bucket, opening
from sync.relay.storage.interface import Storage
from sync.relay.storage.opening import Kept
from sync.wire import routes
from tests.sync.relay.bucket_server import BucketServer
from tests.sync.relay.conftest import KEY
from tests.sync.relay.test_lasting import everything, posted
from tests.sync.relay.visitor import NOW, Door, Keys, made, pulled

OWN = KEY.verify_key.encode()
LEAST = 1000
LARGE, OTHER = b"L" * 2000, b"O" * 3000


@pytest.fixture
def place(objects: str) -> str:
    """Where blobs of LEAST bytes and more go."""
    return objects.replace("from=1", f"from={LEAST}")


@pytest.fixture
def kept(storing: list[str], place: str, tmp_path: Path) -> Iterator[Kept]:
    address = storing[1] if storing else f"sqlite:{tmp_path / 'relay.db'}"
    opened = opening.open_storage(address, OWN, *opening.open_objects(place, tmp_path, OWN))
    yield opened
    opened.close()


@pytest.fixture
def serving(kept: Kept) -> Mailboxes:
    return Mailboxes(kept.storage, KEY, lambda: NOW, anybody=True)


def settled(bucket_server: BucketServer, place: str, count: int) -> list[str]:
    """Return the objects once there are so many."""
    for _ in range(1000):
        if len(names := bucket_server.names(place)) == count:
            return names
        threading.Event().wait(0.01)
    raise AssertionError(names)


def pages(relay: Mailboxes, keys: Keys) -> list[tuple[int, bytes]]:
    return pulled(relay.handle(keys.read(routes.PULL)))


def test_only_larger_blobs_are_objects_and_all_come_back(
    serving: Mailboxes, bucket_server: BucketServer, place: str
) -> None:
    keys = made(serving)
    assert serving.handle(keys.post(b"small", LARGE, OTHER)).status == 200
    assert len(bucket_server.names(place)) == 2
    assert pages(serving, keys) == [(1, b"small"), (2, LARGE), (3, OTHER)]
    again = serving.handle(keys.post(OTHER, LARGE, b"new"))
    assert routes.decode_posted(again.body)[0] == [3, 2, 4]
    assert len(bucket_server.names(place)) == 2, "a known one is not put again"


def test_what_is_forgotten_is_deleted(
    serving: Mailboxes, kept: Kept, bucket_server: BucketServer, place: str
) -> None:
    keys, other = made(serving), made(serving)
    serving.handle(keys.post(LARGE, OTHER))
    serving.handle(other.post(LARGE))
    assert serving.handle(keys.rule(routes.TRIM, "trim", 2)).status == 200
    assert len(settled(bucket_server, place, 2)) == 2
    assert serving.handle(keys.rule(routes.CLOSE, "close")).status == 200
    assert [other.mid.hex() in name for name in settled(bucket_server, place, 1)] == [True]
    assert kept.storage.expire(NOW + 2 * 24 * 3600, 10) == 1
    assert bucket_server.names(place) == []


def test_storage_that_is_away_is_a_refusal_and_small_blobs_go_on(
    serving: Mailboxes, bucket_server: BucketServer
) -> None:
    keys = made(serving)
    serving.handle(keys.post(LARGE, b"small"))
    bucket_server.stop()
    try:
        assert serving.handle(keys.post(OTHER)).status == 503
        assert serving.handle(keys.read(routes.PULL)).status == 503
        assert pulled(serving.handle(keys.read(routes.PULL, {"after": "1"}))) == [(2, b"small")]
        assert serving.handle(keys.post(b"small too")).status == 200
        assert serving.handle(keys.rule(routes.TRIM, "trim", 2)).status == 200
    finally:
        bucket_server.start()
    assert serving.handle(keys.post(OTHER)).status == 200
    assert [blob for _, blob in pages(serving, keys)] == [b"small", b"small too", OTHER]


@pytest.mark.parametrize(("status", "answer"), [(403, 503), (507, 507)])
def test_a_refusing_storage_keeps_nothing(
    serving: Mailboxes, bucket_server: BucketServer, status: int, answer: int
) -> None:
    keys = made(serving)
    bucket_server.fails = [status] * 2
    assert serving.handle(keys.post(LARGE)).status == answer
    bucket_server.fails = []
    assert pages(serving, keys) == []


def test_what_does_not_fit_leaves_no_object(
    serving: Mailboxes, kept: Kept, bucket_server: BucketServer, place: str
) -> None:
    keys = Keys()
    kept.storage.create(routes.decode_box(keys.box().body), 5000)
    assert serving.handle(keys.post(LARGE, OTHER)).status == 507
    assert serving.handle(keys.post(LARGE, b"s" * 900, b"t" * 900, b"u" * 900)).status == 507
    assert settled(bucket_server, place, 0) == []


def test_objects_that_no_row_speaks_of_go_after_a_day(
    serving: Mailboxes, kept: Kept, bucket_server: BucketServer, place: str
) -> None:
    """What a crash between an object and its row leaves, whichever of the two came first."""
    keys = made(serving)
    serving.handle(keys.post(LARGE, OTHER))
    held = bucket_server.names(place)
    left = f"{held[0][:-4]}0000"
    foreign = f"{held[0].rpartition('/')[0]}/note.txt"
    bucket_server.kept |= {left: b"x", foreign: b"x"}
    bucket_server.dates |= dict.fromkeys((left, foreign), datetime.fromtimestamp(NOW, UTC))
    later = [NOW, NOW + 3 * 24 * 3600]
    assert [kept.storage.tidy(each) for each in later] == [0, 1]
    assert bucket_server.names(place) == sorted([*held, foreign])
    assert len(pages(serving, keys)) == 2


@pytest.mark.parametrize("spoil", [lambda _: None, lambda data: data[:-1], lambda data: b"x" * len(data)])
def test_an_object_that_is_gone_or_another_is_asked_for_again(
    serving: Mailboxes, bucket_server: BucketServer, place: str, spoil: Callable[[bytes], bytes | None]
) -> None:
    """Its row goes, so that clients see what is missing and fill it (A6.5); the rest is served."""
    keys = made(serving)
    serving.handle(keys.post(LARGE, b"small"))
    (name,) = bucket_server.names(place)
    changed = spoil(bucket_server.kept.pop(name))
    if changed is not None:
        bucket_server.kept[name] = changed
    ids = routes.encode_ids([routes.blob_id(LARGE), routes.blob_id(b"small")])
    assert pages(serving, keys) == [(2, b"small")]
    assert serving.handle(keys.read(routes.HAVE, body=ids)).body == b"\x00\x01"
    assert routes.decode_posted(serving.handle(keys.post(LARGE)).body)[0] == [3]
    assert pages(serving, keys) == [(2, b"small"), (3, LARGE)]


def test_acknowledged_survives_being_cut_off(
    door: Callable[..., Door], storing: list[str], place: str
) -> None:
    keys, relay = Keys(), door(*storing, "--objects", place)
    relay.ask(keys.box())
    kept: dict[int, bytes] = {}

    def write(_: int) -> None:
        while blobs := [secrets.token_bytes(1500), b"small" + secrets.token_bytes(8)]:
            if not (numbers := posted(relay, keys, *blobs)):
                return
            kept.update(zip(numbers, blobs, strict=True))
            if len(kept) >= 6:
                relay.cut_off()

    with ThreadPoolExecutor(2) as several:
        list(several.map(write, range(2)))
    again = door(*storing, "--objects", place)
    assert kept.items() <= everything(again, keys).items()


def test_without_its_objects_a_relay_says_that_it_cannot(
    serving: Mailboxes, storing: list[str], tmp_path: Path
) -> None:
    keys = made(serving)
    serving.handle(keys.post(b"small", LARGE))
    address = storing[1] if storing else f"sqlite:{tmp_path / 'relay.db'}"
    plain = opening.open_storage(address, OWN)

    def asked(storage: Storage) -> int:
        return Mailboxes(storage, KEY, lambda: NOW, anybody=True).handle(keys.read(routes.PULL)).status

    assert plain.disk.submit(asked, plain.storage).result() == 503
    plain.close()


@pytest.mark.parametrize(
    "address",
    [
        "s3:bucket",
        "https://x",
        "s3://",
        "s3://b?from=0",
        "s3://b?from=x",
        "s3://b?what=1",
        "s3://b?endpoint=x",
    ],
)
def test_a_place_that_is_none(address: str) -> None:
    with pytest.raises(OSError, match="does not look like s3"):
        bucket.place_of(address)


def test_keys_come_from_a_file_of_the_owner_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OSError, match="do not belong"):
        bucket.place_of("s3://name:secret@bucket")
    for name in (*bucket.KEY_VARIABLES, "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(OSError, match="missing"):
        bucket.keys(tmp_path)
    file = tmp_path / bucket.KEYS_FILE
    file.write_text("name\nsecret\n")
    file.chmod(0o644)
    with pytest.raises(OSError, match="others"):
        bucket.keys(tmp_path)
    file.chmod(0o600)
    assert bucket.keys(tmp_path) == ("name", "secret")
    file.write_text("one")
    with pytest.raises(OSError, match="two lines"):
        bucket.keys(tmp_path)
    file.unlink()
    for name, value in zip(bucket.KEY_VARIABLES, ("n", "s"), strict=True):
        monkeypatch.setenv(name, value)
    assert bucket.keys(tmp_path) == ("n", "s")
    handed = tmp_path / "handed"
    handed.mkdir()
    (handed / bucket.KEYS_FILE).write_text("from\nsystemd\n")
    (handed / bucket.KEYS_FILE).chmod(0o400)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    assert bucket.keys(tmp_path) == ("from", "systemd")


def test_check_tries_the_objects(tmp_path: Path, place: str, bucket_server: BucketServer) -> None:
    wanted = Settings(objects=place)
    settings.write(tmp_path, wanted)

    def said() -> str:
        looks = checking.everything(tmp_path, settings.read(tmp_path))
        return next(look.wrong for look in looks if look.what == "objects")

    assert said() == "" and bucket_server.names(place) == []
    bucket_server.fails = [403] * 2
    assert said() == "they cannot be written and read there"
    bucket_server.fails = []
