"""The two files with which a second laptop comes to its person: an offer and the answer (A3.3)."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field

from crypto import handover, sign
from crypto.errors import CryptoError
from crypto.keys import KemPublic, VerifyKey
from crypto.labels import Label, identifier, labelled
from sync.engine import identity
from sync.engine.identity import Identity
from sync.engine.own_log import Offer
from sync.model import relay_rows
from sync.model.belonging import RelayEntry
from sync.refusals import DeviceAnswerElsewhere, DeviceCardDamaged
from sync.store.own import Coming
from sync.wire import codec

OFFER_MAGIC = b"karkadeDEVC\x01"
ANSWER_MAGIC = b"karkadeDEVA\x01"
QR_PREFIX = "KARKADE:D:"
TAG = 8
ID_SIZE = 32
SECRETS_SIZE = 96


@dataclass(frozen=True, slots=True)
class Handed:
    """One space as an older laptop hands it over."""

    coming: Coming
    secrets: tuple[tuple[bytes, bytes], ...] = field(repr=False)
    """Every epoch that the older laptop holds, with its packed secrets (96 bytes)."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What an older laptop gives to the new one: who they are, and how to read their spaces."""

    name: str
    entries: tuple[bytes, ...] = field(repr=False)
    spaces: tuple[Handed, ...]
    verified: tuple[tuple[bytes, str], ...]


# ---------------------------------------------------------------- the offer
def write_offer(offer: Offer) -> bytes:
    return OFFER_MAGIC + codec.encode([offer.sign_pk, offer.kem_pk, offer.proof])


def read_offer(data: bytes) -> Offer:
    """Return the keys in an offer, which the offering laptop signed itself. Raises DeviceCardDamaged."""
    try:
        match codec.decode(data[len(OFFER_MAGIC) :]) if data.startswith(OFFER_MAGIC) else None:
            case [bytes() as sign_pk, bytes() as kem_pk, bytes() as proof]:
                KemPublic(kem_pk)
                sign.verify(VerifyKey(sign_pk), Label.DEVICE_OFFER, sign_pk + kem_pk, proof)
                return Offer(sign_pk, kem_pk, proof)
    except (CryptoError, codec.Malformed) as error:
        raise DeviceCardDamaged from error
    raise DeviceCardDamaged


def qr_text(offer: bytes) -> str:
    """Return an offer as the text of a picture, in the letters that make it smallest."""
    return QR_PREFIX + base64.b32encode(offer[len(OFFER_MAGIC) :]).decode().rstrip("=")


def of_qr(text: str) -> bytes:
    """Return the offer file behind the text of a picture. Raises DeviceCardDamaged."""
    said = text.strip()
    letters = said.removeprefix(QR_PREFIX)
    try:
        inside = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError) as error:
        raise DeviceCardDamaged from error
    if letters == said:
        raise DeviceCardDamaged
    return OFFER_MAGIC + inside


# ---------------------------------------------------------------- the answer
def is_answer(data: bytes) -> bool:
    return data.startswith(ANSWER_MAGIC)


def write_answer(offer: Offer, given: HandedOver) -> bytes:
    """Seal all that the new laptop needs to its own key; the tag tells nobody else which laptop that is."""
    sealed = handover.seal_to(KemPublic(offer.kem_pk), _info(offer.device), inside_of(given))
    return ANSWER_MAGIC + _tag(offer.device, sealed) + sealed


def read_answer(data: bytes, me: Identity) -> HandedOver:
    """Return what was handed to this laptop. Raises DeviceAnswerElsewhere, DeviceCardDamaged."""
    start = len(ANSWER_MAGIC)
    tag, sealed = data[start : start + TAG], data[start + TAG :]
    if not is_answer(data) or len(sealed) < handover.OVERHEAD:
        raise DeviceCardDamaged
    if tag != _tag(me.device, sealed):
        raise DeviceAnswerElsewhere
    try:
        return handed_over(identity.unseal(me, _info(me.device), sealed))
    except CryptoError as error:
        raise DeviceCardDamaged from error


def inside_of(given: HandedOver) -> bytes:
    verified = [[person, how] for person, how in given.verified]
    return codec.encode([given.name, given.entries, [_row(one) for one in given.spaces], verified])


def handed_over(inside: bytes) -> HandedOver:
    """Return what `inside_of` gave. Raises DeviceCardDamaged."""
    try:
        value = codec.decode(inside)
    except codec.Malformed as error:
        raise DeviceCardDamaged from error
    match value:
        case [str() as name, [*entries], [*spaces], [*verified]]:
            raws = tuple(raw for raw in entries if isinstance(raw, bytes))
            return HandedOver(name, raws, tuple(_handed(row) for row in spaces), tuple(_texts(verified)))
    raise DeviceCardDamaged


def _info(device: bytes) -> bytes:
    return labelled(Label.DEVICE_ANSWER, device)


def _tag(device: bytes, sealed: bytes) -> bytes:
    return identifier(Label.DEVICE_ANSWER, device + sealed[:32])[:TAG]


def _row(one: Handed) -> list[object]:
    coming = one.coming
    relays = relay_rows.rows(coming.relays)
    secrets = [[epoch, packed] for epoch, packed in one.secrets]
    return [coming.space, coming.name, relays, sorted(coming.secrets), secrets]


def _handed(row: object) -> Handed:
    match row:
        case [bytes() as space, str() as name, [*relays], [*heads], [*rows]] if len(space) == ID_SIZE:
            secrets = dict(_secrets(rows))
            current = {head: secrets[head] for head in heads if isinstance(head, bytes) and head in secrets}
            return Handed(Coming(space, name, tuple(map(_relay, relays)), current), tuple(secrets.items()))
    raise DeviceCardDamaged


def _relay(row: object) -> RelayEntry:
    relay = relay_rows.read(row)
    if relay is None or len(relay.public_key) != ID_SIZE:
        raise DeviceCardDamaged
    return relay


def _texts(rows: Sequence[object]) -> list[tuple[bytes, str]]:
    found = []
    for row in rows:
        match row:
            case [bytes() as key, str() as text] if len(key) == ID_SIZE:
                found.append((key, text))
            case _:
                raise DeviceCardDamaged
    return found


def _secrets(rows: Sequence[object]) -> list[tuple[bytes, bytes]]:
    found = []
    for row in rows:
        match row:
            case [bytes() as epoch, bytes() as packed] if (len(epoch), len(packed)) == (
                ID_SIZE,
                SECRETS_SIZE,
            ):
                found.append((epoch, packed))
            case _:
                raise DeviceCardDamaged
    return found
