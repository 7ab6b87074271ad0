"""Attached files in a room: all there hear what somebody wants, and that something came (3.22)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from crypto import blob
from sync.engine import contents, eras, posting
from sync.engine.attach_boxes import AsideBox, AttachBoxes
from sync.engine.attach_sending import AGAIN_MS
from sync.engine.files_box import FilesBox
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.errors import Problem
from sync.model.belonging import RelayEntry
from sync.relay_refusals import RoomFull
from sync.store import attachments
from sync.store.attachments import Described

ASK = 512  # ids in one question


class AttachRooms:
    """What carriage asks of the room that this notebook is in."""

    def __init__(self, book: Notebook, mailboxes: Mailboxes, boxes: AttachBoxes) -> None:
        self._book, self._mailboxes, self._boxes = book, mailboxes, boxes
        self._said: set[bytes] = set()
        """Files that this notebook wished for in this room."""
        self._full: RoomFull | None = None

    def leave(self, relay: bytes) -> None:
        """Break off what is under way there."""
        self._boxes.drop(relay)
        self._said.clear()
        self._full = None

    def still(self, met: list[Problem]) -> list[Problem]:
        """Return what a round met; a room that was full is so until something goes through."""
        self._full = next((one for one in met if isinstance(one, RoomFull)), self._full)
        return met if self._full is None or self._full in met else [*met, self._full]

    def due(self, found: Iterable[Described], room: RelayEntry, space: bytes) -> list[Described]:
        """Return what may be lacking there: whoever has a file sees to it, whose ever it is."""
        now, looked = self._book.clock(), self._book.read(lambda db: attachments.looked(db, space))
        known = {att: (there, when) for (relay, att), (there, when) in looked.items()
                 if relay == room.public_key}  # fmt: skip
        never = (False, now - AGAIN_MS)
        return [
            one for one in found
            if not (seen := known.get(one.att, never))[0] and now - seen[1] >= AGAIN_MS
        ]  # fmt: skip

    def there(self, space: bytes, wanted: Sequence[Described]) -> list[Described]:
        """Return those of which the first part lies there; a file without any is whole already."""
        left = {one.parts[0] for one in wanted if one.parts}
        for box in self._boxes.of(space):
            names = sorted(left)
            for at in range(0, len(names), ASK):
                asked = names[at : at + ASK]
                left -= {name for name, is_there in zip(asked, box.held(asked), strict=True) if is_there}
        return [one for one in wanted if not one.parts or one.parts[0] not in left]

    def wish(self, space: bytes, atts: Iterable[bytes]) -> bool:
        """Say which files are wanted, each once; say no where no room is there to hear it."""
        fresh = [att for att in atts if att not in self._said][: contents.WISHED_MAX]
        for room in self._book.asides.rooms(space):
            if fresh and not self._tell(space, room, fresh):
                return False
            self._said.update(fresh)
            return True
        return False

    @contextmanager
    def ringing(self, space: bytes, boxes: Sequence[FilesBox]) -> Iterator[None]:
        """Wake those in the room who wait for files, once parts of some went there."""
        before = _posted(boxes)
        yield
        if _posted(boxes) > before:
            self._full = None
            for room in self._book.asides.rooms(space):
                self._tell(space, room, [])

    def _tell(self, space: bytes, room: RelayEntry, atts: Sequence[bytes]) -> bool:
        known = self._book.read(lambda db: eras.readable(db, self._book, space))
        for box, era in zip(self._mailboxes.at(Place.of(space, room))[:1], known, strict=False):
            try:
                return box.put([blob.seal(posting.log_key(era.secrets), contents.of_wished(atts))])
            except Problem:
                return False
        return False


def _posted(boxes: Iterable[FilesBox]) -> int:
    """Count the parts that went into a room or folders so far."""
    return sum(box.posted for box in boxes if isinstance(box, AsideBox))
