"""What a relay lacks of a space: content under the key of today, the rest where laggards look (A4.4)."""

from collections.abc import Callable, Sequence

from crypto import blob
from crypto.epoch import NOT_GIVEN, EpochSecrets
from crypto.keys import BlobKey
from crypto.labels import Label, derive
from sync.engine import contents, departure, epoch_log, eras, pieces, reposting, rotation
from sync.engine.eras import Era
from sync.engine.notebook import Notebook
from sync.model import entry, ops
from sync.model.entry import Header
from sync.store import carriers, outbox, own, parcels, steady
from sync.store.carriers import Lacking, Sealed
from sync.store.database import Db

POST_BYTES = 3 << 20
Send = Callable[[Db, bytes, bytes, bytes, list[int], bytes], None]
BLOB_RAW_BYTES = 2 << 20  # of entries in one blob, before they are compressed


def log_key(secrets: EpochSecrets) -> BlobKey:
    """The key that entries of an era are sealed under (A5.8)."""
    return BlobKey(derive(secrets.e, Label.LOG))


def following(db: Db, book: Notebook, relay: bytes, space: bytes) -> list[Sealed]:
    """Blobs to post next; each is kept until the relay's yes, so that a repeat is the same blob."""
    carriers.drop_placed(db, relay, space)
    if outbox.count(db, space) or reposting.sendable(db, book, relay, space):
        rotation.before_sending(db, book, space)
        departure.depart(db, book, space)
    post = _Post(db, book, relay, space)
    carriers.unseal(db, relay, space, eras.packed(post.today))
    if not (kept := carriers.outgoing(db, relay, space, POST_BYTES)):
        post.seal_parcels()
        post.seal_entries()
        kept = carriers.outgoing(db, relay, space, POST_BYTES)
    return kept


class _Post:
    def __init__(self, db: Db, book: Notebook, relay: bytes, space: bytes) -> None:
        self._db = db
        self._book = book
        self._relay = relay
        self._space = space
        self._held = eras.held(db, space)
        self.today = eras.current(db, book, space)
        self._open = not own.coming(db, space) and rotation.urgent(db, book, space)

    def _secrets(self, era: Era) -> EpochSecrets | None:
        """The secrets of an era in whose mailbox this device may post."""
        found = eras.secrets_of(self._held, era)
        return None if found is None or found.w == NOT_GIVEN else found

    def seal_parcels(self) -> None:
        """Keys go first: who finds an epoch in the log then finds its key as well."""
        for one in parcels.waiting(self._db, self._relay, self._space):
            era = self._beside(eras.unpacked(one.era))
            if era:
                self._keep(era, one.content)
                parcels.placed(self._db, self._relay, one.row)

    def seal_entries(self) -> None:
        """Without content where it would be readable for somebody who is out, or a head's key is missing."""
        content = not self._open and self._secrets(self.today) is not None
        rows = reposting.sendable(self._db, self._book, self._relay, self._space)
        lacking = carriers.taken(self._db, rows, POST_BYTES, content=content)
        for era, group in self._groups(lacking):
            together = content and era == self.today
            send = carriers.send_later if together else carriers.send_beside
            for data, rows in _pieces(group):
                self._put(send, era, data, rows)
            if not together:
                self._copy_epochs(era, group)

    def _groups(self, waiting: Sequence[Lacking]) -> list[tuple[Era, list[Lacking]]]:
        """Group entries so that no two authors' words share one compression window, nor two eras a blob."""
        groups: list[tuple[Era, list[Lacking]]] = []
        size = 0
        for one in waiting:
            era = self._beside(_header(one).epochs) if one.membership else self.today
            if not era:
                continue
            size += len(one.raw)
            last = (groups[-1][0], groups[-1][1][0].device) if groups else None
            if last != (era, one.device) or size > BLOB_RAW_BYTES:
                groups.append((era, []))
                size = len(one.raw)
            groups[-1][1].append(one)
        return groups

    def _copy_epochs(self, era: Era, group: Sequence[Lacking]) -> None:
        """Newcomers begin in the mailbox of the newest epoch, and find the way back there (A4.6)."""
        for one in group:
            for op in map(ops.decode, _header(one).ops):
                if isinstance(op, ops.Epoch):
                    own_era = (epoch_log.epoch_id(self._space, op),)
                    if own_era != era and self._secrets(own_era) is not None:
                        self._keep(own_era, contents.of_entries([one.raw]))

    def _beside(self, era: Era) -> Era:
        """The mailbox where those look who know no newer epoch, or that of today; nothing for neither."""
        return next((one for one in (era, self.today) if one and self._secrets(one) is not None), ())

    def _keep(self, era: Era, content: bytes) -> None:
        self._put(carriers.send_beside, era, content, [])

    def _put(self, send: Send, era: Era, content: bytes, rows: list[int]) -> None:
        """Keep a content until the relay's yes, in pieces of one size where the space has a steady pace."""
        parts = [content] if steady.minutes(self._db, self._space) is None else pieces.cut(content)
        for number, part in enumerate(parts, start=1):
            inside = rows if number == len(parts) else []
            send(self._db, self._relay, self._space, self._sealed(era, part), inside, eras.packed(era))

    def _sealed(self, era: Era, content: bytes) -> bytes:
        secrets = self._secrets(era)
        assert secrets is not None  # noqa: S101 - only eras with secrets are chosen
        return blob.seal(log_key(secrets), content)


def _header(one: Lacking) -> Header:
    return entry.decode_header(entry.split_entry(one.raw)[0])


def _pieces(group: Sequence[Lacking]) -> list[tuple[bytes, list[int]]]:
    """Contents that fit into blobs, with the rows of what is inside."""
    content = contents.of_entries([one.raw for one in group])
    if len(content) > blob.CONTENT_MAX and len(group) > 1:
        half = len(group) // 2
        return _pieces(group[:half]) + _pieces(group[half:])
    return [(content, [one.row for one in group])]
