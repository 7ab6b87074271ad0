"""One signed entry: its fields, their order and what must hold between an entry and the one before (A5.1)."""

from dataclasses import dataclass
from typing import TypeAlias

from sync.wire import codec

VERSION = 1
ID_SIZE = 32
DEV8_SIZE = 8
SIGNATURE_SIZE = 64
MEMBERSHIP_BELOW = 32  # operation types under this number are membership (A5.1)
MEMBERSHIP_MAX = 64 * 1024
ENTRY_MAX = 1_000_000  # bytes; what still fits one sealed blob (A5.8)
HEADER_FIELDS = 12

Encoded: TypeAlias = tuple[object, ...]
"""One operation as it stands in a header: its type number, then its fields."""


class BadEntry(ValueError):
    """Bytes or fields that break a rule of A5.1; *reason* is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Header:
    """The signed part of an entry, in the order of A5.1."""

    space: bytes
    device: bytes
    seq: int
    prev: bytes
    mem_heads: tuple[bytes, ...]
    epochs: tuple[bytes, ...]
    lamport: int
    wall_ms: int
    deps: tuple[tuple[bytes, int], ...]
    ops: tuple[Encoded, ...]
    ext: dict[int, object] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with the id that follows from its signed bytes, and those bytes as received."""

    id: bytes
    header: Header
    raw: bytes


def encode_header(header: Header) -> bytes:
    """Return the signed bytes of *header* (A5.1). Raises codec.Malformed."""
    return codec.encode([
        VERSION, header.space, header.device, header.seq, header.prev, header.mem_heads, header.epochs,
        header.lamport, header.wall_ms, header.deps, header.ops, header.ext,
    ])  # fmt: skip


def encode_entry(hdr: bytes, signature: bytes) -> bytes:
    """Return `CBOR[hdr, sig64]` (A5.1)."""
    return codec.encode([hdr, signature])


def split_entry(raw: bytes) -> tuple[bytes, bytes]:
    """Return (hdr, 64 bytes of signature) of an entry's bytes. Raises BadEntry (A5.1)."""
    if len(raw) > ENTRY_MAX:
        raise BadEntry("too-large")
    match _decoded(raw):
        case [bytes() as hdr, bytes() as signature] if len(signature) == SIGNATURE_SIZE:
            return hdr, signature
    raise BadEntry("shape")


def decode_header(hdr: bytes) -> Header:
    """Return the header in *hdr*, every shape checked. Raises BadEntry (A5.1)."""
    fields = _decoded(hdr)
    if not isinstance(fields, list) or not fields:
        raise BadEntry("shape")
    if _count(fields[0]) != VERSION:
        raise BadEntry("version")
    if len(fields) != HEADER_FIELDS:
        raise BadEntry("shape")
    _, space, device, seq, prev, mem_heads, epochs, lamport, wall_ms, deps, ops, ext = fields
    header = Header(
        space=_id(space),
        device=_id(device),
        seq=_count(seq),
        prev=_id(prev),
        mem_heads=_ids(mem_heads),
        epochs=_ids(epochs),
        lamport=_count(lamport),
        wall_ms=_clock(wall_ms),
        deps=_deps(deps),
        ops=_ops(ops),
        ext=_ext(ext),
    )
    _check_kinds(header, len(hdr))
    return header


def is_membership(header: Header) -> bool:
    """Say whether the entry's operations are of the membership log (A5.1)."""
    return _type(header.ops[0]) < MEMBERSHIP_BELOW


def _decoded(data: bytes) -> object:
    try:
        return codec.decode(data)
    except codec.Malformed as error:
        raise BadEntry("codec") from error


def _check_kinds(header: Header, size: int) -> None:
    sorts = {_type(op) < MEMBERSHIP_BELOW for op in header.ops}
    if len(sorts) != 1:
        raise BadEntry("mixed-ops")
    if True in sorts and size > MEMBERSHIP_MAX:
        raise BadEntry("membership-too-large")
    if (header.seq == 0) != (header.prev == bytes(ID_SIZE)):
        raise BadEntry("first-prev")


def _type(op: Encoded) -> int:
    return _count(op[0])


def _id(value: object) -> bytes:
    if not isinstance(value, bytes) or len(value) != ID_SIZE:
        raise BadEntry("shape")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 63:
        raise BadEntry("shape")
    return value


def _clock(value: object) -> int:
    """Any time at all, for display: a laptop's clock may stand before 1970 (A5.1)."""
    return -_count(-value) if isinstance(value, int) and value < 0 else _count(value)


def _ids(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, list):
        raise BadEntry("shape")
    found = tuple(_id(each) for each in value)
    if list(found) != sorted(set(found)):
        raise BadEntry("unsorted")
    return found


def _deps(value: object) -> tuple[tuple[bytes, int], ...]:
    if not isinstance(value, list):
        raise BadEntry("shape")
    found = tuple(_dep(each) for each in value)
    names = [dev8 for dev8, _ in found]
    if names != sorted(set(names)):
        raise BadEntry("unsorted")
    return found


def _dep(value: object) -> tuple[bytes, int]:
    match value:
        case [bytes() as dev8, int() as seq] if len(dev8) == DEV8_SIZE:
            return dev8, _count(seq)
    raise BadEntry("shape")


def _ops(value: object) -> tuple[Encoded, ...]:
    if not isinstance(value, list) or not value:
        raise BadEntry("no-ops")
    return tuple(_op(each) for each in value)


def _op(value: object) -> Encoded:
    if not isinstance(value, list) or not value:
        raise BadEntry("shape")
    _count(value[0])
    return tuple(value)


def _ext(value: object) -> dict[int, object] | None:
    if value is not None and not isinstance(value, dict):
        raise BadEntry("shape")
    return value
