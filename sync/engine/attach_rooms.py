"""Attached files in a room: all there hear what somebody wants, and that something came (3.22)."""

from collections.abc import Iterable, Sequence

from crypto import blob
from sync.engine import contents, posting
from sync.engine.attach_boxes import AsideBox, AttachBoxes
from sync.engine.attach_sending import AGAIN_MS
from sync.engine.files_box import FilesBox
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.errors import Problem
from sync.model.belonging import RelayEntry
from sync.store import attachments
from sync.store.attachments import Described

ASK = 512  # ids in one question


class AttachRooms:
    """What carriage asks of the room that this notebook is in."""

    def __init__(self, book: Notebook, mailboxes: Mailboxes, boxes: AttachBoxes) -> None:
        self._book, self._mailboxes, self._boxes = book, mailboxes, boxes
        self._said: set[bytes] = set()
        """Files that this notebook wished for in this room."""

    def leave(self, relay: bytes) -> None:
        """Break off what is under way there."""
        self._boxes.drop(relay)
        self._said.clear()

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

    @staticmethod
    def posted(boxes: Iterable[FilesBox]) -> int:
        """Count the parts that went there so far."""
        return sum(box.posted for box in boxes if isinstance(box, AsideBox))

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

    def ring(self, space: bytes, room: RelayEntry) -> None:
        """Wake those who wait for files."""
        self._tell(space, room, [])

    def _tell(self, space: bytes, room: RelayEntry, atts: Sequence[bytes]) -> bool:
        places = [box for box in self._boxes.of(space) if box.place.relay == room.public_key]
        for box, files in zip(self._mailboxes.at(Place.of(space, room)), places[:1], strict=False):
            try:
                return box.put([blob.seal(posting.log_key(files.secrets), contents.of_wished(atts))])
            except Problem:
                return False
        return False
