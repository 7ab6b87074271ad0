"""How the stand-in sends, and what it says of that."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.desktop.rows import NOW_MS

if TYPE_CHECKING:
    from tests.desktop.stand_in import Session


@dataclass(frozen=True)
class Outlook:
    changes: int = 2
    bytes_to_send: int = 3_200


@dataclass(frozen=True)
class Counts:
    today: int = 41_000
    month: int = 1_200_000


@dataclass(frozen=True)
class Part:
    space: bytes
    sent: int
    received: int


@dataclass(frozen=True)
class Round:
    at_ms: int = NOW_MS
    last_ms: int = NOW_MS
    times: int = 1
    up: int = 2_000
    down: int = 1_000
    problem: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Pace:
    space: str
    minutes: int
    next_ms: int = NOW_MS


@dataclass
class Metered:
    said: str = "ask-system"
    now: bool = False

    def say(self, said: str) -> None:
        self.said = said

    def hint(self, *, metered: bool) -> None:
        self.now = metered


@dataclass
class Traffic:
    rounds: list[Round] = field(default_factory=list)

    def counts(self) -> Counts:
        return Counts()

    def log(self) -> list[Round]:
        return self.rounds


@dataclass
class Steady:
    paces: dict[str, int] = field(default_factory=dict)

    def rows(self) -> list[Pace]:
        return [Pace(space, minutes) for space, minutes in self.paces.items()]

    def set(self, space: str, minutes: int | None) -> None:
        self.paces.pop(space, None)
        if minutes:
            self.paces[space] = minutes


@dataclass
class Ways:
    route: str = "direct"

    def set_route(self, text: str) -> None:
        self.route = text

    def found(self) -> str | None:
        return None


def furnish(session: "Session") -> None:
    session.ways = Ways()
    session.delivery.metered = Metered()
    session.delivery.traffic = Traffic()
    session.delivery.steady = Steady()
    session.delivery.outlook = lambda _space=None: Outlook()
