"""The room that the stand-in is in, the folders that it exchanges through, and what has not arrived."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sync.engine.events import Events, RoomChanged, RoomState
from sync.errors import Problem
from tests.desktop.rows import NOW_MS

if TYPE_CHECKING:
    from tests.desktop.stand_in import Session

LETTERS = "-".join(["7K2M", "Q9TX", "4BCD", "0W3H", "ZP5N", "81GV", "J6RS", "E2FA", "YT7K", "C4MQ", "9X0B"])


@dataclass(frozen=True)
class Room:
    is_ours: bool
    text: str = LETTERS
    qr_text: str = "KARKADE:ROOM:" + LETTERS.replace("-", "")
    address: str = "https://192.168.1.5:41000#" + "5f" * 32


@dataclass
class Rooms:
    """``problem`` is raised by the next way in or out; ``calls`` remembers what was asked."""

    events: Events
    here: list[str] = field(default_factory=lambda: ["192.168.1.5"])
    current: Room | None = None
    state: RoomState = field(default_factory=RoomState)
    problem: Problem | None = None
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def addresses(self) -> list[str]:
        return list(self.here)

    def open(self, address: str = "", port: int = 0, spaces: Collection[str] | None = None) -> Room:
        return self._enter(Room(is_ours=True), "open", address, port, spaces)

    def join(self, text: str, spaces: Collection[str] | None = None) -> Room:
        return self._enter(Room(is_ours=False), "join", text, spaces)

    def leave(self) -> None:
        if self.problem is not None:
            raise self.problem
        self.calls.append(("leave",))
        self.current = None

    def tell(self, state: RoomState) -> None:
        """Say that something was exchanged."""
        self.state = state
        self.events.tell(RoomChanged(state))

    def _enter(self, room: Room, *call: object) -> Room:
        if self.problem is not None:
            raise self.problem
        self.calls.append(call)
        self.current = room
        self.tell(RoomState(last_ms=NOW_MS))
        return room


@dataclass(frozen=True)
class FolderRow:
    path: Path
    spaces: tuple[str, ...] = ()
    is_there: bool = True


@dataclass
class Folders:
    there: list[FolderRow] = field(default_factory=list)
    problem: Problem | None = None

    def rows(self) -> list[FolderRow]:
        return list(self.there)

    def add(self, path: Path, spaces: Collection[str] = ()) -> FolderRow:
        if self.problem is not None:
            raise self.problem
        self.there.append(FolderRow(path, tuple(spaces)))
        return self.there[-1]

    def remove(self, path: Path) -> None:
        if self.problem is not None:
            raise self.problem
        self.there = [each for each in self.there if each.path != path]


@dataclass(frozen=True)
class GapRow:
    name: str = "Jean"
    device: str = "3f2a91bc00112233"
    count: int = 4
    since_ms: int = NOW_MS
    asked_ms: int | None = None


@dataclass(frozen=True)
class DifferingRow:
    name: str = "Ngozi"
    device: str = "77aa000000112233"
    when_ms: int = NOW_MS


@dataclass
class Repairs:
    missing: dict[str, list[GapRow]] = field(default_factory=dict)
    others: dict[str, list[DifferingRow]] = field(default_factory=dict)
    asked: list[tuple[str, list[str]]] = field(default_factory=list)
    may_ask: bool = True

    def gaps(self, space: str) -> list[GapRow]:
        return self.missing.get(space, [])

    def differing(self, space: str) -> list[DifferingRow]:
        return self.others.get(space, [])

    def ask(self, space: str, devices: Collection[str]) -> int:
        self.asked.append((space, list(devices)))
        return len(devices) if self.may_ask else 0


@dataclass
class Archive:
    later: list[str] = field(default_factory=list)

    def put_off(self, space: str) -> None:
        self.later.append(space)


def furnish(session: "Session") -> None:
    session.repairs = Repairs()
    session.archive = Archive()
    session.rooms = Rooms(session.events)
    session.folders = Folders()
