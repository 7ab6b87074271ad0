"""How many bytes went out and came in, and what happened in the last rounds, for whoever asks."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sync.engine.notebook import Notebook
from sync.store import rounds
from sync.store.database import Db
from sync.store.rounds import Part, Round

LAST_MS = 250_000_000_000_000  # some years before 10000, where calendars end
KEEP_BYTES = 16 * 1024  # so much may be counted before it is written down


Happened = Round


@dataclass(frozen=True, slots=True)
class Counts:
    """Bytes by the calendar of this computer."""

    today_up: int
    today_down: int
    month_up: int
    month_down: int

    @property
    def today(self) -> int:
        return self.today_up + self.today_down

    @property
    def month(self) -> int:
        return self.month_up + self.month_down


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def local(when_ms: int) -> datetime:
    """Return a moment by the calendar of this computer, as near as calendars go where its clock is wild."""
    return datetime.fromtimestamp(min(max(when_ms, 0), LAST_MS) / 1000, UTC).astimezone()


class Traffic:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self.clock: Callable[[], int] = _wall_ms
        """Milliseconds since 1970, for the calendar and for people alone."""

    def counts(self) -> Counts:
        self.settle()
        return self._book.read(self._counts)

    def log(self) -> list[Round]:
        """The last rounds, the newest first."""
        return self._book.read(rounds.every)

    def settle(self) -> None:
        """Write down what was counted since."""
        if any(self._book.outlet.counted()):
            self._book.write(self._settle)

    def note(self, began_ms: int, parts: dict[bytes, tuple[int, int]], problem: str) -> None:
        """Keep what came of a round; one that moved nothing and met nothing is not worth a line."""
        up, down = self._book.outlet.counted()
        if not parts and not problem:
            if up + down >= KEEP_BYTES:
                self.settle()
            return
        moved = tuple(Part(space, *counts) for space, counts in sorted(parts.items()))
        happened = Round(began_ms, self.clock(), 1, up, down, problem, moved)

        def write(db: Db) -> None:
            rounds.note(db, happened)
            self._settle(db)

        self._book.write(write)

    def _settle(self, db: Db) -> None:
        up, down = self._book.outlet.take()
        rounds.count(db, self._today().toordinal(), up, down)

    def _counts(self, db: Db) -> Counts:
        today = self._today()
        month = today.replace(day=1)
        return Counts(*rounds.counted(db, today.toordinal()), *rounds.counted(db, month.toordinal()))

    def _today(self) -> date:
        return local(self.clock()).date()
