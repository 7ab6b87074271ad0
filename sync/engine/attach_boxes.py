"""The mailboxes of files as attached files use them: at relays, and in folders (A6.1, A6.8)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

from typing_extensions import override

from crypto.mailbox import FILES, room_keys
from sync.engine.asides import Aside, FilesClient
from sync.engine.eras import Readable
from sync.engine.files_box import FilesBox, FilesBoxes
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.errors import RelayFull
from sync.relay_refusals import RoomFull


class Where(Enum):
    """Where attached files are looked for and posted."""

    ANYWHERE = 1
    ROOM = 2
    OUTSIDE = 3
    """At relays and in folders."""


class AsideBox(FilesBox):
    """The mailbox of files in a room or a folder, which any member can make (SPEC 5.1)."""

    def __init__(self, book: Notebook, place: Place, reading: Readable) -> None:
        super().__init__(book, place, reading)
        self.keys = room_keys(reading.secrets, place.relay, FILES)
        self.posted = 0
        """Parts that went there."""

    @override
    def fetch(self, name: bytes) -> bytes | None:
        """Return a blob; others write into folders too, so that one which is spoilt is simply not there."""
        return super().fetch(name) or b""

    @override
    def put(self, parts: Sequence[bytes]) -> bool:
        try:
            went = super().put(parts)
        except RelayFull as problem:
            raise (RoomFull if self._aside is not None and self._aside.is_room else RelayFull) from problem
        self.posted += len(parts) if went else 0
        return went

    @property
    def _aside(self) -> Aside | None:
        return self._book.asides.get(self.place.relay)

    @override
    def _line(self) -> FilesClient:
        return super()._line() if self._aside is None else self._aside.connect()

    @override
    def _made(self) -> bool:
        if self.keys.admin is None:
            return False
        self.client.make_box(self.keys, self._aside.ticket if self._aside else b"")
        return True


class AttachBoxes(FilesBoxes):
    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        super().__init__(book, mailboxes)
        self.away: set[bytes] = set()
        """Relays that did not answer just now: nobody asks them again in the same go."""
        self._where: Where = Where.ANYWHERE

    @contextmanager
    def within(self, where: Where) -> Iterator[None]:
        """Ask there alone for a while; whoever does that has the turn, and asks everybody anew."""
        self._where = where
        self.away.clear()
        try:
            yield
        finally:
            self._where = Where.ANYWHERE

    @override
    def of(self, space: bytes) -> list[FilesBox]:
        """In a room it comes first: what others there have is near, and may be nowhere else."""
        found: list[FilesBox] = []
        if self._where is not Where.OUTSIDE:
            found += self._asides(space, self._in_room(space))
        if self._where is not Where.ROOM:
            found += super().of(space)
            found += self._asides(space, self._in_folders(space))
        return [box for box in found if box.place.relay not in self.away]

    def drop(self, relay: bytes) -> None:
        """Break off what is under way there, and let go of it."""
        for place in list(self._kept):  # as it is now: a round under way may add to it
            gone = self._kept.pop(place, None) if place.relay == relay else None
            if gone is not None:
                gone.client.close()

    def _in_room(self, space: bytes) -> list[Place]:
        rooms = [Place.of(space, room) for room in self._book.asides.rooms(space)]
        return [box.place for place in rooms for box in self._mailboxes.at(place)]

    def _in_folders(self, space: bytes) -> list[Place]:
        return [box.place for box in self._mailboxes.of(space) if self._book.asides.get(box.place.relay)]

    def _asides(self, space: bytes, places: Sequence[Place]) -> list[FilesBox]:
        found = {one.era: one for one in self._book.read(lambda db: self._eras(db, space))}
        return [self._box(place, found[place.era]) for place in places if place.era in found]

    @override
    def _new(self, place: Place, reading: Readable) -> FilesBox:
        kind = AsideBox if self._book.asides.get(place.relay) else FilesBox
        return kind(self._book, place, reading)
