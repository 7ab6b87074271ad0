"""The delivery services that the stand-in uses, and what speaks against them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.errors import Problem
from tests.desktop.rows import NOW_MS

if TYPE_CHECKING:
    from tests.desktop.stand_in import Session

KEY, PIN = "a1" * 32, "5f" * 32


@dataclass(frozen=True)
class RelayRow:
    key: str = KEY
    address: str = f"https://letters.example.org#{PIN}"
    spare: int = 4
    kept: int | None = 20
    wants_tickets: bool = True
    notice: str = ""
    retention_days: int = 90
    reached_ms: int | None = NOW_MS
    problem: str = ""


@dataclass(frozen=True)
class Given:
    new: int
    known: int = 1
    unreadable: int = 2


@dataclass(frozen=True)
class SignRow:
    code: str = "dropped"
    count: int = 3
    last_ms: int = NOW_MS


@dataclass(frozen=True)
class RelayState:
    space: str = "space-1"
    relay: str = KEY
    address: str = "https://letters.example.org"
    state: str = "soft"
    signs: tuple[SignRow, ...] = (SignRow(),)
    offer: bool = True


@dataclass(frozen=True)
class ProofRow:
    code: str
    space: str = "space-1"
    relay: str = KEY
    at_ms: int = NOW_MS
    worth: str = "told"


@dataclass
class Relays:
    """``problem`` is raised by the next change; ``warn`` is what organisers should look after."""

    there: list[RelayRow] = field(default_factory=lambda: [RelayRow()])
    warn: list[Problem] = field(default_factory=list)
    problem: Problem | None = None
    calls: list[tuple[str, ...]] = field(default_factory=list)

    def all(self, _space: str) -> list[RelayRow]:
        return list(self.there)

    def concerns(self) -> list[Problem]:
        return list(self.warn)

    def add(self, space: str, address: str, sheet: str = "") -> RelayRow:
        self._do("add", space, address, sheet)
        self.there.append(RelayRow("b2" * 32, address))
        return self.there[-1]

    def remove(self, space: str, relay: str) -> None:
        self._do("remove", space, relay)
        self.there = [each for each in self.there if each.key != relay]

    def give_tickets(self, space: str, relay: str, text: str) -> Given:
        self._do("give", space, relay, text)
        return Given(len(text.split()))

    def _do(self, *call: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.calls.append(call)


@dataclass
class Witness:
    states: list[RelayState] = field(default_factory=list)
    kept: list[ProofRow] = field(default_factory=list)

    def rows(self, space: str | None = None) -> Sequence[RelayState]:
        return [each for each in self.states if space in (None, each.space)]

    def proofs(self) -> Sequence[ProofRow]:
        return list(self.kept)

    def export(self) -> bytes:
        return b"proofs"


def furnish(session: "Session") -> None:
    session.relays = Relays()
    session.witness = Witness()
