"""Who we are in a notebook, and who somebody says they are: person logs and cards (A3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crypto import sign
from crypto.keys import KemSeed, SigningKey
from crypto.labels import Label, identifier
from sync.engine import person_log
from sync.engine.person_log import Acts, Unproven
from sync.model import card, entry, ops
from sync.model.card import BadCard, Card
from sync.model.entry import BadEntry, Header
from sync.model.people import Device
from sync.wire import codec

NO_ENTRY = bytes(32)
SETTING = "identity"


@dataclass(frozen=True, slots=True)
class Identity:
    """The keys of this device and the card that it shows to others."""

    signing: SigningKey = field(repr=False)
    kem: KemSeed = field(repr=False)
    person: bytes
    device: bytes
    name: str
    card: bytes

    @property
    def dev8(self) -> bytes:
        return self.device[:8]


@dataclass(frozen=True, slots=True)
class Proven:
    """A person whose card has been checked down to the genesis of their log."""

    person: bytes
    name: str
    acts: Acts

    @property
    def devices(self) -> tuple[Device, ...]:
        """The devices of today, the oldest first."""
        return tuple(
            Device(keys.device_id, self.person, keys.sign_pk, keys.kem_pk, self.name)
            for keys in person_log.state(self.acts).devices.values()
        )


def found(name: str, nonce: bytes, wall_ms: int) -> Identity:
    """Begin a person log with this one device; *nonce* is 32 random bytes."""
    signing, kem = SigningKey.generate(), KemSeed.generate()
    genesis = ops.PersonGenesis(nonce, signing.public.raw, kem.public.raw)
    person = identifier(Label.PERSON, codec.encode(ops.encode(genesis)))
    device = identifier(Label.DEVICE, signing.public.raw)
    header = Header(person, device, 0, NO_ENTRY, (), (), 1, wall_ms, (), (ops.encode(genesis),), None)
    return _identity(signing, kem, person, name, signed(signing, header))


def signed(key: SigningKey, header: Header) -> bytes:
    """Return the entry's bytes: header and signature (A5.1)."""
    hdr = entry.encode_header(header)
    return entry.encode_entry(hdr, sign.sign(key, Label.ENTRY, hdr))


def _identity(signing: SigningKey, kem: KemSeed, person: bytes, name: str, genesis: bytes) -> Identity:
    shown = card.encode(Card(name, (genesis,)))
    return Identity(signing, kem, person, identifier(Label.DEVICE, signing.public.raw), name, shown)


def renamed(identity: Identity, name: str) -> Identity:
    genesis = card.decode(identity.card).entries[0]
    return _identity(identity.signing, identity.kem, identity.person, name, genesis)


def pack(identity: Identity) -> bytes:
    return codec.encode([identity.signing.raw, identity.kem.raw, identity.person, identity.card])


def unpack(data: bytes) -> Identity:
    """Raises codec.Malformed for anything but what `pack` gave."""
    match codec.decode(data):
        case [bytes() as signing, bytes() as kem, bytes() as person, bytes() as shown]:
            opened = card.decode(shown)
            return _identity(SigningKey(signing), KemSeed(kem), person, opened.name, opened.entries[0])
    raise codec.Malformed("not an identity")


def prove(shown: bytes) -> Proven:
    """Check a card: every signature, and that the ids follow from the keys. Raises Unproven."""
    try:
        opened = card.decode(shown)
        person = person_of(opened.entries)
    except (BadCard, BadEntry, codec.Malformed) as error:
        raise Unproven from error
    proven = Proven(person, opened.name, person_log.verified(person, opened.entries))
    if not proven.devices:
        raise Unproven
    return proven


def person_of(entries: Sequence[bytes]) -> bytes:
    """The person whom the first of some entries names; that the rest fits is for `person_log` to prove."""
    if not entries:
        raise Unproven
    hdr, _ = entry.split_entry(entries[0])
    return entry.decode_header(hdr).space
