"""Local edits become signed entries when they leave, not when they are typed (A5.4)."""

from collections.abc import Sequence

from sync.engine import own_chain, rotation, witness_claims
from sync.engine.notebook import Notebook
from sync.model import ops
from sync.model.entry import Encoded, Entry
from sync.model.records import Seen, Stamp
from sync.store import chains, outbox, touched
from sync.store.database import Db
from sync.wire import codec

ENTRY_BYTES = 64 * 1024  # A5.4: an entry departs at this size at the latest
NEVER = own_chain.NEVER
heads_after = own_chain.heads_after


def stamp(db: Db, book: Notebook, space: bytes) -> Stamp:
    """Return the stamp that edits waiting in the outbox will carry once they depart."""
    own = chains.get(db, space, book.me_in(space).device) or NEVER
    highest = max((lamport for _, lamport in chains.applied(db, space).values()), default=0)
    return Stamp(highest + 1, book.me_in(space).dev8, own.seq + 1)


class Staging:
    """Puts edits of one transaction into the outbox, once it is told to; a full outbox departs first."""

    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._db = db
        self._book = book
        self._space = space
        self._size = outbox.size(db, space)
        self._edits: list[tuple[bytes, int]] = []
        self._stamp = stamp(db, book, space)
        self._at_ms = book.clock()  # one for all: what is done in one go is at one time in the history

    def add(self, op: ops.Op) -> Stamp:
        """Return the stamp that the edit will carry."""
        data = codec.encode(ops.encode(op))
        if self._size and self._size + len(data) > ENTRY_BYTES:
            self.keep()
            depart(self._db, self._book, self._space)
            self._size = 0
            self._stamp = stamp(self._db, self._book, self._space)
        self._edits.append((data, self._at_ms))
        self._size += len(data)
        return self._stamp

    def keep(self) -> None:
        """Put what was added into the outbox."""
        outbox.add_all(self._db, self._space, self._edits)
        self._edits.clear()


def depart(db: Db, book: Notebook, space: bytes) -> int:
    """Sign everything that waits in the outbox of *space*; return how many entries that made."""
    waiting = outbox.waiting(db, space)
    if not waiting or book.membership(db, space).key_of(book.me_in(space).device) is None:
        return 0  # a device that nobody here knows yet is introduced first
    rotation.before_sending(db, book, space)
    said = [*map(_operation, waiting), *witness_claims.due(db, book, space)]
    times = outbox.times(db, space)
    outbox.clear(db, space)
    touched.put_times(db, own_chain.append(db, book, space, said).id, times)
    return 1


def depart_unaware(db: Db, book: Notebook, space: bytes, said: Sequence[ops.Op], looked: Seen) -> Entry:
    """Sign *said* at once, claiming no more than *looked*: what the writer saw, not what came since (A5.2).

    What waits departs first, and it claims all that is here: nobody can take back what they said they saw.
    """
    depart(db, book, space)
    return own_chain.append(db, book, space, [ops.encode(op) for op in said], looked)


def _operation(data: bytes) -> Encoded:
    value = codec.decode(data)
    return tuple(value) if isinstance(value, list) else ()


def publish(db: Db, book: Notebook, space: bytes, said: Sequence[ops.Op]) -> Entry:
    """Sign membership operations at once, as an entry of their own (A5.1)."""
    depart(db, book, space)
    return own_chain.append(db, book, space, [ops.encode(op) for op in said])
