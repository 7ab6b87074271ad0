"""Back from an open folder (PROTOCOL 3.27): the same items, texts, links and files, in spaces here."""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from sync.engine import whole_items
from sync.engine.editing import Edit, storable
from sync.engine.events import ItemsChanged
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.spaces import Spaces
from sync.engine.whole_items import BareItem
from sync.errors import Cancelled
from sync.exchange import openfolder
from sync.exchange.limited import LimitedReader
from sync.exchange.openfolder_places import Survey, read_pieces
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from sync.model import ops
from sync.store.database import Db
from sync.whole_refusals import NotAnOpenFolder

BATCH = 100
BATCH_BYTES = 4 * 1024 * 1024
ABOUT_MAX = 4 * 1024 * 1024
NAME_MAX = 190
NAME = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class Added(Protocol):
    @property
    def id(self) -> str: ...


class Attaches(Protocol):
    def add_pieces(
        self, item: str, name: str, media_type: str, pieces: Iterable[bytes], /, *, by: object = None
    ) -> Added: ...


@dataclass(frozen=True, slots=True)
class BroughtBack:
    added: int = 0
    files: int = 0
    refused: tuple[Refused, ...] = ()
    spaces: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    """For each id in the folder the one that the item has here."""


@dataclass(slots=True)
class _Work:
    survey: Survey
    progress: Progress | None
    cancelled: Stopped | None
    ids: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    spaces: dict[str, str] = field(default_factory=dict)
    files: int = 0
    read: int = 0

    def go_on(self) -> None:
        """Raises Cancelled."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    def record_for(self, old: str) -> bytes:
        """Return the id that an item gets; the second with an id of the folder gets one of its own."""
        new = self.ids.get(old, "")
        if not new or new in self.taken:
            return secrets.token_bytes(ops.RECORD_SIZE)
        self.taken.add(new)
        return bytes.fromhex(new)

    def mapped(self, text: str) -> str:
        """Return *text* with the ids of the folder in it replaced by those that its items have here."""
        return NAME.sub(lambda found: self.ids.get(found.group(), found.group()), text)


class WholeImport:
    def __init__(self, book: Notebook, items: Items, spaces: Spaces, attached: Attaches | None) -> None:
        self._book, self._items, self._spaces, self._attached = book, items, spaces, attached

    def bring_in(
        self,
        folder: Path,
        space: str | None = None,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
        by: object = None,
    ) -> BroughtBack:
        """Read an open folder into *space*, or each of its spaces into a new one of the same name.

        What cannot be read is named and stops nothing else; what came before somebody stopped it stays, and
        one step takes it back. Raises NotAnOpenFolder, Cancelled, and what `Items.new` does.
        """
        survey = Survey(folder)
        work = _Work(survey, progress, cancelled, refused=list(survey.refused))
        with LimitedReader() as reader:
            names = self._names(reader, folder, survey)
            for name in survey.items:
                work.go_on()
                if old := survey.id_of(name):
                    work.ids.setdefault(old, secrets.token_bytes(ops.RECORD_SIZE).hex())
            try:
                self._all(work, reader, names, space)
            finally:
                self._told(work, by)
        spaces = tuple(dict.fromkeys(work.spaces.values()))
        ids = {old: new for old, new in work.ids.items() if new in work.made}
        return BroughtBack(len(work.made), work.files, tuple(work.refused), spaces, ids)

    def _names(self, reader: LimitedReader, folder: Path, survey: Survey) -> dict[str, str]:
        """Return what the spaces are called, by their folders. Raises NotAnOpenFolder."""
        raw = survey.content(openfolder.ABOUT, ABOUT_MAX) if openfolder.ABOUT in survey.others else b""
        said = (
            [] if isinstance(raw, Refused) else list(reader.read(openfolder.PREFIX + openfolder.ABOUT, raw))
        )
        if not said or any(isinstance(one, Refused) for one in said):
            raise NotAnOpenFolder(name=folder.name)
        return {one.fields["folder"]: one.fields["name"] for one in said if isinstance(one, Imported)}

    def _told(self, work: _Work, by: object) -> None:
        if work.made:
            changed = ItemsChanged(frozenset(work.made), by)
            self._items.history.remember(lambda who: self._items.many.drop(changed.ids, by=who))
            self._book.events.tell(changed)

    # ------------------------------------------------------------ item by item
    def _all(self, work: _Work, reader: LimitedReader, names: Mapping[str, str], space: str | None) -> None:
        batch: list[BareItem] = []
        place = ""
        for name in work.survey.items:
            folder = name.partition("/")[0]
            if folder != place or len(batch) >= BATCH or sum(one.size for one in batch) > BATCH_BYTES:
                self._keep(work, place, batch)
                batch, place = [], folder
                self._place(work, folder, names, space)
            work.go_on()
            batch += self._read(work, reader, name)
            work.read += 1
            if work.progress is not None:
                work.progress(work.read, len(work.survey.items))
        self._keep(work, place, batch)

    def _place(self, work: _Work, folder: str, names: Mapping[str, str], space: str | None) -> None:
        if folder not in work.spaces:
            work.spaces[folder] = space or self._spaces.new(self._free(names.get(folder, "") or folder)).id

    def _free(self, name: str) -> str:
        """Return a name for a new space that no other one has."""
        called = " ".join(name.split())[:NAME_MAX].strip() or openfolder.MARK
        taken = {one.name for one in self._spaces.all()}
        number, found = 1, called
        while found in taken:
            number += 1
            found = f"{called} {number}"
        return found

    def _read(self, work: _Work, reader: LimitedReader, name: str) -> Iterator[BareItem]:
        raw = work.survey.content(name, openfolder.ITEM_MAX)
        said: Iterable[Outcome] = (
            [raw] if isinstance(raw, Refused) else reader.read(openfolder.PREFIX + name, raw)
        )
        for one in said:
            made = one if isinstance(one, Refused) else whole_items.made(one, name, work.record_for)
            if isinstance(made, Refused):
                work.refused.append(Refused(name, made.reason))
            else:
                yield made

    def _keep(self, work: _Work, folder: str, batch: Sequence[BareItem]) -> None:
        if not batch:
            return
        space = bytes.fromhex(work.spaces[folder])
        self._book.write(partial(self._write, space, batch, work))
        work.made |= {one.record.hex() for one in batch}
        for one in batch:
            self._attach(work, space, folder, one)

    def _write(self, space: bytes, batch: Sequence[BareItem], work: _Work, db: Db) -> None:
        self._book.may_write(db, space)
        edit = Edit(db, self._book, space)
        for one in batch:
            edit.say(ops.New(one.record, one.kind))
            for name, several in one.fields.items():
                for field_name, values in whole_items.together(one.kind, name, several):
                    edit.several(one.record, field_name, [work.mapped(value) for value in values])
            for name, text in one.texts.items():
                edit.text(one.record, name, storable(work.mapped(text)))
            if one.trashed and not one.files:
                edit.say(ops.Drop(one.record))
        edit.finish()

    # ------------------------------------------------------------ files
    def _attach(self, work: _Work, space: bytes, folder: str, one: BareItem) -> None:
        """Add the files of an item; where its texts show them, have the texts name them as they are now."""
        for known in one.files:
            work.go_on()
            path = str(PurePosixPath(folder, known["path"])) if known["path"] else ""
            if self._attached is None or path not in work.survey.others:
                work.refused.append(Refused(known["name"], Reason.MISSING))
                continue
            try:
                added = self._attached.add_pieces(
                    one.record.hex(), known["name"], known["type"], _checked(work, path)
                )
            except OSError:
                work.refused.append(Refused(path, Reason.UNREADABLE))
                continue
            work.files += 1
            work.survey.others.discard(path)  # of one item: small words may not ask for a large file for ever
            work.ids[known["id"]] = added.id
        if one.files:
            self._book.write(partial(self._after_files, space, one, work))

    def _after_files(self, space: bytes, one: BareItem, work: _Work, db: Db) -> None:
        edit = Edit(db, self._book, space)
        files = [known["id"] for known in one.files]
        for name, text in one.texts.items():
            if any(each in text for each in files):
                edit.text(one.record, name, storable(work.mapped(text)))
        if one.trashed:
            edit.say(ops.Drop(one.record))
        edit.finish()


def _checked(work: _Work, path: str) -> Iterator[bytes]:
    for piece in read_pieces(work.survey.folder / path):
        work.go_on()
        yield piece
