"""Every decoder of bytes that somebody else wrote: good examples, how to decode, what it may raise (P02)."""

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crypto import agefile, agestanza, bech32, blob, handover, slots
from crypto.errors import CryptoError
from crypto.keys import BlobKey, KemSeed
from sync.bundle import frames as inner
from sync.bundle import manifest, read, vector
from sync.bundle.frames import FrameType, FrameWriter
from sync.bundle.manifest import Manifest
from sync.engine import contents, identity, relay_address, rendezvous
from sync.errors import Problem
from sync.exchange import foreign, markdown, vcard
from sync.exchange import frames as pipe
from sync.exchange.outcome import Imported, Reason, Refused, Remark
from sync.model import card, entry, ops
from sync.model.card import BadCard
from sync.model.entry import BadEntry, Header
from sync.wire import codec, frames, routes
from tests.crypto import second
from tests.decoders import operations

SEED = KemSeed(second.SEED)
KEY = BlobKey(second.KEY)
ID, OTHER = b"i" * 32, b"o" * 32
DEEP = b"\x81" * 17 + b"\x00"


@dataclass(frozen=True)
class Decoder:
    """*decode* answers or raises one of *refusals*; anything else is a mistake of ours."""

    seeds: Callable[[], Sequence[bytes]]
    decode: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    wrapped: Callable[[bytes], bytes] = bytes
    """How a damaged example gets behind the checks of whole-ness: a sum or a seal made anew."""


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


# ------------------------------------------------------------ packages
def about() -> Manifest:
    return Manifest(b"i" * 16, 0, 0, ID, {}, {ID: 4, OTHER: 2**62}, ID, 1_760_000_000_000)


def manifests() -> list[bytes]:
    return [about().encode(lambda data: hashlib.sha512(data).digest())]


def inner_bytes() -> list[bytes]:
    out = io.BytesIO()
    writer = FrameWriter(out.write)
    for kind, data in ((FrameType.MANIFEST, manifests()[0]), (FrameType.ENTRY, b"x" * 90), (77, b"new")):
        writer.add(kind, data)
    writer.finish(1 << 20, fill=False)
    return [out.getvalue()]


def inner_frames(data: bytes) -> list[inner.Frame]:
    source = io.BytesIO(data)
    return list(inner.read_frames(lambda: source.read(100), 1 << 20))


def packages(data: bytes) -> None:
    for number, frame in enumerate(read.Unpacker(io.BytesIO(data), [SEED], limit=1 << 20, name="a.pack")):
        if number == 0:
            read.manifest_in(frame)


def seen() -> list[bytes]:
    return [codec.encode(vector.packed({ID: 4, OTHER: 1 << 62}))]


# ------------------------------------------------------------ invitations and blobs
def contained() -> list[bytes]:
    raws = [b"entry" * 40, b"entry" * 60]
    return [
        codec.encode([contents.ENTRIES, raws]), contents.of_entries(raws),
        contents.of_packages(ID, [(b"d" * 8, bytes(1232))]), codec.encode([0]),
    ]  # fmt: skip


def met(part: str) -> Callable[[bytes], bytes]:
    return lambda inside: rendezvous._seal(KEY, part, inside)


def asked(inside: bytes) -> bytes:
    info = rendezvous._info(rendezvous.Label.REQUEST, ID, b"")
    return rendezvous._seal(KEY, "request", handover.seal_to(SEED.public, info, inside))


def welcomes() -> list[bytes]:
    return [codec.encode([ID, OTHER, "Field team", [[ID, "http://127.0.0.1:8470"]], me().card])]


def pictures() -> list[bytes]:
    where = rendezvous.RelayAddress(ID, "http://127.0.0.1:8470")
    return [rendezvous.qr_text(OTHER, where).encode(), rendezvous.invitation_file(OTHER, b"blob" * 40)]


def picture(data: bytes) -> None:
    for reader in (
        lambda: rendezvous.read_qr_text(data.decode("utf-8", "replace")),
        lambda: rendezvous.read_invitation_file(data),
        lambda: relay_address.clean(data.decode("utf-8", "replace")),
        lambda: relay_address.ticket(data.decode("utf-8", "replace")),
    ):
        try:
            reader()
        except Problem:
            continue


# ------------------------------------------------------------ what people bring in
CARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Office;School;;;\r\nFN:School office\r\n"
    b'TEL;TYPE="work,cell":+254 711\r\nitem1.EMAIL:a@b.example\r\nitem1.X-ABLabel:Office\r\n'
    b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9=0A=\r\n  more\r\n"
    b"CATEGORIES:a,b\\,c\r\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n AAAA\r\nEND:VCARD\r\n"
)
HEAD = "---\ntitle: 'Plan: March'\ntags: [water, \"tea\"]\naliases:\n  - one\n---\n"
NOTE = f"{HEAD}# Plan\n\nBring أحضر *water*.\n"


def cards() -> list[bytes]:
    return [CARD, CARD.replace(b"3.0", b"4.0") * 2, CARD.replace(b"3.0", b"2.1").decode().encode("utf-16")]


def notes() -> list[bytes]:
    return [NOTE.encode(), NOTE.encode("utf-16"), b"# Only a title", b"caf\xe9\n"]


def brought(outcomes: Iterator[object]) -> None:
    for outcome in outcomes:
        assert isinstance(outcome, Imported | Refused)
        if isinstance(outcome, Imported):
            assert all(isinstance(text, str) for text in outcome.fields.values())
            (markdown.write if outcome.kind == "note" else vcard.write)(outcome.fields)


def answers() -> list[bytes]:
    out = io.BytesIO()
    note = Imported("note", {"title": "Plan"}, "a.md", Remark.NONE)
    pipe.answer(out, [note, Refused("b.md", Reason.EMPTY)])
    return [out.getvalue()]


ALL = {
    "codec": Decoder(values, codec.decode, (codec.Malformed,)),
    "blob frames": Decoder(blobs, lambda data: frames.unpack(data, 1 << 20), (frames.BadFrames,)),
    "numbered frames": Decoder(
        numbered, lambda data: frames.unpack_numbered(data, 1 << 20), (frames.BadFrames,)
    ),
    "messages": Decoder(messages, message, ()),
    "header": Decoder(headers, entry.decode_header, (BadEntry,)),
    "entry": Decoder(entries, whole_entry, (BadEntry,)),
    "operation": Decoder(operations.encoded, operation, (BadEntry, codec.Malformed)),
    "card": Decoder(lambda: [me().card], card.decode, (BadCard,)),
    "proof of a card": Decoder(lambda: [me().card], identity.prove, (identity.Unproven,)),
    "slots": Decoder(slot_files, opened_slots, (CryptoError,), second.summed),
    "torn slots": Decoder(slot_files, slots.parse, (CryptoError,)),
    "blob": Decoder(sealed_blobs, lambda data: blob.open_blob(KEY, data), (CryptoError,)),
    "padding": Decoder(lambda: [blob.pad(b"bread")], blob.unpad, (CryptoError,)),
    "content of a blob": Decoder(contained, contents.parse, (contents.Unreadable,)),
    "handover": Decoder(handed_over, lambda data: handover.open_with(SEED, b"info", data), (CryptoError,)),
    "age header": Decoder(
        age_heads, lambda data: agestanza.parse(agestanza.Source(io.BytesIO(data).read)), (CryptoError,)
    ),
    "age file": Decoder(lambda: [age_file(b"bread" * 99)], read_age, (CryptoError,)),
    "age recipient": Decoder(recipients, recipient, ()),
    "package frames": Decoder(
        inner_bytes, inner_frames, (inner.Truncated, inner.Altered, inner.Foreign, inner.TooLarge)
    ),
    "package": Decoder(inner_bytes, packages, (Problem,), age_file),
    "manifest": Decoder(manifests, manifest.decode, (manifest.BadManifest,)),
    "vector": Decoder(
        seen, lambda data: vector.unpacked(codec.decode(data)), (vector.BadVector, codec.Malformed)
    ),
    "welcome": Decoder(
        welcomes, lambda data: rendezvous.open_welcome(KEY, data), (Problem,), met("welcome")
    ),
    "request": Decoder(
        lambda: [codec.encode([me().card, bytes(64)])],
        lambda data: rendezvous.open_request(KEY, data, ID, SEED), (Problem,), asked,
    ),
    "picture and address": Decoder(pictures, picture, ()),
    "address cards": Decoder(cards, lambda data: brought(vcard.read("a.vcf", data)), ()),
    "markdown": Decoder(notes, lambda data: brought(iter([markdown.read("a/b.md", data)])), ()),
    "any file": Decoder(lambda: [*notes(), *cards()], lambda data: brought(foreign.read("a.txt", data)), ()),
    "answer of the reader": Decoder(
        answers, lambda data: pipe.answered(io.BytesIO(data)), (pipe.Broken,)
    ),
}  # fmt: skip
