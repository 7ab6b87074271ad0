"""What a segment is made of: entries in parts, each part sealed so that anybody makes it again (A6.6)."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

from crypto import blob
from crypto.errors import CryptoError
from crypto.keys import BlobKey
from crypto.labels import Label, derive
from sync.engine import contents
from sync.engine.contents import Entries, Named, Unreadable
from sync.model import entry
from sync.model.archive import Run, Segment
from sync.model.entry import BadEntry
from sync.store import segments
from sync.store.database import Db
from sync.store.segments import Kept, Runs
from sync.wire import codec

PART = 9
PART_RAW = 1_000_000  # bytes of entries in one part
HEAD_MAX = 5  # bytes in front of one entry
UNPACKED_MAX = 2 << 20
INDEX_SIZE, SALT_SIZE = 4, 24
NAMED_MAX = 4096  # segments that nobody announced, of one space
SHADOW_MS = 60 * 60 * 1000  # for so long may lies take the room of true names
ENTRIES_MAX = 1 << 18  # of one segment
RUNS_MAX = 4096


class NotAPart(Exception):
    """What lies there under the right id is no part of a segment."""


def name_of(key: bytes, parts: Sequence[bytes]) -> bytes:
    """Return the 32 bytes by which a segment is known on this laptop."""
    return sha256(key + b"".join(parts)).digest()


# ---------------------------------------------------------------- making
def shares(db: Db, rows: Iterable[int]) -> Iterator[list[tuple[bytes, bytes]]]:
    """Split entries, given by their rows, into parts: (device, entry) of each."""
    held: list[tuple[bytes, bytes]] = []
    size = 0
    for row in rows:
        one = segments.raw(db, row)
        size += len(one[1]) + HEAD_MAX
        if held and size > PART_RAW:
            yield held
            held, size = [], len(one[1]) + HEAD_MAX
        held.append(one)
    if held:
        yield held


def content_of(share: Iterable[tuple[bytes, bytes]]) -> bytes:
    """No two authors' words share one compression window (A5.8)."""
    by_author: dict[bytes, list[bytes]] = {}
    for device, raw in share:
        by_author.setdefault(device, []).append(raw)
    return codec.encode([PART, [contents.of_entries(raws) for raws in by_author.values()]])


def sealed(key: bytes, number: int, content: bytes) -> bytes:
    """The same entries give the same bytes: so any member restores what is lost (A5.8)."""
    salt = derive(key, Label.SALT, number.to_bytes(INDEX_SIZE, "little"), SALT_SIZE)
    return blob.seal(_key(key), content, salt=salt)


def parts(db: Db, key: bytes, rows: Iterable[int]) -> Iterator[bytes]:
    """Yield the sealed parts of a segment that holds the entries in *rows*."""
    for number, share in enumerate(shares(db, rows)):
        yield sealed(key, number, content_of(share))


def _key(key: bytes) -> BlobKey:
    return BlobKey(derive(key, Label.CHUNK))


# ---------------------------------------------------------------- reading
def opened(key: bytes, data: bytes) -> list[bytes]:
    """Return the entries of a part, none before what it stands on. Raises NotAPart for what is none."""
    try:
        raws = list(_unpacked(blob.open_blob(_key(key), data)))
        return sorted(raws, key=_lamport)
    except (CryptoError, codec.Malformed, Unreadable, BadEntry) as error:
        raise NotAPart from error


def _unpacked(content: bytes) -> Iterator[bytes]:
    size = 0
    match codec.decode(content):
        case [9, list() as frames]:
            for frame in frames:
                found = contents.parse(frame) if isinstance(frame, bytes) else None
                if not isinstance(found, Entries):
                    raise Unreadable
                size += sum(len(raw) for raw in found.raws)
                if size > UNPACKED_MAX:
                    raise Unreadable
                yield from found.raws
        case _:
            raise Unreadable


def _lamport(raw: bytes) -> int:
    return entry.decode_header(entry.split_entry(raw)[0]).lamport


# ---------------------------------------------------------------- naming
def pointers(found: Iterable[Kept]) -> Iterator[bytes]:
    """Contents of kind 8 that name these segments; each fits into a blob."""
    rows: list[tuple[bytes, int, tuple[bytes, ...]]] = []
    size = 0
    for one in found:
        rows.append((one.key, one.size, one.parts))
        size += len(one.parts)
        if size > contents.NAMED_PARTS:
            yield contents.of_named(rows)
            rows, size = [], 0
    if rows:
        yield contents.of_named(rows)


def hear(db: Db, space: bytes, came: Named, now: int) -> None:
    """Somebody names segments: whether they hold anything, reading them shows."""
    if segments.named_count(db, space) + len(came.rows) > NAMED_MAX:
        segments.make_room(db, space, now - SHADOW_MS)
    room = NAMED_MAX - segments.named_count(db, space)
    for key, size, ids in came.rows:
        name = name_of(key, ids)
        if room > 0 and not segments.has(db, space, name):
            room -= 1
            segments.add(db, space, _row(Segment(key, size, ids, ()), name, segments.NAMED, now))


def announced(db: Db, space: bytes, op: Segment, now: int) -> None:
    """An entry of the log names a segment."""
    if _sound_shape(op.runs):
        name = name_of(op.key, op.parts)
        segments.add(db, space, _row(op, name, segments.ANNOUNCED, now))


def _sound_shape(runs: tuple[Run, ...]) -> bool:
    """Whether each run is one, they rise, and name no more than a segment can hold: looking costs less."""
    if len(runs) > RUNS_MAX:
        return False
    ends = [(run.dev8, number) for run in runs for number in (run.first, run.last)]
    rising = all(one <= two for one, two in pairwise(ends))
    apart = all(run.last < after.first or run.dev8 != after.dev8 for run, after in pairwise(runs))
    return rising and apart and sum(run.last - run.first + 1 for run in runs) <= ENTRIES_MAX


def _row(op: Segment, name: bytes, stage: int, now: int) -> Kept:
    return Kept(
        0, name, op.key, op.size, op.parts, packed(op.runs), stage, now, segments.WANTED,
        bytes(len(op.parts)), segments.UNSURE,
    )  # fmt: skip


def packed(runs: Iterable[Run]) -> Runs:
    return tuple((run.dev8, run.first, run.last) for run in runs)
