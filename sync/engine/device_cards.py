"""One more laptop for a person: its card, what an older laptop answers, and taking that in (A3.3)."""

from dataclasses import replace

from crypto.epoch import EpochSecrets
from sync.engine import carrying, device_files, identity, own_log, person_log, safety
from sync.engine.device_files import Handed, HandedOver
from sync.engine.events import SpacesChanged
from sync.engine.notebook import Notebook
from sync.engine.own_log import Offer
from sync.engine.person_log import Unproven
from sync.model.entry import BadEntry
from sync.refusals import DeviceCardDamaged, DeviceWasBlocked, LastDevice, NotebookNotEmpty
from sync.store import epoch_secrets, newcomers, own, spaces
from sync.store.database import Db
from sync.store.own import Coming
from sync.wire.codec import Malformed


class DeviceCards:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def card(self) -> bytes:
        """Return the file with which this notebook asks to become one more laptop of somebody."""
        me = self._book.me
        return device_files.write_offer(own_log.offer(me.signing, me.kem))

    def qr_text(self) -> str:
        """Return the same as the text of a picture."""
        return device_files.qr_text(self.card())

    def of_qr(self, text: str) -> bytes:
        """Return the file behind the text of a picture. Raises DeviceCardDamaged."""
        return device_files.of_qr(text)

    def check_words(self) -> tuple[str, ...]:
        """The words of this laptop: an older one shows the same for its card."""
        return safety.check_words(self._book.me.device)

    def look(self, card: bytes) -> tuple[str, ...]:
        """Return the words of the laptop whose card this is, to compare before anything is done."""
        return safety.check_words(device_files.read_offer(card).device)

    def add(self, card: bytes) -> bytes:
        """Make the laptop behind *card* one of ours, and return the file that tells it everything.

        Asked again, it writes the file again. Raises DeviceCardDamaged, DeviceWasBlocked.
        """
        offer = device_files.read_offer(card)
        return self._book.write(lambda db: _add(db, self._book, offer))

    def look_at_answer(self, answer: bytes) -> tuple[str, tuple[str, ...]]:
        """Return the name and the check words of the person whom this laptop would belong to.

        Whoever has its card can write an answer: the words must be those on the older laptop.
        """
        given = device_files.read_answer(answer, self._book.me)
        return given.name, safety.check_words(_person(given))

    def adopt(self, answer: bytes) -> str:
        """Become one more laptop of the person who wrote *answer*, and return that person's id.

        Raises NotebookNotEmpty, DeviceAnswerElsewhere, DeviceCardDamaged.
        """
        given = device_files.read_answer(answer, self._book.me)
        return self._book.write(lambda db: _adopt(db, self._book, given)).hex()


def _add(db: Db, book: Notebook, offer: Offer) -> bytes:
    known = person_log.state(book.me.acts)
    if offer.device == book.me.device:
        raise DeviceCardDamaged
    if offer.device in known.gone:
        raise DeviceWasBlocked
    if offer.device not in known.devices:
        carrying.say(db, book, offer.op)
    if offer.device not in person_log.state(book.me.acts).devices:
        raise LastDevice  # this laptop itself was blocked meanwhile
    handed = tuple(_handed(db, book, space) for space in carrying.ours(db, book) if book.secrets(db, space))
    verified = tuple(newcomers.verified(db).items())
    return device_files.write_answer(offer, HandedOver(book.me.name, book.me.entries, handed, verified))


def _handed(db: Db, book: Notebook, space: bytes) -> Handed:
    state, told = book.state(db, space), own.coming(db, space)
    if told is not None:
        return Handed(told, tuple(told.secrets.items()))
    role = state.role_of(book.me.person) or "reader"
    packed = {
        epoch: EpochSecrets.unpack(held).for_role(role).pack()
        for epoch, held in epoch_secrets.every(db, space).items()
    }
    heads = {head: packed[head] for head in book.epochs(db, space)}
    return Handed(Coming(space, state.policy.name, state.relays, heads), tuple(packed.items()))


def _person(given: HandedOver) -> bytes:
    """Whose log was handed over, proven. Raises DeviceCardDamaged."""
    try:
        person = identity.person_of(given.entries)
        person_log.verified(person, given.entries)
    except (Unproven, BadEntry, Malformed) as error:
        raise DeviceCardDamaged from error
    return person


def _adopt(db: Db, book: Notebook, given: HandedOver) -> bytes:
    person = _person(given)
    me = replace(book.me, person=person, name=given.name, entries=given.entries)
    if book.me.device not in person_log.state(me.acts).devices:
        raise DeviceCardDamaged
    if person != book.me.person and spaces.every(db):
        raise NotebookNotEmpty
    if person == book.me.person:
        me = own_log.absorbed(book.me, given.entries)
    book.become(db, own_log.renewed(me, book.clock()))
    book.tell(SpacesChanged())
    for one in given.spaces:
        _expect(db, book, one)
    for whom, how in given.verified:
        newcomers.verify(db, whom, how)
    carrying.carry_everywhere(db, book)
    return person


def _expect(db: Db, book: Notebook, one: Handed) -> None:
    space = one.coming.space
    for epoch, packed in one.secrets:
        epoch_secrets.put(db, space, epoch, packed)
    if not book.state(db, space).heads:
        spaces.add(db, space)
        own.expect(db, one.coming)
