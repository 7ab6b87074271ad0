"""What is being merged is marked first, so that an entry that ends the program does so once only (A5.3.5)."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from crypto.labels import Label, identifier
from sync.engine.arrival import Arrival, Received
from sync.engine.notebook import Notebook
from sync.errors import Problem
from sync.model import entry
from sync.model.entry import BadEntry
from sync.store import settings, waiting_room
from sync.store.database import Db

Then = Callable[[Db, Received], None]


def receive(book: Notebook, space: bytes, raws: Sequence[bytes], then: Then) -> Received:
    """Take in a batch in one transaction, *then* included; after a crash, one entry at a time."""
    pieces = [[raw] for raw in raws] if book.careful and raws else [list(raws)]
    total = Received()
    for number, piece in enumerate(pieces, start=1):
        total.add(_marked(book, space, piece, then if number == len(pieces) else _nothing))
    return total


def _nothing(_: Db, __: Received) -> None:
    """Between two pieces of a batch there is nothing to conclude."""


def _marked(book: Notebook, space: bytes, raws: list[bytes], then: Then) -> Received:
    ids = [name for raw in raws if (name := _name(raw)) is not None]
    book.write(lambda db: waiting_room.mark(db, ids))

    def take(db: Db) -> Received:
        received = Arrival(db, book, space).receive(raws)
        then(db, received)
        waiting_room.clear_marks(db)
        return received

    try:
        return book.write(take)
    except BaseException:
        with suppress(Problem):  # a full disk keeps the marks: then the next start goes one by one
            book.write(waiting_room.clear_marks)
        raise


def _name(raw: bytes) -> bytes | None:
    try:
        return identifier(Label.ENTRY, entry.split_entry(raw)[0])
    except BadEntry:
        return None


def recover(db: Db) -> bool:
    """After an opening: say whether the program ended while something was being merged.

    An entry that was merged alone both times when that happened is refused from now on; once may have been
    a power cut.
    """
    marked = waiting_room.marks(db)
    if len(marked) == 1:
        key = f"ended-alone/{marked[0].hex()}"
        if settings.get(db, key) is not None:
            waiting_room.refuse(db, b"", marked[0], b"", "ended-the-program")
        settings.put(db, key, b"1")
    waiting_room.clear_marks(db)
    return bool(marked)
