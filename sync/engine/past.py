"""The history of each item: who changed what and when, any earlier state, and the way back to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sync.engine import past_replay, past_steps, shown
from sync.engine.editing import Edit, Value, declared_kind
from sync.engine.events import ItemsChanged
from sync.engine.history import History
from sync.engine.notebook import Notebook
from sync.engine.past_replay import ATTACHMENT, SITTING_MS, Replay
from sync.engine.past_steps import Asked, Progress, Sight, Step, Stopped
from sync.engine.shown import Item
from sync.item_refusals import NothingThen
from sync.model import kinds, ops
from sync.store import docs
from sync.store.database import Db
from sync.store.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One line of an item's history; of a long text *before* was taken out, *after* put in."""

    id: str
    at_ms: int
    """By its author's clock: a signed entry says one time for all in it, what was done here its own."""
    author: str
    checked: str
    what: str
    """made, set, text, attached, detached, renamed, dropped, back"""
    field: str
    before: str
    after: str
    entry: str
    """The signed entry that says it; nothing while it waits to be signed."""
    first: str = ""
    """The id of the first step of it, where it is a whole sitting."""


@dataclass(frozen=True, slots=True)
class _Read:
    known: Record
    steps: Sequence[Step]
    told: Mapping[bytes, tuple[str, str]]
    """By device (8 bytes) who that is and how far it was checked."""


class Past:
    """The signed entries are the truth (A5.3.6); what was set aside with a removed person does not count."""

    def __init__(self, book: Notebook, history: History) -> None:
        self._book, self._history = book, history

    def of(
        self,
        item: str,
        *,
        sittings: bool = False,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> list[Change]:
        """Return all changes, the newest first; with *sittings* what one person did in one go is one line.

        Raises UnknownItem, Cancelled.
        """
        asked = Asked(progress, cancelled)
        read = self._read(item, asked)
        authors = [step.stamp.dev8.hex() if not sittings else self._who(read, step) for step in read.steps]
        found = past_replay.stretches(
            read.steps, self._replay(read), authors, asked, pause_ms=SITTING_MS if sittings else 0
        )
        return [self._change(read, one) for one in found][::-1]

    def at(
        self, item: str, time_ms: int, *, change: str = "", cancelled: Stopped | None = None
    ) -> dict[str, str]:
        """Return every field as it was at a time, or after the *change* of that id where it is still there.

        Raises UnknownItem, Cancelled, NothingThen where the item was not there yet.
        """
        return self._then(item, time_ms, change, cancelled).fields()

    def _then(self, item: str, time_ms: int, change: str, cancelled: Stopped | None = None) -> Replay:
        read = self._read(item, Asked(cancelled=cancelled))
        replay = self._replay(read)
        for step in _up_to(read.steps, time_ms, change, self._book.clock()):
            replay.take(step)
        if not replay.made:
            raise NothingThen
        return replay

    def around(
        self, item: str, change: Change, *, cancelled: Stopped | None = None
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return every field as it was before a change and after it. Raises UnknownItem, Cancelled."""
        read = self._read(item, Asked(cancelled=cancelled))
        replay = self._replay(read)
        before: dict[str, str] = {}
        for step in _up_to(read.steps, change.at_ms, change.id, self._book.clock()):
            if step.name == change.first:
                before = replay.fields()
            replay.take(step)
        return before, replay.fields()

    def restore_at(self, item: str, time_ms: int, *, change: str = "", by: object = None) -> ItemsChanged:
        """Write what was said at a time as new edits, in one step to take back.

        Raises what `at` does, NothingThen where nothing was written then, and NotAllowed where this device
        may not write.
        """
        then = self._then(item, time_ms, change).values()
        if not any(then.values()):
            raise NothingThen
        return self._become(item, then, by)

    def _become(self, item: str, then: Mapping[str, Value], by: object) -> ItemsChanged:
        before = self._book.read(lambda db: shown.item(db, self._book, item))
        now = _said(before)
        names = [name for name in {**now, **then} if now.get(name) != then.get(name)]
        after = self._book.write(lambda db: self._write(db, before, {name: then.get(name) for name in names}))
        self._history.remember(partial(self._back, item, {name: now.get(name) for name in names}, after))
        return self._told(item, by)

    def _back(
        self, item: str, old: Mapping[str, Value | None], after: Mapping[str, str], by: object
    ) -> ItemsChanged:
        """Take a restoring back; of a long text what others wrote since then stays."""
        now = self._book.read(lambda db: shown.item(db, self._book, item))
        said = _said(now)
        undone = self._book.write(lambda db: self._write(db, now, old, after))
        self._history.remember(partial(self._back, item, {name: said.get(name) for name in old}, undone))
        return self._told(item, by)

    def _told(self, item: str, by: object) -> ItemsChanged:
        changed = ItemsChanged(frozenset({item}), by)
        self._book.events.tell(changed)
        return changed

    def _write(
        self, db: Db, item: Item, wanted: Mapping[str, Value | None], base: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """Write fields, and return the long texts as they are now."""
        space, record, kind = bytes.fromhex(item.space), bytes.fromhex(item.id), declared_kind(item.kind)
        self._book.may_write(db, space)
        edit = Edit(db, self._book, space)
        if item.trashed:
            edit.say(ops.New(record, kind.name))
        gone = [name for name, text in wanted.items() if text is None and name.startswith(ATTACHMENT)]
        for name in gone:
            edit.say(ops.Clear(record, name))
        edit.fields(record, kind, {name: wanted[name] or "" for name in wanted if name not in gone}, base)
        edit.finish()
        return docs.texts(db, record)

    def _read(self, item: str, asked: Asked) -> _Read:
        known = self._book.read(lambda db: shown.record(db, item))
        steps = past_steps.of(self._book, known, asked)
        return self._book.read(lambda db: self._named(db, known, steps))

    def _named(self, db: Db, known: Record, steps: Sequence[Step]) -> _Read:
        writers = shown.Writers(db, self._book, known.space)
        told = {dev8: writers.told(dev8, 0) for dev8 in {step.stamp.dev8 for step in steps}}
        return _Read(known, steps, {dev8: (name, checked) for dev8, (name, _, checked) in told.items()})

    def _who(self, read: _Read, step: Step) -> str:
        name, checked = read.told[step.stamp.dev8]
        return f"{checked} {name}"

    def _replay(self, read: _Read) -> Replay:
        known = read.known
        return Replay(known.space, kinds.find(known.kind), Sight(self._book, known.space))

    def _change(self, read: _Read, one: past_replay.Stretch) -> Change:
        last = one.last
        name, checked = read.told[last.stamp.dev8]
        before, after = one.before or "", one.after or ""
        if one.what == "text":
            before, after = past_replay.taken_and_put(before, after)
        said = (one.what, last.field, before, after)
        return Change(last.name, last.wall_ms, name, checked, *said, last.entry.hex(), one.first.name)


def _up_to(steps: Sequence[Step], time_ms: int, change: str, now_ms: int) -> Sequence[Step]:
    """Return the steps up to a change, or up to a time; what was written with its making belongs to it.

    Clocks differ: a step is never earlier than what it stands on, and one from the future has the time of the
    step before it.
    """
    for at, step in enumerate(steps):
        if change and step.name == change:
            return steps[: at + past_steps.together(steps[at:])]
    reached = 0
    for at, step in enumerate(steps):
        reached = max(reached, step.wall_ms) if step.wall_ms <= now_ms else reached
        if reached > time_ms:
            return steps[:at]
    return steps


def _said(item: Item) -> dict[str, Value]:
    """Return what the fields of an item say now."""
    return {name: shown.side_by_side(item, name) for name in item.fields}
