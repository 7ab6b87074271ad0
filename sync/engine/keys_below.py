"""Keys of a network in an organisation's own space: what is there, and who can read by it (A4.8)."""

from collections.abc import Iterator

from crypto.epoch import NOT_GIVEN, EpochSecrets
from sync.engine import epoch_log
from sync.engine.notebook import Notebook
from sync.model import entry, epochs, ops, sharing
from sync.model.entry import Entry
from sync.model.state import State
from sync.store import shared_keys
from sync.store.database import Db
from sync.store.shared_keys import Given

RELAYS_MAX = 8


def said(one: Entry) -> Iterator[ops.Shared]:
    """What an entry shares of networks."""
    if entry.is_membership(one.header):
        return
    for op in ops.said(one.header.ops, ops.Shared):
        if op.network != one.header.space:
            yield op


def fitting(op: ops.Shared) -> dict[bytes, EpochSecrets]:
    """By epoch id, the keys that are what their epochs' announcements commit to (A4.3)."""
    found = {}
    for key in op.keys:
        announced, secrets = ops.decode(key.op), EpochSecrets(key.e, NOT_GIVEN, NOT_GIVEN)
        if isinstance(announced, ops.Epoch) and epoch_log.confirmed(op.network, announced, secrets):
            found[epoch_log.epoch_id(op.network, announced)] = secrets
    return found


def note(db: Db, one: Entry) -> None:
    """Remember what an entry gives of any network."""
    for op in said(one):
        note_of(db, one, op)


def note_of(db: Db, one: Entry, op: ops.Shared) -> None:
    """Remember what it gives of one, whoever wrote it: the network's log says whether that counts."""
    header = one.header
    for name in fitting(op) if op.keys else (b"",):
        shared_keys.add(
                db,
                Given(
                    header.space, op.network, op.organisation, header.device, one.id, header.mem_heads,
                    op.relays[:RELAYS_MAX], name,
                ),
            )  # fmt: skip


def by_delegates(db: Db, state: State, network: bytes) -> list[Given]:
    """What was given by somebody whom the organisation sends now, as the network's log has it."""
    return [one for one in shared_keys.of(db, network) if is_delegate(state, one.organisation, one.device)]


def is_delegate(state: State, organisation: bytes, device: bytes) -> bool:
    actor = state.actor(device)
    return actor is not None and organisation == actor.principal and organisation in state.rosters


def still_read(db: Db, book: Notebook, network: bytes) -> bool:
    """Say whether somebody whom an organisation's own space let go can compute the network's key of today.

    Only its delegates can know; nobody else sees the space.
    """
    if not shared_keys.of(db, network):
        return False
    state = book.state(db, network)
    actor = state.actor(book.me_in(network).device)
    if actor is None or actor.principal not in sharing.in_effect(state):
        return False
    given = [one for one in by_delegates(db, state, network) if one.organisation == actor.principal]
    return any(_read_in(db, book, own, given, state) for own in sorted({one.space for one in given}))


def _read_in(db: Db, book: Notebook, own: bytes, given: list[Given], state: State) -> bool:
    """Each time that a key was given names what its author knew of who is out of the own space."""
    below = book.membership(db, own)
    if below.now.role_of_device(book.me_in(own).device) is None:
        return False
    heads = [
        [epochs.out(below.at(one.heads)) for one in given if (one.space, one.epoch) == (own, name)]
        for name in epochs.heads(state.epochs)
    ]
    return epochs.still_read(below.now, heads)
