"""A steward's laptop packs what is in no segment yet, and sees that every part lies at every relay (A6.6)."""

import secrets as chance
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from crypto import blob
from sync.engine import departure, eras, posting, rotation
from sync.engine import segments as parts
from sync.engine.eras import Era
from sync.engine.files_box import FilesBox, FilesBoxes
from sync.engine.mailbox import Mailbox
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.steps import Progress, Steps, Stop
from sync.errors import NoRelay
from sync.model.archive import Run, Segment
from sync.refusals import WaitingForKey
from sync.store import carriers, segments, waiting_room
from sync.store.database import Db
from sync.store.segments import Kept, Note, Runs

KEY_SIZE = 32
TRIES = 2
SEGMENT_RAW = 31 * parts.PART_RAW  # at most 64 parts, however its entries fall


@dataclass(frozen=True, slots=True)
class Packed:
    segments: int
    entries: int
    size: int
    """Bytes of the parts of the new segments."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far the mailbox of today at one relay was read before anything was packed."""

    relay: bytes
    mailbox: bytes
    next: int
    incarnation: bytes


class Packing:
    def __init__(self, book: Notebook, mailboxes: Mailboxes, boxes: FilesBoxes) -> None:
        self._book = book
        self._mailboxes = mailboxes
        self._boxes = boxes

    def pack(self, space: bytes, progress: Progress | None, cancelled: Stop | None) -> Packed:
        """Pack what is in no segment, post, announce, and say in the log where it is.

        Every step may be the last: what was begun is gone on with the next time.
        """
        steps = Steps(progress, cancelled)
        today = self._mailboxes.today(space)
        if not self._boxes.today(space):
            raise NoRelay
        for box in today:
            box.pull()
        self.judge(space, steps)
        era = self._book.write(partial(self._settled, space))
        reached = self._book.read(partial(self._reached, self._boxes.today(space)))
        last = self._book.read(lambda db: segments.last_entry(db, space))
        new = self._kept_everywhere(space, steps)
        entries = self._book.read(partial(_held, new=new))
        self._book.write(partial(self._announce, space))
        told = self._tell(space, era, today)
        self._book.write(partial(self._note, space, era, [one for one in reached if one.relay in told], last))
        return Packed(len(new), entries, sum(one.size for one in new))

    def _kept_everywhere(self, space: bytes, steps: Steps) -> list[Kept]:
        """Pack and post; a second time where a segment could not be made again as it was."""
        for _ in range(TRIES):
            while self._book.write(partial(self._begin, space)):
                steps.look()
            if self.keep(space, steps):
                return [one for one in self.sound(space) if one.stage == segments.MADE]
        raise WaitingForKey

    # ------------------------------------------------------------ what holds true
    def judge(self, space: bytes, steps: Steps) -> None:
        """Make the parts of every segment that somebody announced, and compare."""
        for one in self._book.read(lambda db: segments.every(db, space)):
            if one.stage == segments.ANNOUNCED and one.sound == segments.UNSURE:
                steps.look()
                self._book.write(partial(self._judge, space, one))

    def _judge(self, space: bytes, one: Kept, db: Db) -> None:
        rows = segments.in_runs(db, space, one.runs)
        if not segments.lacks(db, space, one.runs):
            same = _same(parts.parts(db, one.key, rows), one.parts)
            segments.judged(db, one.row, segments.SOUND if same else segments.OTHER, rows)

    def sound(self, space: bytes) -> list[Kept]:
        found = self._book.read(lambda db: segments.every(db, space))
        return [one for one in found if one.sound == segments.SOUND]

    # ------------------------------------------------------------ packing
    def _settled(self, space: bytes, db: Db) -> Era:
        """What is due to change the key changes it first: then all goes to one place."""
        self._book.must_steward(db, space)
        rotation.before_sending(db, self._book, space)
        departure.depart(db, self._book, space)
        return eras.current(db, self._book, space)

    def _begin(self, space: bytes, db: Db) -> bool:
        """Choose entries for one more segment, and keep its key before any part of it is posted."""
        chosen: list[tuple[int, bytes, int]] = []
        size = 0
        for row, device, seq, length in segments.outside(db, space):
            size += length + parts.HEAD_MAX
            if chosen and size > SEGMENT_RAW:
                break
            chosen.append((row, device[:8], seq))
        if not chosen:
            return False
        self._make(space, db, chosen)
        return True

    def _make(self, space: bytes, db: Db, chosen: Sequence[tuple[int, bytes, int]]) -> None:
        runs = _runs((dev8, seq) for _, dev8, seq in chosen)
        rows, key, size, ids = segments.in_runs(db, space, runs), chance.token_bytes(KEY_SIZE), 0, []
        for part in parts.parts(db, key, rows):
            size += len(part)
            ids.append(sha256(part).digest())
        now = self._book.clock()
        made = Kept(
            0, parts.name_of(key, ids), key, size, tuple(ids), runs, segments.MADE, now,
            segments.HERE, bytes(len(ids)), segments.UNSURE,
        )  # fmt: skip
        row = segments.add(db, space, made)
        segments.judged(db, row, segments.SOUND, {*rows, *(each for each, _, _ in chosen)})

    # ------------------------------------------------------------ parts at relays
    def keep(self, space: bytes, steps: Steps) -> bool:
        """Post what is missing of true segments; say whether now every relay holds every part."""
        boxes, found = self._boxes.today(space), self.sound(space)
        steps.total = steps.done + len(boxes) * sum(one.size for one in found)
        whole = bool(boxes)
        for box in boxes:
            for one in found:
                whole = self._restored(space, box, one) and whole
                steps.passed(one.size)
        return whole

    def _restored(self, space: bytes, box: FilesBox, one: Kept) -> bool:
        held = box.held(one.parts)
        if all(held):
            return True
        made = self._book.read(partial(self._made, space, one))
        if not _same(made, one.parts):
            self._book.write(partial(segments.judged, row=one.row, sound=segments.OTHER))
            return False
        lost = [part for part, there in zip(made, held, strict=True) if not there]
        return box.put(lost) and all(box.held(one.parts))

    @staticmethod
    def _made(space: bytes, one: Kept, db: Db) -> list[bytes]:
        return list(parts.parts(db, one.key, segments.in_runs(db, space, one.runs)))

    # ------------------------------------------------------------ saying so
    def _announce(self, space: bytes, db: Db) -> None:
        for one in segments.every(db, space):
            if one.stage == segments.MADE and one.sound == segments.SOUND:
                runs = tuple(Run(*run) for run in one.runs)
                departure.publish(db, self._book, space, [Segment(one.key, one.size, one.parts, runs)])
                segments.staged(db, one.row, segments.ANNOUNCED)

    def _tell(self, space: bytes, era: Era, today: Sequence[Mailbox]) -> set[bytes]:
        """Post announcements first: who has them needs no segment that they name. Return where it went."""
        secrets = self._book.read(lambda db: eras.secrets_of(eras.held(db, space), era))
        named = [one for one in self.sound(space) if one.stage == segments.ANNOUNCED]
        if secrets is None or not named:
            return set()
        told = set()
        for box in today:
            box.push()
            blobs = [blob.seal(posting.log_key(secrets), each) for each in parts.pointers(named)]
            if box.place.era == era and box.put(blobs):
                told.add(box.place.relay)
        return told

    def _reached(self, boxes: Iterable[FilesBox], db: Db) -> list[_Reached]:
        """None where something waits for what it stands on: it may be in no segment."""
        found = []
        for box in boxes:
            at = carriers.cursor(db, box.place.relay, box.log.mid)
            number = min(at.next, at.passed - 1) if at.passed else at.next
            if not waiting_room.parked(db, box.place.space):
                found.append(_Reached(box.place.relay, box.log.mid, number, at.incarnation))
        return found

    def _note(self, space: bytes, era: Era, reached: Iterable[_Reached], last: int, db: Db) -> None:
        if era != eras.current(db, self._book, space):
            return  # the key changed meanwhile: the next time
        for one in reached:
            if one.next > 0:
                at = self._book.clock()
                segments.note(
                    db, space, Note(one.relay, one.mailbox, one.next + 1, one.incarnation, last, at)
                )


def _runs(places: Iterable[tuple[bytes, int]]) -> Runs:
    found: list[tuple[bytes, int, int]] = []
    for dev8, seq in sorted(set(places)):
        if found and found[-1][0] == dev8 and found[-1][2] == seq - 1:
            found[-1] = (dev8, found[-1][1], seq)
        else:
            found.append((dev8, seq, seq))
    return tuple(found)


def _same(made: Iterable[bytes], ids: Sequence[bytes]) -> bool:
    """Whether these parts are those; the first that is not ends the work."""
    left = list(ids)
    return all(left and sha256(part).digest() == left.pop(0) for part in made) and not left


def _held(db: Db, new: Sequence[Kept]) -> int:
    return sum(segments.entries(db, one.row) for one in new)
