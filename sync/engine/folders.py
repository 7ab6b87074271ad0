"""The folders through which this notebook exchanges: a choice of this laptop, in no log (A6.8)."""

import contextlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sync.engine import eras, folder_files, folder_relay, folder_waiting
from sync.engine.asides import Aside
from sync.engine.folder_relay import FolderClient
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.errors import Problem
from sync.model.belonging import RelayEntry
from sync.relay_refusals import FolderAway, FolderUnusable
from sync.store import carriers, folder_numbers, settings, spaces, visits
from sync.store.database import Db
from sync.wire import codec

KEY = "folders"
DAY_MS = 24 * 3600 * 1000
KEPT_MS = 90 * DAY_MS  # as relays do (A6.5)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class FolderRow:
    path: Path
    spaces: tuple[str, ...] = ()
    """Those that are exchanged there; none for all."""
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class _Kept:
    path: str
    spaces: tuple[bytes, ...]
    name: bytes
    """The name that it had when it was last seen."""

    def covers(self, space: bytes) -> bool:
        return not self.spaces or space in self.spaces


@dataclass(frozen=True, slots=True)
class _Numbers:
    book: Notebook
    relay: bytes

    def known(self, mailbox: bytes) -> dict[bytes, int]:
        return self.book.read(lambda db: folder_numbers.known(db, self.relay, mailbox))

    def add(self, mailbox: bytes, ids: Collection[bytes]) -> None:
        now = self.book.clock()
        self.book.write(lambda db: folder_numbers.add(db, self.relay, mailbox, list(ids), now))

    def forget(self, mailbox: bytes, ids: Collection[bytes]) -> None:
        self.book.write(lambda db: folder_numbers.forget(db, self.relay, mailbox, ids))


class Folders:
    """Each is exchanged with in every round while it is there; one that is away is left out."""

    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        self._book = book
        self._mailboxes = mailboxes
        self._chosen = book.read(_kept)
        self._shown: dict[str, bytes] = {}
        self._tidied_ms = 0
        book.asides.look = self.look

    def rows(self) -> list[FolderRow]:
        self.look()
        return [
            FolderRow(Path(one.path), tuple(space.hex() for space in one.spaces), one.path in self._shown)
            for one in self._chosen
        ]

    def add(self, path: Path, spaces: Collection[str] = ()) -> FolderRow:
        """Exchange all spaces, or these, through a folder from now on.

        Raises FolderAway, FolderUnusable, FolderFull, FileUnwritable.
        """
        where = str(path.expanduser().absolute())
        name = folder_waiting.do(Path(where), partial(folder_relay.begin, Path(where)))
        chosen = tuple(sorted(bytes.fromhex(space) for space in spaces))

        def keep(db: Db) -> list[_Kept]:
            others = [one for one in _kept(db) if one.path != where]
            return _keep(db, [*others, _Kept(where, chosen, name)])

        self._hide(where)
        self._chosen = self._book.write(keep)
        self.look()
        return FolderRow(Path(where), tuple(space.hex() for space in chosen))

    def remove(self, path: Path) -> None:
        """Exchange there no more; the files stay, for others. Raises FolderUnusable for one not chosen."""
        where = str(path.expanduser().absolute())
        gone = [one for one in self._chosen if one.path == where]
        if not gone:
            raise FolderUnusable(name=path.name)
        self._hide(where)

        def forget(db: Db) -> list[_Kept]:
            visits.forget_place(db, gone[0].name)
            return _keep(db, [one for one in _kept(db) if one.path != where])

        self._chosen = self._book.write(forget)

    def look(self) -> None:
        """See which folders are there now; what cannot be used is as good as away."""
        for one in self._chosen:
            try:
                name = folder_waiting.do(Path(one.path), partial(folder_relay.name_of, Path(one.path)))
            except Problem:
                self._hide(one.path)
                continue
            if self._shown.get(one.path) != name:
                self._hide(one.path)
                self._show(replace(one, name=name))
                if name != one.name:
                    self._chosen = self._book.write(partial(_renamed, was=one, name=name))
        if self._shown and self._book.clock() - self._tidied_ms > DAY_MS:
            self._tidied_ms = self._book.clock()
            with contextlib.suppress(FolderAway):
                self.tidy()

    def tidy(self) -> int:
        """Delete files of 90 days, where this person is a steward and has taken them in; return how many."""
        gone = 0
        for path, name in list(self._shown.items()):
            for mailbox, ids in self._book.read(partial(self._old, name)):
                place = Path(path) / mailbox.hex()
                deleted = folder_waiting.do(Path(path), partial(_deleted, place, ids, self._before()))
                self._book.write(partial(folder_numbers.forget, relay=name, mailbox=mailbox, ids=deleted))
                gone += len(deleted)
        return gone

    # ------------------------------------------------------------ inside
    def _before(self) -> int:
        return self._book.clock() - KEPT_MS

    def _old(self, name: bytes, db: Db) -> list[tuple[bytes, list[bytes]]]:
        found = []
        aside = self._book.asides.get(name)
        for space in spaces.every(db):
            state, me = self._book.state(db, space), self._book.me_in(space)
            if aside is None or not aside.covers(space) or state.role_of_device(me.device) != "steward":
                continue
            for one in eras.readable(db, self._book, space):
                mailbox = self._book.asides.keys(name, one.secrets).mid
                taken = carriers.cursor(db, name, mailbox)
                if not taken.passed:
                    ids = folder_numbers.old(db, name, mailbox, self._before(), taken.next, AT_ONCE)
                    found.append((mailbox, ids))
        return found

    def _show(self, one: _Kept) -> None:
        path = Path(one.path)
        relay = RelayEntry(one.name, path.as_uri())
        connect = partial(FolderClient, path, one.name, _Numbers(self._book, one.name))
        self._book.asides.put(Aside(relay, connect, one.covers))
        self._shown[one.path] = one.name

    def _hide(self, path: str) -> None:
        name = self._shown.pop(path, None)
        if name is not None and name not in self._shown.values():
            self._book.asides.drop(name)
            with contextlib.suppress(KeyError):
                self._mailboxes.drop(name)


def _deleted(place: Path, ids: Collection[bytes], before_ms: int) -> list[bytes]:
    return [one for one in ids if folder_files.delete_old(place / one.hex(), before_ms)]


def _kept(db: Db) -> list[_Kept]:
    """What cannot be read is no folder: nothing is written anywhere then."""
    try:
        rows = codec.decode(settings.get(db, KEY) or codec.encode([]))
    except codec.Malformed:
        return []
    return [one for row in (rows if isinstance(rows, list) else []) if (one := _row(row)) is not None]


def _row(row: object) -> _Kept | None:
    match row:
        case [str() as path, [*chosen], bytes() as name]:
            known = tuple(one for one in chosen if isinstance(one, bytes))
            return _Kept(path, known, name) if len(known) == len(chosen) else None
    return None


def _keep(db: Db, folders: list[_Kept]) -> list[_Kept]:
    settings.put(db, KEY, codec.encode([[one.path, list(one.spaces), one.name] for one in folders]))
    return folders


def _renamed(db: Db, was: _Kept, name: bytes) -> list[_Kept]:
    """Another laptop's file came later, or this is another stick: nothing is known of it (A6.8)."""
    visits.forget_place(db, was.name)
    return _keep(db, [replace(one, name=name) if one.path == was.path else one for one in _kept(db)])
