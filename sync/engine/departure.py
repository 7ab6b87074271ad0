"""Local edits become signed entries when they leave, not when they are typed (A5.4)."""

from collections.abc import Sequence

from crypto.labels import Label, identifier
from sync.engine.identity import NO_ENTRY, signed
from sync.engine.notebook import Notebook
from sync.errors import NotAdmittedYet
from sync.model import entry, epochs, ops
from sync.model.entry import Entry, Header
from sync.model.records import Stamp
from sync.store import chains, entries, outbox, placement
from sync.store.chains import Chain
from sync.store.database import Db
from sync.wire import codec

ENTRY_BYTES = 64 * 1024  # A5.4: an entry departs at this size at the latest
NEVER = Chain(-1, NO_ENTRY, 0, (), {})


def stamp(db: Db, book: Notebook, space: bytes) -> Stamp:
    """Return the stamp that edits waiting in the outbox will carry once they depart."""
    own = chains.get(db, space, book.me.device) or NEVER
    return Stamp(book.me.dev8, own.seq + 1, chains.highest_lamport(db, space) + 1)


def stage(db: Db, book: Notebook, space: bytes, op: ops.Op) -> Stamp:
    """Put one edit into the outbox and return its stamp; a full outbox departs first."""
    data = codec.encode(ops.encode(op))
    if outbox.size(db, space) + len(data) > ENTRY_BYTES:
        depart(db, book, space)
    outbox.add(db, space, data)
    return stamp(db, book, space)


def depart(db: Db, book: Notebook, space: bytes) -> int:
    """Sign everything that waits in the outbox of *space*; return how many entries that made."""
    waiting = outbox.waiting(db, space)
    if not waiting:
        return 0
    said = [codec.decode(data) for data in waiting]
    outbox.clear(db, space)
    _append(db, book, space, [tuple(op) for op in said])
    return 1


def publish(db: Db, book: Notebook, space: bytes, said: Sequence[ops.Op]) -> Entry:
    """Sign membership operations at once, as an entry of their own (A5.1)."""
    depart(db, book, space)
    made = _append(db, book, space, [ops.encode(op) for op in said])
    book.membership(db, space).add(made)
    return made


def _append(db: Db, book: Notebook, space: bytes, said: Sequence[Sequence[object]]) -> Entry:
    own = chains.get(db, space, book.me.device) or NEVER
    header = _header(db, book, space, own, tuple(tuple(op) for op in said))
    raw = signed(book.me.signing, header)
    hdr, _ = entry.split_entry(raw)
    made = Entry(identifier(Label.ENTRY, hdr), header, raw)
    row = entries.add(db, made, wall_ms=header.wall_ms)
    placement.everywhere(db, space, row)
    vector = own.vector | dict(header.deps) | {book.me.dev8: header.seq}
    chains.put(db, space, book.me.device, Chain(header.seq, made.id, header.lamport, header.mem_heads, vector))
    return made


def _header(
    db: Db, book: Notebook, space: bytes, own: Chain, said: tuple[tuple[object, ...], ...]
) -> Header:
    state = book.state(db, space)
    applied = chains.applied(db, space)
    deps = tuple(sorted((dev8, seq) for dev8, seq in applied.items() if own.vector.get(dev8, -1) < seq and dev8 != book.me.dev8))
    return Header(
        space=space,
        device=book.me.device,
        seq=own.seq + 1,
        prev=own.id,
        mem_heads=tuple(sorted(state.heads)),
        epochs=tuple(sorted(epochs.heads(state.epochs))),
        lamport=chains.highest_lamport(db, space) + 1,
        wall_ms=book.clock(),
        deps=deps,
        ops=said,
        ext=None,
    )
