"""Stewards let relays forget what is in segments: what came long ago, and mailboxes that are over (A6.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from crypto.mailbox import FILES, LOG, MailboxKeys, mailbox_keys
from sync.engine import eras
from sync.engine.archive_packing import Packing
from sync.engine.eras import READ_MS, Era
from sync.engine.files_box import FilesBox, FilesBoxes
from sync.engine.mailbox import NO_MAILBOX
from sync.engine.notebook import Notebook
from sync.engine.steps import Steps
from sync.errors import RelayRefuses
from sync.model import epochs
from sync.model.state import State
from sync.store import carriers, chains, early_secrets, entries, segments, settings, waiting_room
from sync.store.carriers import Cursor
from sync.store.database import Db
from sync.store.segments import Note
from sync.wire.routes import Head

KEEP_MS = 14 * 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Trimmed:
    mailboxes: int
    """Of today, of which the beginning went."""
    closed: int
    """Of eras that are over."""


class Trimming:
    def __init__(self, book: Notebook, packing: Packing, boxes: FilesBoxes) -> None:
        self._book = book
        self._packing = packing
        self._boxes = boxes

    def trim(self, space: bytes, keep_ms: int, steps: Steps) -> Trimmed:
        """Never what is not in segments that every relay holds whole (A6.6)."""
        self._book.read(lambda db: self._book.must_steward(db, space))
        self._packing.judge(space, steps)
        if not self._packing.keep(space, steps):
            return Trimmed(0, 0)
        trimmed = sum(self._trimmed(space, one, keep_ms) for one in self._boxes.today(space))
        return Trimmed(trimmed, self._closed(space))

    def _trimmed(self, space: bytes, box: FilesBox, keep_ms: int) -> bool:
        note = self._book.read(partial(self._due, space, box, keep_ms))
        if note is None:
            return False
        head = _head(box, box.log)
        if head is None or head.incarnation != note.incarnation:
            return False  # its numbers mean something else by now
        with box.apart() as line:
            line.trim(box.log, note.before)
        self._book.write(partial(segments.done, one=note))
        return True

    def _due(self, space: bytes, box: FilesBox, keep_ms: int, db: Db) -> Note | None:
        """How far this mailbox may go: all that was here then is in segments, and it is the same mailbox."""
        at = carriers.cursor(db, box.place.relay, box.log.mid)
        for note in segments.notes(db, space, self._book.clock() - keep_ms):
            same = (note.relay, note.mailbox) == (box.place.relay, box.log.mid)
            same = same and note.incarnation == at.incarnation
            if same and not segments.outside_count(db, space, note.last_entry):
                return note
        return None

    # ------------------------------------------------------------ mailboxes that are over (A6.1)
    def _closed(self, space: bytes) -> int:
        count = 0
        for era in self._book.read(partial(self._over, space)):
            for box in self._boxes.today(space):
                count += self._close(space, era, box)
        return count

    def _over(self, space: bytes, db: Db) -> list[Era]:
        """Eras that nobody sends in any more, all of which is in segments."""
        if waiting_room.parked(db, space) or self._is_elsewhere(db, space):
            return []
        state = self._book.state(db, space)
        log = _Followed(eras.parents_of(db, self._book, space), state, early_secrets.seen(db, space))
        return [era for era in self._past(db, space) if self._is_over(db, space, era, log)]

    def _is_elsewhere(self, db: Db, space: bytes) -> bool:
        """Whether some entry is in no segment, and may lie in a mailbox of the past."""
        now = eras.current(db, self._book, space)
        headers = (entries.header(db, row) for row, *_ in segments.outside(db, space))
        return any(header is not None and header.epochs != now for header in headers)

    def _past(self, db: Db, space: bytes) -> Iterator[Era]:
        now = eras.current(db, self._book, space)
        yield from (one.era for one in eras.readable(db, self._book, space) if one.era != now)
        known = {one.era for one in eras.readable(db, self._book, space)}
        heads = epochs.heads(self._book.state(db, space).epochs)
        for name in eras.held(db, space):
            if (name,) not in known and name not in heads:
                yield (name,)

    def _is_over(self, db: Db, space: bytes, era: Era, log: "_Followed") -> bool:
        since = log.since(era)
        if since is None:
            return False
        if since <= self._book.clock() - READ_MS:
            return True
        return all(log.follows(said, era) for said in self._last_said(db, space))

    def _last_said(self, db: Db, space: bytes) -> Iterator[Era]:
        """The epochs that each device which belongs last wrote under; nothing for one that never wrote."""
        for device in self._book.state(db, space).ranks():
            chain = chains.get(db, space, device)
            row = entries.row_of(db, chain.id) if chain else None
            header = entries.header(db, row) if row is not None else None
            yield header.epochs if header else ()

    def _close(self, space: bytes, era: Era, today: FilesBox) -> bool:
        held = self._book.read(lambda db: eras.secrets_of(eras.held(db, space), era))
        if held is None:
            return False
        log, files = (mailbox_keys(held, today.place.relay, purpose) for purpose in (LOG, FILES))
        done = f"closed/{log.mid.hex()}"
        if log.admin is None or self._book.read(lambda db: settings.get(db, done)):
            return False
        at = self._book.read(lambda db: carriers.cursor(db, today.place.relay, log.mid))
        if at.passed or not _is_read(today, log, at):
            return False
        closed = [_gone(today, keys) for keys in (log, files)]
        self._book.write(lambda db: settings.put(db, done, b"1"))
        return any(closed)


class _Followed:
    """Which epochs stand on which, and since when something follows one."""

    def __init__(self, parents: dict[bytes, Era], state: State, seen: dict[bytes, tuple[int, bytes]]) -> None:
        self._parents = parents
        self._accepted = state.epochs
        self._seen = {name: at for name, (at, _) in seen.items()}

    def since(self, era: Era) -> int | None:
        """When the last epoch of an era was followed, by this notebook's clock; None while one is not."""
        each = [
            [self._seen[name] for name in self._accepted if one in self._parents[name] and name in self._seen]
            for one in era
        ]
        return max(min(times) for times in each) if all(each) else None

    def follows(self, said: Era, era: Era) -> bool:
        """Whether somebody who wrote under *said* knew of something after every epoch of *era*."""
        below: set[bytes] = set()
        waiting = list(said)
        while waiting:
            for parent in self._parents.get(waiting.pop(), ()):
                if parent not in below:
                    below.add(parent)
                    waiting.append(parent)
        return set(era) <= below


def _is_read(box: FilesBox, keys: MailboxKeys, at: Cursor) -> bool:
    """Whether nothing lies there that was never read here: somebody may just have posted."""
    head = _head(box, keys)
    return head is None or (head.last <= at.next and at.incarnation in (b"", head.incarnation))


def _head(box: FilesBox, keys: MailboxKeys) -> Head | None:
    try:
        with box.apart() as line:
            return line.head(keys)
    except RelayRefuses as problem:
        if problem.holes.get("status") != NO_MAILBOX:
            raise
        return None


def _gone(box: FilesBox, keys: MailboxKeys) -> bool:
    """Close a mailbox; say no where there is none."""
    try:
        with box.apart() as line:
            line.close_box(keys)
    except RelayRefuses as problem:
        if problem.holes.get("status") != NO_MAILBOX:
            raise
        return False
    return True
