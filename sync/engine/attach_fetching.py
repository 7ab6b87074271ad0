"""Attached files come from relays: chunk by chunk, each proven by the log, from wherever it lies (A5.8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.engine import attach_chunks as parts
from sync.engine import attach_keeping
from sync.engine.attach_boxes import AttachBoxes
from sync.engine.attach_chunks import NotAChunk
from sync.engine.attach_keeping import AT_ONCE, Keeping, Missing, Numbered
from sync.engine.files_box import FilesBox
from sync.engine.notebook import Notebook
from sync.engine.round import NO_ANSWER
from sync.engine.steps import Steps
from sync.errors import Cancelled, Problem, RelayTalksNonsense
from sync.model import attaching
from sync.store import attachments, blobs
from sync.store.attachments import Described
from sync.store.blobs import Held

ASK = 512  # ids in one question


@dataclass(slots=True)
class Came:
    """What came of one file: whether it is whole now, and what kept the rest from coming."""

    whole: bool = False
    trouble: list[Problem] = field(default_factory=list)


class Taking:
    """Puts chunks of one file into the notebook, wherever they come from, and sees when it is whole."""

    def __init__(self, book: Notebook, keeping: Keeping, one: Described) -> None:
        self._book, self._keeping, self.one = book, keeping, one
        self.held = keeping.begin(Held(0, one.att, one.size, one.digest, blobs.FETCHING, 0))
        self._waiting: list[Numbered] = []
        self._look()

    def _look(self) -> None:
        """Which ids are known by now, and which of them are wanted still."""
        here = attach_keeping.numbers(self._keeping, self.held)
        known = parts.known(self._keeping, self.one, self.held)
        self.wanted = {name: number for name, number in known.items() if number not in here}
        self.total = len(known)

    def take(self, name: bytes, blob: bytes) -> int:
        """Keep the chunk of that id; return its bytes. Raises NotAChunk for what is none of this file."""
        number = self.wanted[name]
        data = parts.opened(self.one, number, blob)
        del self.wanted[name]
        self._waiting.append((number, data))
        if number >= attaching.LISTS or len(self._waiting) >= AT_ONCE:
            self.keep()
        if number >= attaching.LISTS:
            self.wanted |= parts.listed(number, data)
        return len(data) if number < attaching.LISTS else 0

    def keep(self) -> None:
        """Write what came."""
        waiting, self._waiting = self._waiting, []
        attach_keeping.put(self._keeping, self.held.row, waiting)

    def finish(self) -> bool:
        """Say whether the file is whole, and the one that the log names; else nothing of it stays."""
        self.keep()
        self._look()
        if self.wanted:
            return False
        try:
            for _ in attach_keeping.verified(self._keeping, self.held):
                pass
        except Missing:
            self.distrust()
            return False
        attach_keeping.is_whole_now(self._keeping, self.held)
        return True

    def distrust(self) -> None:
        """Its author named what is no such file: nobody asks for that again."""
        self._waiting = []
        self._book.write(lambda db: attachments.distrust(db, self.one.row))
        attach_keeping.forget(self._keeping, self.held.row)


class Fetching:
    def __init__(self, book: Notebook, keeping: Keeping, boxes: AttachBoxes) -> None:
        self._book = book
        self._keeping = keeping
        self._boxes = boxes

    def fetch(self, one: Described, steps: Steps) -> Came:
        """Go on where it was left; each relay and each era that can be read is asked. Raises Cancelled."""
        taking, came = Taking(self._book, self._keeping, one), Came()
        steps.passed(taking.held.done)  # what came before
        try:
            for box in self._boxes.of(one.space):
                if not taking.wanted:
                    break
                self._from(box, taking, came, steps)
            came.whole = taking.finish()
        except NotAChunk:
            taking.distrust()
        except BaseException:
            taking.keep()
            raise
        return came

    def _from(self, box: FilesBox, taking: Taking, came: Came, steps: Steps) -> None:
        """Take what one mailbox has. A relay that hands out something else is asked no more for this file."""
        asked: set[bytes] = set()
        try:
            while wanted := _next(taking.wanted, asked):
                asked.update(wanted)
                for name, there in zip(wanted, box.held(wanted), strict=True):
                    if there:
                        self._one(box, taking, name, steps)
        except Cancelled:
            raise
        except Problem as problem:
            came.trouble.append(problem)
            if isinstance(problem, NO_ANSWER):
                self._boxes.away.add(box.place.relay)

    @staticmethod
    def _one(box: FilesBox, taking: Taking, name: bytes, steps: Steps) -> None:
        steps.look()
        blob = box.fetch(name)
        if blob is None:
            raise RelayTalksNonsense
        if blob:
            steps.passed(taking.take(name, blob))


def _next(wanted: Mapping[bytes, int], asked: set[bytes]) -> list[bytes]:
    """Lists first: they say what else there is."""
    left = [name for name in wanted if name not in asked]
    left.sort(key=lambda name: (wanted[name] < attaching.LISTS, wanted[name]))
    return left[:ASK]
