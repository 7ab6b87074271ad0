"""What was set aside and which organisations there are, for the sessions of the stand-in."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.desktop.rows import NOW_MS

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


@dataclass(frozen=True)
class OrganisationRow:
    id: str = "o-house"
    name: str = "Peace House"
    role: str = "member"
    mine: bool = True
    people: tuple[DelegateRow, ...] = (
        DelegateRow("p-grace", "Grace"),
        DelegateRow("p-me", "Amina", officer=True, me=True),
    )
    shares_down: bool = True


@dataclass
class Organisations:
    there: list[OrganisationRow] = field(default_factory=list)

    def rows(self, _space: str) -> list[OrganisationRow]:
        return list(self.there)


class Sharing:
    def rows(self, _space: str) -> list[object]:
        return []


def furnish(session: "Session") -> None:
    session.quarantine = Quarantine()
    session.organisations = Organisations()
    session.sharing = Sharing()
