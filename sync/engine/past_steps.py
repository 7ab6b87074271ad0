"""What the entries say of one item, operation by operation, none before what it stands on (A5.3.6)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from sync.engine import departure
from sync.engine.notebook import Notebook
from sync.errors import Cancelled
from sync.model import ops
from sync.model.entry import DEV8_SIZE, BadEntry, Encoded
from sync.model.records import Seen, Stamp
from sync.store import entries, outbox, touched
from sync.store.database import Db
from sync.store.records import Record
from sync.wire import codec

AT_ONCE = 200  # entries read in one go: other work in the notebook goes on in between
ALL_SEEN = 1 << 62
OLD_STEPS = 50  # between two words on how far it is

Said: TypeAlias = ops.New | ops.Set | ops.Several | ops.Clear | ops.Drop | ops.Doc
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation; without an *entry* it waits in the outbox."""

    name: str
    device: bytes
    stamp: Stamp
    wall_ms: int
    """By its author's clock; of what was done on this laptop when it was done, not when it was signed."""
    op: Said
    entry: bytes = b""
    deps: tuple[tuple[bytes, int], ...] = ()

    @property
    def field(self) -> str:
        match self.op:
            case ops.Set() | ops.Several() | ops.Clear():
                return self.op.field
            case ops.Doc():
                return self.op.doc[ops.RECORD_SIZE :].decode("ascii")
        return ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who wants to hear how far it is, and may stop it."""

    progress: Progress | None = None
    cancelled: Stopped | None = None

    def go_on(self, done: int, total: int) -> None:
        """Raises Cancelled."""
        if done % OLD_STEPS and done != total:
            return
        if self.progress is not None:
            self.progress(done, total)
        if self.cancelled is not None and self.cancelled():
            raise Cancelled


def of(book: Notebook, known: Record, asked: Asked) -> list[Step]:
    """Return all that counts of what was said about an item. Raises Cancelled."""
    rows, staged = book.read(lambda db: _begun(db, book, known))
    found: list[Step] = []
    for start in range(0, len(rows), AT_ONCE):
        asked.go_on(start - start % OLD_STEPS, 2 * len(rows))
        part = rows[start : start + AT_ONCE]
        found += book.read(partial(_signed, known.record, part))
    return found + staged


def _begun(db: Db, book: Notebook, known: Record) -> tuple[list[int], list[Step]]:
    return touched.rows(db, known.space, known.record), list(_staged(db, book, known))


def _signed(record: bytes, rows: Sequence[int], db: Db) -> list[Step]:
    found: list[Step] = []
    for row in rows:
        one = entries.in_row(db, row)
        header, times = one.header, touched.times(db, one.id)
        stamp = Stamp(header.lamport, header.device[:DEV8_SIZE], header.seq)
        for place, op in about(record, header.ops):
            wall_ms = times[place] if place < len(times) and times[place] else header.wall_ms
            name = f"{one.id.hex()}:{place}"
            found.append(Step(name, header.device, stamp, wall_ms, op, one.id, header.deps))
    return found


def _staged(db: Db, book: Notebook, known: Record) -> Iterator[Step]:
    """Edits of ours that are not signed yet count like any others."""
    waiting, times = outbox.waiting(db, known.space), outbox.times(db, known.space)
    if waiting:
        stamp, me = departure.stamp(db, book, known.space), book.me_in(known.space)
        for place, op in about(known.record, [_encoded(data) for data in waiting]):
            yield Step(f":{place}", me.device, stamp, times[place] or known.changed_ms, op)


def _encoded(data: bytes) -> Encoded:
    value = codec.decode(data)
    return tuple(value) if isinstance(value, list) else ()


def about(record: bytes, said: Sequence[Encoded]) -> Iterator[tuple[int, Said]]:
    for place, encoded in enumerate(said):
        with suppress(BadEntry):
            match ops.decode(encoded):
                case (ops.New() | ops.Set() | ops.Several() | ops.Clear() | ops.Drop()) as op if (
                    op.record == record
                ):
                    yield place, op
                case ops.Doc() as op if op.doc[: ops.RECORD_SIZE] == record:
                    yield place, op


def together(steps: Sequence[Step]) -> int:
    """Say how many of *steps* were done as one with the first: where it makes an item, its first fields."""
    first, said = steps[0], set[str]()
    if not isinstance(first.op, ops.New):
        return 1
    for at, step in enumerate(steps[1:], 1):
        registers = isinstance(step.op, ops.Set | ops.Several)
        apart = (step.entry, step.device, step.wall_ms) != (first.entry, first.device, first.wall_ms)
        if apart or step.field in said or not (registers or isinstance(step.op, ops.Doc)):
            return at
        if registers:
            said.add(step.field)  # said again, it is a change of its own, however fast
    return len(steps)


@dataclass(slots=True)
class Sight:
    """What the author of a step had seen, worked out only where it matters (A5.2)."""

    book: Notebook
    space: bytes
    _known: dict[tuple[bytes, bytes, int], int] = field(default_factory=dict)

    def of(self, step: Step, others: Sequence[Stamp]) -> Seen:
        """Return for the devices of *others* the highest seq that the author of *step* had applied."""
        if not step.entry:
            return dict.fromkeys((one.dev8 for one in others), ALL_SEEN)
        return {one.dev8: self._highest(step, one) for one in others}

    def _highest(self, step: Step, other: Stamp) -> int:
        if other.dev8 == step.stamp.dev8:
            return step.stamp.seq
        if other.lamport >= step.stamp.lamport:
            return -1
        named = dict(step.deps).get(other.dev8)
        if named is not None:
            return named
        key = (step.entry, other.dev8, other.lamport)
        if key not in self._known:
            self._known[key] = self.book.read(lambda db: self._looked(db, step, other))
        return self._known[key]

    def _looked(self, db: Db, step: Step, other: Stamp) -> int:
        """Look back through the author's entries: none below *other* in time can have seen it."""
        seq = step.stamp.seq - 1
        for row in touched.not_before(db, self.space, step.device, seq, other.lamport):
            header = entries.header(db, row)
            named = dict(header.deps).get(other.dev8) if header else None
            if named is not None:
                return named
        return -1
