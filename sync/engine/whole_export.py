"""Everything out, as a folder that is read without this program (PROTOCOL 3.27)."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from sync.engine import due, shown, unnamed
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.spaces import Spaces
from sync.engine.whole_items import ATTACHED, BESIDE
from sync.errors import Cancelled
from sync.exchange import openfolder, openfolder_new
from sync.exchange.openfolder import OpenFile, OpenItem, Written
from sync.exchange.openfolder_places import FILES, Places, short
from sync.model import kinds
from sync.store import docs
from sync.store.database import Db

BATCH = 20
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class Attachment(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def media_type(self) -> str: ...
    @property
    def present(self) -> bool: ...


class Attached(Protocol):
    """The files of items, as far as they are carried out and in."""

    def rows(self, item: str, /) -> Sequence[Attachment]: ...
    def read(self, attachment: str, /) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What is taken out, and the words of the file that explains the folder."""

    explained: str
    sources: bool = False
    """Also the fields that say where something is known from; they never leave otherwise."""
    trash: bool = False
    spaces: tuple[str, ...] = ()
    """All, where none is named."""
    held: bool = False
    """Also what is not to leave its space before a day that has not come."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    items: int = 0
    files: int = 0
    missing: tuple[str, ...] = ()
    """Names of files that are not on this computer, and so are not in the folder either."""
    stayed: int = 0
    """How many items are not in it because their day has not come."""


@dataclass(slots=True)
class _Work:
    folder: openfolder_new.NewFolder
    wish: Wish
    progress: Progress | None
    cancelled: Stopped | None
    total: int = 0
    items: int = 0
    files: int = 0
    places: Places = field(default_factory=Places)
    missing: list[str] = field(default_factory=list)

    def go_on(self) -> None:
        """Raises Cancelled."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    def done(self) -> None:
        self.items += 1
        if self.progress is not None:
            self.progress(self.items, self.total)


class WholeExport:
    def __init__(self, book: Notebook, items: Items, spaces: Spaces, attached: Attached | None) -> None:
        self._book, self._items, self._spaces, self._attached = book, items, spaces, attached

    def take_out(
        self,
        target: Path,
        wish: Wish,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> TakenOut:
        """Write everything that is asked for to the folder *target*, which is new or empty.

        Raises FolderNotEmpty, DiskFull, DiskFailing, FileUnwritable, Cancelled; then nothing was written.
        """
        chosen = [one for one in self._spaces.all() if not one.pending]
        chosen = [one for one in chosen if not wish.spaces or one.id in wish.spaces]
        there = {one.id: self._ids(one.id, wish) for one in chosen}
        listed = {space: self._leaving(ids, wish) for space, ids in there.items()}
        stayed = sum(len(ids) - len(listed[space]) for space, ids in there.items())
        with openfolder_new.new(target) as folder:
            work = _Work(folder, wish, progress, cancelled, sum(map(len, listed.values())))
            spaces = []
            for one in chosen:
                place = work.places.free(PurePosixPath(), one.name)
                spaces.append({"folder": str(place), "id": one.id, "name": one.name,
                               "items": len(listed[one.id])})  # fmt: skip
                self._space(work, place, listed[one.id])
            about = {
                "format": openfolder.FORMAT, "version": openfolder.VERSION,
                "written": moment(self._book.clock()), "sources": wish.sources, "spaces": spaces,
            }  # fmt: skip
            folder.write(PurePosixPath(openfolder.ABOUT), [_pretty(about)])
            folder.write(PurePosixPath(openfolder.README), [wish.explained.encode()])
        return TakenOut(work.items, work.files, tuple(work.missing), stayed)

    def _ids(self, space: str, wish: Wish) -> list[str]:
        rows = self._items.rows(space)
        if wish.trash:
            rows += self._items.rows(space, trashed=True)
        return [row.id for row in reversed(rows)]

    def _leaving(self, ids: Sequence[str], wish: Wish) -> list[str]:
        stay = set() if wish.held else due.staying(self._items.lists, ids)
        return [each for each in ids if each not in stay]

    def _space(self, work: _Work, place: PurePosixPath, ids: Sequence[str]) -> None:
        work.folder.make(place)
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            for item, title in self._book.read(partial(self._read, batch, work.wish)):
                work.go_on()
                named = short(title or item.kind)
                files = self._files(work, place, named, item.id)
                path = work.places.free(place / short(item.kind), named, openfolder.ENDING)
                work.folder.write(path, [openfolder.write(replace(self._bare(item, work.wish), files=files))])
                work.done()

    def _bare(self, item: OpenItem, wish: Wish) -> OpenItem:
        """Return the item without the names of what is held back."""
        if wish.held:
            return item
        named = unnamed.led_to(
            [*item.texts.values(), *(one for each in item.fields.values() for one in each)]
        )
        stay = due.staying(self._items.lists, named) if named else set[str]()
        fields = {
            name: [unnamed.in_text(one, stay) for one in several] for name, several in item.fields.items()
        }
        texts = {name: unnamed.in_text(text, stay) for name, text in item.texts.items()}
        return replace(item, fields=fields, texts=texts) if stay else item

    def _read(self, ids: Sequence[str], wish: Wish, db: Db) -> list[tuple[OpenItem, str]]:
        return [_open(db, self._book, one, sources=wish.sources) for one in ids]

    def _files(self, work: _Work, place: PurePosixPath, title: str, item: str) -> list[OpenFile]:
        found: list[OpenFile] = []
        rows = self._attached.rows(item) if self._attached is not None else ()
        folder = work.places.free(place / FILES, title) if rows else place
        for one in rows:
            known = OpenFile(one.id, one.name, one.size, one.media_type)
            if not one.present:
                work.missing.append(one.name)
                found.append(known)
                continue
            path = work.places.free_file(folder, one.name)
            work.folder.write(path, self._pieces(work, one.id))
            work.files += 1
            found.append(replace(known, path=str(path.relative_to(place))))
        return found

    def _pieces(self, work: _Work, attachment: str) -> Iterator[bytes]:
        assert self._attached is not None  # noqa: S101 - asked only for what it listed
        for piece in self._attached.read(attachment):
            work.go_on()
            yield piece


def _open(db: Db, book: Notebook, name: str, *, sources: bool) -> tuple[OpenItem, str]:
    one = shown.item(db, book, name)
    long = docs.texts(db, bytes.fromhex(name))
    left_out = frozenset() if sources else {each for each in {*one.fields, *long} if stays(one.kind, each)}
    kept = {
        each: values
        for each, values in one.fields.items()
        if each not in left_out and not each.startswith(ATTACHED)
    }
    written = {
        each: [Written(value.author, moment(value.when_ms), value.checked) for value in values]
        for each, values in kept.items()
    }
    fields = {each: [value.value for value in values] for each, values in kept.items() if each not in long}
    texts = {each: text for each, text in long.items() if each not in left_out}
    item = OpenItem(
        one.id, one.kind, fields, texts, moment(one.changed_ms), one.trashed, written=written
    )  # fmt: skip
    return item, one.title


def compartments(kind: str) -> frozenset[str]:
    """Return the fields of a kind that never leave their space."""
    declared = kinds.find(kind)
    return frozenset(one.name for one in declared.fields if one.compartment) if declared else frozenset()


SOURCES = frozenset[str]().union(*map(compartments, kinds.ALL))
"""Their names in any kind: what a newer release calls so is taken for one, too."""


def stays(kind: str, name: str) -> bool:
    """Whether a field never leaves its space; neither does what came back in beside it."""
    plain = name.removeprefix(BESIDE)
    return plain in SOURCES or plain in compartments(kind)


def moment(ms: int) -> str:
    """Return a time in RFC 3339, in UTC to the second; of a clock that makes no sense, nothing."""
    try:
        return dt.datetime.fromtimestamp(ms / 1000, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""


def _pretty(about: Mapping[str, object]) -> bytes:
    return (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
