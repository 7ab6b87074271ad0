"""What was set aside and which organisations there are, for the sessions of the stand-in."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from sync.refusals import OrganisationCardDamaged
from tests.desktop.rows import NOW_MS, WORDS
from tests.desktop.stand_in_belonging import Decision

if TYPE_CHECKING:
    from tests.desktop.stand_in import Session


@dataclass(frozen=True)
class AsideRow:
    entry: str
    kind: str = "late"
    author: str = "Tomás"
    when_ms: int = NOW_MS
    titles: tuple[str, ...] = ("Tea list",)
    reason: str = "removed"
    admissible: bool = True


@dataclass
class Quarantine:
    aside: list[AsideRow] = field(default_factory=list)

    def rows(self, _space: str) -> list[AsideRow]:
        return list(self.aside)

    def admit(self, _space: str, chosen: Collection[str] | None = None) -> list[str]:
        let_in = [
            row.entry for row in self.aside if row.admissible and (chosen is None or row.entry in chosen)
        ]
        self.aside = [row for row in self.aside if row.entry not in let_in]
        return let_in


@dataclass(frozen=True)
class DelegateRow:
    person: str
    name: str
    officer: bool = False
    me: bool = False


People: TypeAlias = tuple[DelegateRow, ...]


@dataclass(frozen=True)
class OrganisationRow:
    id: str = "o-house"
    name: str = "Peace House"
    role: str = "member"
    mine: bool = True
    people: People = (
        DelegateRow("p-grace", "Grace"),
        DelegateRow("p-me", "Amina", officer=True, me=True),
    )
    shares_down: bool = True


@dataclass(frozen=True)
class SharingRow:
    organisation: str = "o-house"
    name: str = "Peace House"
    wanted: bool = False
    allowed: bool = False
    mine: bool = True
    may_allow: bool = False
    spaces: tuple[str, ...] = ()

    @property
    def shares(self) -> bool:
        return self.wanted and self.allowed


@dataclass(frozen=True)
class Own:
    id: str
    name: str
    card: bytes
    space: str = ""


@dataclass(frozen=True)
class Card:
    id: str
    name: str
    officer: str = "Grace"
    check_words: tuple[str, ...] = WORDS


@dataclass(frozen=True)
class Brought:
    id: str
    name: str
    file: bytes = b"a welcome"


@dataclass
class Organisations:
    there: list[OrganisationRow] = field(default_factory=list)
    founded: list[Own] = field(default_factory=list)
    alone: bool = True

    def rows(self, _space: str) -> list[OrganisationRow]:
        return list(self.there)

    def new(self, name: str, space: str = "") -> bytes:
        self.founded.append(Own(f"o-{name}", name, name.encode(), space))
        return name.encode()

    def own(self) -> list[Own]:
        return list(self.founded)

    def person_card(self) -> bytes:
        return b"my card"

    def look(self, card: bytes) -> Card:
        if not card.isascii():
            raise OrganisationCardDamaged
        return Card(f"o-{card.decode()}", card.decode())

    def add_to(self, _space: str, card: bytes, role: str = "member") -> Brought:
        made = OrganisationRow(f"o-{card.decode()}", card.decode(), role, mine=False, people=())
        self.there.append(made)
        return Brought(made.id, made.name)

    def delegate(self, _space: str, organisation: str, person_card: bytes) -> Brought:
        name = person_card.decode()
        self._change(organisation, lambda people: (*people, DelegateRow(f"p-{name}", name)))
        return Brought(f"p-{name}", name)

    def release(self, _space: str, organisation: str, person: str) -> Decision:
        if not self.alone:
            return Decision(done=False, agreed=1, needed=2)
        self._change(organisation, lambda people: tuple(each for each in people if each.person != person))
        return Decision()

    def promote_officer(self, _space: str, organisation: str, person: str) -> Decision:
        self._change(
            organisation,
            lambda people: tuple(
                replace(each, officer=each.officer or each.person == person) for each in people
            ),
        )
        return Decision()

    def withdraw(self, _space: str, organisation: str) -> None:
        self.there = [each for each in self.there if each.id != organisation]

    def _change(self, organisation: str, change: Callable[[People], People]) -> None:
        self.there = [
            replace(each, people=change(each.people)) if each.id == organisation else each
            for each in self.there
        ]


@dataclass
class Sharing:
    agreed: list[SharingRow] = field(default_factory=list)

    def rows(self, _space: str) -> list[SharingRow]:
        return list(self.agreed)

    def start(self, _space: str, organisation: str, own_space: str) -> SharingRow:
        return self._put(organisation, wanted=True, spaces=(own_space,))

    def stop(self, _space: str, organisation: str) -> SharingRow:
        return self._put(organisation, wanted=False, spaces=())

    def allow(self, _space: str, organisation: str, *, on: bool) -> SharingRow:
        return self._put(organisation, allowed=on)

    def _put(self, organisation: str, **changes: object) -> SharingRow:
        self.agreed = [
            replace(each, **changes) if each.organisation == organisation else each for each in self.agreed
        ]
        return next(each for each in self.agreed if each.organisation == organisation)


def furnish(session: "Session") -> None:
    session.quarantine = Quarantine()
    session.organisations = Organisations()
    session.sharing = Sharing()
