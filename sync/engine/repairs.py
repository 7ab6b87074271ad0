"""Asking for what has not arrived, and posting it once more for who asks (A5.5, A6.5)."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sync.engine import beats, departure, gaps, reposting, rotation
from sync.engine.events import GapsChanged
from sync.engine.handing_over import Turns
from sync.engine.notebook import WRITERS, Notebook
from sync.model import housing, ops
from sync.model.entry import BadEntry, Entry
from sync.model.ops import Repair
from sync.model.reports import RANGE_MAX
from sync.store import beats as heard
from sync.store import chains, handed, outbox, own, repairs
from sync.store import gaps as table
from sync.store.database import Db
from sync.store.gaps import Gap
from sync.store.repairs import Asked
from sync.wire import codec

DAY_MS = 24 * 60 * 60 * 1000
REPAIR = 53
ASKS_MAX = 64  # in one entry
WAITING_MAX = 20_000  # entries that one device can have us look out for
GIVEN_MAX = 8 << 20  # bytes a day, for all that one person asks


@dataclass(frozen=True, slots=True)
class GapRow:
    """*count* of the changes *first* to *last* by one laptop have not arrived; *since_ms* is our clock."""

    person: str
    name: str
    """The person's."""
    device: str
    """The first 8 bytes of the laptop's id."""
    first: int
    last: int
    count: int
    since_ms: int
    asked_ms: int | None
    """When this notebook asked the others for it last."""


@dataclass(frozen=True, slots=True)
class DifferingRow:
    """A laptop that held the same as this one, and showed something else."""

    person: str
    name: str
    device: str
    when_ms: int


class Repairs:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def gaps(self, space: str) -> list[GapRow]:
        """Return what is known to be written and has not arrived."""
        return self._book.read(lambda db: self._gaps(db, bytes.fromhex(space)))

    def _gaps(self, db: Db, space: bytes) -> list[GapRow]:
        state = self._book.state(db, space)
        rows = []
        for one in table.of(db, space):
            what, person = one.missing, state.authors.get(one.missing.dev8, b"")
            rows.append(
                GapRow(
                    person.hex(), housing.name_of(state, person), what.dev8.hex(), what.first, what.last,
                    what.count, one.since_ms, one.asked_ms,
                )
            )  # fmt: skip
        return rows

    def ask(self, space: str, devices: Collection[str]) -> int:
        """Ask the others now for what these devices wrote; return for how many of them that was possible.

        Each is given by the first 8 bytes of its id. Nobody is asked who was asked within a day.
        """
        here, wanted = bytes.fromhex(space), {bytes.fromhex(each) for each in devices}
        return self._book.write(lambda db: _ask_for(db, self._book, here, wanted))

    def differing(self, space: str) -> list[DifferingRow]:
        """Return whose laptops held what this one held, and did not show the same."""
        return self._book.read(lambda db: self._differing(db, bytes.fromhex(space)))

    def _differing(self, db: Db, space: bytes) -> list[DifferingRow]:
        state = self._book.state(db, space)
        return [
            DifferingRow(person.hex(), housing.name_of(state, person), one.device.hex(), one.wall_ms)
            for one in heard.every(db, space) if one.differs
            for person in (state.authors.get(one.device[:8], b""),)
        ]  # fmt: skip


def tend(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    """After a round of reading: what is missing, who asks, who is to be told that we are here."""
    state = book.state(db, space)
    if state.frozen or not state.epochs:
        return
    gaps.tend(db, book, space)
    beats.compare(db, book, space)
    reposting.tend(db, book, space, turns)
    if _may(db, book, space):
        _ask(db, book, space, turns)
        _answer(db, book, space, turns)
        beats.tend(db, book, space)


def _may(db: Db, book: Notebook, space: bytes) -> bool:
    """Whether this device can post here now."""
    role = book.state(db, space).role_of_device(book.me_in(space).device)
    return role in WRITERS and own.coming(db, space) is None and rotation.sending(db, book, space) is not None


# ---------------------------------------------------------------- asking
def _ask(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    now = book.clock()
    due = [one for one in table.of(db, space) if _is_due(db, space, one, now)]
    _put(db, book, space, [one for one in due if turns.come(db, book, space, _turn(one))])


def _ask_for(db: Db, book: Notebook, space: bytes, devices: Collection[bytes]) -> int:
    """Ask because the person wants it: neither a day nor a turn is waited for."""
    state, recent = book.state(db, space), book.clock() - DAY_MS
    if state.frozen or not state.epochs or not _may(db, book, space):
        return 0
    wanted = [one for one in table.of(db, space) if one.missing.dev8 in devices]
    ready = [one for one in wanted if not _was_asked(db, space, one, recent)]
    book.tell(GapsChanged(space.hex()))
    return _put(db, book, space, ready)


def _put(db: Db, book: Notebook, space: bytes, ready: Sequence[Gap]) -> int:
    now, asked = book.clock(), ready[:ASKS_MAX]
    for one in asked:
        what = one.missing
        op = Repair(what.dev8, what.first, min(what.last, what.first + RANGE_MAX - 1))
        outbox.add(db, space, codec.encode(ops.encode(op)))
        handed.no_turn(db, space, _turn(one))
        table.asked(db, space, what.dev8, now)
    if asked:
        departure.depart(db, book, space)
    return len(asked)


def _turn(one: Gap) -> str:
    return f"ask/{one.missing.dev8.hex()}/{one.asked_ms or 0}"


def _is_due(db: Db, space: bytes, one: Gap, now: int) -> bool:
    """A day old, not asked for within a day, by us or by somebody else."""
    return one.since_ms <= now - DAY_MS and not _was_asked(db, space, one, now - DAY_MS)


def _was_asked(db: Db, space: bytes, one: Gap, since: int) -> bool:
    if (one.asked_ms or 0) > since:
        return True
    what = one.missing
    said = repairs.ranges(db, space, what.dev8, since + 1)
    return any(first <= what.first and last >= min(what.last, first + RANGE_MAX - 1) for first, last in said)


# ---------------------------------------------------------------- answering
def came(db: Db, book: Notebook, one: Entry) -> None:
    """Remember what the author of an entry asks for."""
    if one.header.device == book.me_in(one.header.space).device:
        return
    for encoded in [op for op in one.header.ops if op[0] == REPAIR][:ASKS_MAX]:
        with suppress(BadEntry):
            op = ops.decode(encoded)
            if isinstance(op, Repair):
                _came(db, book, one, op)


def _came(db: Db, book: Notebook, one: Entry, op: Repair) -> None:
    """Once a day for each device asked about, and what exists: more than that one need not remember."""
    space, device, now = one.header.space, one.header.device, book.clock()
    if op.dev8 not in book.state(db, space).authors:
        return
    before = repairs.ask_of(db, space, device, op.dev8)
    if before is not None and abs(now - before.at_ms) < DAY_MS:
        return
    last = min(op.last, op.first + RANGE_MAX - 1)
    rows = repairs.in_range(db, space, op.dev8, op.first, last)
    room = WAITING_MAX - repairs.waiting(db, space, device)
    repairs.add(db, space, device, (op.dev8, op.first, last), now, rows[: max(0, room)])


def _answer(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    for ask in repairs.every(db, space):
        left = repairs.left(db, ask.row)
        if not left or _is_over(db, book, space, ask):
            _forget(db, book, ask)
        elif turns.come(db, book, space, f"mend/{ask.row}"):
            _give(db, book, space, ask, left)


def _is_over(db: Db, book: Notebook, space: bytes, ask: Asked) -> bool:
    """Who is out is given nothing, and who has it by now needs nothing."""
    state = book.state(db, space)
    if ask.device not in state.ranks() or state.role_of_device(ask.device) not in WRITERS:
        return True
    chain = chains.get(db, space, ask.device)
    return chain is not None and chain.vector.get(ask.dev8, -1) >= ask.last


def _forget(db: Db, book: Notebook, ask: Asked) -> None:
    """Remember for a day that it was asked for, so that nobody does it twice."""
    if abs(book.clock() - ask.at_ms) >= DAY_MS:
        repairs.remove(db, ask.row)
    else:
        repairs.settle(db, ask.row, [row for row, _ in repairs.left(db, ask.row)])


def _give(db: Db, book: Notebook, space: bytes, ask: Asked, left: Sequence[tuple[int, int]]) -> None:
    """Post entries once more, as many as the day of who asks still has room for."""
    person, now = book.state(db, space).authors[ask.device[:8]], book.clock()
    room = GIVEN_MAX - repairs.given(db, space, person, now - DAY_MS)
    chosen, size = [], 0
    for row, each in left:
        if size + each > room:
            break
        size += each
        chosen.append(row)
    for relay in book.state(db, space).relays:
        repairs.post_again(db, relay.public_key, chosen)
    repairs.settle(db, ask.row, [row for row, _ in left])  # what there was no room for is asked for again
    handed.no_turn(db, space, f"mend/{ask.row}")
    if size:
        repairs.give(db, space, person, size, now, now - DAY_MS)
