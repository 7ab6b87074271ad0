"""Which organisations are in a space, and whom each of them sends (A4.8)."""

from dataclasses import dataclass

from sync.engine import names
from sync.engine.notebook import Notebook
from sync.model import sharing
from sync.model.people import Roster
from sync.refusals import AmbiguousPerson, UnknownOrganisation, UnknownPerson
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class DelegateRow:
    person: str
    name: str
    officer: bool
    me: bool


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: str
    name: str
    role: str
    mine: bool
    """Whether this notebook's person decides whom it sends."""
    people: tuple[DelegateRow, ...]
    shares_down: bool = False
    """Whether its own people, beyond these, read here too."""


class OrganisationLists:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def rows(self, space: str) -> list[OrganisationRow]:
        """Return the organisations that are in a space, the most senior first."""
        return self._book.read(lambda db: _rows(db, self._book, bytes.fromhex(space)))

    def find(self, space: str, text: str) -> OrganisationRow:
        """Return the one organisation here with this exact name or beginning of an id."""
        rows = {row.id: row for row in self.rows(space)}
        pairs = [(row.id, row.name) for row in rows.values()]
        return rows[names.the_one(text, pairs, missing=UnknownOrganisation, several=AmbiguousPerson)]

    def find_delegate(self, space: str, organisation: str, text: str) -> DelegateRow:
        """Return the one whom an organisation sends with this exact name or beginning of an id."""
        people = {one.person: one for one in self.find(space, organisation).people}
        pairs = [(one.person, one.name) for one in people.values()]
        return people[names.the_one(text, pairs, missing=UnknownPerson, several=AmbiguousPerson)]


def _rows(db: Db, book: Notebook, space: bytes) -> list[OrganisationRow]:
    state, me = book.state(db, space), book.me_in(space).person
    found = []
    for one in state.principals.values():
        roster = state.rosters.get(one.person)
        if roster is not None:
            mine = me in roster.circle.stewards()
            people = tuple(_delegate(roster, person.person, me) for person in one.people)
            shares = one.person in sharing.in_effect(state)
            found.append(OrganisationRow(one.person.hex(), one.name, one.role, mine, people, shares))
    return found


def _delegate(roster: Roster, person: bytes, me: bytes) -> DelegateRow:
    officer = person in roster.circle.stewards()
    return DelegateRow(person.hex(), roster.names[person], officer, person == me)
