"""The mailboxes of files as attached files use them: at relays, and in folders (A6.1, A6.8)."""

from typing_extensions import override

from crypto.mailbox import FILES, room_keys
from sync.engine.eras import Readable
from sync.engine.files_box import ArchiveClient, FilesBox, FilesBoxes
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.places import Place


class FolderBox(FilesBox):
    """The mailbox of files in a folder, which any member can make (SPEC 5.1)."""

    def __init__(self, book: Notebook, place: Place, reading: Readable) -> None:
        super().__init__(book, place, reading)
        self.keys = room_keys(reading.secrets, place.relay, FILES)

    @override
    def fetch(self, name: bytes) -> bytes | None:
        """Return a blob; other programs write there too, so that one which is spoilt is simply not there."""
        return super().fetch(name) or b""

    @override
    def _line(self) -> ArchiveClient:
        return self._book.asides.client(self.place.entry, self._book.outlet)  # type: ignore[return-value]

    @override
    def _made(self) -> bool:
        if self.keys.admin is None:
            return False
        self.client.make_box(self.keys, b"")
        return True


class AttachBoxes(FilesBoxes):
    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        super().__init__(book, mailboxes)
        self.away: set[bytes] = set()
        """Relays that did not answer just now: nobody asks them again in the same go."""

    @override
    def of(self, space: bytes) -> list[FilesBox]:
        return [
            box for box in [*super().of(space), *self._folders(space)] if box.place.relay not in self.away
        ]

    def _folders(self, space: bytes) -> list[FilesBox]:
        rooms = {one.public_key for one in self._book.asides.rooms()}
        found = {one.era: one for one in self._book.read(lambda db: self._eras(db, space))}
        places = [box.place for box in self._mailboxes.of(space)]
        return [
            self._box(place, found[place.era])
            for place in places
            if place.era in found and self._book.asides.get(place.relay) and place.relay not in rooms
        ]

    @override
    def _new(self, place: Place, reading: Readable) -> FilesBox:
        kind = FolderBox if self._book.asides.get(place.relay) else FilesBox
        return kind(self._book, place, reading)
