"""Steady spaces: at fixed times of the clock, whether anybody wrote or not, and at no other (A6.3)."""

import threading
from dataclasses import dataclass

from sync.engine.notebook import Notebook
from sync.store import attachments, parcels, steady
from sync.store.database import Db

MINUTE_MS = 60_000
GRACE_MS = 2000  # to sign and seal what waits
LATE_MS = 30_000  # a time that was slept through is not made up for
MINUTES = (5, 10, 15, 30, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Pace:
    space: str
    minutes: int
    next_ms: int


class Steady:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._paces = book.read(steady.every)
        self._done = book.clock()
        self.grace_ms = GRACE_MS

    @property
    def spaces(self) -> frozenset[bytes]:
        """Nothing else than a tick touches the mailboxes of these."""
        return frozenset(self._paces)

    def _timed(self) -> list[tuple[bytes, int]]:
        """Those whose pace can be read; the others rest until somebody chooses one."""
        return sorted((space, minutes) for space, minutes in self._paces.items() if minutes in MINUTES)

    def rows(self) -> list[Pace]:
        now = self._book.clock()
        return [Pace(space.hex(), minutes, _following(now, minutes)) for space, minutes in self._timed()]

    def set(self, space: str, minutes: int | None) -> None:
        """Give a space a pace, or with None let it go like the others. Raises ValueError."""
        if minutes is not None and minutes not in MINUTES:
            raise ValueError(minutes)
        name = bytes.fromhex(space)
        self._paces = self._book.write(lambda db: self._put(db, name, minutes))

    def _put(self, db: Db, space: bytes, minutes: int | None) -> dict[bytes, int]:
        """What was sealed for the other way of sending is sealed anew."""
        if minutes is None:
            steady.remove(db, space)
            attachments.look_again(db, space)
        else:
            steady.put(db, space, minutes)
        aside = self._book.asides
        for relay in (*self._book.state(db, space).relays, *aside.folders(space), *aside.rooms(space)):
            db.run("DELETE FROM outgoing WHERE relay = ? AND space = ?", relay.public_key, space)
            parcels.forget(db, relay.public_key, space)
        return steady.every(db)

    def seconds_left(self) -> float | None:
        """Return how long it is until the next tick of any space, None where there is none."""
        now = self._book.clock()
        times = [_following(now, minutes) for _, minutes in self._timed()]
        return (min(times) - now) / 1000 if times else None

    def pause(self, began_ms: int) -> None:
        """Wait until the same moment after each tick, whatever there was to prepare."""
        left = began_ms // MINUTE_MS * MINUTE_MS + self.grace_ms - self._book.clock()
        if 0 < left <= self.grace_ms:
            threading.Event().wait(left / 1000)

    def due(self, now_ms: int) -> list[bytes]:
        """Return the spaces whose time came since this was asked last, and is not long past."""
        before, self._done = self._done, now_ms
        return [
            space
            for space, minutes in self._timed()
            if before < (tick := _following(now_ms, minutes) - minutes * MINUTE_MS)
            and now_ms - tick <= LATE_MS
        ]


def _following(now_ms: int, minutes: int) -> int:
    """The same for everybody with this pace: full minutes of the clock since 1970."""
    step = minutes * MINUTE_MS
    return (now_ms // step + 1) * step
