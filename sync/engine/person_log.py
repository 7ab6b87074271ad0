"""A person's own log as bytes: every signature checked before the model sees it (A3.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from crypto import sign
from crypto.errors import CryptoError
from crypto.keys import KemPublic, VerifyKey
from crypto.labels import Label, identifier
from sync.model import entry, ops, persons
from sync.model.entry import BadEntry, Header
from sync.model.persons import PersonAct, PersonState
from sync.wire import codec

Acts = frozenset[PersonAct]


class Unproven(Exception):
    """Entries or a card whose own signatures do not hold."""


def verified(person: bytes, raws: Iterable[bytes], known: Acts = frozenset()) -> Acts:
    """Return what *raws* say in the log of *person*, on top of what is *known* of it already.

    They may stand in any order in which parents come first. Raises Unproven.
    """
    log = _Log(person, known)
    for raw in raws:
        try:
            log.add(raw)
        except (BadEntry, CryptoError, codec.Malformed) as error:
            raise Unproven from error
    return log.new


@lru_cache(maxsize=64)
def proven(person: bytes, raws: tuple[bytes, ...]) -> Acts:
    """Return what a whole log says; the few that a notebook asks for again and again are proven once."""
    return verified(person, raws)


def state(acts: Acts) -> PersonState:
    return persons.evaluate(acts)


def signing_keys(acts: Iterable[PersonAct]) -> Mapping[bytes, bytes]:
    """Return the public key of every device and recovery key that the log ever brought in."""
    return {
        act.subject: act.op.sign_pk
        for act in acts
        if isinstance(act.op, ops.PersonGenesis | ops.AddDevice | ops.Recovery)
    }


@dataclass(slots=True)
class _Place:
    """One entry as it was found."""

    id: bytes
    header: Header
    op: ops.Op


class _Log:
    def __init__(self, person: bytes, known: Acts) -> None:
        self._person = person
        self._known = {act.id for act in known}
        self._keys = dict(signing_keys(known))
        self.new: Acts = frozenset()

    def add(self, raw: bytes) -> None:
        hdr, signature = entry.split_entry(raw)
        header = entry.decode_header(hdr)
        if len(header.ops) != 1 or header.space != self._person:
            raise Unproven
        place = _Place(identifier(Label.ENTRY, hdr), header, ops.decode(header.ops[0]))
        if place.id in self._known:
            return
        subject = self._subject(place)
        sign.verify(VerifyKey(self._author_key(place)), Label.ENTRY, hdr, signature)
        act = PersonAct(place.id, header.device, header.mem_heads, place.op, subject, header.seq)
        self._known.add(place.id)
        self._keys |= signing_keys([act])
        self.new |= {act}

    def _author_key(self, place: _Place) -> bytes:
        if isinstance(place.op, ops.PersonGenesis):
            return place.op.sign_pk
        if not place.header.mem_heads or not self._known.issuperset(place.header.mem_heads):
            raise Unproven
        key = self._keys.get(place.header.device)
        if key is None:
            raise Unproven
        return key

    def _subject(self, place: _Place) -> bytes:
        """The id of the key that an operation brings in, once that key agreed to it."""
        op = place.op
        match op:
            case ops.PersonGenesis():
                self._check_genesis(place, op)
            case ops.AddDevice():
                offer = op.sign_pk + op.kem_pk
                sign.verify(VerifyKey(op.sign_pk), Label.DEVICE_OFFER, offer, op.proof)
            case ops.Recovery():
                offer = self._person + op.kem_pk
                sign.verify(VerifyKey(op.sign_pk), Label.RECOVERY_PROOF, offer, op.proof)
            case ops.KemUpdate():
                KemPublic(op.kem_pk)
                return b""
            case _:
                return b""
        KemPublic(op.kem_pk)
        return identifier(Label.DEVICE, op.sign_pk)

    def _check_genesis(self, place: _Place, genesis: ops.PersonGenesis) -> None:
        """The person's id follows from the genesis, and the genesis from its only device."""
        person = identifier(Label.PERSON, codec.encode(place.header.ops[0]))
        device = identifier(Label.DEVICE, genesis.sign_pk)
        if (place.header.space, place.header.device, place.header.seq) != (person, device, 0):
            raise Unproven
        if place.header.mem_heads:
            raise Unproven
