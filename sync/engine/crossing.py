"""Items are copied to another space: as new ones, without what never leaves its own (PROTOCOL 3.25)."""

import datetime as dt
import secrets
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from sync.attachment_refusals import AttachmentNotHere
from sync.engine import crossing_survey as survey
from sync.engine import crossing_way as way
from sync.engine import embargo, member_rows, moments, whole_items
from sync.engine.attachments import Attachment
from sync.engine.crossing_survey import Left, Look, One, Pair, Readers
from sync.engine.crossing_way import Progress, Stopped, Way
from sync.engine.crossing_words import Pointers, Where
from sync.engine.editing import Edit
from sync.engine.events import CopyTakenBack, ItemsChanged
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.steps import Steps
from sync.engine.whole_export import stays
from sync.errors import Cancelled, Problem
from sync.model import ops
from sync.store import attachments, records
from sync.store.database import Db

BATCH = 50


class Files(Protocol):
    """The files of items, as far as they are copied."""

    def rows(self, item: str, /) -> list[Attachment]: ...
    def copy(self, one: Attachment, item: str, steps: Steps, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """Where to, and which confidential fields go too, by kind and name; those for sharing always do."""

    space: str
    confidential: frozenset[Pair] = frozenset()
    files: bool = True


@dataclass(frozen=True, slots=True)
class Crossed:
    ids: Mapping[str, str] = field(default_factory=dict)
    """For each item that was copied the id of its copy."""
    files: int = 0
    missing: tuple[str, ...] = ()
    """Names of files that are not on this laptop, and so are not in the copy either."""
    links: int = 0
    """How many things were pointed to that did not go along."""
    left: Left = field(default_factory=Left)
    ended: Problem | None = None
    """What ended it before all was copied, as Cancelled; what was copied until then stays."""


@dataclass(slots=True)
class _Work:
    wish: Wish
    way: Way
    ids: dict[str, str]
    files_of: dict[str, Sequence[Attachment]]
    today: dt.date
    left: Left
    made: dict[str, str] = field(default_factory=dict)
    attached: dict[str, str] = field(default_factory=dict)
    """The new ids of files by their old ones."""
    missing: list[str] = field(default_factory=list)
    out: set[str] = field(default_factory=set)

    def without(self, item: str) -> None:
        """Let go of an item that stays after all."""
        self.ids.pop(item, None)
        self.way.total -= 1 + way.of_files(self.files_of.pop(item, ()))


@dataclass(frozen=True, slots=True)
class _Content:
    """What of an item goes; the long texts as they stand, because they may show files."""

    one: One
    fields: Sequence[tuple[str, Sequence[str]]]
    texts: Mapping[str, str]


class Crossing:
    def __init__(self, book: Notebook, items: Items, files: Files) -> None:
        self._book, self._items, self._files = book, items, files

    def look(self, items: Iterable[str]) -> Look:
        """Say what a copy of these items concerns; the replies to topics go along. Raises UnknownItem."""
        chosen = list(dict.fromkeys(items))
        ones = self._ones(chosen)
        said = self._book.read(lambda db: survey.replies(db, ones))
        extra = [name for name in said if name not in chosen]
        found = survey.look([*ones, *self._ones(extra)], len(extra))
        rows = [row for one in found.ones if one.files for row in self._files.rows(one.id)]
        here = [row for row in rows if row.present]
        absent = tuple(row.name for row in rows if not row.present)
        return replace(found, files=len(here), size=sum(row.size for row in here), absent=absent)

    def readers(self, space: str) -> Readers:
        return self._book.read(
            lambda db: survey.readers(member_rows.rows(db, self._book, bytes.fromhex(space)))
        )

    def copy(
        self,
        items: Iterable[str],
        wish: Wish,
        *,
        by: object = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Crossed:
        """Copy items to another space; one step takes all of it back.

        What was copied before somebody stopped it, or a disk was full, stays, and `ended` says why no more
        came. Raises UnknownItem, NotAllowed and its like, and what would be in `ended` where nothing came.
        """
        target = bytes.fromhex(wish.space)
        self._book.read(lambda db: self._book.may_write(db, target))
        going, left = survey.sorted_out(self.look(items).ones, wish.space, wish.confidential)
        work = self._begun(going, left, wish, Way(progress, cancelled, len(going)))
        ended: Problem | None = None
        try:
            for start in range(0, len(going), BATCH):
                self._batch(work, going[start : start + BATCH])
        except Problem as problem:
            if not work.made:
                raise
            ended = problem
        finally:
            self._told(work, by)
        return Crossed(work.made, len(work.attached), tuple(work.missing), len(work.out), work.left, ended)

    def _ones(self, items: Sequence[str]) -> list[One]:
        parts = [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
        held = {one.id for part in parts for one in self._items.lists.held(part)}
        found = [one for part in parts for one in self._book.read(partial(_every, part))]
        return [replace(one, withheld=one.id in held) for one in found]

    def _begun(self, going: Sequence[One], left: Left, wish: Wish, whole: Way) -> _Work:
        """Replies of one moment are read in the order of their ids, so the new ones follow each other too."""
        fresh = sorted(secrets.token_bytes(ops.RECORD_SIZE).hex() for _ in going)
        ids = {one.id: new for one, new in zip(going, fresh, strict=True)}
        asked = [one.id for one in going if one.files and wish.files]
        files: dict[str, Sequence[Attachment]] = {item: self._files.rows(item) for item in asked}
        whole.total += sum(map(way.of_files, files.values()))
        return _Work(wish, whole, ids, files, moments.today(self._book.clock()), left)

    def _told(self, work: _Work, by: object) -> None:
        if work.made:
            changed = ItemsChanged(frozenset(work.made.values()), by)
            drop = partial(self._items.many.drop, changed.ids)
            self._items.history.remember(lambda who: CopyTakenBack(drop(by=who).ids, who))
            self._book.events.tell(changed)

    # ------------------------------------------------------------ item by item
    def _batch(self, work: _Work, batch: Sequence[One]) -> None:
        work.way.passed(0)
        contents = self._book.write(partial(self._write, batch, work))
        work.made |= {content.one.id: work.ids[content.one.id] for content in contents}
        waiting = [each for each in contents if each.one.id in work.files_of]
        done = 0
        try:
            work.way.passed(len(contents) - len(waiting))
            for content in waiting:
                self._attach(work, content.one.id)
                self._finish(work, [content])
                done += 1
        except Problem:
            self._finish(work, waiting[done:])
            raise

    def _write(self, batch: Sequence[One], work: _Work, db: Db) -> list[_Content]:
        """Make the copies, whole in themselves: what their texts show of files comes with the files."""
        space = bytes.fromhex(work.wish.space)
        self._book.may_write(db, space)
        edit = Edit(db, self._book, space)
        contents = [_content(db, one, work) for one in _again(db, batch, work)]
        for content in contents:
            record = bytes.fromhex(work.ids[content.one.id])
            edit.say(ops.New(record, content.one.kind))
            for name, values in content.fields:
                edit.several(record, name, values)
            _say_texts(db, edit, content, work)
        edit.finish()
        return contents

    def _attach(self, work: _Work, item: str) -> None:
        try:
            for one in work.files_of[item]:
                self._attach_one(work, one, item)
        except Cancelled:
            if not self._stays(work, item):
                raise
            work.left += Left(withheld=1)  # its texts went before; of its files no more do
        work.way.passed(1)

    def _attach_one(self, work: _Work, one: Attachment, item: str) -> None:
        """Copy a file, as long as its item may leave. Raises Cancelled."""
        added, steps = "", work.way.steps(partial(self._stays, work, item))
        steps.look()
        with suppress(AttachmentNotHere):  # what was taken for whole may not be
            added = self._files.copy(one, work.ids[item], steps) if one.present else ""
        if added:
            work.attached[one.id] = added
            work.out.discard(one.id)
        else:
            work.missing.append(one.name)
        work.way.passed(way.of_files([one]))

    def _stays(self, work: _Work, item: str) -> bool:
        return bool(self._book.read(lambda db: embargo.held(db, [item], work.today)))

    def _finish(self, work: _Work, contents: Sequence[_Content]) -> None:
        """Let the long texts of items show their files that came."""

        def write(db: Db) -> None:
            edit = Edit(db, self._book, bytes.fromhex(work.wish.space))
            for content in contents:
                _say_texts(db, edit, content, work)
            edit.finish()

        if any(content.texts for content in contents):
            self._book.write(write)


def _every(items: Sequence[str], db: Db) -> list[One]:
    return survey.every(db, items)


def _again(db: Db, batch: Sequence[One], work: _Work) -> list[One]:
    """Look again what may go: a day may have been named since, and large files take long."""
    names, wish = [one.id for one in batch], work.wish
    owners = {name for one in batch for name in one.owners or ()} & work.made.keys()
    held = {one.id for one in embargo.held(db, [*names, *owners], work.today)}
    now = [replace(one, withheld=one.id in held) for one in survey.every(db, names)]
    going, left = survey.sorted_out(now, wish.space, wish.confidential, along=owners - held)
    work.left += left
    ids = {one.id for one in going}
    for name in set(names) - ids:
        work.without(name)
    return [one for one in now if one.id in ids]


def _content(db: Db, one: One, work: _Work) -> _Content:
    pointers = _pointers(db, work)
    fields, texts = survey.texts(db, one)
    said = []
    for name in (each for each in fields if _goes(one.kind, each, work.wish)):
        for each, several in whole_items.together(one.kind, name, fields[name]):
            if values := [value for text in several if (value := pointers.value(one.kind, name, text))]:
                said.append((each, values))
    return _Content(
        one, said, {name: text for name, text in texts.items() if _goes(one.kind, name, work.wish)}
    )


def _goes(kind: str, name: str, wish: Wish) -> bool:
    if stays(kind, name):
        return False
    return not survey.is_confidential(kind, name) or (kind, survey.base(name)) in wish.confidential


def _say_texts(db: Db, edit: Edit, content: _Content, work: _Work) -> None:
    pointers = _pointers(db, work)
    for name, text in content.texts.items():
        edit.text(bytes.fromhex(work.ids[content.one.id]), name, pointers.text(text))


def _pointers(db: Db, work: _Work) -> Pointers:
    return Pointers(ChainMap(work.ids, work.attached), partial(_where, db, work), work.out)


def _where(db: Db, work: _Work, name: str) -> Where:
    space = records.space_of(db, bytes.fromhex(name))
    if space is None:
        return "nowhere" if attachments.of(db, bytes.fromhex(name)) is None else "elsewhere"
    if space == bytes.fromhex(work.wish.space):
        return "there"
    return "withheld" if embargo.held(db, [name], work.today) else "elsewhere"
