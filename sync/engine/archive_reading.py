"""Who lacks much reads segments first: part by part, and nothing in them is believed (A6.6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from sync.engine import in_flight, incoming
from sync.engine import segments as parts
from sync.engine.arrival import Received
from sync.engine.files_box import FilesBoxes
from sync.engine.incoming import Came
from sync.engine.notebook import Notebook
from sync.engine.segments import NotAPart
from sync.engine.steps import Progress, Steps, Stop
from sync.errors import Problem
from sync.store import carriers, segments
from sync.store.database import Db
from sync.store.segments import Kept

AGAIN_MS = 60 * 60 * 1000  # until parts that were nowhere are looked for again
NAMED_MS = 90 * 24 * 60 * 60 * 1000  # relays keep nothing longer that nobody renews


@dataclass(slots=True)
class _Seen:
    """In one go: segments that relays were asked for, and those that were read."""

    asked: set[bytes] = field(default_factory=set)
    read: set[bytes] = field(default_factory=set)


class Reading:
    def __init__(self, book: Notebook, boxes: FilesBoxes) -> None:
        self._book = book
        self._boxes = boxes
        self._missing: dict[bytes, int] = {}
        """When some part of a segment was nowhere."""

    def fetch(
        self,
        space: bytes,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
        *,
        again: bool = True,
    ) -> int:
        """Take in what wanted segments hold; return how many entries were new."""
        steps, seen, received = Steps(progress, cancelled), _Seen(), 0
        if again:
            self._missing.clear()
        while one := self._next(space, seen, steps):
            seen.read.add(one.id)
            received += self._segment(space, one, steps)
        return received

    def _next(self, space: bytes, seen: _Seen, steps: Steps) -> Kept | None:
        """The next wanted segment; which those are may change with each that came."""
        found = self._book.write(partial(self._wanted, space, seen))
        self._look(space, [one for one in found if one.id not in seen.asked], seen)
        found = [one for one in found if one.id not in self._missing and one.id not in seen.read]
        steps.total = steps.done + sum(one.size for one in found)
        return found[0] if found else None

    def _wanted(self, space: bytes, seen: _Seen, db: Db) -> list[Kept]:
        """Those that hold more than is here, but for what was nowhere lately; the others are done with."""
        now, found = self._book.clock(), []
        segments.expire(db, space, now - NAMED_MS)
        for one in segments.wanted(db, space):
            if one.id in seen.read or now - self._missing.get(one.id, now - AGAIN_MS) < AGAIN_MS:
                continue
            if one.stage == segments.NAMED or segments.lacks(db, space, one.runs):
                found.append(one)
            else:
                segments.fetched(db, one.row, segments.HERE)
        return found

    def _look(self, space: bytes, found: Sequence[Kept], seen: _Seen) -> None:
        """Ask where many are at once: thousands that are named and lie nowhere cost one question."""
        seen.asked.update(one.id for one in found)
        firsts = [one.parts[one.taken.index(0)] for one in found]
        held, trouble = self._held(space, firsts) if found else (set[bytes](), None)
        if trouble is not None and not held:
            raise trouble
        for one, first in zip(found, firsts, strict=True):
            if first in held:
                self._missing.pop(one.id, None)
            elif trouble is None:
                self._missing[one.id] = self._book.clock()
            else:
                seen.read.add(one.id)  # it may be where nobody answered: the next round asks again

    def _held(self, space: bytes, names: Sequence[bytes]) -> tuple[set[bytes], Problem | None]:
        """Those that some relay says it has, and what kept another one from answering."""
        held, trouble = set[bytes](), None
        for box in self._boxes.of(space):
            try:
                held |= {name for name, there in zip(names, box.held(names), strict=True) if there}
            except Problem as problem:
                trouble = problem
        return held, trouble

    def _segment(self, space: bytes, one: Kept, steps: Steps) -> int:
        received = 0
        for number, name in enumerate(one.parts):
            if one.taken[number]:
                continue
            steps.look()
            data = self._found(space, name)
            if data is None:
                self._missing[one.id] = self._book.clock()
                break
            got = self._part(space, one, number, data)
            if got is None:
                break
            received += got
            steps.passed(len(data))
        return received

    def _found(self, space: bytes, name: bytes) -> bytes | None:
        """Raises the problem of a relay that did not answer, where no other has it."""
        trouble: Problem | None = None
        for box in self._boxes.of(space):
            try:
                data = box.fetch(name)
            except Problem as problem:
                trouble = problem
                continue
            if data is not None:
                return data
        if trouble is not None:
            raise trouble
        return None

    def _part(self, space: bytes, one: Kept, number: int, data: bytes) -> int | None:
        """Take in a part; None for one that is none, or of which nothing was any good."""
        try:
            raws = parts.opened(one.key, data)
        except NotAPart:
            raws = []
        got = in_flight.receive(self._book, space, raws, partial(self._took, space, one, number, raws))
        if got.new or got.known or got.waiting:
            return got.new
        self._book.write(partial(segments.fetched, row=one.row, how=segments.FALSE))
        return None

    def _took(self, space: bytes, one: Kept, number: int, raws: list[bytes], db: Db, got: Received) -> None:
        """What lies in a segment is held by the relays: nobody posts it to the log once more."""
        for relay in self._boxes.known(space):
            carriers.placed(db, relay, got.rows)
        incoming.take(db, self._book, space, Came((), raws), early=bool(got.waiting))
        segments.took(db, one.row, number)
