"""The list of who is in a space: organisations first with their people inside, then everybody else (A4.8)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sync.engine import beats, safety
from sync.engine.notebook import Notebook
from sync.model import sharing
from sync.model.people import Person, Principal
from sync.store import newcomers
from sync.store.database import Db

PRESENT, HELD, REMOVED, INVITED = "present", "held", "removed", "invited"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person or organisation; *state* is present, held (all their laptops), removed or invited."""

    person: str
    """The id of the person or organisation."""
    name: str
    role: str
    """What they may do here, for delegates by their organisation's role; nothing once removed."""
    state: str
    check_words: tuple[str, ...]
    digits: str
    verified: str
    """How their words were compared: in-person, call, or nothing."""
    me: bool
    organisation: bool = False
    inside: str = ""
    """The id of the organisation that sent this person."""
    officer: bool = False
    """Whether they decide whom their organisation sends."""
    devices: int = 0
    held: int = 0
    """How many of their laptops are on hold."""
    shares_down: bool = False
    """Whether this organisation lets its own people read here too (A4.8)."""
    vouched: int = 0
    """How many others here say that they compared the words in person."""
    vouched_known: int = 0
    """How many of those are people whom we verified ourselves."""
    heard_ms: int = 0
    """When one of their laptops last gave a sign of life, by its own clock; 0 for never."""


def rows(db: Db, book: Notebook, space: bytes) -> list[MemberRow]:
    return list(_List(db, book, space).rows())


class _List:
    def __init__(self, db: Db, book: Notebook, space: bytes) -> None:
        self._state = book.state(db, space)
        self._heard = beats.last_signs(db, book, space)
        self._everybody = book.everybody
        self._verified = newcomers.verified(db)
        self._asking = {one.person: one.name for one in newcomers.requests(db, space)}

    def rows(self) -> Iterator[MemberRow]:
        principals = self._state.principals.values()
        for one in principals:
            if one.organisation:
                yield self._organisation(one)
                yield from self._inside(one)
        for one in principals:
            if not one.organisation:
                yield self._person(one.people[0])
        yield from self._removed()
        for person, name in self._asking.items():
            if person not in self._state.home:
                yield self._row(person, name, "member", INVITED)

    def _organisation(self, one: Principal) -> MemberRow:
        held = sum(self._state.on_hold(device.device_id) for device in one.devices)
        row = self._row(
            one.person, one.name, one.role, PRESENT,
            organisation=True, devices=len(one.devices), held=held,
        )  # fmt: skip
        return replace(row, shares_down=one.person in sharing.in_effect(self._state))

    def _inside(self, one: Principal) -> Iterator[MemberRow]:
        """Who is here in their own name too stands there, once."""
        for person in one.people:
            if self._state.home.get(person.person) == one.person:
                officer = person.role == "steward"
                yield self._person(person, inside=one.person.hex(), officer=officer)

    def _person(self, one: Person, *, inside: str = "", officer: bool = False) -> MemberRow:
        held = sum(self._state.on_hold(device.device_id) for device in one.devices)
        state = HELD if held and held == len(one.devices) else PRESENT
        role = self._state.role_of(one.person) or ""
        return self._row(
            one.person, one.name, role, state,
            inside=inside, officer=officer, devices=len(one.devices), held=held,
        )  # fmt: skip

    def _removed(self) -> Iterator[MemberRow]:
        """Who was here once: the log remembers their names."""
        state = self._state
        for name, roster in sorted(state.rosters.items()):
            if name not in state.circle.roles:
                yield self._row(name, roster.name, "", REMOVED, organisation=True)
            for person, called in sorted(roster.names.items()):
                if self._is_gone(person):
                    yield self._row(person, called, "", REMOVED, inside=name.hex())
        inside = {person for roster in state.rosters.values() for person in roster.names}
        for person, called in sorted(state.names.items()):
            if self._is_gone(person) and person not in inside:
                yield self._row(person, called, "", REMOVED)

    def _is_gone(self, person: bytes) -> bool:
        return person not in self._state.home and person not in self._asking

    def _row(  # noqa: PLR0913 - one place where a row is made
        self, person: bytes, name: str, role: str, state: str, *,
        organisation: bool = False, inside: str = "", officer: bool = False, devices: int = 0, held: int = 0,
    ) -> MemberRow:  # fmt: skip
        vouched = self._state.vouched.get(person, frozenset()) & self._state.home.keys()
        return MemberRow(
            person.hex(), name, role, state, safety.check_words(person), safety.digits(person),
            self._verified.get(person, ""), person in self._everybody,
            organisation=organisation, inside=inside, officer=officer, devices=devices, held=held,
            vouched=len(vouched), vouched_known=len(vouched & self._verified.keys()),
            heard_ms=self._heard.get(person, 0),
        )  # fmt: skip
