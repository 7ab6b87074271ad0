"""Which attached files of a space are in use, and which have had their time (A2.3)."""

from dataclasses import dataclass, field

from sync.engine import attach_keeping, trash
from sync.engine.attach_keeping import Keeping
from sync.engine.notebook import Notebook
from sync.model import attaching
from sync.store import attachments, blobs, lying, spaces
from sync.store.attachments import Described
from sync.store.database import Db

DAY_MS = 24 * 60 * 60 * 1000
DETACHED_MS = trash.DAYS * DAY_MS  # as long as things lie in the trash: it may be taken back
HALF_MS = 7 * DAY_MS
"""So long a file waits that somebody began to put in, and a sudden end cut off."""


def of_space(db: Db, book: Notebook, space: bytes) -> list[Described]:
    """Return the files of a space that something shows which has not left the trash."""
    shown = attachments.shown(db, space)
    if not shown:
        return []
    gone, known = trash.hidden(db, space, book.clock()), attachments.in_space(db, space)
    atts = dict.fromkeys(attaching.in_field(field) for field, record in shown if record not in gone)
    return [known[att] for att in atts if att is not None and att in known]


def whole(keeping: Keeping) -> set[bytes]:
    """Return the files of which every byte is on this laptop."""
    return {one.att for one in keeping.read(blobs.every) if one.state == blobs.WHOLE}


@dataclass(frozen=True, slots=True)
class Waiting:
    """The files of a space that are not on this laptop, and those that only this laptop is known to have."""

    to_fetch: tuple[str, ...]
    fetch_bytes: int
    to_send: tuple[str, ...]
    send_bytes: int


def waiting(book: Notebook, keeping: Keeping, space: bytes) -> Waiting:
    used, here = book.read(lambda db: of_space(db, book, space)), whole(keeping)
    fetch = [one for one in used if one.att not in here]
    held = [one for one in used if one.att in here and one.own]
    send = book.read(
        lambda db: [one for one in held if not attachments.at_some_relay(db, one.space, one.att)]
    )
    return Waiting(
        tuple(one.att.hex() for one in fetch), sum(one.size for one in fetch),
        tuple(one.att.hex() for one in send), sum(one.size for one in send),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Uses:
    used: set[bytes] = field(default_factory=set)
    left: set[bytes] = field(default_factory=set)
    """Shown only by things whose time in the trash is over."""
    emptied: set[bytes] = field(default_factory=set)
    """Shown only by things that somebody let leave it."""


def _all_fields(db: Db, book: Notebook) -> _Uses:
    found = _Uses()
    for space in spaces.every(db):
        gone, emptied = trash.hidden(db, space, book.clock()), lying.hidden(db, space, 0)
        for name, record in attachments.shown(db, space):
            att = attaching.in_field(name)
            if att is not None:
                where = found.left if record in gone else found.used
                (found.emptied if record in emptied else where).add(att)
    return _Uses(found.used, found.left - found.used, found.emptied - found.used - found.left)


def tidy(book: Notebook, keeping: Keeping) -> int:
    """Let go of bytes that nothing shows any more; return of how many files.

    What somebody let leave the trash goes at once. What left it by its time goes a day later, so that a
    clock that is wrong for once costs nothing; what was taken off an item 30 days later.
    """
    found = book.read(lambda db: _all_fields(db, book))
    now = book.clock()

    def look(db: Db) -> list[int]:
        every = blobs.every(db)
        for one in every:
            blobs.unused(db, one.row, None if one.att in found.used or one.state == blobs.ADDING else now)
        rows = set(blobs.expired(db, now - DETACHED_MS, now - HALF_MS))
        left = set(blobs.expired(db, now - DAY_MS, now - HALF_MS))
        rows |= {one.row for one in every if one.att in found.left and one.row in left}
        rows |= {one.row for one in every if one.att in found.emptied}
        return sorted(rows | set(blobs.strays(db, [one.row for one in every])))

    rows = keeping.write(look)
    for row in rows:
        attach_keeping.forget(keeping, row)
    return len(rows)
