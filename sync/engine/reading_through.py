"""People of an organisation read the network that it shares with them; they write nothing there (A4.8)."""

from dataclasses import dataclass
from hashlib import sha256

from sync.engine import incoming, keys_below, relay_address
from sync.engine.events import SpacesChanged
from sync.engine.notebook import Notebook
from sync.engine.relay_address import Address
from sync.errors import BadAddress
from sync.model import housing, sharing
from sync.model.belonging import RelayEntry
from sync.model.entry import Entry
from sync.model.state import State
from sync.store import shared_keys, spaces, waiting_room
from sync.store.database import Db
from sync.store.shared_keys import Given

UNPROVEN_MAX = 4  # networks named by one laptop, before their log bore out that they are shared
NOT_SENT = "not-a-delegate"


@dataclass(frozen=True, slots=True)
class Through:
    """*open* says that both sides still agree, and that we are still in the organisation's own space."""

    organisation: bytes
    name: str
    space: bytes
    open: bool


def came(db: Db, book: Notebook, one: Entry) -> None:
    """Take in the keys that an entry of an organisation's own space gives."""
    for op in keys_below.said(one):
        keys, known = keys_below.fitting(op), spaces.has(db, op.network)
        if not known and (not keys or shared_keys.followed(db, one.header.device) >= UNPROVEN_MAX):
            continue  # whoever writes in the own space can name any network, and any relay for it
        keys_below.note_of(db, one, op)
        if not known:
            spaces.add(db, op.network)
            shared_keys.follow(db, op.network)
        if _is_ours(db, book, op.network):
            continue
        for name, secrets in keys.items():
            incoming.offer(db, op.network, name, secrets)
        incoming.settle(db, book, op.network)
        prove(db, book, op.network)


def _is_ours(db: Db, book: Notebook, network: bytes) -> bool:
    """Whether we are in a network ourselves."""
    return book.state(db, network).role_of_device(book.me_in(network).device) is not None


def prove(db: Db, book: Notebook, network: bytes) -> None:
    """Once the log has come: a delegate gave the keys, and both sides agreed to it (A4.8)."""
    given = shared_keys.of(db, network)
    if not given or shared_keys.proven(db, network) is not None:
        return
    state = book.state(db, network)
    if not state.epochs or _is_ours(db, book, network):
        return
    for one in given:
        if not keys_below.is_delegate(state, one.organisation, one.device):
            _refuse(db, one)
        elif one.organisation in sharing.in_effect(state):
            shared_keys.prove(db, network, one.organisation, one.space)
            book.tell(SpacesChanged())
            return


def _refuse(db: Db, one: Given) -> None:
    """Kept as evidence; should its author be sent one day, what they gave counts then."""
    name = sha256(one.entry + one.network).digest()
    waiting_room.refuse(db, one.space, name, b"", NOT_SENT)


def through(db: Db, book: Notebook, network: bytes) -> Through | None:
    """Through whom a network is or was read here; nothing where we are in it ourselves."""
    found = shared_keys.proven(db, network)
    if found is None or _is_ours(db, book, network):
        return None
    organisation, space = found
    state = book.state(db, network)
    agreed = organisation in sharing.in_effect(state)
    device = book.me_in(space).device
    below = book.state(db, space)
    return Through(organisation, _name(state, organisation), space, agreed and device in below.ranks())


def _name(state: State, organisation: bytes) -> str:
    roster = state.rosters.get(organisation)
    return roster.name if roster is not None else housing.name_of(state, organisation)


def relays(db: Db, network: bytes) -> list[RelayEntry]:
    """Where a network is, as those say who shared it, until its log has come."""
    said = dict.fromkeys(relay for one in shared_keys.of(db, network) for relay in one.relays)
    return [relay for relay in said if _is_address(relay)]


def _is_address(relay: RelayEntry) -> bool:
    try:
        return relay_address.clean(relay_address.written(relay)) == Address(relay.url, relay.pin)
    except BadAddress:
        return False
