"""A folder in the place of a relay: whole files count and nothing else does, whatever is in it."""

import errno
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crypto.epoch import EpochSecrets
from crypto.mailbox import LOG, MailboxKeys, room_keys
from sync.engine import folder_files, folder_relay
from sync.engine.folder_relay import ID_FILE, FolderClient
from sync.engine.relay_client import Page
from sync.errors import Cancelled, FileUnwritable, RelayRefuses
from sync.relay_refusals import FolderAway, FolderFull, FolderUnusable
from sync.wire import routes

SECRETS = EpochSecrets(b"e" * 32, b"w" * 32, bytes(32))
PAGE = 4 << 20


class Numbered:
    """Numbers as a notebook keeps them, without one."""

    def __init__(self) -> None:
        self.rows: dict[bytes, dict[bytes, int]] = {}

    def known(self, mailbox: bytes) -> dict[bytes, int]:
        return dict(self.rows.get(mailbox, {}))

    def add(self, mailbox: bytes, ids: Sequence[bytes]) -> None:
        rows = self.rows.setdefault(mailbox, {})
        for name in ids:
            rows.setdefault(name, max(rows.values(), default=0) + 1)

    def forget(self, mailbox: bytes, ids: Sequence[bytes]) -> None:
        rows = self.rows[mailbox]
        last = max(rows.values())
        self.rows[mailbox] = {
            name: number for name, number in rows.items() if name not in ids or number == last
        }


def opened(path: Path, numbers: Numbered | None = None) -> tuple[FolderClient, MailboxKeys]:
    name = folder_relay.begin(path)
    return FolderClient(path, name, numbers or Numbered()), room_keys(SECRETS, name, LOG)


def made(path: Path) -> tuple[FolderClient, MailboxKeys, Path]:
    client, keys = opened(path)
    client.make_box(keys, b"")
    return client, keys, path / keys.mid.hex()


def everything(client: FolderClient, keys: MailboxKeys) -> list[bytes]:
    found: list[bytes] = []
    page = Page([], 0, more=True, head=client.head(keys))
    while page.more:
        page = client.pull(keys, page.next, PAGE, 0)
        found += [blob for _, blob in page.blobs]
    return found


def test_two_find_each_other_by_the_folder_alone(tmp_path: Path) -> None:
    amal, keys = opened(tmp_path)
    badu, same = opened(tmp_path)
    assert keys == same
    with pytest.raises(RelayRefuses):
        badu.pull(keys, 0, PAGE, 0)
    amal.make_box(keys, b"")
    amal.make_box(keys, b"")
    amal.post(keys, [b"one", b"two"])

    page = badu.pull(keys, 0, PAGE, 0)
    assert {blob for _, blob in page.blobs} == {b"one", b"two"} and not page.more
    assert badu.pull(keys, page.next, PAGE, 0).blobs == []
    amal.post(keys, [b"one", b"three"])
    assert badu.pull(keys, page.next, PAGE, 0).blobs == [(3, b"three")]
    assert badu.have(keys, [routes.blob_id(b"two"), routes.blob_id(b"four")]) == [True, False]
    assert badu.head(keys).last == 3 and badu.info().public_key == folder_relay.name_of(tmp_path)


def test_a_reader_posts_nothing(tmp_path: Path) -> None:
    client, keys, box = made(tmp_path)
    reader = room_keys(SECRETS.for_role("reader"), folder_relay.name_of(tmp_path), LOG)
    with pytest.raises(RelayRefuses):
        client.post(reader, [b"word"])
    assert list(box.iterdir()) == [] and everything(client, keys) == []


contents = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=6, unique=True)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(contents, st.data())
def test_halves_of_files_are_ignored_until_they_are_whole(
    tmp_path: Path, blobs: list[bytes], data: st.DataObject
) -> None:
    """A synchronising program may write any part first, in any order."""
    folder = tmp_path / os.urandom(8).hex()
    folder.mkdir()
    client, keys, box = made(folder)
    came: list[bytes] = []
    after = 0
    steps = [(blob, size) for blob in blobs for size in (data.draw(st.integers(0, len(blob) - 1)), len(blob))]
    order = data.draw(st.permutations(range(len(steps))))
    whole: set[bytes] = set()
    for blob, size in (steps[at] for at in order):
        (box / routes.blob_id(blob).hex()).write_bytes(blob[:size])
        whole = whole | {blob} if size == len(blob) else whole - {blob}
        page = client.pull(keys, after, PAGE, 0)
        after = page.next
        came += [one for _, one in page.blobs]
        assert whole <= set(came) <= set(blobs)
    assert len(came) == len(set(came))


def test_what_else_lies_there_is_passed_over(tmp_path: Path) -> None:
    client, keys, box = made(tmp_path)
    client.post(keys, [b"good"])
    secret = tmp_path / "diary"
    secret.write_bytes(b"not for others")
    name = routes.blob_id(secret.read_bytes()).hex()
    (box / name).symlink_to(secret)
    (box / ("a" * 64)).mkdir()
    os.mkfifo(box / ("b" * 64))
    (box / ("c" * 64)).write_bytes(b"x" * (routes.BLOB_MAX + 1))
    (box / ("d" * 64)).write_bytes(b"")
    (box / "desktop.ini").write_text("junk")
    (box / ("é" * 64)).write_text("junk")
    (box / f".{'e' * 16}.new").write_bytes(b"half")
    copied = routes.blob_id(b"copied").hex()
    (box / f"{copied} (conflicted copy)").write_bytes(b"copied")
    (box / f"{routes.blob_id(b'lie').hex()} (1)").write_bytes(b"truth")

    assert sorted(everything(client, keys)) == [b"copied", b"good"]
    assert everything(client, keys) == everything(client, keys)


def test_thousands_of_files_are_one_quick_look(tmp_path: Path) -> None:
    client, keys, box = made(tmp_path)
    for number in range(2_000):
        (box / f"{number:064x}").touch()
        (box / f"note {number}.txt").touch()
    blobs = [b"%d" % number for number in range(300)]
    for blob in blobs:
        (box / routes.blob_id(blob).hex()).write_bytes(blob)
    assert sorted(everything(client, keys)) == sorted(blobs)

    reads: list[Path] = []
    read = folder_files.read
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder_files, "read", lambda path, most: reads.append(path) or read(path, most))
        assert client.pull(keys, 300, PAGE, 0).blobs == []
    assert reads == []  # what was known, or held nothing, is not read again


def test_pages_are_bounded_and_go_on(tmp_path: Path) -> None:
    client, keys, _ = made(tmp_path)
    client.post(keys, [bytes([number]) * 1000 for number in range(10)])
    after, sizes, more = 0, [], True
    while more:
        page = client.pull(keys, after, 2500, 0)
        after, more = page.next, page.more
        sizes.append(len(page.blobs))
    assert sum(sizes) == 10 and max(sizes) <= 3


def test_waiting_ends_with_news_or_when_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_relay, "LOOK_SECONDS", 0.01)
    client, keys, _ = made(tmp_path)
    other, _ = opened(tmp_path)
    looked = threading.Event()
    page = client._page
    monkeypatch.setattr(client, "_page", lambda *asked: (looked.set(), page(*asked))[1])
    heard: list[object] = []

    def wait(after: int) -> None:
        try:
            heard.append(client.pull(keys, after, PAGE, 50).blobs)
        except Cancelled:
            heard.append("cancelled")

    waiting = threading.Thread(target=wait, args=(0,))
    waiting.start()
    assert looked.wait(10)
    other.post(keys, [b"news"])
    waiting.join(10)
    assert heard == [[(1, b"news")]]

    looked.clear()
    monkeypatch.setattr(folder_relay, "LOOK_SECONDS", 60)
    again = threading.Thread(target=wait, args=(1,))
    again.start()
    assert looked.wait(10)
    client.close()
    again.join(10)
    assert heard[1:] == ["cancelled"]
    with pytest.raises(Cancelled):
        client.pull(keys, 0, PAGE, 0)


def test_a_stick_that_is_pulled_or_another_one(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    client, keys, box = made(stick)
    away = stick.rename(tmp_path / "away")
    for ask in (lambda: client.pull(keys, 0, PAGE, 0), lambda: client.post(keys, [b"x"])):
        with pytest.raises(FolderAway):
            ask()
    stick.mkdir()  # another one at the same place
    with pytest.raises(FolderUnusable):
        client.pull(keys, 0, PAGE, 0)
    stick.rmdir()  # in which nothing was written
    away.rename(stick)
    assert box.is_dir() and everything(client, keys) == []


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33, None])
def test_a_damaged_name_is_no_name(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        (tmp_path / ID_FILE).symlink_to("/etc/hostname")
    else:
        (tmp_path / ID_FILE).write_bytes(content)
    with pytest.raises(FolderUnusable):
        folder_relay.name_of(tmp_path)


@pytest.mark.parametrize(
    ("number", "problem"),
    [(errno.ENOSPC, FolderFull), (errno.EROFS, FileUnwritable), (errno.EIO, FolderAway)],
)
def test_what_the_disk_says_has_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: type[Exception]
) -> None:
    client, keys, box = made(tmp_path)

    def refuse(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(problem):
        client.post(keys, [b"word"])
    assert list(box.iterdir()) == []  # no half stays


def test_a_link_is_no_mailbox(tmp_path: Path) -> None:
    client, keys = opened(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / keys.mid.hex()).symlink_to(elsewhere)
    with pytest.raises(RelayRefuses):
        client.make_box(keys, b"")
    with pytest.raises(RelayRefuses):
        client.post(keys, [b"word"])
