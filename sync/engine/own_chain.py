"""This device's own chain in a space: each entry stands on the one before it (A5.1)."""

from collections.abc import Sequence
from dataclasses import replace

from crypto.labels import Label, identifier
from sync.engine import keys_below, lost_log, space_words_log, ticket_notes
from sync.engine.identity import NO_ENTRY, signed
from sync.engine.notebook import Notebook
from sync.model import entry, epochs
from sync.model.entry import Encoded, Entry, Header
from sync.model.records import Seen
from sync.store import chains, entries
from sync.store.chains import Chain
from sync.store.database import Db

NEVER = Chain(-1, NO_ENTRY, 0, (), {})  # before the first entry


def append(
    db: Db, book: Notebook, space: bytes, said: Sequence[Encoded], looked: Seen | None = None
) -> Entry:
    """Sign *said* as the next entry; with *looked* it claims to have seen no more than that."""
    me = book.me_in(space)
    own = chains.get(db, space, me.device) or NEVER
    header = next_header(db, book, space, own, tuple(said))
    if looked is not None:
        header = _unaware(db, header, own, looked)
    raw = signed(me.signing, header)
    hdr, _ = entry.split_entry(raw)
    made = Entry(identifier(Label.ENTRY, hdr), header, raw)
    entries.add(db, made)
    vector = own.vector | dict(header.deps) | {me.dev8: header.seq}
    chain = Chain(header.seq, made.id, header.lamport, heads_after(made), vector)
    chains.put(db, space, me.device, chain)
    if entry.is_membership(header):
        book.membership(db, space).add(made)
        lost_log.remember(db, book, space)
    keys_below.note(db, made)
    ticket_notes.note(db, made, book.clock())
    space_words_log.note(db, made)
    return made


def heads_after(made: Entry) -> tuple[bytes, ...]:
    """The membership heads that this device's next entry must include: its own operation is one (A4.2)."""
    return (made.id,) if entry.is_membership(made.header) else made.header.mem_heads


def next_header(db: Db, book: Notebook, space: bytes, own: Chain, said: tuple[Encoded, ...]) -> Header:
    """Return the header that goes on from *own* and claims all that is known here."""
    membership, me = book.membership(db, space), book.me_in(space)
    heads = tuple(sorted(membership.now.heads))
    reached = chains.applied(db, space)
    applied = {device[:8]: seq for device, (seq, _) in reached.items() if device != me.device}
    deps = tuple(sorted((dev8, seq) for dev8, seq in applied.items() if own.vector.get(dev8, -1) < seq))
    return Header(
        space=space,
        device=me.device,
        seq=own.seq + 1,
        prev=own.id,
        mem_heads=heads,
        epochs=epochs.heads(membership.at(heads).epochs),  # as others work them out from mem_heads
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
