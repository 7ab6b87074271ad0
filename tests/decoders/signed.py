"""Good examples of what passes by wire and under seal, and how each is decoded."""

import io
from collections.abc import Callable
from functools import cache

from crypto import agefile, agestanza, bech32, blob, handover, slots
from crypto.errors import CryptoError
from crypto.keys import BlobKey, KemSeed
from sync.engine import identity
from sync.model import entry, ops
from sync.model.entry import Header
from sync.wire import codec, frames, routes
from tests.crypto import second
from tests.decoders import operations

SEED = KemSeed(second.SEED)
KEY = BlobKey(second.KEY)
ID, OTHER = b"i" * 32, b"o" * 32
DEEP = b"\x81" * 17 + b"\x00"


# ------------------------------------------------------------ wire
def values() -> list[bytes]:
    some = [0, -1, 1 << 63, b"bread", "أحضر الماء", [1, [2, [b"", ""]], None, True], {1: [2], -3: b"x"}]
    return [*map(codec.encode, some), DEEP]


def blobs() -> list[bytes]:
    return [frames.pack([b"one", b"two" * 50]), frames.pack([b"x" * 300])]


def numbered() -> list[bytes]:
    return [frames.pack_numbered([(4, b"one"), (9, b"two" * 50)]), frames.pack_numbered([(1 << 40, b"x")])]


def messages() -> list[bytes]:
    head = routes.Head(ID, b"n" * 16, 1, 9, OTHER, 1_760_000_000)
    signed = routes.signed_head(head, bytes(64))
    info = routes.Info(ID.hex(), (1,), 90, tickets=False, post_max=1 << 22, description="a relay")
    box = routes.BoxRequest(ID, OTHER, ID, OTHER, b"")
    posted = routes.encode_posted([1, 2, 3], signed)
    return [
        head.encode(),
        box.encode(),
        posted,
        routes.encode_ids([ID, OTHER]),
        info.encode(),
        signed.encode(),
    ]


def message(data: bytes) -> None:
    """A relay's or a client's bytes may reach any of these: all of them refuse in the same way."""
    text = data.decode("latin-1")
    readers: list[Callable[[], object]] = [
        lambda: routes.decode_head(data), lambda: routes.decode_box(data), lambda: routes.decode_posted(data),
        lambda: routes.decode_ids(data), lambda: routes.decode_info(data),
        lambda: routes.split_signed_head(text),
    ]  # fmt: skip
    for reader in readers:
        try:
            reader()
        except routes.BadMessage:
            continue


# ------------------------------------------------------------ entries
def header(*said: ops.Op, seq: int = 3) -> bytes:
    encoded = tuple(ops.encode(op) for op in said)
    clock = 1_760_000_000_000
    return entry.encode_header(
        Header(ID, OTHER, seq, ID, (ID,), (OTHER,), 9, clock, ((b"d" * 8, 4),), encoded)
    )


def headers() -> list[bytes]:
    made = [header(op) for op in operations.ALL]
    return [*made, header(*operations.CONTENT), entry.encode_header(entry.decode_header(made[0]))]


def entries() -> list[bytes]:
    return [entry.encode_entry(hdr, bytes(64)) for hdr in headers()[:6]]


def whole_entry(data: bytes) -> None:
    hdr, _ = entry.split_entry(data)
    for encoded in entry.decode_header(hdr).ops:
        ops.decode(encoded)


def operation(data: bytes) -> object:
    value = codec.decode(data)
    match value:  # what a header lets through
        case [int() as number, *_] if number >= 0:
            return ops.decode(tuple(value))
    return None


@cache
def me() -> identity.Identity:
    return identity.found("Amal", bytes(32), 1_760_000_000_000)


# ------------------------------------------------------------ sealed things
def slot_files() -> list[bytes]:
    return [second.slots_file({2: second.slot(second.OTHER_KEY, second.payload(1, 3))})]


def opened_slots(data: bytes) -> object:
    return slots.open_slots(slots.parse(data), second.OTHER_KEY)


def sealed_blobs() -> list[bytes]:
    return [blob.seal(KEY, b"bread"), blob.seal(KEY, b"x" * 700)]


def age_file(content: bytes) -> bytes:
    sink = io.BytesIO()
    writer = agefile.write(sink.write, SEED.public)
    writer.write(content)
    writer.finish()
    return sink.getvalue()


def read_age(data: bytes) -> bytes:
    reader = agefile.AgeReader(io.BytesIO(data).read, [SEED])
    whole = b""
    while piece := reader.read():
        whole += piece
    return whole


def age_heads() -> list[bytes]:
    other = agestanza.Stanza(("X25519", "abc"), b"b" * 70)
    body = age_file(b"bread")
    return [body[: body.index(b"\n--- ") + 48], agestanza.encode((other, other), bytes(16))]


def recipients() -> list[bytes]:
    return [agefile.recipient_text(SEED.public).encode(), agefile.identity_text(SEED).encode()]


def recipient(data: bytes) -> None:
    text = data.decode("latin-1")
    for reader in (agefile.parse_recipient, agefile.parse_identity, lambda one: bech32.decode(one, "age")):
        try:
            reader(text)
        except CryptoError:
            continue


def handed_over() -> list[bytes]:
    return [handover.seal_to(SEED.public, b"info", codec.encode([ID, b"package", []]))]
