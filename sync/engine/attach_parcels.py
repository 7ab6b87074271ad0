"""Attached files in packages: their chunks as they lie at relays, kept where the log names them (A7.1)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256

from sync.attachment_refusals import NoRoomForAttachment
from sync.engine import attach_chunks as parts
from sync.engine import attach_keeping, attach_use
from sync.engine.attach_carriage import Carriage
from sync.engine.attach_chunks import NotAChunk
from sync.engine.attach_fetching import Taking
from sync.engine.attach_keeping import Keeping, Missing
from sync.engine.events import ChunkCame, Event, ItemsChanged
from sync.engine.notebook import Notebook
from sync.errors import Problem
from sync.model import attaching
from sync.store import attachments
from sync.store.attachments import Described

OPEN = 4
"""So many files may wait with some chunks in memory; with more, each chunk is written as it comes."""


@dataclass(frozen=True, slots=True)
class Parcels:
    """What packages carry of attached files, in both directions."""

    book: Notebook
    keeping: Keeping
    carriage: Carriage

    def here(self, space: bytes) -> list[Described]:
        """Return the files of a space that are on this laptop and that something shows."""
        used = self.book.read(lambda db: attach_use.of_space(db, self.book, space))
        return [one for one in used if self.keeping.is_whole(one.att)]

    def count(self, space: bytes) -> int:
        """Return how many chunks and lists `chunks` yields, unless something goes meanwhile."""
        sizes = [one.size for one in self.here(space)]
        return sum(attaching.chunks(size) + attaching.lists(size) for size in sizes)

    def chunks(self, space: bytes) -> Iterator[bytes]:
        """Yield the sealed lists and chunks of these, lists first."""
        for one in self.here(space):
            held = self.keeping.get(one.att)
            if held is None:
                continue
            numbers = sorted(parts.known(self.keeping, one, held).values(), reverse=True)
            lists = [number for number in numbers if number >= parts.LISTS]
            rest = range(len(numbers) - len(lists))
            try:
                for each in (lists, rest):
                    for number, data in attach_keeping.chunks(self.keeping, held, each):
                        yield parts.sealed(one.key, one.att, number, data)
            except Missing:
                continue  # the others are worth taking along

    def hear(self, event: Event) -> None:
        """Keep a part that came at a steady pace, where the log names it and files are wanted (3.19).

        A file without bytes has no part that could come: it is whole as soon as one knows of it.
        """
        if isinstance(event, ItemsChanged):
            self._keep_empty()
        elif isinstance(event, ChunkCame) and self.carriage.rules.said.way != "never":
            one = self.book.read(lambda db: attachments.of(db, event.att, event.space))
            if one is not None and not self.keeping.is_whole(one.att):
                self._heard(one, parts.sealed(one.key, one.att, event.number, event.data))

    def _heard(self, one: Described, blob: bytes) -> None:
        if sha256(blob).digest() in parts.known(self.keeping, one, self.keeping.get(one.att)):
            unpacking = self.unpacking(one.space)
            with suppress(Problem):  # what has no room is fetched another time
                unpacking.take(blob)
                unpacking.finish()

    def _keep_empty(self) -> None:
        for one in self.book.read(attachments.empty):
            if not self.keeping.is_whole(one.att) and Taking(self.book, self.keeping, one).finish():
                self.carriage.here(one)

    def unpacking(self, space: bytes) -> "Unpacking":
        return Unpacking(self, space)


class Unpacking:
    """The chunks of one package, for files of one space that are wanted here."""

    def __init__(self, parcels: Parcels, space: bytes) -> None:
        self._parcels = parcels
        self._space = space
        self._wanted: dict[bytes, Described] | None = None
        self._here: set[bytes] = set()
        self._open: dict[bytes, Taking] = {}
        self.whole = 0
        """Files that are all here now."""
        self._no_room: dict[bytes, NoRoomForAttachment] = {}
        self.unplaced = 0
        """Chunks that nothing in the log names so far, or that are no such thing."""

    def entries_came(self) -> None:
        """They may name files that nobody knew of."""
        self._wanted = None

    def take(self, blob: bytes) -> None:
        """Keep one chunk where it is wanted; of anything else nothing stays."""
        name = sha256(blob).digest()
        taking = next((one for one in self._open.values() if name in one.wanted), None) or self._begun(name)
        if taking is None:
            self.unplaced += name not in self._here
            return
        try:
            taking.take(name, blob)
            self._here.add(name)
            if len(self._open) > OPEN:
                taking.keep()
        except NotAChunk:
            taking.distrust()
            del self._open[taking.one.att]
            self._wanted = None
            return
        if not taking.wanted:
            self._end(taking)

    def _begun(self, name: bytes) -> Taking | None:
        one = self._lacking().get(name)
        if one is None or one.att in self._open or not self._fits(one):
            return None
        taking = Taking(self._parcels.book, self._parcels.keeping, one)
        self._open[one.att] = taking
        return taking if name in taking.wanted else None

    def _fits(self, one: Described) -> bool:
        """A file that is too large for this disk keeps nothing else from coming, keys least of all."""
        try:
            self._parcels.carriage.must_fit(one)
        except NoRoomForAttachment as problem:
            self._no_room[one.att] = problem
            return False
        return True

    def complain(self) -> None:
        """Raises NoRoomForAttachment where a file could not come."""
        for problem in self._no_room.values():
            raise problem

    def _lacking(self) -> dict[bytes, Described]:
        if self._wanted is None:
            book, keeping = self._parcels.book, self._parcels.keeping
            used = book.read(lambda db: attach_use.of_space(db, book, self._space))
            whole = {one.att for one in used if keeping.is_whole(one.att)}
            for one in used:
                if one.att in whole:
                    self._here.update(parts.known(keeping, one, keeping.get(one.att)))
            lacking = [one for one in used if one.att not in whole and not one.wrong]
            self._wanted = {name: one for one in lacking for name in parts.in_operation(one)}
        return self._wanted

    def _end(self, taking: Taking) -> None:
        del self._open[taking.one.att]
        if taking.finish():
            self.whole += 1
            self._parcels.carriage.here(taking.one)

    def finish(self) -> None:
        """Keep what came of files whose rest is elsewhere."""
        self._lacking()
        for taking in list(self._open.values()):
            self._end(taking)


@contextmanager
def noted(full: list[NoRoomForAttachment]) -> Iterator[None]:
    """What one package has no room for keeps no other from being read."""
    try:
        yield
    except NoRoomForAttachment as problem:
        full.append(problem)
