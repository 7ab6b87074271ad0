"""A folder in the place of a relay: a shared or synced one, or a stick left in a drawer (A6.8).

Files are `mid-hex/blobid-hex`. Whatever else is in the folder is passed over: other people's files, halves
that a synchronising program has not finished, its copies of conflicts unless they hold what their name says.
"""

import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from crypto.labels import Label, identifier
from crypto.mailbox import MailboxKeys
from sync.engine import folder_files, folder_waiting
from sync.engine.relay_client import Page, PostAnswer
from sync.errors import Cancelled, RelayRefuses
from sync.wire import routes
from sync.wire.routes import Head, Info

NO_MAILBOX, FORBIDDEN = 404, 403
ID_FILE, ID_SIZE = "relay-id", 32
LOOK_SECONDS, LOOK_SHARE = 3.0, 20
"""Between two looks while waiting, and so many times what the last look took."""
READ_MAX = 64 << 20
"""Bytes of files that hold nothing which are read in one go; the next round goes on."""
GONE_MAX = 4_096
"""Files that are gone of which the numbers are kept: who comes back soon is no news."""
INCARNATION = b"folder"
T = TypeVar("T")


class Numbers(Protocol):
    """In what order this notebook came to know the files of one mailbox."""

    def known(self, mailbox: bytes) -> dict[bytes, int]: ...

    def add(self, mailbox: bytes, ids: Sequence[bytes]) -> None: ...

    def forget(self, mailbox: bytes, ids: Sequence[bytes]) -> None: ...


def begin(path: Path) -> bytes:
    """Write a name into a folder that has none, and return what is there then; raises as `name_of`.

    Only where a person chose it: at the same place another time may be somebody else's stick.
    """
    file = path / ID_FILE
    with folder_files.told(path):
        if not path.is_dir():
            raise FileNotFoundError
        if not file.is_symlink() and not file.exists():
            folder_files.write(file, secrets.token_bytes(ID_SIZE))
    return name_of(path)  # of two who came first at once, what is there now counts


def name_of(path: Path) -> bytes:
    """Return the 32-byte name of a folder, which its first user wrote into it (SPEC 5.1).

    Raises FolderAway, FolderUnusable, FolderFull, FileUnwritable.
    """
    with folder_files.told(path):
        if not path.is_dir():
            raise FileNotFoundError
    data = folder_files.read(path / ID_FILE, ID_SIZE)
    if data is None or len(data) != ID_SIZE:
        raise folder_files.unusable(path)
    return identifier(Label.FOLDER, data)


@dataclass(slots=True)
class _Box:
    """What is known of one mailbox: its files with their numbers, and those that hold nothing as they are."""

    known: dict[bytes, int]
    hollow: dict[bytes, frozenset[tuple[str, int, int]]] = field(default_factory=dict)
    left: bool = False
    """Whether there are new files that were not looked at yet."""


class FolderClient:
    """Speaks to a folder as RelayClient does to a relay; problems are those of `name_of`."""

    def __init__(self, path: Path, name: bytes, numbers: Numbers) -> None:
        self._path = path
        self._name = name
        self._numbers = numbers
        self._boxes: dict[bytes, _Box] = {}
        self._stopped = threading.Event()
        self._closed = False

    def _do(self, work: Callable[[], T]) -> T:
        return folder_waiting.do(self._path, work)

    def stop(self) -> None:
        """Break off waiting at once; from any thread."""
        self._stopped.set()

    def close(self) -> None:
        self._closed = True
        self._stopped.set()

    def info(self) -> Info:
        return Info(self._name.hex(), tickets=False)

    def make_box(self, keys: MailboxKeys, ticket: bytes) -> None:  # noqa: ARG002 - folders ask for none
        self._do(partial(self._make, keys))

    def _make(self, keys: MailboxKeys) -> None:
        with folder_files.told(self._path):
            self._box(keys).mkdir(exist_ok=True)
        self._must_be(keys)

    # ------------------------------------------------------------ sending
    def post(self, keys: MailboxKeys, blobs: Sequence[bytes]) -> PostAnswer:
        if keys.append is None:
            raise RelayRefuses(status=FORBIDDEN)
        self._do(partial(self._put, keys, blobs))
        return PostAnswer((), self.head(keys))

    def _put(self, keys: MailboxKeys, blobs: Sequence[bytes]) -> None:
        box = self._must_be(keys)
        with folder_files.told(self._path):
            for blob in blobs:
                file = box / routes.blob_id(blob).hex()
                if folder_files.read(file, routes.BLOB_MAX) != blob:
                    folder_files.write(file, blob)
            folder_files.settle(box)

    # ------------------------------------------------------------ receiving
    def pull(self, keys: MailboxKeys, after: int, max_bytes: int, wait: int) -> Page:
        """Return what comes after a number of this notebook's own, waiting as a relay would."""
        self._stopped.clear()
        ends = time.monotonic() + min(wait, routes.WAIT_MAX)
        while True:
            began = time.monotonic()
            page = self._do(partial(self._page, keys, after, max_bytes))
            now = time.monotonic()
            if page.blobs or now >= ends:
                return page
            self._stopped.wait(min(ends - now, max(LOOK_SECONDS, LOOK_SHARE * (now - began))))
            if self._stopped.is_set():
                raise Cancelled

    def have(self, keys: MailboxKeys, ids: Sequence[bytes]) -> list[bool]:
        return self._do(partial(self._held, keys, ids))

    def _held(self, keys: MailboxKeys, ids: Sequence[bytes]) -> list[bool]:
        box = self._must_be(keys)
        return [_whole(box, name, [name.hex()]) is not None for name in ids]

    def get(self, keys: MailboxKeys, name: bytes) -> bytes | None:
        """Return the blob of that id (32 bytes), or None where the folder has none that is whole."""
        return self._do(partial(self._got, keys, name))

    def _got(self, keys: MailboxKeys, name: bytes) -> bytes | None:
        return _whole(self._must_be(keys), name, [name.hex()])

    def head(self, keys: MailboxKeys) -> Head:
        last = max(self._at(keys).known.values(), default=0)
        incarnation = sha256(INCARNATION + self._name).digest()[: routes.INCARNATION_SIZE]
        return Head(keys.mid, incarnation, 1, last, routes.EMPTY_CHAIN, 0)

    def _page(self, keys: MailboxKeys, after: int, most: int) -> Page:
        path, box = self._must_be(keys), self._at(keys)
        with folder_files.told(self._path):
            listed = folder_files.listed(path)
        fresh = self._discovered(keys, path, listed, most)
        waiting = sorted((box.known[name], name) for name in listed if box.known.get(name, 0) > after)
        blobs: list[tuple[int, bytes]] = []
        end = after
        for number, name in waiting:
            data = fresh.get(name) or _whole(path, name, listed[name])
            if data is not None:
                if blobs and most < len(data):
                    break
                blobs.append((number, data))
                most -= len(data)
            end = number
        more = bool(blobs) and (end < waiting[-1][0] or box.left)
        return Page(blobs, end, more, self.head(keys), after)

    def _discovered(
        self, keys: MailboxKeys, path: Path, listed: Mapping[bytes, list[str]], most: int
    ) -> dict[bytes, bytes]:
        """Number files that are new and whole, about *most* bytes of them; return what is in them."""
        box = self._at(keys)
        found: dict[bytes, bytes] = {}
        read, box.left = 0, False
        for name in sorted(set(listed) - set(box.known)):
            shape = folder_files.shape(path, listed[name])
            if box.hollow.get(name) == shape:
                continue  # as it was when it held nothing
            read += sum(size for _, size, _ in shape)
            data = _whole(path, name, listed[name])
            if data is None and folder_files.are_read(path, listed[name]):
                box.hollow[name] = shape
            if data is not None:
                found[name] = data
                most -= len(data)
            if most <= 0 or read > READ_MAX:
                box.left = True
                break
        self._number(keys, found, listed)
        return found

    def _number(
        self, keys: MailboxKeys, found: Mapping[bytes, bytes], listed: Mapping[bytes, list[str]]
    ) -> None:
        box = self._at(keys)
        gone = box.known.keys() - listed.keys()
        if len(gone) > GONE_MAX:  # or whoever writes there could let our own tables grow without an end
            self._numbers.forget(keys.mid, sorted(gone))
        if found:
            self._numbers.add(keys.mid, list(found))
        if found or len(gone) > GONE_MAX:
            box.known = self._numbers.known(keys.mid)
        box.hollow = {name: shape for name, shape in box.hollow.items() if name in listed}

    # ------------------------------------------------------------ where
    def _box(self, keys: MailboxKeys) -> Path:
        return self._path / keys.mid.hex()

    def _must_be(self, keys: MailboxKeys) -> Path:
        """The folder of a mailbox. Raises RelayRefuses(404) where that is not made yet."""
        if self._closed:
            raise Cancelled
        box = self._box(keys)
        if folder_files.is_folder(box):
            return box
        if name_of(self._path) != self._name:  # another stick, or what another laptop wrote came later
            raise folder_files.unusable(self._path)
        raise RelayRefuses(status=NO_MAILBOX)

    def _at(self, keys: MailboxKeys) -> _Box:
        if keys.mid not in self._boxes:
            self._boxes[keys.mid] = _Box(self._numbers.known(keys.mid))
        return self._boxes[keys.mid]


def _whole(path: Path, name: bytes, files: Sequence[str]) -> bytes | None:
    """Return the blob of that id from the first file that holds it."""
    for file in files:
        data = folder_files.read(path / file, routes.BLOB_MAX)
        if data and routes.blob_id(data) == name:
            return data
    return None
