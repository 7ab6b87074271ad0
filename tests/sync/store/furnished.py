"""A small notebook with something in every table: what the saved files hold and what tests begin with."""

from sync.model.belonging import RelayEntry
from sync.model.entry import Entry, Header, encode_entry, encode_header
from sync.model.records import Stamp, Value
from sync.store import (
    carriers,
    chains,
    docs,
    entries,
    epoch_secrets,
    newcomers,
    outbox,
    records,
    search,
    settings,
    spaces,
    waiting_room,
)  # fmt: skip
from sync.store.carriers import Cursor
from sync.store.chains import Chain
from sync.store.database import Db
from sync.store.newcomers import Joining, OpenInvitation, Request
from sync.store.records import Record

KEY, SALT = bytes(range(32)), bytes(range(16))
SPACE, DEVICE, RELAY, PERSON = b"s" * 32, b"d" * 32, b"r" * 32, b"p" * 32
RECORD = b"n" * 16
GENESIS, SET = 0, 32


def made(seq: int, *, device: bytes = DEVICE, space: bytes = SPACE, membership: bool = False) -> Entry:
    op = (GENESIS if membership else SET, f"number {seq}")
    prev = seq.to_bytes(32, "big")
    header = Header(space, device, seq, prev, (), (), seq + 1, 1_000 + seq, (), (op,), None)
    name = (seq + 1).to_bytes(16, "big") + device[:8] + space[:8]
    return Entry(name, header, encode_entry(encode_header(header), bytes(64)))


def furnish(db: Db) -> None:
    settings.put(db, "language", b"fr")
    spaces.add(db, SPACE)
    kept = [made(seq, membership=seq == 0) for seq in range(3)]
    rows = [entries.add(db, each) for each in kept]
    chains.put(db, SPACE, DEVICE, Chain(2, kept[-1].id, 3, (kept[0].id,), {DEVICE[:8]: 2, b"e" * 8: 5}))
    stamp = Stamp(2, DEVICE[:8], 1)
    records.become(db, RECORD, SPACE, "note")
    records.touch(db, RECORD, SPACE, stamp)
    records.replace(db, RECORD, "title", (Value(stamp, "Well repairs", 7),))
    records.show(db, Record(RECORD, SPACE, "note", "Well repairs", "Pump", "water", False, 7, True))
    docs.put(db, RECORD + b"body", 0, b"state", "The pump at the old well.")
    search.index(db, RECORD, "Well repairs\nThe pump at the old well.")
    outbox.add(db, SPACE, b"an edit")
    carriers.placed(db, RELAY, rows[:1])
    carriers.send_later(db, RELAY, SPACE, b"blob", rows[1:])
    carriers.move(db, RELAY, b"m" * 16, Cursor(4, b"i" * 16))
    epoch_secrets.put(db, SPACE, b"e" * 32, bytes(96))
    waiting_room.park(db, SPACE, DEVICE, b"q" * 32, b"early")
    waiting_room.refuse(db, SPACE, b"x" * 32, b"raw", "fork")
    waiting_room.mark(db, [b"y" * 32])
    newcomers.invite(db, OpenInvitation(SPACE, kept[0].id, b"k" * 32))
    newcomers.add_request(db, Request(SPACE, PERSON, kept[0].id, "Badu", b"card", b"proof"))
    newcomers.ask(
        db, Joining(b"o" * 32, "Other", b"k" * 32, b"request", (RelayEntry(RELAY, "http://a"),), b"card")
    )
    newcomers.verify(db, PERSON, "call")


def seen(db: Db) -> tuple[object, ...]:
    """What a notebook furnished like this must show, whichever release wrote it."""
    return (
        settings.get(db, "language"),
        spaces.every(db),
        entries.count(db, SPACE),
        entries.membership(db, SPACE)[0].header.ops,
        chains.get(db, SPACE, DEVICE),
        records.get(db, RECORD),
        records.every_value(db, RECORD),
        records.alive(db, RECORD),
        docs.texts(db, RECORD),
        [found.title for found in search.find(db, "well pum", space=SPACE, limit=5)],
        outbox.waiting(db, SPACE),
        carriers.lacking_count(db, RELAY, SPACE),
        [blob.data for blob in carriers.outgoing(db, RELAY, SPACE, 100)],
        carriers.cursor(db, RELAY, b"m" * 16),
        epoch_secrets.every(db, SPACE),
        waiting_room.parked(db, SPACE),
        waiting_room.refused(db),
        waiting_room.marks(db),
        newcomers.invitations(db, SPACE),
        newcomers.requests(db, SPACE),
        newcomers.asked(db),
        newcomers.verified(db),
    )
