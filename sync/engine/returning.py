"""Somebody whose laptop is gone comes back with sheets; colleagues let the new one in (A2.4, A3.4)."""

from dataclasses import dataclass, replace

from crypto import recovery
from crypto.epoch import EpochSecrets
from sync.engine import (
    carrying,
    departure,
    device_files,
    identity,
    own_log,
    person_log,
    rotation,
    safety,
    sheets,
)
from sync.engine.device_files import Handed, HandedOver
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.identity import Proven
from sync.engine.notebook import Notebook
from sync.engine.own_log import Offer
from sync.engine.passphrases import Words
from sync.engine.person_log import Acts, Unproven
from sync.engine.recovery import SheetSet, remember
from sync.model import card, ops
from sync.model.card import Card
from sync.model.entry import BadEntry
from sync.recovery_refusals import CardNotRecovered, SheetsForeign
from sync.refusals import NotebookNotEmpty, PersonCardDamaged, UnknownPerson
from sync.store import epoch_secrets, spaces
from sync.store.database import Db
from sync.store.own import Coming
from sync.wire.codec import Malformed


@dataclass(frozen=True, slots=True)
class Returned:
    """What a card says before it is believed: compare the words with the person, face to face."""

    person: str
    name: str
    check_words: tuple[str, ...]
    """Of the person: the same as ever."""
    laptop_words: tuple[str, ...]
    """Of the new laptop."""
    spaces: tuple[str, ...]
    """The spaces that we share."""


class Returning:
    def __init__(self, book: Notebook, words: Words) -> None:
        self._book = book
        self._words = words

    # ------------------------------------------------------------ on the new laptop
    def enrol(self, shown: bytes, texts: list[str]) -> bytes:
        """Become the person of a card in this new notebook, by their sheets; return the card to show then.

        Every laptop that the card names is taken out. The sheets open this notebook too from now on. Raises
        what `sheets.combine` does, PersonCardDamaged, SheetsForeign, NotebookNotEmpty.
        """
        secret = sheets.combine(texts)
        proven = _proven(shown)
        parsed = sheets.check(texts[0])
        seed = recovery.kem(secret)

        def take(db: Db) -> None:
            if spaces.every(db):
                raise NotebookNotEmpty
            me, now = self._book.me, self._book.clock()
            entries = card.decode(shown).entries
            try:
                new = own_log.offer(me.signing, me.kem)
                log = own_log.recovered(proven.person, entries, recovery.signing(secret), new, now)
            except Unproven as error:
                raise SheetsForeign from error
            name = proven.name or me.name
            self._book.become(db, replace(me, person=proven.person, name=name, entries=log))
            remember(db, SheetSet(sheets.set_id(parsed), now, 0, parsed.need, now, seed.public))
            self._book.tell(SpacesChanged())

        self._book.write(take)
        self._words.put_recovery(recovery.slot_kek(secret))
        return self._book.me.card

    # ------------------------------------------------------------ in a colleague's notebook
    def card_of(self, person: str) -> bytes:
        """Return the card of somebody as our spaces know them, to begin with. Raises UnknownPerson."""
        return self._book.read(lambda db: _card_of(db, self._book, bytes.fromhex(person)))

    def look(self, shown: bytes) -> Returned:
        """Say whom a card brings back, before anything is done.

        Raises PersonCardDamaged, CardNotRecovered, UnknownPerson for somebody in none of our spaces.
        """
        return self._book.read(lambda db: _look(db, self._book, shown))

    def let_in(self, shown: bytes) -> bytes:
        """Tell the spaces that we share of somebody's new laptop; return the file that it takes in.

        The laptops that the sheets took out are cut off there. On the new laptop `devices.adopt` reads the
        file. Raises what `look` does.
        """

        def take(db: Db) -> bytes:
            _look(db, self._book, shown)
            return _let_in(db, self._book, shown)

        return self._book.write(take)


def _proven(shown: bytes) -> Proven:
    try:
        return identity.prove(shown)
    except (Unproven, BadEntry, Malformed) as error:
        raise PersonCardDamaged from error


def _shared(db: Db, book: Notebook, person: bytes) -> list[bytes]:
    return [space for space in spaces.every(db) if person in book.state(db, space).home]


def _card_of(db: Db, book: Notebook, person: bytes) -> bytes:
    found: dict[bytes, bytes] = {}
    name = ""
    for space in _shared(db, book, person):
        found |= own_log.by_id(carrying.carried(db, space, person))
        name = name or book.state(db, space).names.get(person, "")
    if not found:
        raise UnknownPerson(name=person.hex())
    return card.encode(Card(name, tuple(found.values())))


def _look(db: Db, book: Notebook, shown: bytes) -> Returned:
    proven = _proven(shown)
    shared = _shared(db, book, proven.person)
    if not shared or proven.person in book.everybody:
        raise UnknownPerson(name=proven.name)
    offer = _new_laptop(_all_acts(db, book, proven))
    known = next((book.state(db, space).names.get(proven.person) for space in shared), None)
    return Returned(
        proven.person.hex(),
        known or proven.name,
        safety.check_words(proven.person),
        safety.check_words(offer.device),
        tuple(space.hex() for space in shared),
    )


def _all_acts(db: Db, book: Notebook, proven: Proven) -> Acts:
    """What the card says together with what the spaces know: a removal there counts against it."""
    acts = proven.acts
    for space in _shared(db, book, proven.person):
        acts |= book.state(db, space).persons.get(proven.person, frozenset())
    return acts


def _new_laptop(acts: Acts) -> Offer:
    """The laptop that recovery sheets brought in and that is there still; the last of several."""
    state = person_log.state(acts)
    brought = {
        act.subject: act.op
        for act in acts
        if isinstance(act.op, ops.AddDevice) and act.author in state.recovery
    }
    here = [brought[device] for device in state.devices if device in brought]
    if not here:
        raise CardNotRecovered
    op = here[-1]
    return Offer(op.sign_pk, op.kem_pk, op.proof)


def _let_in(db: Db, book: Notebook, shown: bytes) -> bytes:
    proven = _proven(shown)
    entries = card.decode(shown).entries
    acts = _all_acts(db, book, proven)
    shared = _shared(db, book, proven.person)
    for space in shared:
        _bring(db, book, space, proven.person, entries)
        rotation.before_sending(db, book, space)  # what is handed over must open what comes after
    name = _look(db, book, shown).name
    handed = tuple(_handed(db, book, space, proven.person) for space in shared if book.secrets(db, space))
    return device_files.write_answer(_new_laptop(acts), HandedOver(name, entries, handed, ()))


def _bring(db: Db, book: Notebook, space: bytes, person: bytes, entries: tuple[bytes, ...]) -> None:
    """Publish what the space does not know of the person's log, and where it trusts lost laptops no more."""
    state = book.state(db, space)
    known = {act.id for act in state.persons[person]}
    missing = [raw for name, raw in own_log.by_id(entries).items() if name not in known]
    if not missing or state.frozen or book.me_in(space).device not in state.devices:
        return
    acts = person_log.verified(person, entries)
    groups = list(carrying.grouped(missing))
    cuts = carrying.cuts_of(db, space, acts, missing)
    for number, group in enumerate(groups, start=1):
        said = ops.PersonOps(group, cuts if number == len(groups) else ())
        departure.publish(db, book, space, [said])
    book.tell(MembersChanged(space.hex()))


def _handed(db: Db, book: Notebook, space: bytes, person: bytes) -> Handed:
    state = book.state(db, space)
    role = state.role_of(person) or "reader"
    packed = {
        epoch: EpochSecrets.unpack(held).for_role(role).pack()
        for epoch, held in epoch_secrets.every(db, space).items()
    }
    heads = {head: packed[head] for head in book.epochs(db, space) if head in packed}
    return Handed(Coming(space, state.policy.name, state.relays, heads), tuple(packed.items()))
