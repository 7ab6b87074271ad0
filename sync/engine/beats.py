"""Signs of life: what each device holds, and whether it shows the same as we do (A5.2, A3.4)."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from sync.engine import departure, handing_over, laggards, reposting, rotation, shown
from sync.engine.notebook import WRITERS, Notebook
from sync.model import ops
from sync.model.entry import BadEntry, Entry
from sync.model.ops import Beat
from sync.model.state import State
from sync.store import beats, chains, entries, holes, outbox, own
from sync.store.beats import Heard
from sync.store.database import Db
from sync.wire import codec

FORMAT = 3
"""Of the digest: 1 took things of kinds that a release did not know for gone (PROTOCOL 3.18)."""
DAY_MS = 24 * 60 * 60 * 1000
WEEK_MS = 7 * DAY_MS
BEAT = 50
SILENT = frozenset({50, 51, 52, 53, 56, 57, 58, 59, 60})  # operations that change nothing of what is shown
BESIDE_MAX = 512  # entries that are looked at before two digests are called incomparable
DIGEST_MAX = 5000  # records of a space of which a digest is still quick


# ---------------------------------------------------------------- one's own
def tend(db: Db, book: Notebook, space: bytes) -> bool:
    """Give a sign of life where one is due; say whether it was (A5.2)."""
    if not _may(db, book, space) or not _is_due(db, book, space):
        return False
    me = book.me_in(space)
    beat = Beat(_differing(db, book, space), _told(db, book, space), FORMAT)
    outbox.add(db, space, codec.encode(ops.encode(beat)))
    departure.depart(db, book, space)
    chain = chains.get(db, space, me.device)
    if chain is not None:
        mine = Heard(me.device, chain.seq, book.clock(), beat.differing, beat.digest, FORMAT, False, False)
        beats.put(db, space, mine)
    return True


def _may(db: Db, book: Notebook, space: bytes) -> bool:
    state, me = book.state(db, space), book.me_in(space)
    if state.frozen or not state.relays or own.coming(db, space) is not None:
        return False
    return state.role_of_device(me.device) in WRITERS and len(state.devices) > 1


def _is_due(db: Db, book: Notebook, space: bytes) -> bool:
    """Once a day where something is sent anyway, or this notebook sends by itself; else once a week.

    A clock that was set back makes one due as well.
    """
    me, now = book.me_in(space), book.clock()
    last = beats.get(db, space, me.device)
    since = last.wall_ms if last is not None else _began_ms(db, book, space, now)
    passed = abs(now - since)
    if passed < DAY_MS:
        return False
    if passed >= WEEK_MS or rotation.online(db, book, space) or outbox.count(db, space):
        return True
    relays = book.state(db, space).relays
    return any(reposting.sendable(db, book, one.public_key, space) for one in relays)


def _began_ms(db: Db, book: Notebook, space: bytes, now: int) -> int:
    """When this device wrote first here, or else was let in."""
    state, device = book.state(db, space), book.me_in(space).device
    first = entries.in_chain(db, space, device, 0)
    if first is not None:
        return first.header.wall_ms
    row = entries.row_of(db, laggards.came_by(state, device))
    header = entries.header(db, row) if row is not None else None
    return header.wall_ms if header is not None else now


def _differing(db: Db, book: Notebook, space: bytes) -> tuple[tuple[bytes, int], ...]:
    """What this device holds other than its entries claim once this one is signed."""
    me = book.me_in(space).device
    chain = chains.get(db, space, me) or departure.NEVER
    claimed = {device[:8]: max(seq, chain.vector.get(device[:8], -1))
               for device, (seq, _) in chains.applied(db, space).items()}  # fmt: skip
    held = {device[:8]: seq for device, seq in chains.vector(db, space).items()}
    lost = {device[:8]: min(numbers) - 1 for device, numbers in holes.of(db, space).items() if numbers}
    held |= {dev8: seq for dev8, seq in lost.items() if seq >= 0}
    found = {dev8: seq for dev8, seq in held.items() if seq != claimed.get(dev8, -1) and dev8 != me[:8]}
    return tuple(sorted(found.items()))


def digest(db: Db, space: bytes) -> bytes | None:
    """A hash of all that is shown; nothing where entries are missing, or it would take long."""
    count = db.number("SELECT count(*) FROM record WHERE space = ?", space)
    if count > DIGEST_MAX or holes.count(db, space):
        return None
    return bytes.fromhex(shown.digest(db, space))


def _told(db: Db, book: Notebook, space: bytes) -> bytes | None:
    """The digest, unless one who hears it is known to take it for one of another format."""
    others = live(db, book, space)
    older = any(one.version < FORMAT for one in beats.every(db, space) if one.device in others)
    return None if older else digest(db, space)


# ---------------------------------------------------------------- those of others
def came(db: Db, one: Entry) -> None:
    """Remember the newest beat of each device."""
    header = one.header
    known = beats.get(db, header.space, header.device)
    if known is not None and known.seq >= header.seq:
        return
    for op in said(one):
        differs = known is not None and known.differs
        beats.put(
            db, header.space,
            Heard(
                header.device, header.seq, header.wall_ms, op.differing, op.digest, op.version,
                unchecked=op.digest is not None, differs=differs,
            ),
        )  # fmt: skip


def said(one: Entry) -> Iterator[Beat]:
    for encoded in one.header.ops:
        if encoded[0] == BEAT:
            with suppress(BadEntry):
                op = ops.decode(encoded)
                if isinstance(op, Beat):
                    yield op


def compare(db: Db, book: Notebook, space: bytes) -> int:
    """Look whether those who held what we hold show what we show; return how many do not (A6.7)."""
    waiting = beats.unchecked(db, space)
    if not waiting or outbox.count(db, space):
        return 0
    state, mine, found = book.state(db, space), None, 0
    for one in waiting:
        differs = one.differs
        if one.device in state.devices and _comparable(db, space, one):
            mine = mine or digest(db, space)
            differs = mine is not None and mine != one.digest
        found += differs
        beats.put(db, space, _checked(one, differs=differs))
    return found


def _checked(one: Heard, *, differs: bool) -> Heard:
    return Heard(
        one.device, one.seq, one.wall_ms, one.differing, one.digest, one.version,
        unchecked=False, differs=differs,
    )  # fmt: skip


def _comparable(db: Db, space: bytes, one: Heard) -> bool:
    """Whether that device held then what we hold now, but for entries that show nothing."""
    chain = chains.get(db, space, one.device)
    if chain is None or chain.seq != one.seq or one.version != FORMAT:
        return False
    theirs = chain.vector | {one.device[:8]: chain.seq} | dict(one.differing)
    ours = {device[:8]: (device, seq) for device, seq in chains.vector(db, space).items()}
    if any(seq > ours.get(dev8, (b"", -1))[1] for dev8, seq in theirs.items()):
        return False
    beside = [(device, theirs.get(dev8, -1)) for dev8, (device, seq) in ours.items()
              if seq > theirs.get(dev8, -1)]  # fmt: skip
    if sum(ours[device[:8]][1] - seq for device, seq in beside) > BESIDE_MAX:
        return False
    return all(is_silent(two) for device, seq in beside
               for _, two in entries.of_device(db, space, device, seq + 1))  # fmt: skip


def is_silent(one: Entry) -> bool:
    return all(encoded[0] in SILENT for encoded in one.header.ops)


# ---------------------------------------------------------------- what others hold
def acknowledged(db: Db, space: bytes, device: bytes) -> dict[bytes, int]:
    """For each device (8 bytes) the highest seq that *device* is known to hold with all before it."""
    chain = chains.get(db, space, device)
    if chain is None:
        return {}
    found = chain.vector | {device[:8]: chain.seq}
    last = beats.get(db, space, device)
    return found | dict(last.differing if last is not None else ())


def live(db: Db, book: Notebook, space: bytes) -> list[bytes]:
    """The other devices that can say what they hold: they write here, and are neither held nor dormant."""
    state, me = book.state(db, space), book.me_in(space).device
    return [device for device in sorted(state.ranks()) if device != me and _speaks(state, device)]


def _speaks(state: State, device: bytes) -> bool:
    writes = state.role_of_device(device) in WRITERS
    return writes and not state.on_hold(device) and not handing_over.omitted(state, device)


def without(db: Db, book: Notebook, space: bytes, wanted: Mapping[bytes, int]) -> list[bytes]:
    """The live devices that are not known to hold all up to *wanted* (8 bytes of a device to seq)."""
    return [device for device in live(db, book, space) if not _has(db, space, device, wanted)]


def _has(db: Db, space: bytes, device: bytes, wanted: Mapping[bytes, int]) -> bool:
    known = acknowledged(db, space, device)
    return all(known.get(dev8, -1) >= seq for dev8, seq in wanted.items())


def everyone_has(db: Db, book: Notebook, space: bytes, wanted: Mapping[bytes, int]) -> bool:
    """Say whether every live device has acknowledged all up to *wanted* (8 bytes of a device to seq).

    Readers cannot say what they hold, and are not waited for.
    """
    return not without(db, book, space, wanted)


def last_sign(db: Db, space: bytes, device: bytes) -> int:
    """When a device signed its last entry here, by its own clock; 0 where it never did."""
    chain = chains.get(db, space, device)
    row = entries.row_of(db, chain.id) if chain is not None else None
    header = entries.header(db, row) if row is not None else None
    return header.wall_ms if header is not None else 0


def last_signs(db: Db, book: Notebook, space: bytes) -> dict[bytes, int]:
    """For each person, and each organisation, when one of their devices signed its last entry here."""
    state = book.state(db, space)
    found: dict[bytes, int] = {}
    for device, known in state.devices.items():
        sign = last_sign(db, space, device)
        for name in {known.person, state.home[known.person]}:
            found[name] = max(sign, found.get(name, 0))
    return found
