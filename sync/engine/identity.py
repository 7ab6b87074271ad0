"""Who we are in a notebook, and who somebody says they are: person logs and cards (A3.1)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from crypto import handover, sign
from crypto.errors import CryptoError
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
class FormerKey:
    """A key that packages were sealed to until *until_ms*, when this device took another one."""

    seed: KemSeed = field(repr=False)
    until_ms: int


@dataclass(frozen=True, slots=True)
class Identity:
    """The keys of this device, and the own log of the person that it speaks for."""

    signing: SigningKey = field(repr=False)
    kem: KemSeed = field(repr=False)
    person: bytes
    device: bytes
    name: str
    entries: tuple[bytes, ...] = field(repr=False)
    """The person's own log, parents first; `own_log` adds to it."""
    former: tuple[FormerKey, ...] = ()

    @property
    def dev8(self) -> bytes:
        return self.device[:8]

    @property
    def card(self) -> bytes:
        """What this person shows to others (A3.1)."""
        return card.encode(Card(self.name, self.entries))

    @property
    def seeds(self) -> tuple[KemSeed, ...]:
        """Every key that something for this device may be sealed to, the newest first (A4.5)."""
        return (self.kem, *(one.seed for one in reversed(self.former)))

    @property
    def acts(self) -> Acts:
        return person_log.proven(self.person, self.entries)


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

    def device(self, device: bytes) -> Device:
        """One of the devices of today by its id; the oldest where it is none of them."""
        found = {one.device_id: one for one in self.devices}
        return found.get(device) or self.devices[0]


def found(name: str, nonce: bytes, wall_ms: int) -> Identity:
    """Begin a person log with this one device; *nonce* is 32 random bytes."""
    signing, kem = SigningKey.generate(), KemSeed.generate()
    genesis = ops.PersonGenesis(nonce, signing.public.raw, kem.public.raw)
    person = identifier(Label.PERSON, codec.encode(ops.encode(genesis)))
    device = identifier(Label.DEVICE, signing.public.raw)
    header = Header(person, device, 0, NO_ENTRY, (), (), 1, wall_ms, (), (ops.encode(genesis),), None)
    return Identity(signing, kem, person, device, name, (signed(signing, header),))


def signed(key: SigningKey, header: Header) -> bytes:
    """Return the entry's bytes: header and signature (A5.1)."""
    hdr = entry.encode_header(header)
    return entry.encode_entry(hdr, sign.sign(key, Label.ENTRY, hdr))


def renamed(identity: Identity, name: str) -> Identity:
    return replace(identity, name=name)


def unseal(identity: Identity, info: bytes, sealed: bytes) -> bytes:
    """Open what was sealed to this device, under its key of today or an earlier one (A4.5).

    Raises CryptoError.
    """
    *earlier, last = identity.seeds
    for seed in earlier:
        with suppress(CryptoError):
            return handover.open_with(seed, info, sealed)
    return handover.open_with(last, info, sealed)


def pack(identity: Identity) -> bytes:
    former = [[one.seed.raw, one.until_ms] for one in identity.former]
    return codec.encode(
        [identity.signing.raw, identity.kem.raw, identity.person, identity.name, identity.entries, former]
    )


def unpack(data: bytes) -> Identity:
    """Return what `pack` gave, in this release or an earlier one. Raises codec.Malformed."""
    match codec.decode(data):
        case [bytes() as signing, bytes() as kem, bytes() as person, bytes() as shown]:  # the first release
            opened = card.decode(shown)
            return _identity(signing, kem, person, opened.name, opened.entries)
        case [bytes() as signing, bytes() as kem, bytes() as person, str() as name, [*raws], [*former]]:
            entries = tuple(raw for raw in raws if isinstance(raw, bytes))
            return replace(_identity(signing, kem, person, name, entries), former=_former(former))
    raise codec.Malformed("not an identity")


def _identity(signing: bytes, kem: bytes, person: bytes, name: str, entries: tuple[bytes, ...]) -> Identity:
    key = SigningKey(signing)
    return Identity(key, KemSeed(kem), person, identifier(Label.DEVICE, key.public.raw), name, entries)


def _former(rows: Sequence[object]) -> tuple[FormerKey, ...]:
    found = []
    for row in rows:
        match row:
            case [bytes() as seed, int() as until]:
                found.append(FormerKey(KemSeed(seed), until))
    return tuple(found)


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
