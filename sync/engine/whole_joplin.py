"""A whole Joplin export into a space: notes with their notebooks and tags, links, and files."""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sync.engine import editing
from sync.engine.editing import Edit
from sync.engine.events import ItemsChanged
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.whole_import import Attaches, BroughtBack, Progress, Stopped
from sync.errors import Cancelled, FileUnreadable, Problem
from sync.exchange import jex, names, tags
from sync.exchange.jex_tar import Member, NotATar, Tar
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Reason, Refused
from sync.model import ops
from sync.store.database import Db
from sync.whole_refusals import NotAnExport

BATCH = 100
BATCH_BYTES = 4 * 1024 * 1024
SMALL = 64 * 1024
"""Bytes of a member that may be something else than a note."""

FOLDERS_MAX = 16
CONFLICT = "conflict"


@dataclass(slots=True)
class _Found:
    """What an export holds besides its texts."""

    notes: list[tuple[Member, str]] = field(default_factory=list)
    things: dict[str, dict[str, Mapping[str, str]]] = field(default_factory=dict)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, Member] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    """For each id of a note in the export the one that it has here."""
    used: set[str] = field(default_factory=set)

    def of(self, kind: str) -> dict[str, Mapping[str, str]]:
        return self.things.setdefault(kind, {})


@dataclass(frozen=True, slots=True)
class _Note:
    record: bytes
    fields: Mapping[str, str]
    files: tuple[str, ...]
    trashed: bool

    @property
    def size(self) -> int:
        return sum(map(len, self.fields.values()))


@dataclass(slots=True)
class _Work:
    tar: Tar
    space: bytes
    progress: Progress | None
    cancelled: Stopped | None
    found: _Found = field(default_factory=_Found)
    refused: list[Refused] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    files: int = 0

    def record_for(self, old: str) -> bytes:
        """Return the id that a note gets; the second with an id of the export gets one of its own."""
        new = self.found.ids.get(old, "")
        if not new or new in self.taken:
            return secrets.token_bytes(ops.RECORD_SIZE)
        self.taken.add(new)
        return bytes.fromhex(new)

    def go_on(self, done: int | None = None) -> None:
        """Raises Cancelled."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if done is not None and self.progress is not None:
            self.progress(done, len(self.tar.members) + len(self.found.notes))


class WholeJoplin:
    def __init__(self, book: Notebook, items: Items, attached: Attaches | None) -> None:
        self._book, self._items, self._attached = book, items, attached

    def bring_in(
        self,
        path: Path,
        space: str,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
        by: object = None,
    ) -> BroughtBack:
        """Read the export *path* into *space*; what cannot be read is named and stops nothing else.

        What came before somebody stopped it stays, and one step takes it back.
        Raises FileUnreadable, NotAnExport, Cancelled, and what `Items.new` does.
        """
        self._book.read(lambda db: self._book.may_write(db, bytes.fromhex(space)))
        try:
            with Tar(path) as tar, LimitedReader() as reader:
                work = _Work(tar, bytes.fromhex(space), progress, cancelled, refused=list(tar.refused))
                try:
                    self._look(work, reader)
                    self._notes(work, reader)
                    self._left_over(work, path.stem)
                finally:
                    self._told(work, by)
        except OSError as error:
            raise FileUnreadable(name=path.name) from error
        except NotATar as error:
            raise NotAnExport(name=path.name) from error
        return BroughtBack(len(work.made), work.files, tuple(work.refused), (space,), dict(work.found.ids))

    def _told(self, work: _Work, by: object) -> None:
        if work.made:
            changed = ItemsChanged(frozenset(work.made), by)
            self._items.history.remember(lambda who: self._items.many.drop(changed.ids, by=who))
            self._book.events.tell(changed)

    # ------------------------------------------------------------ what there is
    def _look(self, work: _Work, reader: LimitedReader) -> None:
        found = work.found
        for number, member in enumerate(work.tar.members, 1):
            work.go_on(number)
            name = member.name.removeprefix("./")
            stem = Path(name).name.partition(".")[0]
            if name.startswith("resources/"):
                found.files[stem] = member
            elif not name.endswith(".md") or "/" in name:
                work.refused.append(Refused(_shown(name), Reason.UNKNOWN_TYPE))
            elif member.size > jex.ITEM_MAX:
                work.refused.append(Refused(name, Reason.TOO_LARGE))
            elif member.size > SMALL:
                self._note_there(found, member, stem)
            else:
                self._sort(work, member, list(reader.read(jex.PREFIX + name, work.tar.content(member))))

    @staticmethod
    def _note_there(found: _Found, member: Member, stem: str) -> None:
        found.notes.append((member, stem))
        found.ids.setdefault(stem, secrets.token_bytes(ops.RECORD_SIZE).hex())

    def _sort(self, work: _Work, member: Member, said: Sequence[Imported | Refused]) -> None:
        for one in said:
            if isinstance(one, Refused):
                work.refused.append(Refused(_shown(member.name), one.reason))
            elif one.kind == "note":
                self._note_there(work.found, member, one.fields["id"])
            elif one.kind == "note_tag":
                work.found.tagged.setdefault(one.fields["note"], []).append(one.fields["tag"])
            else:
                work.found.of(one.kind)[one.fields["id"]] = one.fields

    # ------------------------------------------------------------ notes
    def _notes(self, work: _Work, reader: LimitedReader) -> None:
        batch: list[_Note] = []
        for number, (member, _) in enumerate(work.found.notes, 1):
            work.go_on(len(work.tar.members) + number)
            name = _shown(member.name)
            for one in reader.read(jex.PREFIX + name, work.tar.content(member)):
                made = one if isinstance(one, Refused) else self._note(work, name, one)
                if isinstance(made, Refused):
                    work.refused.append(made)
                else:
                    batch.append(made)
            if len(batch) >= BATCH or sum(one.size for one in batch) > BATCH_BYTES:
                self._keep(work, batch)
                batch = []
        self._keep(work, batch)

    def _note(self, work: _Work, name: str, one: Imported) -> _Note | Refused:
        if one.kind != "note":
            return Refused(name, Reason.UNREADABLE)
        found, said = work.found, one.fields
        named = [found.of("tag").get(each, {}).get("title", "") for each in found.tagged.get(said["id"], ())]
        listed = tags.tidy([*named, *([CONFLICT] if said["conflict"] else [])])
        fields = {
            "title": said["title"],
            "body": said["body"],
            "tags": tags.text([*listed, *_folder(found.of("folder"), said["parent"])]),
            "extra": said["extra"],
        }
        try:
            editing.check_fields(editing.declared_kind("note"), fields)
        except Problem as problem:
            return Refused(name, problem.code)
        linked = dict.fromkeys(jex.LINK.findall(said["body"]))
        files = tuple(each for each in linked if each in found.of("resource"))
        return _Note(work.record_for(said["id"]), fields, files, bool(said["deleted"]))

    def _keep(self, work: _Work, batch: Sequence[_Note]) -> None:
        if not batch:
            return
        self._book.write(partial(self._write, work, batch))
        work.made |= {one.record.hex() for one in batch}
        for one in batch:
            if one.files or one.trashed:
                new = {each: new for each in one.files if (new := self._attach(work, one.record.hex(), each))}
                self._book.write(partial(self._finish, work, one, new))

    def _write(self, work: _Work, batch: Sequence[_Note], db: Db) -> None:
        self._book.may_write(db, work.space)
        edit, kind = Edit(db, self._book, work.space), editing.declared_kind("note")
        for one in batch:
            edit.say(ops.New(one.record, kind.name))
            body = _linked(one.fields["body"], work.found.ids, {})
            edit.fields(
                one.record, kind, {name: text for name, text in one.fields.items() if text} | {"body": body}
            )
        edit.finish()

    def _finish(self, work: _Work, one: _Note, new: Mapping[str, str], db: Db) -> None:
        """Once its files are here, the text names them as they are called here."""
        edit = Edit(db, self._book, work.space)
        if new:
            edit.text(one.record, "body", editing.storable(_linked(one.fields["body"], work.found.ids, new)))
        if one.trashed:
            edit.say(ops.Drop(one.record))
        edit.finish()

    # ------------------------------------------------------------ files
    def _attach(self, work: _Work, item: str, resource: str) -> str:
        """Return the id that a file has here, or nothing."""
        said, member = work.found.of("resource")[resource], work.found.files.get(resource)
        work.found.used.add(resource)
        if member is None or self._attached is None:
            work.refused.append(Refused(said["name"], Reason.MISSING))
            return ""
        added = self._attached.add_pieces(item, said["name"], said["type"], self._pieces(work, member))
        work.files += 1
        return added.id

    @staticmethod
    def _pieces(work: _Work, member: Member) -> Iterator[bytes]:
        for piece in work.tar.pieces(member):
            work.go_on()
            yield piece

    def _left_over(self, work: _Work, stem: str) -> None:
        """Files that no note shows come with a note of their own."""
        resources = work.found.of("resource")
        left = [one for one in resources if one not in work.found.used and one in work.found.files]
        if left:
            title = {"title": names.stem_of(stem), "body": ""}
            self._keep(work, [_Note(secrets.token_bytes(ops.RECORD_SIZE), title, tuple(left), False)])


def _linked(body: str, notes: Mapping[str, str], files: Mapping[str, str]) -> str:
    def instead(found: re.Match[str]) -> str:
        old = found.group(1)
        if old in files:
            return f"attachment:{files[old]}"
        return f"item:{notes[old]}" if old in notes else found.group()

    return jex.LINK.sub(instead, body)


def _folder(folders: Mapping[str, Mapping[str, str]], name: str) -> list[str]:
    """Return the tag that stands for a notebook and those around it, as a folder of Markdown has it."""
    path: list[str] = []
    while name in folders and len(path) < FOLDERS_MAX:
        title = " ".join(folders[name]["title"].replace(",", " ").replace("/", " ").split()).lstrip("# ")
        path.insert(0, names.safe_name(title))
        name = folders[name]["parent"]
    return ["/".join(path) + "/"] if path else []


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode()[:300]
