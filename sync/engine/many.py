"""What is done with many items at once: few transactions, and one step to take back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from sync.engine import shown
from sync.engine.editing import Edit, storable
from sync.engine.events import ItemsChanged
from sync.engine.history import History
from sync.engine.notebook import Notebook
from sync.errors import Cancelled
from sync.model import kinds, ops
from sync.model.kinds.declaration import FieldType, split_tags
from sync.store.database import Db
from sync.store.records import Record

BATCH = 200

Say = Callable[[Edit, Record], bool]
"""Says what is to become of a record; False where nothing has to."""


Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asked for it, and who wants to hear how far it is and may stop it."""

    by: object
    progress: Progress | None
    cancelled: Stopped | None

    def go_on(self, done: int, total: int) -> None:
        """Raises Cancelled."""
        if self.progress is not None:
            self.progress(done, total)
        if self.cancelled is not None and self.cancelled():
            raise Cancelled


class Many:
    """What was done before somebody stopped it stays, and is one step to take back. Raises Cancelled."""

    def __init__(self, book: Notebook, history: History) -> None:
        self._book, self._history = book, history

    def drop(
        self,
        items: Iterable[str],
        *,
        by: object = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged:
        """Move items to the trash; those that lie there stay."""
        return self._change(items, dropped, self.restore, _Asked(by, progress, cancelled))

    def restore(
        self,
        items: Iterable[str],
        *,
        by: object = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged:
        """Put items back from the trash."""
        return self._change(items, restored, self.drop, _Asked(by, progress, cancelled))

    def tag(
        self,
        items: Iterable[str],
        tags: str,
        *,
        by: object = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged:
        """Give each item the tags in *tags* that it lacks; kinds of thing without tags stay as they are."""
        say = partial(_tagged, added=split_tags(storable(tags)))
        return self._change(items, say, partial(self.untag, tags=tags), _Asked(by, progress, cancelled))

    def untag(self, items: Iterable[str], tags: str, *, by: object = None) -> ItemsChanged:
        """Take the tags in *tags* off each item."""
        say = partial(_untagged, gone=split_tags(storable(tags)))
        return self._change(items, say, partial(self.tag, tags=tags), _Asked(by, None, None))

    def each(
        self,
        items: Iterable[str],
        say: Say,
        back: Callable[..., ItemsChanged],
        *,
        by: object = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> ItemsChanged:
        """Say something of each item; *back* takes it back for the ids that it is given, with `by`."""
        return self._change(items, say, back, _Asked(by, progress, cancelled))

    def _change(
        self, items: Iterable[str], say: Say, back: Callable[..., ItemsChanged], asked: _Asked
    ) -> ItemsChanged:
        every = tuple(dict.fromkeys(items))
        watch = self._history.watch
        if asked.progress is None:
            asked = _Asked(asked.by, watch.progress, asked.cancelled or watch.cancelled)
        known = self._book.read(partial(self._known, every))
        done: set[str] = set()
        looked = 0
        try:
            for space, batch in _batches(known):
                asked.go_on(looked, len(known))
                done |= self._book.write(partial(self._say, space, batch, say))
                looked += len(batch)
        finally:
            if done:  # also where the disk was full in the middle
                changed = ItemsChanged(frozenset(done), asked.by)
                self._history.remember(lambda who: back(changed.ids, by=who))
                self._book.events.tell(changed)
        return ItemsChanged(frozenset(done), asked.by)

    def _known(self, items: Sequence[str], db: Db) -> list[Record]:
        known = [shown.record(db, item) for item in items]
        for space in {one.space for one in known}:
            self._book.may_write(db, space)
        return known

    def _say(self, space: bytes, batch: Sequence[Record], say: Say, db: Db) -> set[str]:
        self._book.may_write(db, space)
        edit = Edit(db, self._book, space)
        now = [shown.record(db, one.record.hex()) for one in batch]
        said = {one.record.hex() for one in now if say(edit, one)}
        edit.finish()
        return said


def _batches(known: Iterable[Record]) -> Iterator[tuple[bytes, list[Record]]]:
    for space, group in groupby(sorted(known, key=lambda one: one.space), key=lambda one: one.space):
        every = list(group)
        for start in range(0, len(every), BATCH):
            yield space, every[start : start + BATCH]


def dropped(edit: Edit, one: Record) -> bool:
    if one.present:
        edit.say(ops.Drop(one.record))
    return one.present


def restored(edit: Edit, one: Record) -> bool:
    if not one.present:
        edit.say(ops.New(one.record, one.kind))
    return not one.present


def _tagged(edit: Edit, one: Record, *, added: Sequence[str]) -> bool:
    had = split_tags(one.tags)
    return retagged(edit, one, had, [*had, *(tag for tag in added if tag not in had)])


def _untagged(edit: Edit, one: Record, *, gone: Sequence[str]) -> bool:
    had = split_tags(one.tags)
    return retagged(edit, one, had, [tag for tag in had if tag not in gone])


def retagged(edit: Edit, one: Record, had: Sequence[str], tags: Sequence[str]) -> bool:
    kind = kinds.find(one.kind)
    field = next((each for each in kind.fields if each.type is FieldType.TAGS), None) if kind else None
    if kind is None or field is None or list(had) == list(tags):
        return False
    edit.fields(one.record, kind, {field.name: ", ".join(tags)})
    return True
