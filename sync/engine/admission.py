"""How somebody comes into a space: a request proven, an `add` published, a key handed over (A4.7)."""

from crypto import handover, invitation, words
from crypto.epoch import EpochSecrets, commit
from crypto.errors import CryptoError
from sync.engine import departure, identity, rendezvous
from sync.engine.arrival import Arrival
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.identity import Proven, Unproven
from sync.engine.notebook import Notebook
from sync.engine.rendezvous import Admission, RelayAddress, Request
from sync.errors import InvitationSpent, NotAdmittedYet, RequestDamaged
from sync.model import epochs, ops
from sync.model.members import State
from sync.store import entries, epoch_secrets, invitations, joins, requests
from sync.store.database import Db
from sync.store.invitations import OpenInvitation
from sync.store.joins import Join
from sync.store.requests import Waiting


def relays(db: Db, book: Notebook, space: bytes) -> tuple[RelayAddress, ...]:
    return tuple(RelayAddress(one.public_key, one.url) for one in book.state(db, space).relays)


def known_relays(join: Join) -> tuple[RelayAddress, ...]:
    return tuple(RelayAddress(public_key, url) for public_key, url in join.relays)


def prove(request: Request) -> Proven:
    try:
        return identity.prove(request.card)
    except Unproven as error:
        raise RequestDamaged from error


def remember(db: Db, book: Notebook, opened: OpenInvitation, request: Request) -> bool:
    """Keep a request that proves itself; say whether it was new."""
    try:
        person = prove(request)
        rendezvous.check_proof(invitation.keys(opened.secret).signing.public.raw, opened.space, request, person.person)
    except RequestDamaged:
        return False
    if person.person in book.state(db, opened.space).principals:
        return False
    row = Waiting(opened.space, person.person, opened.invite, person.name, request.card, request.proof)
    return requests.add(db, row)


def admit(db: Db, book: Notebook, waiting: Waiting) -> Admission:
    """Publish the `add` and seal the newest epoch to the newcomer's device (A4.3)."""
    state = book.must_steward(db, waiting.space)
    invite = state.invites.get(waiting.invite)
    if invite is None or invite.uses_left <= 0:
        raise InvitationSpent
    add = ops.Add(waiting.person, invite.role, waiting.card, waiting.invite, waiting.proof)
    departure.publish(db, book, waiting.space, [add])
    requests.remove(db, waiting.space, waiting.person)
    book.tell(MembersChanged(waiting.space.hex()))
    return _admission(db, book, waiting, invite.role)


def _admission(db: Db, book: Notebook, waiting: Waiting, role: str) -> Admission:
    held = book.secrets(db, waiting.space)
    if held is None:
        raise NotAdmittedYet
    (device,) = identity.prove(waiting.card).devices
    given = held.member_view() if role == "member" else held.reader_view()
    epoch = epoch_secrets.newest_id(db, waiting.space)
    package = handover.seal_package(
        device.kem_pk_typed, waiting.space, epoch, device.device_id, given.pack()
    )
    log = tuple(one.raw for one in entries.membership(db, waiting.space))
    return Admission(epoch, package, relays(db, book, waiting.space), log)


def enter(db: Db, book: Notebook, join: Join, answer: Admission) -> None:
    """Take in the membership log and the epoch secret that the signed log commits to."""
    Arrival(db, book, join.space).receive(answer.log)
    keep_package(db, book, join.space, answer.epoch, answer.package)


def keep_package(db: Db, book: Notebook, space: bytes, epoch: bytes, package: bytes) -> None:
    """Open our package and keep what the epoch's commitments confirm. Raises RequestDamaged."""
    state = book.state(db, space)
    if state.role_of_device(book.me.device) is None or epoch not in state.epochs:
        raise RequestDamaged
    try:
        opened = handover.open_package(book.me.kem, space, epoch, book.me.device, package)
    except CryptoError as error:
        raise RequestDamaged from error
    secrets = EpochSecrets.unpack(opened)
    if not _confirmed(state, space, epoch, secrets):
        raise RequestDamaged
    epoch_secrets.put(db, space, epoch, secrets.pack())
    joins.remove(db, space)
    book.tell(SpacesChanged())
