"""Local edits become signed entries when they leave, not when they are typed (A5.4)."""

from collections.abc import Sequence
from dataclasses import replace

from crypto.labels import Label, identifier
from sync.engine.identity import NO_ENTRY, signed
from sync.engine.notebook import Notebook
from sync.model import entry, ops
from sync.model.entry import Encoded, Entry, Header
from sync.model.records import Seen, Stamp
from sync.store import chains, entries, outbox
from sync.store.chains import Chain
from sync.store.database import Db
from sync.wire import codec

ENTRY_BYTES = 64 * 1024  # A5.4: an entry departs at this size at the latest
NEVER = Chain(-1, NO_ENTRY, 0, (), {})  # before the first entry


def stamp(db: Db, book: Notebook, space: bytes) -> Stamp:
    """Return the stamp that edits waiting in the outbox will carry once they depart."""
    own = chains.get(db, space, book.me_in(space).device) or NEVER
    highest = max((lamport for _, lamport in chains.applied(db, space).values()), default=0)
    return Stamp(highest + 1, book.me_in(space).dev8, own.seq + 1)


class Staging:
    """Puts edits of one transaction into the outbox; a full outbox departs first."""

    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._db = db
        self._book = book
        self._space = space
        self._size = outbox.size(db, space)
        self._stamp = stamp(db, book, space)

    def add(self, op: ops.Op) -> Stamp:
        """Return the stamp that the edit will carry."""
        data = codec.encode(ops.encode(op))
        if self._size and self._size + len(data) > ENTRY_BYTES:
            depart(self._db, self._book, self._space)
            self._size = 0
            self._stamp = stamp(self._db, self._book, self._space)
        outbox.add(self._db, self._space, data)
        self._size += len(data)
        return self._stamp


def depart(db: Db, book: Notebook, space: bytes) -> int:
    """Sign everything that waits in the outbox of *space*; return how many entries that made."""
    waiting = outbox.waiting(db, space)
    if not waiting or book.membership(db, space).key_of(book.me_in(space).device) is None:
        return 0  # a device that nobody here knows yet is introduced first
    said = [_operation(data) for data in waiting]
    outbox.clear(db, space)
    _append(db, book, space, said)
    return 1


def depart_unaware(db: Db, book: Notebook, space: bytes, said: Sequence[ops.Op], looked: Seen) -> Entry:
    """Sign *said* at once, claiming no more than *looked*: what the writer saw, not what came since (A5.2).

    What waits departs first, and it claims all that is here: nobody can take back what they said they saw.
    """
    depart(db, book, space)
    return _append(db, book, space, [ops.encode(op) for op in said], looked)


def _operation(data: bytes) -> Encoded:
    value = codec.decode(data)
    return tuple(value) if isinstance(value, list) else ()


def publish(db: Db, book: Notebook, space: bytes, said: Sequence[ops.Op]) -> Entry:
    """Sign membership operations at once, as an entry of their own (A5.1)."""
    depart(db, book, space)
    made = _append(db, book, space, [ops.encode(op) for op in said])
    book.membership(db, space).add(made)
    return made


def _append(
    db: Db, book: Notebook, space: bytes, said: Sequence[Encoded], looked: Seen | None = None
) -> Entry:
    own = chains.get(db, space, book.me_in(space).device) or NEVER
    header = _header(db, book, space, own, tuple(said))
    if looked is not None:
        header = _unaware(db, header, own, looked)
    raw = signed(book.me_in(space).signing, header)
    hdr, _ = entry.split_entry(raw)
    made = Entry(identifier(Label.ENTRY, hdr), header, raw)
    entries.add(db, made)
    vector = own.vector | dict(header.deps) | {book.me_in(space).dev8: header.seq}
    chain = Chain(header.seq, made.id, header.lamport, heads_after(made), vector)
    chains.put(db, space, book.me_in(space).device, chain)
    return made


def heads_after(made: Entry) -> tuple[bytes, ...]:
    """The membership heads that this device's next entry must include: its own operation is one (A4.2)."""
    return (made.id,) if entry.is_membership(made.header) else made.header.mem_heads


def _header(db: Db, book: Notebook, space: bytes, own: Chain, said: tuple[Encoded, ...]) -> Header:
    state = book.state(db, space)
    reached = chains.applied(db, space)
    applied = {device[:8]: seq for device, (seq, _) in reached.items() if device != book.me_in(space).device}
    deps = tuple(sorted((dev8, seq) for dev8, seq in applied.items() if own.vector.get(dev8, -1) < seq))
    return Header(
        space=space,
        device=book.me_in(space).device,
        seq=own.seq + 1,
        prev=own.id,
        mem_heads=tuple(sorted(state.heads)),
        epochs=book.epochs(db, space),
        lamport=1 + max((lamport for _, lamport in reached.values()), default=0),
        wall_ms=book.clock(),
        deps=deps,
        ops=said,
        ext=None,
    )


def _unaware(db: Db, header: Header, own: Chain, looked: Seen) -> Header:
    """The same header for an author who had applied only *looked*, and what they had said before."""
    capped = [(dev8, min(seq, looked.get(dev8, -1))) for dev8, seq in header.deps]
    deps = tuple((dev8, seq) for dev8, seq in capped if own.vector.get(dev8, -1) < seq)
    below = [entries.lamport(db, header.space, dev8, seq) for dev8, seq in deps]
    return replace(header, deps=deps, lamport=1 + max([own.lamport, *below]))
