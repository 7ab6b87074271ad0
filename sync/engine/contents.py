"""What is inside a sealed blob: entries, key packages, or nothing (A5.8)."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sync.model.archive import PARTS_MAX
from sync.model.shapes import NUMBER_MAX
from sync.wire import codec

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COVER, ENTRIES, PACKAGES, CHUNK, RENDEZVOUS, UNATTRIBUTED, COMPRESSED, ASK, PIECE = 0, 1, 2, 3, 4, 5, 6, 7, 10
NAMED, WISHED = 8, 11
NAMED_PARTS = 16_000  # in one blob that names segments
UNPACKED_MAX = 4 * 1024 * 1024
LEVEL = 3
ID, ATT = 32, 16
PIECE_NAME, PIECES_MAX = 16, 256
WISHED_MAX = 1_024  # files in one blob
CHUNK_LAST, CHUNK_MAX = (1 << 32) - 1, 262_080  # its number has four bytes where it is sealed; bytes of one
AROUND = 64  # bytes of memory for each thing in a content, besides its own
ASK_MAX = 16  # epochs in one ask: there are no more heads (A4.4)


class Unreadable(Exception):
    """Opened with our key, and yet nothing that the protocol knows."""


@dataclass(frozen=True, slots=True)
class Entries:
    raws: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Packages:
    epoch: bytes
    sealed: tuple[tuple[bytes, bytes], ...] = field(repr=False)
    """Pairs of a device's first 8 bytes and its package."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A device lacks the keys of some epochs; its signature is over `asked` (A4.3)."""

    device: bytes
    epochs: tuple[bytes, ...]
    signature: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """One of *count* parts of another content, by number from 0; *after* names the next (16 bytes, 3.5)."""

    after: bytes
    number: int
    count: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """Where segments of packed entries are said to be: key, size, part ids (A6.6)."""

    rows: tuple[tuple[bytes, int, tuple[bytes, ...]], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk or list of an attached file, on its way in the place of cover (3.19)."""

    att: bytes
    number: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wished:
    """In a room: somebody wants these attached files (ids of 16 bytes); none tells that some came (3.22)."""

    atts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Cover, or a kind of content that this release does not handle."""


Content = Entries | Packages | Ask | Piece | Named | Chunk | Wished | Nothing


def weight(content: Content) -> int:
    """Return about how many bytes of memory a content takes: of many small things more than they hold."""
    match content:
        case Entries(raws):
            return sum(len(raw) + AROUND for raw in raws)
        case Packages():
            return sum(len(sealed) + 2 * AROUND for _, sealed in content.sealed)
        case Named():
            return sum((len(parts) + 2) * 2 * AROUND for _, _, parts in content.rows)
        case Chunk():
            return len(content.data)
    return AROUND


def of_entries(raws: Sequence[bytes]) -> bytes:
    """Return the shorter of the plain and the compressed form; *raws* are of one author."""
    plain = codec.encode([ENTRIES, list(raws)])
    if len(plain) > UNPACKED_MAX:
        return plain
    packed = codec.encode([COMPRESSED, len(plain), zstd.compress(plain, LEVEL)])
    return min(plain, packed, key=len)


def of_packages(epoch: bytes, sealed: Sequence[tuple[bytes, bytes]]) -> bytes:
    return codec.encode([PACKAGES, epoch, [list(pair) for pair in sealed]])


def of_ask(ask: Ask) -> bytes:
    return codec.encode([ASK, ask.device, list(ask.epochs), ask.signature])


def of_piece(piece: Piece, filler: int) -> bytes:
    return codec.encode([PIECE, piece.after, piece.number, piece.count, piece.data, bytes(filler)])


def of_cover(filler: int) -> bytes:
    return codec.encode([COVER, bytes(filler)])


def of_named(rows: Iterable[tuple[bytes, int, Sequence[bytes]]]) -> bytes:
    return codec.encode([NAMED, [[key, size, list(parts)] for key, size, parts in rows]])


def of_chunk(att: bytes, number: int, data: bytes) -> bytes:
    return codec.encode([CHUNK, att, number, data])


def of_wished(atts: Iterable[bytes]) -> bytes:
    return codec.encode([WISHED, list(atts)])


def asked(space: bytes, device: bytes, epochs: Sequence[bytes]) -> bytes:
    """Return what a device signs that asks for keys."""
    return space + device + b"".join(epochs)


def parse(data: bytes) -> Content:
    """Raises Unreadable."""
    return _read(data, inside=False)


def plain(data: bytes) -> Content:
    """The same of what came on a stick: nothing there is unpacked (A7.3). Raises Unreadable."""
    return _read(data, inside=True)


def _read(data: bytes, *, inside: bool) -> Content:
    try:
        return _parse(codec.decode(data), inside=inside)
    except codec.Malformed as error:
        raise Unreadable from error


def _parse(value: object, *, inside: bool) -> Content:
    match value:
        case [1, list() as raws] if all(isinstance(raw, bytes) for raw in raws):
            return Entries(tuple(raws))
        case [6, int() as size, bytes() as packed] if not inside:
            return _parse(codec.decode(_unpack(packed, size)), inside=True)
        case [2, bytes() as epoch, list() as pairs]:
            return Packages(epoch, tuple(_pair(pair) for pair in pairs))
        case [7, bytes() as device, [*names], bytes() as signature] if len(names) <= ASK_MAX:
            return Ask(device, tuple(_epoch(name) for name in names), signature)
        case [int() as kind, *rest] if kind not in (ENTRIES, PACKAGES, COMPRESSED, ASK):
            return _other(kind, rest)
    raise Unreadable


def _other(kind: int, rest: Sequence[object]) -> Content:
    match rest:
        case [list() as rows] if kind == NAMED:
            return Named(tuple(_row(row) for row in rows))
        case [bytes() as att, int() as number, bytes() as data] if kind == CHUNK:
            return _chunk(Chunk(att, number, data))
        case [list() as atts] if kind == WISHED and len(atts) <= WISHED_MAX:
            return Wished(tuple(each for each in atts if isinstance(each, bytes) and len(each) == ATT))
        case [bytes() as after, int() as number, int() as count, bytes() as data, bytes()] if kind == PIECE:
            return _piece(Piece(after, number, count, data))
    return Nothing()


def _chunk(chunk: Chunk) -> Content:
    sound = len(chunk.att) == ATT and 0 <= chunk.number <= CHUNK_LAST and len(chunk.data) <= CHUNK_MAX
    return chunk if sound else Nothing()


def _piece(piece: Piece) -> Piece:
    if len(piece.after) == PIECE_NAME and 0 <= piece.number < piece.count <= PIECES_MAX:
        return piece
    raise Unreadable


def _row(value: object) -> tuple[bytes, int, tuple[bytes, ...]]:
    match value:
        case [bytes() as key, int() as size, [_, *_] as parts] if (
            len(parts) <= PARTS_MAX and 0 <= size <= NUMBER_MAX
        ):
            return _epoch(key), size, tuple(_epoch(part) for part in parts)
    raise Unreadable


def _epoch(value: object) -> bytes:
    if isinstance(value, bytes) and len(value) == ID:
        return value
    raise Unreadable


def _pair(value: object) -> tuple[bytes, bytes]:
    match value:
        case [bytes() as dev8, bytes() as sealed]:
            return dev8, sealed
    raise Unreadable


def _unpack(packed: bytes, size: int) -> bytes:
    """Unpack no more than was announced, and no more than 4 MiB (A5.8)."""
    if size > UNPACKED_MAX:
        raise Unreadable
    try:
        data: bytes = zstd.ZstdDecompressor().decompress(packed, max_length=size + 1)
    except zstd.ZstdError as error:
        raise Unreadable from error
    if len(data) != size:
        raise Unreadable
    return data
