"""The archive of a space: packed entries at its relays, for newcomers and those who were away long (A6.6)."""

from collections.abc import Container
from dataclasses import dataclass
from functools import partial

from sync.engine import archive_log, rotation
from sync.engine.archive_packing import Packed, Packing
from sync.engine.archive_reading import Reading
from sync.engine.archive_trimming import KEEP_MS, Trimmed, Trimming
from sync.engine.events import ArchiveProgress
from sync.engine.files_box import FilesBoxes
from sync.engine.handing_over import Turns
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import WRITERS, Notebook
from sync.engine.steps import Progress, Steps, Stop
from sync.errors import Cancelled, Problem
from sync.model.circle import STEWARD
from sync.store import handed, segments, settings, shared_keys, spaces
from sync.store.database import Db
from sync.store.segments import Kept

DAY_MS = 24 * 60 * 60 * 1000
WEEK_MS = 7 * DAY_MS
BY_ITSELF = "archive-by-itself"
TURN = "archive"
STATES = {segments.UNSURE: "unchecked", segments.SOUND: "sound", segments.OTHER: "other"}


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One segment, as this notebook knows it."""

    id: str
    size: int
    parts: int
    seen_ms: int
    announced: bool
    state: str
    """Whether this notebook makes the same of its own entries: unchecked, sound, other."""
    here: bool
    """Nothing in it is wanted any more."""


class Archive:
    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        self._book = book
        self.turns = Turns()
        self._boxes = FilesBoxes(book, mailboxes)
        self._packing = Packing(book, mailboxes, self._boxes)
        self._reading = Reading(book, self._boxes)
        self._trimming = Trimming(book, self._packing, self._boxes)
        self._stopping = False
        self._put_off: set[bytes] = set()
        mailboxes.fill = self._fill

    def stop(self) -> None:
        """Break off what goes by itself, after the part that is under way; from any thread."""
        self._stopping = True

    def put_off(self, space: str) -> None:
        """Leave what is read of a space's archive for later, and go on with the round; from any thread."""
        self._put_off.add(bytes.fromhex(space))

    def close(self) -> None:
        self._boxes.close()

    # ------------------------------------------------------------ by hand
    def rows(self, space: str) -> list[ArchiveRow]:
        found = self._book.read(lambda db: segments.every(db, bytes.fromhex(space)))
        return [_row(one) for one in found]

    def pack(self, space: str, progress: Progress | None = None, cancelled: Stop | None = None) -> Packed:
        """Pack what is in no segment, and leave it at every relay of the space.

        Raises NotAllowed for who is no steward, NoRelay, WaitingForKey, Cancelled, and what relays say.
        """
        self._book.read(lambda db: self._book.must_steward(db, bytes.fromhex(space)))
        packed = self._packing.pack(bytes.fromhex(space), progress, cancelled)
        self._book.write(partial(self._was_here, bytes.fromhex(space)))
        return packed

    def trim(self, space: str, *, keep_ms: int = KEEP_MS) -> Trimmed:
        """Let the relays forget what lies there longer than *keep_ms* and is in segments.

        Raises NotAllowed for who is no steward, and what relays say.
        """
        return self._trimming.trim(bytes.fromhex(space), keep_ms, Steps())

    def fetch(self, space: str, progress: Progress | None = None, cancelled: Stop | None = None) -> int:
        """Read what is wanted of segments, going on where it stopped; return how many entries were new."""
        return self._reading.fetch(bytes.fromhex(space), progress, cancelled)

    # ------------------------------------------------------------ by itself
    @property
    def by_itself(self) -> bool:
        return self._book.read(lambda db: settings.get(db, BY_ITSELF)) != b"0"

    def set_by_itself(self, *, on: bool) -> None:
        self._book.write(lambda db: settings.put(db, BY_ITSELF, b"1" if on else b"0"))

    def catch_up(self, steady: Container[bytes], cancelled: Stop | None) -> dict[bytes, int]:
        """After the mailboxes were read to their end: what is lacking still, segments may hold."""
        wanting = [space for space in self._book.read(segments.spaces_wanting) if space not in steady]
        came = {space: self._fill(space, cancelled) for space in wanting if space not in self._put_off}
        self._put_off.clear()
        return came

    def _fill(self, space: bytes, cancelled: Stop | None = None) -> int:
        """Read what is wanted, and tell how far that is; what was nowhere waits for an hour."""
        self._stopping = False

        def told(done: int, total: int) -> None:
            self._book.events.tell(ArchiveProgress(space.hex(), done, total))

        def broken_off() -> bool:
            return self._stopping or (cancelled is not None and cancelled())

        def must_stop() -> bool:
            return space in self._put_off or broken_off()

        try:
            return self._reading.fetch(space, told, must_stop, again=False)
        except Cancelled:
            if broken_off():
                raise
            return 0

    def tend(self, steady: Container[bytes]) -> list[Problem]:
        """Once a week: stewards pack and trim, others see that no part is lost; return what stopped them."""
        self._stopping = False
        met: list[Problem] = []
        for space in self._book.read(partial(self._may_be_due, steady)):
            if self._book.write(partial(self._is_due, space)):
                self._book.write(partial(self._was_here, space))  # what fails is tried again a week later
                try:
                    self._tended(space)
                except Problem as problem:
                    met.append(problem)
        return [problem for problem in met if not isinstance(problem, Cancelled)]

    def _tended(self, space: bytes) -> None:
        steps = Steps(None, lambda: self._stopping)
        if self._book.read(partial(self._is_steward, space)):
            if self._book.read(lambda db: archive_log.is_behind(db, space)):
                self._packing.pack(space, None, steps.cancelled)
            self._trimming.trim(space, KEEP_MS, steps)
        else:
            self._packing.judge(space, steps)
            self._packing.keep(space, steps)

    def _is_steward(self, space: bytes, db: Db) -> bool:
        return self._book.state(db, space).role_of_device(self._book.me_in(space).device) == STEWARD

    def _may_be_due(self, steady: Container[bytes], db: Db) -> list[bytes]:
        """The spaces where a week has passed, or nothing was ever done."""
        if settings.get(db, BY_ITSELF) == b"0":
            return []
        return [space for space in spaces.every(db) if space not in steady and self._rests(space, db)]

    def _rests(self, space: bytes, db: Db) -> bool:
        role = self._book.state(db, space).role_of_device(self._book.me_in(space).device)
        if role not in WRITERS or shared_keys.is_followed(db, space):
            return False
        last = settings.get(db, _last(space))
        week = self._book.clock() - WEEK_MS
        return rotation.online(db, self._book, space) and (
            last is None or int.from_bytes(last, "big") <= week
        )

    def _is_due(self, space: bytes, db: Db) -> bool:
        """A week after it was first asked, or last done by anybody; several wait for a random while."""
        if settings.get(db, _last(space)) is None:
            self._was_here(space, db)
            return False
        newest = segments.newest(db, space) if self._is_steward(space, db) else 0
        if newest > self._book.clock() - WEEK_MS:
            handed.no_turn(db, space, TURN)
            return False
        return self.turns.come(db, self._book, space, TURN)

    def _was_here(self, space: bytes, db: Db) -> None:
        settings.put(db, _last(space), self._book.clock().to_bytes(8, "big"))
        handed.no_turn(db, space, TURN)


def _last(space: bytes) -> str:
    return f"archive-tended/{space.hex()}"


def _row(one: Kept) -> ArchiveRow:
    return ArchiveRow(
        one.id.hex(), one.size, len(one.parts), one.seen_ms, one.stage == segments.ANNOUNCED,
        STATES[one.sound], one.fetched != segments.WANTED,
    )  # fmt: skip
