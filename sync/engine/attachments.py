"""Files that are attached to items: what windows and commands do with them."""

import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sync.attachment_refusals import UnknownAttachment
from sync.engine import attach_listed, attach_names, attach_use, shown, under_way
from sync.engine.attach_adding import READ, Adding, Wanted
from sync.engine.attach_carriage import Carriage, Fetched
from sync.engine.attach_keeping import Keeping
from sync.engine.attach_parcels import Parcels
from sync.engine.attach_reading import Reading, id_of
from sync.engine.attach_rules import Costs
from sync.engine.attach_use import Waiting
from sync.engine.editing import Edit
from sync.engine.events import ItemsChanged
from sync.engine.history import History
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.pairs import Place
from sync.engine.steps import Progress, Steps, Stop
from sync.engine.under_way import Going, Note
from sync.errors import FileUnreadable, Problem
from sync.model import attaching, ops
from sync.store import attachments as table
from sync.store import blobs
from sync.store.attachments import Described
from sync.store.blobs import Held
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of an item."""

    id: str
    item: str
    name: str
    size: int
    media_type: str
    present: bool
    """All of it is on this laptop."""
    here: int
    """Bytes of it that are on this laptop."""
    waits: bool = False
    """Too large to go by itself, and no relay is known to have it: it goes once somebody says so."""


class Attachments(Reading):
    """Each write returns what it changed; the same is told to everybody who listens."""

    def __init__(
        self,
        book: Notebook,
        place: Place,
        history: History,
        mailboxes: Mailboxes,
        delivery: Costs | None = None,
    ) -> None:
        super().__init__(book, Keeping(book, place))
        self._history = history
        self.going: Going = under_way.unnoted
        """Notes that a file is being attached."""
        self._adding = Adding(book, self._keeping, place.profile)
        self.carriage = Carriage(book, self._keeping, self._adding, mailboxes)
        self.rules = self.carriage.rules
        self.rules.metered = delivery.metered if delivery is not None else None
        self.parcels = Parcels(book, self._keeping, self.carriage)
        book.events.subscribe(self.parcels.hear)

    def close(self) -> None:
        """Let go of what nothing shows any more, and close the file."""
        self.carriage.close()
        with suppress(Problem):  # what cannot go now goes the next time
            if self._keeping.is_open or self._book.read(table.is_any):
                attach_use.tidy(self._book, self._keeping)
        with suppress(Problem):
            self._keeping.close()

    # ------------------------------------------------------------ looking
    def rows(self, item: str) -> list[Attachment]:
        """Return the files of an item, by their names. Raises UnknownItem."""
        found = self._book.read(lambda db: attach_listed.of_item(db, item))
        waiting = self._waiting([one for _, _, one in found if one is not None])
        held = self._keeping.several([att for att, _, _ in found])
        found.sort(key=lambda one: (one[1].casefold(), one[0]))
        rows = [_row(item, name, one, held.get(att) or _nothing(att)) for att, name, one in found]
        return [replace(row, waits=row.present and row.id in waiting) for row in rows]

    def _waiting(self, found: Iterable[Described]) -> set[str]:
        """Return which of these go only once somebody says so, and did not go yet."""
        most = self.rules.most_now
        large = [one for one in found if one.own and most is not None and one.size > most]
        return self._book.read(lambda db: _not_gone(db, large)) if large else set()

    # ------------------------------------------------------------ putting in, taking off
    def add(
        self,
        item: str,
        path: Path,
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
        by: object = None,
    ) -> Attachment:
        """Attach the file at *path*; where it came from is not kept.

        *progress* is told bytes, of twice as many as the file has: it is read, then sealed. Raises
        UnknownItem, NotAllowed and its like, FileUnreadable, AttachmentTooLarge, NoRoomForAttachment,
        DiskFull, Cancelled; then nothing of it stays.
        """
        name, size = attach_names.harmless(path.name), _size(path)
        wanted = self._wanted(item, name, attach_names.media_of(name), size)
        return self._add(item, wanted, _pieces(path), Steps(progress, cancelled), by)

    def add_pieces(
        self,
        item: str,
        name: str,
        media_type: str,
        pieces: Iterable[bytes],
        *,
        progress: Progress | None = None,
        by: object = None,
    ) -> Attachment:
        """Attach what *pieces* gives, of whatever size they are; what that raises ends it."""
        plain = attach_names.harmless(name)
        media = attach_names.sound_media(media_type) if media_type else attach_names.media_of(plain)
        wanted = self._wanted(item, plain, media, None)
        return self._add(item, wanted, pieces, Steps(progress), by)

    def copy(self, one: Attachment, item: str, steps: Steps) -> str:
        """Attach the same bytes to another item, sealed anew; nothing is remembered for undoing, or told.

        Raises what `read` and `add` raise; then nothing of it stays.
        """
        wanted = self._wanted(item, one.name, attach_names.sound_media(one.media_type), one.size)
        return self._adding.add(wanted, self.read(one.id), steps).hex()

    def bring(self, item: str, name: str, data: bytes) -> str:
        """Attach what stood inside of a thing that is brought in; nothing is remembered for undoing, or told.

        Raises what `add_pieces` does.
        """
        plain = attach_names.harmless(name)
        wanted = self._wanted(item, plain, attach_names.media_of(plain), len(data))
        return self._adding.add(wanted, [data], Steps()).hex()

    def _wanted(self, item: str, name: str, media: str, size: int | None) -> Wanted:
        known = self._book.read(lambda db: shown.record(db, item))
        self._book.read(lambda db: self._book.may_write(db, known.space))
        return Wanted(known.record, known.space, name, media, size)

    def _add(
        self, item: str, wanted: Wanted, pieces: Iterable[bytes], steps: Steps, by: object
    ) -> Attachment:
        with self.going(Note(under_way.ATTACHED, wanted.name, wanted.space.hex(), item)):
            att = self._adding.add(wanted, pieces, steps)
        self._history.remember(lambda who: self.remove(item, att.hex(), by=who))
        self._told(item, by)
        return self._one(item, att.hex())

    def remove(self, item: str, attachment: str, *, by: object = None) -> ItemsChanged:
        """Take a file off an item; its bytes go 30 days after nothing shows it any more."""
        name = self._one(item, attachment).name
        self._say(item, attachment, None)
        self._history.remember(lambda who: self.rename(item, attachment, name, by=who))
        return self._told(item, by)

    def rename(self, item: str, attachment: str, name: str, *, by: object = None) -> ItemsChanged:
        """Show a file under another name, or again after it was taken off."""
        before = {one.id: one.name for one in self.rows(item)}.get(attachment)
        self._say(item, attachment, attach_names.harmless(name))
        back = partial(self.remove, item, attachment) if before is None else None
        self._history.remember(
            lambda who: back(by=who) if back else self.rename(item, attachment, before or "", by=who)
        )
        return self._told(item, by)

    def _say(self, item: str, attachment: str, name: str | None) -> None:
        field = attaching.field_of(id_of(attachment))

        def write(db: Db) -> None:
            known = shown.record(db, item)
            self._book.may_write(db, known.space)
            edit = Edit(db, self._book, known.space)
            edit.say(ops.Clear(known.record, field) if name is None else ops.Set(known.record, field, name))
            edit.finish()

        self._book.write(write)

    def _told(self, item: str, by: object) -> ItemsChanged:
        changed = ItemsChanged(frozenset({item}), by)
        self._book.events.tell(changed)
        return changed

    # ------------------------------------------------------------ on the way
    def fetch(
        self,
        attachments: Iterable[str],
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
        at_once: bool = False,
    ) -> Fetched:
        """Fetch files from the relays of their spaces, going on where it stopped.

        Raises UnknownAttachment, NoRoomForAttachment, DiskFull, Cancelled, and the problem of a relay where
        it kept every one of them from coming.
        """
        done = self.carriage.fetch(self._described(attachments), progress, cancelled, at_once=at_once)
        if done.trouble and not done.whole:
            raise done.trouble[0]
        return done

    def send(
        self,
        attachments: Iterable[str],
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
        at_once: bool = False,
    ) -> int:
        """Post files to the relays of their spaces, however large; return how many are there now."""
        return self.carriage.send(self._described(attachments), progress, cancelled, at_once=at_once)

    def waiting(self, space: str) -> Waiting:
        """Say what is not here, and what is nowhere else, and how large that is."""
        return attach_use.waiting(self._book, self._keeping, bytes.fromhex(space))

    def _described(self, attachments: Iterable[str]) -> list[Described]:
        return [self._known(name) for name in dict.fromkeys(attachments)]

    def _known(self, attachment: str) -> Described:
        att = id_of(attachment)
        one = self._book.read(lambda db: table.of(db, att))
        if one is None:
            raise UnknownAttachment(name=attachment[:12])
        return one

    def _one(self, item: str, attachment: str) -> Attachment:
        found = next((one for one in self.rows(item) if one.id == attachment), None)
        if found is None:
            raise UnknownAttachment(name=attachment[:12])
        return found


def _nothing(att: bytes) -> Held:
    return Held(0, att, 0, b"", blobs.FETCHING, 0)


def _not_gone(db: Db, found: Iterable[Described]) -> set[str]:
    asked = table.asked(db, table.SEND)
    gone = {one.att for one in found if one.att in asked or table.at_some_relay(db, one.space, one.att)}
    return {one.att.hex() for one in found if one.att not in gone}


def _row(item: str, name: str, one: Described | None, held: Held) -> Attachment:
    if one is None:  # nothing in this space says what it is: a file of another space is none of its own
        return Attachment(held.att.hex(), item, name, 0, attach_names.media_of(name), False, 0)
    whole = held.state == blobs.WHOLE
    return Attachment(held.att.hex(), item, name, one.size, one.media, whole, held.done)


def _size(path: Path) -> int:
    try:
        found = path.stat()
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    if not stat.S_ISREG(found.st_mode):
        raise FileUnreadable(name=path.name)
    return found.st_size


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(READ):
                yield piece
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
