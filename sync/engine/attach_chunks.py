"""Chunks and lists of attached files as they lie at relays and in packages (A5.8)."""

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256

from crypto import chunk
from crypto.errors import CryptoError
from sync.engine import attach_keeping
from sync.engine.attach_keeping import Keeping, Numbered
from sync.model import attaching
from sync.store import blobs
from sync.store.attachments import Described
from sync.store.blobs import Held
from sync.wire import codec

KIND = 3
ID = attaching.PART_ID
CHUNK, LISTS = attaching.CHUNK, attaching.LISTS


class NotAChunk(Exception):
    """What lies there under the right id is no chunk of this file."""


def sealed(key: bytes, att: bytes, number: int, data: bytes) -> bytes:
    """Return the blob of one chunk or list: the same bytes whoever makes it."""
    return chunk.seal(key, number, codec.encode([KIND, att, number, data]))


def opened(one: Described, number: int, blob: bytes) -> bytes:
    """Return the bytes of a chunk or list. Raises NotAChunk."""
    try:
        content = codec.decode(chunk.opened(one.key, blob))
    except (CryptoError, codec.Malformed) as error:
        raise NotAChunk from error
    match content:
        case [3, one.att, int() as said, bytes() as data] if said == number:
            if len(data) == attaching.length(one.size, number):
                return data
    raise NotAChunk


def split(data: bytes) -> list[bytes]:
    """Return the ids in a list."""
    return [data[at : at + ID] for at in range(0, len(data), ID)]


def in_operation(one: Described) -> dict[bytes, int]:
    """Return what the log names: the number of each id, of lists where there are any."""
    first = attaching.LISTS if attaching.lists(one.size) else 0
    return {name: first + place for place, name in enumerate(one.parts)}


def listed(number: int, data: bytes) -> dict[bytes, int]:
    """Return the number of each chunk that a list names."""
    first = (number - attaching.LISTS) * attaching.LISTED
    return {name: first + place for place, name in enumerate(split(data))}


def ids_of(key: bytes, att: bytes, rows: Iterator[Numbered]) -> Iterator[bytes]:
    """Yield the id of each chunk, as it would be sealed."""
    for number, data in rows:
        yield sha256(sealed(key, att, number, data)).digest()


def lists_of(ids: Sequence[bytes], size: int) -> list[Numbered]:
    """Return the lists that hold *ids*; none where the operation has room for them."""
    if not attaching.lists(size):
        return []
    parts = [ids[at : at + attaching.LISTED] for at in range(0, len(ids), attaching.LISTED)]
    return [(attaching.LISTS + place, b"".join(part)) for place, part in enumerate(parts)]


def known(keeping: Keeping, one: Described, held: Held | None) -> dict[bytes, int]:
    """Return the number of every id that is known by now: lists that are here say more than the log."""
    found = in_operation(one)
    if attaching.lists(one.size) and held is not None:
        for number in list(found.values()):
            data = attach_keeping.data_of(keeping, held, number)
            if data is not None:
                found |= listed(number, data)
    return found


def mend(keeping: Keeping, one: Described | None, held: Held) -> None:
    """Something of a file is gone or another: what is not what the log says goes, and waits for the rest."""
    if one is not None:
        for names in (in_operation, partial(known, keeping, held=held)):
            for name, number in names(one).items():
                data = attach_keeping.data_of(keeping, held, number)
                if data is not None and sha256(sealed(one.key, one.att, number, data)).digest() != name:
                    keeping.write(partial(blobs.drop, row=held.row, number=number))
    here = (number for number in attach_keeping.numbers(keeping, held) if number < LISTS)
    done = sum(attaching.length(held.size, number) for number in here)
    keeping.write(partial(blobs.lacks, row=held.row, done=done))
