"""How somebody comes into a space: a request proven, an `add` published, a key handed over (A4.7)."""

from crypto import handover, invitation
from crypto.epoch import EpochSecrets
from crypto.errors import CryptoError
from sync.engine import (
    departure,
    epoch_log,
    eras,
    identity,
    incoming,
    open_invitations,
    rendezvous,
    rotation,
)
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.identity import Proven
from sync.engine.notebook import Notebook
from sync.engine.person_log import Unproven
from sync.engine.rendezvous import Admission
from sync.errors import PackageDamaged
from sync.model import ops
from sync.model.belonging import RelayEntry
from sync.model.people import Device
from sync.refusals import InvitationSpent, NotAdmittedYet, RequestDamaged
from sync.store import handed, newcomers, shared_keys, spaces
from sync.store.database import Db
from sync.store.newcomers import OpenInvitation, Request


def relays(db: Db, book: Notebook, space: bytes) -> tuple[RelayEntry, ...]:
    """Where newcomers find the space: in the room that we are in, if any, and at its relays."""
    return book.asides.rooms(space) + book.state(db, space).relays


def prove(asked: rendezvous.Request) -> Proven:
    try:
        return identity.prove(asked.card)
    except Unproven as error:
        raise RequestDamaged from error


def remember(db: Db, book: Notebook, opened: OpenInvitation, asked: rendezvous.Request) -> Request | None:
    """Keep a request that proves itself; None when there is nothing new to decide."""
    person = prove(asked)
    key = invitation.keys(opened.secret).signing.public.raw
    rendezvous.check_proof(key, opened.space, asked, person.person)
    if person.person in book.state(db, opened.space).home:
        return None
    row = Request(
        opened.space, person.person, opened.invite, person.name, asked.card, asked.proof, asked.device
    )
    return row if newcomers.add_request(db, row) else None


def admit(db: Db, book: Notebook, asked: Request) -> Admission:
    """Publish the `add` and seal the newest epoch to the newcomer's device (A4.3, A4.7)."""
    state = open_invitations.must_admit(db, book, asked.space)
    invite = state.invites.get(asked.invite)
    if invite is None or invite.uses_left <= 0:
        raise InvitationSpent
    add = ops.Add(asked.person, invite.role, asked.card, asked.invite, asked.proof)
    departure.publish(db, book, asked.space, [add])
    newcomers.remove_request(db, asked.space, asked.person)
    if invite.uses_left == 1:
        newcomers.close_invitation(db, asked.invite)
    book.tell(MembersChanged(asked.space.hex()))
    return _admission(db, book, asked.space, device_of(asked))


def device_of(asked: Request) -> Device:
    """The laptop that asked: who has several may hold the invitation on any of them."""
    return identity.prove(asked.card).device(asked.device)


def _admission(db: Db, book: Notebook, space: bytes, device: Device) -> Admission:
    """Every head, so that the newcomer has all that today's join is made of (A4.4)."""
    heads, known = book.epochs(db, space), eras.held(db, space)
    state = book.state(db, space)
    if not heads or not set(heads) <= set(known) or device.device_id not in state.ranks():
        raise NotAdmittedYet
    keys = [
        (name, sealed)
        for name in heads
        for _, sealed in rotation.packages(state, space, name, known[name], [device.device_id])
    ]
    for name in heads:
        handed.note(db, space, name, {device.device_id: state.ranks()[device.device_id]}, book.clock())
    return Admission(tuple(keys), relays(db, book, space))


def opened(book: Notebook, space: bytes, epoch: bytes, package: bytes) -> EpochSecrets:
    """Open a package sealed to us; what is inside is not confirmed yet. Raises PackageDamaged."""
    info = handover.package_info(space, epoch, book.me_in(space).device)
    try:
        return EpochSecrets.unpack(identity.unseal(book.me_in(space), info, package))
    except CryptoError as error:
        raise PackageDamaged(name="") from error


def enter(db: Db, book: Notebook, space: bytes, epoch: bytes, secrets: EpochSecrets) -> None:
    """Keep the secrets that the signed log commits to, for a device that it names (A4.3).

    Raises NotAdmittedYet while the log says neither, and PackageDamaged for other secrets.
    """
    state = book.state(db, space)
    announced = state.epochs.get(epoch)
    if announced is None or state.role_of_device(book.me_in(space).device) is None:
        raise NotAdmittedYet
    if not epoch_log.confirmed(space, announced.op, secrets):
        raise PackageDamaged(name="")
    incoming.keep(db, book, space, epoch, secrets)
    arrived(db, book, space)


def enter_all(db: Db, book: Notebook, space: bytes, keys: tuple[tuple[bytes, bytes], ...]) -> None:
    """The same for every package of an admission."""
    for epoch, package in keys:
        enter(db, book, space, epoch, opened(book, space, epoch, package))


def arrive(db: Db, book: Notebook, space: bytes) -> None:
    """Say so, where the log names this device and confirmed a key of it. Raises NotAdmittedYet."""
    role = book.state(db, space).role_of_device(book.me_in(space).device)
    if role is None or not eras.held(db, space):
        raise NotAdmittedYet
    new = not spaces.has(db, space) or shared_keys.is_followed(db, space)
    if new or any(joining.space == space for joining in newcomers.asked(db)):
        arrived(db, book, space)


def arrived(db: Db, book: Notebook, space: bytes) -> None:
    """We are in: the log names this device, and the key that it needs is here."""
    newcomers.joined(db, space)
    shared_keys.entered(db, space)
    spaces.add(db, space)
    book.tell(SpacesChanged())
