"""Every decoder of bytes that somebody else wrote: good examples, how to decode, what it may raise (P02)."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crypto import agestanza, blob, handover, slots
from crypto.errors import CryptoError
from crypto.labels import Label
from sync.bundle import frames as inner
from sync.bundle import manifest, vector
from sync.engine import contents, device_files, identity, rendezvous
from sync.errors import Problem
from sync.exchange import foreign, icalendar, markdown, vcard
from sync.exchange import frames as pipe
from sync.model import card, entry
from sync.model.card import BadCard
from sync.model.entry import BadEntry
from sync.wire import codec, frames
from tests.crypto import second
from tests.decoders import carried, laptops, operations, signed


@dataclass(frozen=True)
class Decoder:
    """*decode* answers or raises one of *refusals*; anything else is a mistake of ours."""

    seeds: Callable[[], Sequence[bytes]]
    decode: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    wrapped: Callable[[bytes], bytes] = bytes
    """How a damaged example gets behind the checks of whole-ness: a sum or a seal made anew."""


ALL = {
    "codec": Decoder(signed.values, codec.decode, (codec.Malformed,)),
    "blob frames": Decoder(signed.blobs, lambda data: frames.unpack(data, 1 << 20), (frames.BadFrames,)),
    "numbered frames": Decoder(
        signed.numbered, lambda data: frames.unpack_numbered(data, 1 << 20), (frames.BadFrames,)
    ),
    "messages": Decoder(signed.messages, signed.message, ()),
    "header": Decoder(signed.headers, entry.decode_header, (BadEntry,)),
    "entry": Decoder(signed.entries, signed.whole_entry, (BadEntry,)),
    "operation": Decoder(operations.encoded, signed.operation, (BadEntry, codec.Malformed)),
    "card": Decoder(lambda: [signed.me().card], card.decode, (BadCard,)),
    "proof of a card": Decoder(lambda: [signed.me().card], identity.prove, (identity.Unproven,)),
    "slots": Decoder(signed.slot_files, signed.opened_slots, (CryptoError,), second.summed),
    "torn slots": Decoder(signed.slot_files, slots.parse, (CryptoError,)),
    "blob": Decoder(signed.sealed_blobs, lambda data: blob.open_blob(signed.KEY, data), (CryptoError,)),
    "padding": Decoder(lambda: [blob.pad(b"bread")], blob.unpad, (CryptoError,)),
    "content of a blob": Decoder(carried.contained, contents.parse, (contents.Unreadable,)),
    "handover": Decoder(
        signed.handed_over, lambda data: handover.open_with(signed.SEED, b"info", data), (CryptoError,)
    ),
    "age header": Decoder(
        signed.age_heads,
        lambda data: agestanza.parse(agestanza.Source(io.BytesIO(data).read)),
        (CryptoError,),
    ),
    "age file": Decoder(lambda: [signed.age_file(b"bread" * 99)], signed.read_age, (CryptoError,)),
    "age recipient": Decoder(signed.recipients, signed.recipient, ()),
    "package frames": Decoder(
        carried.inner_bytes,
        carried.inner_frames,
        (inner.Truncated, inner.Altered, inner.Foreign, inner.TooLarge),
    ),
    "package": Decoder(carried.inner_bytes, carried.packages, (Problem,), signed.age_file),
    "manifest": Decoder(carried.manifests, manifest.decode, (manifest.BadManifest,)),
    "vector": Decoder(
        carried.seen, lambda data: vector.unpacked(codec.decode(data)), (vector.BadVector, codec.Malformed)
    ),
    "welcome": Decoder(
        carried.welcomes,
        lambda data: rendezvous.open_welcome(signed.KEY, data),
        (Problem,),
        carried.met("welcome"),
    ),
    "request": Decoder(
        lambda: [codec.encode([signed.me().card, bytes(64), signed.me().device])],
        lambda data: rendezvous.open_request(signed.KEY, data, signed.ID, signed.me()),
        (Problem,),
        carried.given(Label.REQUEST, "request", b""),
    ),
    "admission": Decoder(
        carried.admissions,
        lambda data: rendezvous.open_admission(signed.KEY, data, signed.ID, signed.me()),
        (),
        carried.given(Label.ADMISSION, "admission", signed.me().device),
    ),
    "card of a laptop": Decoder(laptops.offers, device_files.read_offer, (Problem,)),
    "answer to a laptop": Decoder(laptops.answers, device_files.handed_over, (Problem,)),
    "picture of a laptop": Decoder(laptops.pictures, laptops.of_picture, (Problem,)),
    "picture and address": Decoder(carried.pictures, carried.picture, ()),
    "calendars": Decoder(carried.calendars, lambda data: carried.brought(icalendar.read("a.ics", data)), ()),
    "address cards": Decoder(carried.cards, lambda data: carried.brought(vcard.read("a.vcf", data)), ()),
    "markdown": Decoder(
        carried.notes, lambda data: carried.brought(iter([markdown.read("a/b.md", data)])), ()
    ),
    "any file": Decoder(
        lambda: [*carried.notes(), *carried.cards()],
        lambda data: carried.brought(foreign.read("a.txt", data)),
        (),
    ),
    "answer of the reader": Decoder(
        carried.answers, lambda data: pipe.answered(io.BytesIO(data)), (pipe.Broken,)
    ),
}
