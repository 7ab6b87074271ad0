"""The bytes of attached files in this notebook: put in, read, verified, let go (A2.3)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TypeVar

from sync.engine import pairs
from sync.engine.notebook import Notebook
from sync.engine.pairs import Place
from sync.model import attaching
from sync.store import blobs
from sync.store.blobs import Held
from sync.store.database import Db

T = TypeVar("T")
AT_ONCE = 8  # chunks in one transaction: 2 MiB
Numbered = tuple[int, bytes]


class Missing(Exception):
    """A chunk that should be here is not, or is not what it was."""


class Keeping:
    """The second file of the pair, in small steps on the notebook's lane: other work goes in between."""

    def __init__(self, book: Notebook, place: Place) -> None:
        self._book = book
        self._place = place

    @property
    def now(self) -> int:
        return self._book.clock()

    @property
    def is_open(self) -> bool:
        return self._place.second is not None

    def read(self, work: Callable[[Db], T]) -> T:
        return self._book.lane.run(lambda: pairs.second(self._place).read(work))

    def write(self, work: Callable[[Db], T]) -> T:
        return self._book.lane.run(lambda: self._transact(work))

    def _transact(self, work: Callable[[Db], T]) -> T:
        with pairs.second(self._place).transaction() as db:
            return work(db)

    def get(self, att: bytes) -> Held | None:
        return self.read(lambda db: blobs.get(db, att))

    def several(self, atts: Sequence[bytes]) -> dict[bytes, Held]:
        """Return those of *atts* of which something is here."""

        def look(db: Db) -> dict[bytes, Held]:
            found = (blobs.get(db, att) for att in atts)
            return {one.att: one for one in found if one is not None}

        return self.read(look) if atts else {}

    def is_whole(self, att: bytes) -> bool:
        one = self.get(att)
        return one is not None and one.state == blobs.WHOLE

    def begin(self, one: Held) -> Held:
        """Return the file as it is known, or note it as one of which nothing is here."""

        def note(db: Db) -> Held:
            return blobs.begin(db, one, self.now)

        return self.write(note)

    def check(self) -> int:
        return self._book.lane.run(lambda: len(pairs.second(self._place).check()))

    def close(self) -> None:
        self._book.lane.run(lambda: pairs.put_down(self._place))


# ---------------------------------------------------------------- putting in
def put(keeping: Keeping, row: int, batch: Sequence[Numbered]) -> None:
    """Keep chunks and lists of a file; those that are here count once."""

    def keep(db: Db) -> None:
        fresh = [each for each in batch if blobs.put(db, row, *each)]
        blobs.grew(db, row, sum(len(data) for number, data in fresh if number < attaching.LISTS))

    if batch:
        keeping.write(keep)


def put_unlike(keeping: Keeping, row: int, batch: Sequence[Numbered]) -> None:
    """Keep those that are not here as they are: what was put in before a sudden end stays."""
    there = keeping.read(lambda db: [blobs.data(db, row, number) == data for number, data in batch])
    put(keeping, row, [one for one, known in zip(batch, there, strict=True) if not known])


def trim(keeping: Keeping, row: int, first: int) -> None:
    """Remove the rows of a file from chunk *first* on, some at a time, and give the room back."""
    while keeping.write(lambda db: blobs.trim(db, row, first)):
        pass
    while keeping.write(blobs.shrink):
        pass


def forget(keeping: Keeping, row: int) -> None:
    """Let a file go; its note goes last, so that whoever is cut off begins again."""
    trim(keeping, row, 0)
    keeping.write(lambda db: blobs.forget(db, row))


# ---------------------------------------------------------------- reading
def numbers(keeping: Keeping, held: Held) -> set[int]:
    """Return the numbers of all chunks and lists that are here."""
    return keeping.read(lambda db: blobs.numbers(db, held.row))


def data_of(keeping: Keeping, held: Held, number: int) -> bytes | None:
    """Return one chunk or list; None for one that is not here."""
    return keeping.read(lambda db: blobs.data(db, held.row, number))


def chunks(keeping: Keeping, held: Held, wanted: Iterable[int]) -> Iterator[Numbered]:
    """Yield chunks in the order asked for. Raises Missing."""
    waiting: list[int] = []
    for number in wanted:
        waiting.append(number)
        if len(waiting) >= AT_ONCE:
            yield from _some(keeping, held, waiting)
            waiting = []
    yield from _some(keeping, held, waiting)


def _some(keeping: Keeping, held: Held, wanted: Sequence[int]) -> list[Numbered]:
    if not wanted:
        return []
    found = keeping.read(lambda db: [blobs.data(db, held.row, number) for number in wanted])
    pairs_found = []
    for number, data in zip(wanted, found, strict=True):
        if data is None or len(data) != attaching.length(held.size, number):
            raise Missing
        pairs_found.append((number, data))
    return pairs_found


def verified(keeping: Keeping, held: Held) -> Iterator[bytes]:
    """Yield a file from its beginning. Raises Missing, at the end at the latest, if it is another."""
    digest = sha256()
    for _, data in chunks(keeping, held, range(attaching.chunks(held.size))):
        digest.update(data)
        yield data
    if digest.digest() != held.digest:
        raise Missing


def is_whole_now(keeping: Keeping, held: Held) -> None:
    """All of a file is here, and it was verified."""
    keeping.write(lambda db: blobs.become(db, held.row, blobs.WHOLE))
