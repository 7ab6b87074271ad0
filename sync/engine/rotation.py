"""A new group secret: when one is due, who may make it, and who gets it (A4.3, A4.4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from crypto import epoch as secret
from crypto import handover
from crypto.epoch import EpochSecrets
from crypto.errors import Malformed
from crypto.keys import KemPublic
from sync.engine import contents, epoch_log, eras, identity, keys_below, own_chain
from sync.engine.eras import Era
from sync.engine.events import MembersChanged
from sync.engine.notebook import WRITERS, Notebook
from sync.engine.person_log import Unproven
from sync.model import epochs, ops
from sync.model.circle import RANKS, STEWARD
from sync.model.entry import BadEntry, Entry
from sync.model.epochs import DAY_MS
from sync.model.state import State
from sync.store import chains, early_secrets, entries, epoch_secrets, own, parcels, settings
from sync.store.database import Db
from sync.wire import codec

PACKAGES_MAX = 200  # of one blob (A5.8)
MODE_KEY = "delivery-mode"
ROLES = {rank: role for role, rank in RANKS.items()}
BY_MEMBER = "steward"
AT_ONCE = ("excluded", epochs.SHARED)
AGE = "age"


def due(db: Db, book: Notebook, space: bytes) -> str:
    """Return why a rotation is due, or nothing: "excluded", "shared", "heads", "age", or "steward" (A4.4).

    The last one is for stewards alone: whoever made the epoch of today knows what only stewards should. The
    second is for delegates: their organisation's own space let somebody go who reads here (A4.8).
    """
    state = book.state(db, space)
    reason = epochs.reason(state, book.clock())
    if reason == AGE and _just_came(db, book, space, state):
        reason = ""
    if reason not in AT_ONCE and keys_below.still_read(db, book, space):
        return epochs.SHARED
    if reason or state.role_of_device(book.me_in(space).device) != STEWARD:
        return reason
    newest = (state.epochs[name] for name in epochs.heads(state.epochs))
    return "" if all(one.by_steward for one in newest) else BY_MEMBER


def _just_came(db: Db, book: Notebook, space: bytes, state: State) -> bool:
    """Whether an epoch that says it is old was first seen here not long ago.

    Nobody knows whose clock is wrong: else two whose clocks are years apart would answer each other's epochs
    with their own for ever.
    """
    seen = early_secrets.seen(db, space)
    since = max(seen[name][0] if name in seen else 0 for name in epochs.heads(state.epochs))
    return book.clock() - since < state.policy.rotate_days * DAY_MS


def urgent(db: Db, book: Notebook, space: bytes) -> bool:
    """Say whether somebody who is out could read what is sealed now."""
    return due(db, book, space) in AT_ONCE


def may(db: Db, book: Notebook, space: bytes) -> bool:
    """Say whether this device may rotate: it writes here, is not held, and holds every head epoch."""
    state, me = book.state(db, space), book.me_in(space)
    if state.frozen or state.role_of_device(me.device) not in WRITERS or state.on_hold(me.device):
        return False
    return own.coming(db, space) is None and sending(db, book, space) is not None


def sending(db: Db, book: Notebook, space: bytes) -> EpochSecrets | None:
    """Return the secrets to send with; None while the key of a head epoch has not come."""
    return eras.secrets_of(eras.held(db, space), eras.current(db, book, space))


def before_sending(db: Db, book: Notebook, space: bytes) -> bool:
    """Rotate first where the key of today can be computed by somebody who is out (A4.4.1).

    Other reasons wait for a random while where others may have the same thought (A4.4.6): online. Return
    whether there is a new epoch.
    """
    reason = due(db, book, space)
    if not reason or (reason not in AT_ONCE and online(db, book, space)) or not may(db, book, space):
        return False
    now(db, book, space)
    return True


def now(db: Db, book: Notebook, space: bytes) -> bytes:
    """Rotate for the reason that there is; a steward leaves out who was silent for long (A3.4)."""
    return rotate(db, book, space, reason=due(db, book, space), omit=_omitted(db, book, space))


def online(db: Db, book: Notebook, space: bytes) -> bool:
    """Say whether this notebook hears of what others do within minutes."""
    said = settings.get(db, MODE_KEY) or b""
    return said == b"always" and bool(book.state(db, space).relays)


def rotate(db: Db, book: Notebook, space: bytes, *, reason: str, omit: Iterable[bytes] = ()) -> bytes:
    """Announce a fresh epoch that follows all heads, and return its id (A4.3).

    Every entitled device but those in *omit* (first 8 bytes of each) finds its package in the mailbox of
    before, beside the announcement. Whether one may is for `may` to say.
    """
    membership = book.membership(db, space)
    state = membership.at(tuple(sorted(membership.now.heads)))
    fresh, left_out = EpochSecrets.generate(), tuple(sorted(omit))
    parents = epochs.heads(state.epochs)
    recipients = state.recipients(frozenset(left_out))
    op = ops.Epoch(
        parents,
        secret.commit(fresh.e, space),
        secret.commit(fresh.w, space),
        secret.commit(fresh.t, space),
        recipients=epoch_log.recipients_hash(recipients),
        omit=left_out,
        back=tuple(_back(db, space, state, fresh, parents)),
        reason=reason,
    )
    own_chain.append(db, book, space, [ops.encode(op)])
    name = epoch_log.epoch_id(space, op)
    epoch_secrets.put(db, space, name, fresh.pack())
    early_secrets.saw(db, space, name, book.clock(), codec.encode(ops.encode(op)))
    others = [device for device in recipients if device != book.me_in(space).device]
    queue(db, book, space, parents, blobs(name, packages(state, space, name, fresh, others)))
    book.tell(MembersChanged(space.hex()))
    return name


def _back(
    db: Db, space: bytes, state: State, fresh: EpochSecrets, parents: Sequence[bytes]
) -> Iterator[tuple[bytes, bytes]]:
    """E of each parent, where newcomers are to read what was before (A4.6)."""
    known = eras.held(db, space)
    if state.policy.history == "full":
        for parent in parents:
            if parent in known:
                yield parent, secret.seal_back(fresh.e, known[parent].e)


def packages(
    state: State, space: bytes, name: bytes, given: EpochSecrets, devices: Iterable[bytes]
) -> list[tuple[bytes, bytes]]:
    """Return (first 8 bytes of the device, package) for each device that the state entitles (A4.3)."""
    ranks, found = state.ranks(), []
    for device in devices:
        if device not in ranks:
            continue
        info = handover.package_info(space, name, device)
        part = given.for_role(ROLES[ranks[device]])
        try:
            sealed = handover.seal_package(KemPublic(state.devices[device].kem_pk), info, part.pack())
        except Malformed:
            continue  # a key that is none must not keep everybody else from a new epoch
        found.append((device[:8], sealed))
    return found


def queue(db: Db, book: Notebook, space: bytes, era: Era, content: Iterable[bytes]) -> None:
    """Leave blobs of keys for the next sending, in the mailbox of *era*."""
    for each in content:
        parcels.add(db, space, eras.packed(era), each, book.clock())


def blobs(name: bytes, sealed: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    """Return what goes into blobs: at most 200 packages of one epoch each (A5.8)."""
    pieces = range(0, len(sealed), PACKAGES_MAX)
    return [contents.of_packages(name, sealed[at : at + PACKAGES_MAX]) for at in pieces]


# ---------------------------------------------------------------- leases (A3.4)
def dormant(db: Db, book: Notebook, space: bytes, now: int) -> tuple[bytes, ...]:
    """Return the first 8 bytes of each entitled device that gave no sign of life for the policy's days.

    A sign is an entry of the device, by its own clock, or what brought it here.
    """
    state, me = book.state(db, space), book.me_in(space).device
    before = now - state.policy.dormant_days * DAY_MS
    first = _first_ms(state)
    silent = [one for one in state.ranks() if one != me and _last_ms(db, space, one) < before]
    unsure = any(first.get(one, now) >= before for one in silent)
    came = _came_ms(db, space, state) if unsure else {}
    return tuple(
        sorted(
            one[:8] for one in silent
            if min(first.get(one, now), came.get(state.devices[one].person, now)) < before
        )
    )  # fmt: skip


def _first_ms(state: State) -> dict[bytes, int]:
    """For each device when the first epoch was made for it."""
    first: dict[bytes, int] = {}
    for one in sorted(state.epochs.values(), key=lambda one: one.wall_ms, reverse=True):
        first.update(dict.fromkeys(one.ranks, one.wall_ms))
    return first


def _came_ms(db: Db, space: bytes, state: State) -> dict[bytes, int]:
    """For each person when they, or the newest of their devices, came in."""
    named = {entry: name for name, (_, entry) in state.circle.senior.items()}
    found: dict[bytes, int] = {}
    for one in entries.membership(db, space):
        for person in _brought(one, named):
            found[person] = max(found.get(person, 0), one.header.wall_ms)
    return {person: found[home] for person, home in state.home.items() if home in found} | found


def _brought(one: Entry, named: Mapping[bytes, bytes]) -> Iterator[bytes]:
    if one.id in named:
        yield named[one.id]
    for op in map(ops.decode, one.header.ops):
        if isinstance(op, ops.PersonOps):
            with suppress(Unproven, BadEntry, codec.Malformed):
                yield identity.person_of(op.entries)


def _last_ms(db: Db, space: bytes, device: bytes) -> int:
    chain = chains.get(db, space, device)
    row = entries.row_of(db, chain.id) if chain is not None else None
    header = entries.header(db, row) if row is not None else None
    return header.wall_ms if header is not None else 0


def _omitted(db: Db, book: Notebook, space: bytes) -> tuple[bytes, ...]:
    """Who is dormant depends on clocks: only stewards say so (A4.3)."""
    role = book.state(db, space).role_of_device(book.me_in(space).device)
    return dormant(db, book, space, book.clock()) if role == STEWARD else ()
