"""Organisations as members of a network: their own list of whom they send, kept by their officers (A4.8)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast

from crypto.labels import Label, identifier
from sync.engine import identity, membership, names, own_cards, roles, safety, soundness
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.forum import Decision, Forum
from sync.engine.identity import Proven
from sync.engine.newcomer_files import NewcomerFiles
from sync.engine.notebook import Notebook
from sync.engine.organisation_rows import OrganisationLists
from sync.engine.person_log import Unproven
from sync.model import ops
from sync.model.entry import BadEntry
from sync.model.judging import Card
from sync.model.people import Device
from sync.refusals import (
    AlreadyHere,
    NotAnOfficer,
    OrganisationCardDamaged,
    PersonCardDamaged,
    RoleNeedsSteward,
    RoleNotInvitable,
    UnknownOrganisation,
)
from sync.store import settings
from sync.store.database import Db
from sync.wire import codec
from sync.wire.codec import Malformed

T = TypeVar("T")
SETTING = "organisations"
_Own: TypeAlias = list[tuple[bytes, str, bytes, bytes]]  # as our own row holds them


@dataclass(frozen=True, slots=True)
class OwnOrganisation:
    """An organisation that this notebook's person founded; *card* is what a network's stewards add."""

    id: str
    name: str
    card: bytes
    space: str
    """Where its own people meet, as this notebook remembers it."""


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """What a card says, to be looked at before it is added."""

    id: str
    name: str
    officer: str
    check_words: tuple[str, ...]
    """Of the organisation: what its officer sees under the same name."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody new: an organisation or a delegate, and the package that lets the person's laptop in."""

    id: str
    name: str
    file: bytes


class Organisations:
    def __init__(self, book: Notebook, files: NewcomerFiles) -> None:
        self._book = book
        self._files = files
        lists = OrganisationLists(book)
        self.rows = lists.rows
        self.find = lists.find
        self.find_delegate = lists.find_delegate

    # ------------------------------------------------------------ cards
    def new(self, name: str, space: str = "") -> bytes:
        """Found an organisation with oneself as its first officer, and return its card.

        *space* is where its own people meet, for this notebook to remember; no network hears of it.
        """
        genesis = ops.RosterGenesis(secrets.token_bytes(32), names.clean(name), self._book.me.card)
        card = codec.encode(ops.encode(genesis))
        row = (identifier(Label.ROSTER, card), genesis.name, card, bytes.fromhex(space))

        def keep(db: Db) -> None:
            settings.put(db, SETTING, codec.encode([*_own(db), row]))
            own_cards.give(db)

        self._book.write(keep)
        return card

    def person_card(self) -> bytes:
        """Return our own card, for an organisation to send us into a network with."""
        self._book.write(own_cards.give)
        return self._book.me.card

    def own(self) -> list[OwnOrganisation]:
        found = self._book.read(_own)
        return [OwnOrganisation(one.hex(), name, card, space.hex()) for one, name, card, space in found]

    def look(self, card: bytes) -> OrganisationCard:
        """Raises OrganisationCardDamaged."""
        shown = _opened(card)
        words = safety.check_words(shown.organisation)
        return OrganisationCard(shown.organisation.hex(), shown.title, shown.name, words)

    # ------------------------------------------------------------ by the network's stewards
    def add_to(self, space: str, card: bytes, role: str = "member") -> Brought:
        """Take an organisation in, and return the package for its officer.

        Raises OrganisationCardDamaged, AlreadyHere, RoleNeedsSteward, RoleNotInvitable.
        """
        shown, name = _opened(card), bytes.fromhex(space)
        if role == "steward":
            raise RoleNotInvitable

        def add(db: Db) -> None:
            forum = Forum(db, self._book, name)
            forum.must_be_current()
            op = ops.Add(shown.organisation, role, card)
            if shown.organisation in forum.circle.roles:
                raise AlreadyHere(name=shown.title)
            if not soundness.is_sound(db, self._book, name, op):
                raise RoleNeedsSteward
            forum.publish(op)
            self._book.tell(SpacesChanged())

        self._book.write(add)
        officer = identity.prove(cast("ops.RosterGenesis", _genesis(card)).card)
        return self._brought(name, shown.organisation, shown.title, officer.devices[0])

    def _brought(self, space: bytes, subject: bytes, title: str, device: Device) -> Brought:
        return Brought(subject.hex(), title, self._files.welcome(space, device))

    # ------------------------------------------------------------ by the organisation's officers
    def delegate(self, space: str, organisation: str, person_card: bytes) -> Brought:
        """Send somebody into a network, and return the package for them.

        Raises PersonCardDamaged, AlreadyHere, NotAnOfficer, UnknownOrganisation.
        """
        person = _person(person_card)

        def add(forum: Forum) -> None:
            if person.person in forum.circle.roles:
                raise AlreadyHere(name=person.name)
            forum.publish(ops.Add(person.person, "member", person_card))

        self._inside(space, organisation, add)
        return self._brought(bytes.fromhex(space), person.person, person.name, person.devices[0])

    def release(self, space: str, organisation: str, person: str) -> Decision:
        """Send somebody no longer: alone where one is more senior, else by the officers' vote."""
        subject = bytes.fromhex(person)
        return self._inside(space, organisation, lambda forum: roles.remove(forum, subject))

    def promote_officer(self, space: str, organisation: str, person: str) -> Decision:
        """Let a delegate decide with the officers whom the organisation sends."""
        subject = bytes.fromhex(person)
        return self._inside(space, organisation, lambda forum: roles.promote(forum, subject, "steward"))

    def withdraw(self, space: str, organisation: str) -> None:
        """Take the whole organisation out of a network. Raises NotAnOfficer, LastSteward."""
        self._inside(space, organisation, roles.withdraw)

    def _inside(self, space: str, organisation: str, work: Callable[[Forum], T]) -> T:
        def write(db: Db) -> T:
            forum = Forum(db, self._book, bytes.fromhex(space), bytes.fromhex(organisation))
            forum.must_be_current()
            roster = forum.state.rosters.get(forum.organisation)
            if roster is None or forum.organisation not in forum.state.circle.roles:
                raise UnknownOrganisation(name=organisation[:8])
            if not forum.decides():
                raise NotAnOfficer(name=roster.name)
            done = work(forum)
            self._book.tell(MembersChanged(space))
            return done

        return self._book.write(write)


def _own(db: Db) -> _Own:
    return cast("_Own", codec.decode(settings.get(db, SETTING) or codec.encode([])))


def _genesis(card: bytes) -> ops.Op | None:
    match codec.decode(card):
        case [0, "roster", *_] as encoded:
            return ops.decode(tuple(encoded))
    return None


def _opened(card: bytes) -> Card:
    try:
        shown = membership.organisation(card)
    except (Unproven, BadEntry, Malformed) as error:
        raise OrganisationCardDamaged from error
    if shown is None:
        raise OrganisationCardDamaged
    return shown


def _person(card: bytes) -> Proven:
    try:
        return identity.prove(card)
    except Unproven as error:
        raise PersonCardDamaged from error
