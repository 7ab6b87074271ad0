"""Good examples of packages, invitations and what people bring in, and how each is decoded."""

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping

from crypto import handover
from crypto.labels import Label
from sync.bundle import frames as inner
from sync.bundle import read, vector
from sync.bundle.frames import FrameType, FrameWriter
from sync.bundle.manifest import Manifest
from sync.engine import contents, relay_address, rendezvous
from sync.errors import Problem
from sync.exchange import frames as pipe
from sync.exchange import icalendar_writing, markdown, vcard
from sync.exchange.outcome import Imported, Reason, Refused, Remark
from sync.model.belonging import RelayEntry
from sync.wire import codec, tickets
from tests.decoders.signed import ID, KEY, OTHER, SEED, me


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


def given(label: Label, part: str, device: bytes) -> Callable[[bytes], bytes]:
    """What is sealed to this device alone, at a meeting place."""
    info, mine = rendezvous._info(label, ID, device), me().kem.public
    return lambda inside: rendezvous._seal(KEY, part, handover.seal_to(mine, info, inside))


def admissions() -> list[bytes]:
    return [codec.encode([OTHER, bytes(1232), [[ID, "http://127.0.0.1:8470"]]])]


def welcomes() -> list[bytes]:
    return [codec.encode([ID, OTHER, "Field team", [[ID, "http://127.0.0.1:8470"]], me().card, me().device])]


def pictures() -> list[bytes]:
    where = RelayEntry(ID, "http://127.0.0.1:8470")
    return [rendezvous.qr_text(OTHER, where).encode(), rendezvous.invitation_file(OTHER, b"blob" * 40)]


def picture(data: bytes) -> None:
    for reader in (
        lambda: rendezvous.read_qr_text(data.decode("utf-8", "replace")),
        lambda: rendezvous.read_invitation_file(data),
        lambda: relay_address.clean(data.decode("utf-8", "replace")),
        lambda: tickets.find(data.decode("utf-8", "replace")),
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


CALENDAR = (
    b"BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Africa/Nairobi\r\nBEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\n"
    b"TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Round\\, with\r\n"
    b" tea\r\nDTSTART;TZID=Own:20261203T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"
    b'EXDATE:20261210T070000Z\r\nATTENDEE;CN="A, B":mailto:a@b.example\r\nBEGIN:VALARM\r\nEND:VALARM\r\n'
    b"END:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:Plan\r\nDUE:20261224\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)


def calendars() -> list[bytes]:
    return [CALENDAR, CALENDAR.replace(b"UID:1", b"UID:1\r\nRECURRENCE-ID;TZID=Own:20261210T100000")]


def notes() -> list[bytes]:
    return [NOTE.encode(), NOTE.encode("utf-16"), b"# Only a title", b"caf\xe9\n"]


WRITERS: Mapping[str, Callable[[Mapping[str, str]], object]] = {
    "note": markdown.write,
    "contact": vcard.write,
    "event": lambda fields: list(icalendar_writing.write([fields])),
    "plan": dict,
}


def brought(outcomes: Iterator[object]) -> None:
    for outcome in outcomes:
        assert isinstance(outcome, Imported | Refused)
        if isinstance(outcome, Imported):
            assert all(isinstance(text, str) for text in outcome.fields.values())
            WRITERS[outcome.kind](outcome.fields)


def answers() -> list[bytes]:
    out = io.BytesIO()
    note = Imported("note", {"title": "Plan"}, "a.md", Remark.NONE)
    pipe.answer(out, [note, Refused("b.md", Reason.EMPTY)])
    return [out.getvalue()]
