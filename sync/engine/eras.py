"""The joins that entries of a space may be sealed under: that of today, and those of the past (A4.4, A6.1).

An era is the sorted ids of some epochs of which none descends from another: whatever was once all heads that
somebody knew. Each has its own mailboxes and keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from crypto import epoch as secret
from crypto.epoch import EpochSecrets
from sync.engine.notebook import Notebook
from sync.model import dag, ops
from sync.model.entry import BadEntry
from sync.model.ops import Epoch
from sync.store import early_secrets, epoch_secrets, own
from sync.store.database import Db
from sync.wire import codec

Era = tuple[bytes, ...]
ID = 32
READ_MS = 90 * 24 * 60 * 60 * 1000  # A6.1: relays keep nothing longer
READ_MAX = 16  # of one epoch, and as many of several
JOINED_MAX = 4  # epochs at once, of which every combination may have been somebody's heads


def packed(era: Era) -> bytes:
    return b"".join(era)


def unpacked(data: bytes) -> Era:
    return tuple(data[at : at + ID] for at in range(0, len(data), ID))


def current(db: Db, book: Notebook, space: bytes) -> Era:
    """The era to send in: all head epochs (A4.4)."""
    told = own.coming(db, space)
    return tuple(sorted(told.secrets)) if told else book.epochs(db, space)


def held(db: Db, space: bytes) -> dict[bytes, EpochSecrets]:
    """The secrets that the log confirmed."""
    return {name: EpochSecrets.unpack(data) for name, data in epoch_secrets.every(db, space).items()}


def secrets_of(known: Mapping[bytes, EpochSecrets], era: Era) -> EpochSecrets | None:
    """The secrets of an era; None where one of its epochs cannot be read with *known*."""
    each = {name: known[name] for name in era if name in known and known[name].e != secret.NOT_GIVEN}
    return secret.joined(each) if era and len(each) == len(era) else None


@dataclass(frozen=True, slots=True)
class Readable:
    """An era that this device can read; *secrets* of it as far as they were given."""

    era: Era
    secrets: EpochSecrets = field(repr=False)
    current: bool


def readable(db: Db, book: Notebook, space: bytes) -> list[Readable]:
    """That of today first, then the newest; past ones for 90 days, and a bounded number of them (A6.1)."""
    now, known = current(db, book, space), held(db, space)
    early = early_secrets.every(db, space)
    if early:
        known = _with_early(known, early)
    eras = [now] if len(known) == 1 and now and now[0] in known else _eras(db, book, space, now, known)
    found = ((era, secrets_of(known, era)) for era in eras)
    return [Readable(era, one, era == now) for era, one in found if one is not None]


def _with_early(
    known: Mapping[bytes, EpochSecrets], early: Iterable[tuple[bytes, bytes]]
) -> dict[bytes, EpochSecrets]:
    """What the log did not confirm yet serves for reading, never for sending (A4.3)."""
    grown = dict(known)
    for name, data in early:
        came = EpochSecrets.unpack(data)
        grown[name] = grown[name].with_more(came) if name in grown else came
    return grown


def _eras(db: Db, book: Notebook, space: bytes, now: Era, known: Mapping[bytes, EpochSecrets]) -> list[Era]:
    seen = {name: at for name, (at, _) in early_secrets.seen(db, space).items()}
    line = _Line(parents_of(db, book, space), {name: seen.get(name) for name in known}, book.clock())
    recent = [name for name in known if line.lately(name)]
    newest = sorted(recent, key=lambda name: (-line.depth(name), name))[:READ_MAX]
    singles = [(name,) for name in newest]
    joins = [
        tuple(sorted(group))
        for size in range(2, JOINED_MAX + 1)
        for group in combinations(newest[: 2 * JOINED_MAX], size)
        if line.concurrent(group)
    ]
    joins.sort(key=lambda era: -max(line.depth(name) for name in era))
    past = [era for era in (*singles, *joins[:READ_MAX]) if era != now]
    return [now, *past] if now else past


def parents_of(db: Db, book: Notebook, space: bytes) -> dict[bytes, Era]:
    """The parents of every epoch that was ever announced here, in the log or before it."""
    seen = early_secrets.seen(db, space)
    found = {name: op.parents for name, (_, data) in seen.items() if (op := decoded(data))}
    return found | {name: one.op.parents for name, one in book.state(db, space).epochs.items()}


def decoded(data: bytes) -> Epoch | None:
    try:
        value = codec.decode(data)
        op = ops.decode(tuple(value)) if isinstance(value, list) else None
    except (BadEntry, codec.Malformed):
        return None
    return op if isinstance(op, Epoch) else None


@dataclass(frozen=True, slots=True)
class _Node:
    id: bytes
    parents: Era


class _Line:
    """Which epoch descends from which, and since when it does."""

    def __init__(self, parents: Mapping[bytes, Era], known_ms: Mapping[bytes, int | None], now: int) -> None:
        """*known_ms* says of epochs whose secrets are here when they were first seen."""
        self._log = dag.arrange({name: _Node(name, before) for name, before in parents.items()})
        self._after: dict[bytes, int] = {}
        for name in known_ms.keys() & parents.keys():
            before, said = parents[name], known_ms[name]
            at = now if said is None else said
            self._after |= {one: min(at, self._after.get(one, at)) for one in before}
        self._now = now

    def depth(self, name: bytes) -> int:
        """How many it descends from; what nobody announced yet counts as the newest."""
        place = self._log.places.get(name)
        return len(self._log.ordered) if place is None else self._log.pasts[place].bit_count()

    def concurrent(self, group: Iterable[bytes]) -> bool:
        places = [self._log.places[name] for name in group if name in self._log.places]
        past = 0
        for place in places:
            past |= self._log.pasts[place]
        return not any(past >> place & 1 for place in places)

    def lately(self, name: bytes) -> bool:
        """Whether somebody may still send under it: nothing followed it, or not long ago.

        What followed counts once its key is here, for that is asked for where the last one was.
        """
        return self._after.get(name, self._now) > self._now - READ_MS
