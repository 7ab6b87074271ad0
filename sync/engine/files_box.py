"""The mailbox of files of one era at one relay: read by id alone, trimmed by nobody (A6.1, A6.2)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from crypto import sign
from crypto.mailbox import FILES, LOG, MailboxKeys, mailbox_keys
from sync.engine import eras, tickets
from sync.engine.asides import FilesClient
from sync.engine.eras import Readable
from sync.engine.fetch import Question
from sync.engine.mailbox import NO_MAILBOX
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.places import Place
from sync.engine.relay_client import FORBIDDEN, OK, RelayClient
from sync.errors import RelayRefuses, RelayTalksNonsense
from sync.store.database import Db
from sync.wire import frames, routes
from sync.wire.frames import BadFrames

SMALL = 16 * 1024


class ArchiveClient(RelayClient):
    """A relay as those meet it who keep an archive there."""

    def get(self, keys: MailboxKeys, name: bytes) -> bytes | None:
        """Return the blob of that id (32 bytes), or None where the relay has none."""
        headers = {routes.MAILBOX: keys.mid.hex(), routes.READ_TOKEN: keys.read_token.hex()}
        most = routes.BLOB_MAX + SMALL
        answer = self._line.ask(Question("POST", routes.GET, headers, routes.encode_ids([name]), most=most))
        if answer.status != OK:
            raise RelayRefuses(status=answer.status)
        try:
            found = frames.unpack(answer.whole(), routes.BLOB_MAX)
        except BadFrames as error:
            raise RelayTalksNonsense from error
        return next((one for one in found if routes.blob_id(one) == name), None)

    def trim(self, keys: MailboxKeys, before: int) -> None:
        """Let the relay forget every blob numbered below *before*; only stewards can (A6.2)."""
        self._decide(keys, routes.TRIM_VERB, before, f"{routes.TRIM}?before={before}")

    def close_box(self, keys: MailboxKeys) -> None:
        """Let the relay forget the mailbox, for good."""
        self._decide(keys, routes.CLOSE_VERB, 0, routes.CLOSE)

    def _decide(self, keys: MailboxKeys, verb: str, before: int, path: str) -> None:
        if keys.admin is None:
            raise RelayRefuses(status=FORBIDDEN)
        signature = sign.sign_raw(keys.admin, routes.admin_message(keys.mid, verb, before))
        headers = {routes.MAILBOX: keys.mid.hex(), routes.SIGNATURE: signature.hex()}
        answer = self._line.ask(Question("POST", path, headers, most=SMALL))
        if answer.status != OK:
            raise RelayRefuses(status=answer.status)


class FilesBox:
    def __init__(self, book: Notebook, place: Place, reading: Readable) -> None:
        self._book = book
        self.place = place
        self.secrets = reading.secrets
        self.keys = mailbox_keys(reading.secrets, place.relay, FILES)
        self.log = mailbox_keys(reading.secrets, place.relay, LOG)
        self.client = self._line()

    def _line(self) -> FilesClient:
        return self._relay()

    def _relay(self) -> ArchiveClient:
        place = self.place
        return ArchiveClient(place.url, relay_pk=place.relay, pin=place.pin, outlet=self._book.outlet)

    @contextmanager
    def apart(self) -> Iterator[ArchiveClient]:
        """A line for another mailbox: over one line a relay could tell that both are of one space (A6.3)."""
        line = self._relay()
        try:
            yield line
        finally:
            line.close()

    def held(self, ids: Sequence[bytes]) -> list[bool]:
        """Say of each part whether it lies here; nothing does where there is no mailbox."""
        try:
            return self.client.have(self.keys, ids) if ids else []
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
            return [False] * len(ids)

    def fetch(self, name: bytes) -> bytes | None:
        try:
            return self.client.get(self.keys, name)
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
            return None

    def put(self, parts: Sequence[bytes]) -> bool:
        """Post parts; say no where there is no mailbox, and this device cannot make one."""
        if self.keys.append is None:
            return False
        try:
            self.client.post(self.keys, parts)
        except RelayRefuses as problem:
            if problem.holes.get("status") != NO_MAILBOX:
                raise
            if not self._made():
                return False
            self.client.post(self.keys, parts)
        return True

    def _made(self) -> bool:
        if self.keys.admin is None:
            return False
        tickets.make_box(
            book=self._book, client=self.client, space=self.place.space, relay=self.place.relay,
            keys=self.keys,
        )  # fmt: skip
        return True


class FilesBoxes:
    """The mailboxes of files of a space, with connections that are kept."""

    def __init__(self, book: Notebook, mailboxes: Mailboxes) -> None:
        self._book = book
        self._mailboxes = mailboxes
        self._kept: dict[Place, FilesBox] = {}

    def of(self, space: bytes) -> list[FilesBox]:
        """Of every era that can be read, at each relay that of today first."""
        found = {one.era: one for one in self._book.read(lambda db: self._eras(db, space))}
        places = [box.place for box in self._mailboxes.of(space)] or self._mailboxes.met(space)
        return [
            self._box(place, found[place.era])
            for place in places
            if place.era in found and not self._book.asides.get(place.relay)
        ]

    def today(self, space: bytes) -> list[FilesBox]:
        """Of the era of today alone, one at each relay."""
        seen: dict[bytes, FilesBox] = {}
        for box in self.of(space):
            seen.setdefault(box.place.relay, box)
        return list(seen.values())

    def known(self, space: bytes) -> set[bytes]:
        """The relays of a space that were asked."""
        return {place.relay for place in self._kept if place.space == space}

    def _eras(self, db: Db, space: bytes) -> list[Readable]:
        return eras.readable(db, self._book, space)

    def _box(self, place: Place, reading: Readable) -> FilesBox:
        known = self._kept.get(place)
        if known is None or known.secrets != reading.secrets:
            if known is not None:
                known.client.close()
            self._kept[place] = self._new(place, reading)
        return self._kept[place]

    def _new(self, place: Place, reading: Readable) -> FilesBox:
        return FilesBox(self._book, place, reading)

    def close(self) -> None:
        for box in self._kept.values():
            box.client.close()
        self._kept.clear()
