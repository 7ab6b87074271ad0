"""Attached files follow the words that name them, into mailboxes of files; nothing goes twice (A6.1)."""

from collections.abc import Iterator, Mapping, Sequence

from sync.engine import attach_chunks as parts
from sync.engine import attach_keeping
from sync.engine.attach_boxes import AttachBoxes
from sync.engine.attach_keeping import Keeping, Missing
from sync.engine.files_box import FilesBox
from sync.engine.notebook import Notebook
from sync.engine.round import NO_ANSWER
from sync.engine.steps import Steps
from sync.errors import Problem
from sync.model import attaching
from sync.store import attachments, blobs
from sync.store.attachments import Described
from sync.store.blobs import Held
from sync.store.database import Db

AGAIN_MS = 60 * 60 * 1000
"""Until a relay that did not take a file is tried again."""
LOOK_MS = 7 * 24 * 60 * 60 * 1000
"""Until one looks whether a relay still has what it had: whoever has the file gives it back."""
Looked = Mapping[tuple[bytes, bytes], tuple[bool, int]]
"""For each (relay, file) whether all of it was there, and when one looked."""
AT_ONCE = 8  # chunks, 2 MiB


class Sending:
    def __init__(self, book: Notebook, keeping: Keeping, boxes: AttachBoxes) -> None:
        self._book = book
        self._keeping = keeping
        self._boxes = boxes

    def due(self, found: Sequence[Described], relay: bytes, looked: Looked) -> list[Described]:
        """Return those of which it is time to look at a relay; what others attached they see to first."""
        now, due, fresh = self._book.clock(), [], []
        for one in found:
            there, when = looked.get((relay, one.att), (one.own, None))
            if when is None and not one.own:
                fresh.append(one)
            elif when is None or now - when >= (LOOK_MS if there else AGAIN_MS):
                due.append(one)
        if fresh:
            self._book.write(lambda db: _begin(db, fresh, relay, now))
        return due

    def relays(self, space: bytes) -> list[FilesBox]:
        return self._boxes.today(space)

    def send(self, one: Described, box: FilesBox, steps: Steps) -> bool:
        """Post what a relay lacks of a file that is here; say no where this device may not post.

        Raises Cancelled, and what the relay says.
        """
        held = self._keeping.get(one.att)
        if held is None or held.state != blobs.WHOLE:
            return False
        numbers = parts.known(self._keeping, one, held)
        try:
            lacking = self._lacking(box, numbers)
            steps.passed(one.size - sum(attaching.length(one.size, each) for each in _data(lacking)))
            done = self._post(one, held, box, lacking, steps)
        except Problem as problem:
            if isinstance(problem, NO_ANSWER):
                self._boxes.away.add(box.place.relay)
            else:
                self._note(one, box.place.relay, there=False)
            raise
        except Missing:
            parts.mend(self._keeping, one, held)
            return False
        if done:
            self._note(one, box.place.relay, there=True)
        return done

    def _lacking(self, box: FilesBox, numbers: Mapping[bytes, int]) -> list[int]:
        """The numbers of what no mailbox of this relay has that can be read: older eras serve as well."""
        left = dict(numbers)
        for each in self._boxes.of(box.place.space):
            if each.place.relay == box.place.relay and left:
                names = list(left)
                for name, there in zip(names, each.held(names), strict=True):
                    if there:
                        del left[name]
        return sorted(left.values())

    def _post(self, one: Described, held: Held, box: FilesBox, lacking: Sequence[int], steps: Steps) -> bool:
        for batch in _batches(lacking):
            rows = list(attach_keeping.chunks(self._keeping, held, batch))
            if not box.put([parts.sealed(one.key, one.att, *row) for row in rows]):
                return False
            steps.passed(sum(len(data) for number, data in rows if number < attaching.LISTS))
        return True

    def _note(self, one: Described, relay: bytes, *, there: bool) -> None:
        place, now = (one.space, one.att), self._book.clock()
        self._book.write(lambda db: attachments.note(db, relay, place, now, there=there))


def _begin(db: Db, fresh: Sequence[Described], relay: bytes, now: int) -> None:
    for one in fresh:
        attachments.note(db, relay, (one.space, one.att), now, there=True)


def _data(numbers: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of chunks, without those of lists."""
    return (number for number in numbers if number < attaching.LISTS)


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(numbers), AT_ONCE):
        yield numbers[at : at + AT_ONCE]
