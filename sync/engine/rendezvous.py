"""What passes between inviter and joiner: welcome, request and admission (A4.7)."""

import base64
from dataclasses import dataclass, field

from crypto import blob, handover, invitation, sign
from crypto.errors import BadSignature, CryptoError
from crypto.keys import BlobKey, KemPublic, VerifyKey
from crypto.labels import Label, identifier, labelled
from sync.engine import identity, relay_address
from sync.engine.identity import Identity
from sync.model import relay_rows
from sync.model.belonging import RelayEntry
from sync.model.people import Device
from sync.refusals import InvitationDamaged, RequestDamaged
from sync.wire import codec

FILE_MAGIC = b"karkadeINVT\x01"
QR_PREFIX = "KARKADE:1:"
RENDEZVOUS = 4  # the content type of A5.8
SECRET_SIZE = 32


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a joiner learns before asking: where, from whom, under which invitation."""

    space: bytes
    invite: bytes
    name: str
    relays: tuple[RelayEntry, ...]
    inviter: bytes
    """The inviter's card."""
    device: bytes = b""
    """The inviter's laptop that holds the invitation: requests are sealed to it."""


@dataclass(frozen=True, slots=True)
class Request:
    card: bytes
    proof: bytes
    device: bytes = b""
    """The laptop that asks, one of those on the card."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The head epochs for one device, and where the log is that confirms them."""

    keys: tuple[tuple[bytes, bytes], ...] = field(repr=False)
    """Pairs of epoch id and package."""
    relays: tuple[RelayEntry, ...]


def proof_message(space: bytes, card: bytes, person: bytes) -> bytes:
    """What inv_sign signs: the space and the joiner's own keys, so that no one else's fit (A4.7)."""
    return space + identifier(Label.CARD, card) + person


def make_request(secret: bytes, welcome: Welcome, me: Identity, inviter_kem: bytes) -> bytes:
    """Return the sealed blob that asks to be admitted; only the inviter's device opens its inside."""
    keys = invitation.keys(secret)
    message = proof_message(welcome.space, me.card, me.person)
    proof = sign.sign(keys.signing, Label.INVITE_PROOF, message)
    inside = codec.encode([me.card, proof, me.device])
    sealed = handover.seal_to(KemPublic(inviter_kem), _info(Label.REQUEST, welcome.space, b""), inside)
    return _seal(keys.sealing, "request", sealed)


def open_request(key: BlobKey, data: bytes, space: bytes, me: Identity) -> Request:
    try:
        sealed = _open(key, data, "request")
        inside = codec.decode(identity.unseal(me, _info(Label.REQUEST, space, b""), sealed))
        match inside:
            case [bytes() as card, bytes() as proof, bytes() as device]:
                return Request(card, proof, device)
    except (CryptoError, codec.Malformed, InvitationDamaged) as error:
        raise RequestDamaged from error
    raise RequestDamaged


def is_request(key: BlobKey, data: bytes) -> bool:
    """Say whether a blob was made as a request by somebody who has the invitation, sound or not."""
    try:
        _open(key, data, "request")
    except (CryptoError, codec.Malformed, InvitationDamaged):
        return False
    return True


def check_proof(inv_pk: bytes, space: bytes, request: Request, person: bytes) -> None:
    try:
        message = proof_message(space, request.card, person)
        sign.verify(VerifyKey(inv_pk), Label.INVITE_PROOF, message, request.proof)
    except BadSignature as error:
        raise RequestDamaged from error


def make_welcome(key: BlobKey, welcome: Welcome) -> bytes:
    relays = relay_rows.rows(welcome.relays)
    said = [welcome.space, welcome.invite, welcome.name, relays, welcome.inviter, welcome.device]
    inside = codec.encode(said)
    return _seal(key, "welcome", inside)


def open_welcome(key: BlobKey, data: bytes) -> Welcome:
    try:
        match codec.decode(_open(key, data, "welcome")):
            case [
                bytes() as space,
                bytes() as invite,
                str() as name,
                [*relays],
                bytes() as inviter,
                bytes() as device,
            ]:
                return Welcome(space, invite, name, relay_rows.known(relays), inviter, device)
    except (CryptoError, codec.Malformed) as error:
        raise InvitationDamaged from error
    raise InvitationDamaged


def make_admission(key: BlobKey, admission: Admission, space: bytes, joiner: Device) -> bytes:
    relays = relay_rows.rows(admission.relays)
    inside = codec.encode([[list(pair) for pair in admission.keys], relays])
    sealed = handover.seal_to(
        KemPublic(joiner.kem_pk), _info(Label.ADMISSION, space, joiner.device_id), inside
    )
    return _seal(key, "admission", sealed)


def open_admission(key: BlobKey, data: bytes, space: bytes, me: Identity) -> Admission | None:
    """Return the admission for this device, or None when the blob is none or somebody else's."""
    try:
        sealed = _open(key, data, "admission")
        inside = codec.decode(identity.unseal(me, _info(Label.ADMISSION, space, me.device), sealed))
    except (CryptoError, codec.Malformed, InvitationDamaged):
        return None
    match inside:
        case [list() as keys, list() as relays]:
            return Admission(_keys(keys), relay_rows.known(relays))
    return None


def invitation_file(secret: bytes, welcome_blob: bytes) -> bytes:
    return FILE_MAGIC + secret + welcome_blob


def read_invitation_file(data: bytes) -> tuple[bytes, bytes]:
    """Return (secret, welcome blob)."""
    start = len(FILE_MAGIC)
    if not data.startswith(FILE_MAGIC) or len(data) <= start + SECRET_SIZE:
        raise InvitationDamaged
    return data[start : start + SECRET_SIZE], data[start + SECRET_SIZE :]


def qr_text(secret: bytes, relay: RelayEntry) -> str:
    """A text for a QR picture: the secret and the relay where the welcome waits."""
    return f"{QR_PREFIX}{base64.b32encode(secret).decode().rstrip('=')}:{relay_address.written(relay)}"


def read_qr_text(text: str) -> tuple[bytes, str]:
    """Return (secret, relay address as people type it, with its pin)."""
    if not text.startswith(QR_PREFIX):
        raise InvitationDamaged
    letters, _, url = text[len(QR_PREFIX) :].partition(":")
    try:
        secret = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:  # letters beyond ASCII, or a number of them that base32 has not
        raise InvitationDamaged from error
    if len(secret) != SECRET_SIZE or not url:
        raise InvitationDamaged
    return secret, url


def _info(label: Label, space: bytes, device: bytes) -> bytes:
    return labelled(label, space + device)


def _seal(key: BlobKey, part: str, inside: bytes) -> bytes:
    return blob.seal(key, codec.encode([RENDEZVOUS, part, inside]))


def _open(key: BlobKey, data: bytes, part: str) -> bytes:
    match codec.decode(blob.open_blob(key, data)):
        case [4, str() as name, bytes() as inside] if name == part:
            return inside
    raise InvitationDamaged


def _keys(rows: list[object]) -> tuple[tuple[bytes, bytes], ...]:
    found = []
    for row in rows:
        match row:
            case [bytes() as epoch, bytes() as package]:
                found.append((epoch, package))
    return tuple(found)
