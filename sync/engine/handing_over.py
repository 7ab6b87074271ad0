"""Keys for who lacks them: asking for one's own, and giving others what they are entitled to (A4.3)."""

import secrets as chance
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crypto import sign
from crypto.epoch import NOT_GIVEN, EpochSecrets
from crypto.labels import Label
from sync.engine import contents, eras, rotation
from sync.engine.contents import Ask
from sync.engine.eras import Era
from sync.engine.notebook import WRITERS, Notebook
from sync.model import epochs
from sync.model.circle import RANKS, STEWARD
from sync.model.state import State
from sync.store import chains, entries, epoch_secrets, handed, own, parcels, shared_keys
from sync.store.database import Db

SPREAD_MS = 10 * 60 * 1000  # A4.4.6
AGAIN_MS = 24 * 60 * 60 * 1000  # an ask or an answer may have been lost
PLACES_MAX = 4  # mailboxes that one key is left in


@dataclass(slots=True)
class Turns:
    """Several devices see what is to be done: each waits for a random while, and the first does it."""

    spread_ms: int = SPREAD_MS

    def come(self, db: Db, book: Notebook, space: bytes, what: str) -> bool:
        """Say whether it is our turn; the first time it is asked, a time is chosen."""
        wait = chance.randbelow(self.spread_ms + 1) if rotation.online(db, book, space) else 0
        handed.wait(db, space, what, book.clock() + wait)
        due = handed.turn(db, space, what)
        return due is not None and book.clock() >= due


def tend(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    """Rotate, ask and answer as far as it is due; what is to be posted waits for the next sending."""
    state = book.state(db, space)
    if state.frozen or own.coming(db, space) is not None or not state.epochs:
        return
    if shared_keys.is_followed(db, space):
        return  # somebody named us there, and we never agreed to that
    parcels.expire(db, book.clock())
    _rotate(db, book, space, turns)
    ask(db, book, space)
    state = book.state(db, space)
    if book.me_in(space).device in state.ranks():
        _answer(db, book, space, turns)
        _top_up(db, book, space, turns)


def _rotate(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    if not rotation.due(db, book, space):
        handed.no_turn(db, space, "rotate")
    elif rotation.may(db, book, space) and turns.come(db, book, space, "rotate"):
        rotation.now(db, book, space)
        handed.no_turn(db, space, "rotate")


# ---------------------------------------------------------------- asking
def lacks(db: Db, book: Notebook, space: bytes) -> tuple[bytes, ...]:
    """Return the head epochs of which this device lacks what its role gets."""
    state, device = book.state(db, space), book.me_in(space).device
    role = state.role_of_device(device)
    known = eras.held(db, space)
    if role is None or own.coming(db, space) is not None:
        return ()
    return tuple(one for one in epochs.heads(state.epochs) if one not in known or not known[one].serves(role))


def waits(db: Db, book: Notebook, space: bytes) -> bool:
    """Say whether this device may write but cannot send: the key of a head has not come."""
    role = book.state(db, space).role_of_device(book.me_in(space).device)
    if role not in WRITERS or own.coming(db, space) is not None or not book.epochs(db, space):
        return False
    return rotation.sending(db, book, space) is None


def ask(db: Db, book: Notebook, space: bytes) -> bool:
    """Ask for the keys of head epochs that this device lacks, at most once a day for each."""
    me, now = book.me_in(space), book.clock()
    rank = RANKS[book.state(db, space).role_of_device(me.device) or "reader"]
    before = handed.when(db, space, me.device, rank)
    names = tuple(one for one in lacks(db, book, space) if before.get(one, -AGAIN_MS) <= now - AGAIN_MS)
    known = eras.held(db, space)
    boxes = [one.era for one in eras.readable(db, book, space)
             if (found := eras.secrets_of(known, one.era)) is not None and found.w != NOT_GIVEN]  # fmt: skip
    if not names or not boxes:
        return False
    signature = sign.sign(me.signing, Label.ASK, contents.asked(space, me.device, names))
    for era in boxes[:PLACES_MAX]:
        rotation.queue(db, book, space, era, [contents.of_ask(Ask(me.device, names, signature))])
    for name in names:
        handed.note(db, space, name, {me.device: rank}, now)
    return True


# ---------------------------------------------------------------- answering
def _answer(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    state = book.state(db, space)
    asked: dict[bytes, tuple[set[bytes], set[Era]]] = {}
    for one in handed.asking(db, space):
        names, boxes = asked.setdefault(one.device, (set(), set()))
        names.add(one.epoch)
        boxes.add(eras.unpacked(one.era))
    for device, (names, boxes) in asked.items():
        what = f"answer/{device.hex()}"
        if device not in state.ranks() or not may_grant(db, book, space, device):
            continue
        if turns.come(db, book, space, what):
            hand(db, book, space, device, after(state, names), sorted(boxes))
            handed.answered(db, space, device)
            handed.no_turn(db, space, what)


def may_grant(db: Db, book: Notebook, space: bytes, device: bytes) -> bool:
    """A device that was left out as dormant comes back through a steward or its own person (A3.4)."""
    state, me = book.state(db, space), book.me_in(space)
    if not omitted(state, device):
        return True
    return state.role_of_device(me.device) == STEWARD or state.devices[device].person == me.person


def omitted(state: State, device: bytes) -> bool:
    return any(device[:8] in state.epochs[name].op.omit for name in epochs.heads(state.epochs))


def after(state: State, names: Iterable[bytes]) -> list[bytes]:
    """These epochs, and all that follow: so that who asks finds the way from one mailbox to the next."""
    found = set(names) & state.epochs.keys()
    grown = True
    while grown:
        new = {one for one, known in state.epochs.items() if found & set(known.op.parents)}
        grown = not new <= found
        found |= new
    return sorted(found | set(epochs.heads(state.epochs)))


def may_have(state: State, device: bytes, name: bytes, known: EpochSecrets) -> bool:
    """Say whether *known* is all that an entitled device gets of a head epoch, or an older one is due to it.

    Where newcomers do not see all of the past, those are the older ones that were made for it.
    """
    if device not in state.ranks():
        return False
    if name in epochs.heads(state.epochs):
        return known.serves(rotation.ROLES[state.ranks()[device]])
    return state.policy.history == "full" or (name in state.epochs and device in state.epochs[name].ranks)


def hand(
    db: Db, book: Notebook, space: bytes, device: bytes, names: Iterable[bytes], places: Iterable[Era]
) -> int:
    """Leave packages of these epochs for an entitled device in the mailboxes of *places*; return how many.

    What was given within a day is not given again, nor a head of which this device holds less than is due.
    """
    state, known, now = book.state(db, space), eras.held(db, space), book.clock()
    rank = state.ranks()[device]
    before = handed.when(db, space, device, rank)
    given = [
        name for name in names
        if name in known and may_have(state, device, name, known[name])
        and before.get(name, -AGAIN_MS) <= now - AGAIN_MS
    ]  # fmt: skip
    blobs = [
        blob
        for name in given
        for blob in rotation.blobs(name, rotation.packages(state, space, name, known[name], [device]))
    ]
    for era in list(places)[:PLACES_MAX]:
        rotation.queue(db, book, space, era, blobs)
    for name in given:
        handed.note(db, space, name, {device: rank}, now)
    return len(given)


# ---------------------------------------------------------------- without being asked
def _top_up(db: Db, book: Notebook, space: bytes, turns: Turns) -> None:
    """Newcomers on one branch, new devices, and who got more to do: they lack a head, and need not ask."""
    state, me = book.state(db, space), book.me_in(space)
    for device in sorted(epochs.lacking(state) - {me.device}):
        if omitted(state, device) or _writes_already(db, space, device, state):
            continue
        what = f"give/{device.hex()}"
        missing = _missing(db, space, device, state)
        if missing and turns.come(db, book, space, what):
            hand(db, book, space, device, missing, _where(db, device, state))
            handed.no_turn(db, space, what)


def _missing(db: Db, space: bytes, device: bytes, state: State) -> list[bytes]:
    rank = state.ranks()[device]
    before = handed.when(db, space, device, rank)
    held = epoch_secrets.every(db, space)
    return [
        name for name in epochs.heads(state.epochs)
        if state.epochs[name].ranks.get(device, epochs.NOT_ENTITLED) < rank
        and name not in before and name in held
    ]  # fmt: skip


def _writes_already(db: Db, space: bytes, device: bytes, state: State) -> bool:
    """Whoever wrote under every head holds its key; who got more to do may still lack a part."""
    chain, heads = chains.get(db, space, device), epochs.heads(state.epochs)
    row = entries.row_of(db, chain.id) if chain is not None else None
    header = entries.header(db, row) if row is not None else None
    fresh = all(device not in state.epochs[name].ranks for name in heads)
    return fresh and header is not None and set(heads) <= set(header.epochs)


def _where(db: Db, device: bytes, state: State) -> list[Era]:
    """Mailboxes that the device can read, as far as the log tells."""
    return list(dict.fromkeys(places(db, device, state)))


def places(db: Db, device: bytes, state: State) -> Iterator[Era]:
    """Eras that the device can read, the surest first: an epoch made for it, then what it came in under."""
    heads = epochs.heads(state.epochs)
    given = [name for name, one in state.epochs.items() if device in one.ranks]
    if given:
        yield (max(given, key=lambda name: (state.epochs[name].wall_ms, name)),)
    home = state.home[state.devices[device].person]
    row = entries.row_of(db, state.circle.senior[home][1])
    header = entries.header(db, row) if row is not None else None
    if header is not None and header.epochs:
        yield header.epochs
    for name in heads:
        yield state.epochs[name].op.parents or (name,)
        yield (name,)
