"""The box ``moov`` of a row of pictures: tracks of pictures stay, without names and times, in as many bytes.

ISO/IEC 14496-12, 8.2 to 8.8. Each box that is not needed is left empty at its place.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from sync.exchange import details_boxes, details_profile
from sync.exchange.details_numbers import Reading
from sync.exchange.details_places import Place
from sync.exchange.unsound import PARTS_MAX, Unsound

FLAGS = 3
PICTURES = frozenset({b"pict", b"vide", b"auxv"})
HANDLER = slice(8, 12)
PACKED = frozenset({b"av01", b"hvc1", b"hev1", b"avc1", b"avc3", b"vvc1"})
ENTRY, NAMED = 78, slice(42, 74)  # bytes of a description of samples, and of the packer's name in it
PLAIN_SOURCE = 28
PROFILES = (b"prof", b"rICC")
Rule = Callable[[bytes], bytes | None]


def bare(moov: bytes) -> bytes:
    """Return what stays, as long as it was. Raises Unsound."""
    if any(name == b"mvex" for name, _ in details_boxes.within(moov)):
        raise Unsound
    return _bare(moov, {b"mvhd": _untimed, b"trak": _track})


def places(moov: bytes) -> Iterator[Place]:
    """Yield where the pictures of what `bare` returned are in the file. Raises Unsound."""
    for name, track in details_boxes.within(moov):
        if name == b"trak":
            yield from _chunks(_one(_one(_one(track, b"mdia"), b"minf"), b"stbl"))


def _bare(inside: bytes, rules: Mapping[bytes, Rule], at: int = 0) -> bytes:
    """Return the boxes anew. Raises Unsound where one has a longer head than it needs."""
    found = []
    for name, body in details_boxes.within(inside, at):
        new = rules[name](body) if name in rules else None
        found.append((b"free", bytes(len(body))) if new is None else (name, new))
    written = inside[:at] + details_boxes.boxes(found)
    if len(written) != len(inside):
        raise Unsound
    return written


def _same(body: bytes) -> bytes:
    return body


def _untimed(body: bytes) -> bytes:
    """Return a head without when it was made and changed."""
    size = 16 if body[0] else 8
    return body[: 1 + FLAGS] + bytes(size) + body[1 + FLAGS + size :]


def _track(body: bytes) -> bytes | None:
    if _one(_one(body, b"mdia"), b"hdlr")[HANDLER] not in PICTURES:
        return None
    return _bare(body, {b"tkhd": _untimed, b"edts": _same, b"tref": _same, b"mdia": _media})


def _media(body: bytes) -> bytes:
    return _bare(body, {b"mdhd": _untimed, b"hdlr": _unnamed, b"minf": _information})


def _unnamed(body: bytes) -> bytes:
    return body[:4] + bytes(4) + body[HANDLER] + bytes(len(body[12:]))


def _information(body: bytes) -> bytes:
    return _bare(body, {b"vmhd": _same, b"dinf": _source, b"stbl": _samples})


def _source(body: bytes) -> bytes:
    """Raises Unsound where the pictures are in another file."""
    if len(body) != PLAIN_SOURCE:
        raise Unsound
    return body


def _samples(body: bytes) -> bytes:
    kept = (b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stco", b"co64", b"stss", b"sdtp")
    return _bare(body, {b"stsd": _descriptions, **dict.fromkeys(kept, _same)})


def _descriptions(body: bytes) -> bytes:
    if any(name not in PACKED for name, _ in details_boxes.within(body, 1 + FLAGS + 4)):
        raise Unsound
    return _bare(body, dict.fromkeys(PACKED, _description), 1 + FLAGS + 4)


def _description(body: bytes) -> bytes:
    kept = (
        b"av1C", b"hvcC", b"avcC", b"vvcC", b"pasp", b"clap", b"ccst", b"auxi", b"btrt", b"clli", b"mdcv",
        b"amve", b"fiel",
    )  # fmt: skip
    head = body[: NAMED.start] + bytes(NAMED.stop - NAMED.start) + body[NAMED.stop :]
    return _bare(head, {b"colr": colours, **dict.fromkeys(kept, _same)}, ENTRY)


def colours(body: bytes) -> bytes:
    """Return ``colr`` without who made the profile in it. Raises Unsound."""
    return body[:4] + details_profile.neutral(body[4:]) if body[:4] in PROFILES else body


def _one(inside: bytes, wanted: bytes) -> bytes:
    """Return the one box of that name. Raises Unsound."""
    found = [body for name, body in details_boxes.within(inside) if name == wanted]
    if len(found) != 1:
        raise Unsound
    return found[0]


def _chunks(stbl: bytes) -> Iterator[Place]:
    """Yield where the chunks are: each holds some samples, one behind the other."""
    tables = dict(details_boxes.within(stbl))
    wide, name = (8, b"co64") if b"co64" in tables else (4, b"stco")
    if not {name, b"stsc", b"stsz"} <= tables.keys():
        raise Unsound
    sizes = iter(_sizes(tables[b"stsz"]))
    begins = _row(tables[name], wide)
    rows = _row(tables[b"stsc"], 4, 3)
    starts = dict(zip(rows[::3], rows[1::3], strict=True))
    samples = 0
    for number, begin in enumerate(begins, 1):
        samples = starts.get(number, samples)
        yield begin, begin + sum(islice(sizes, samples))
    if next(sizes, None) is not None:
        raise Unsound


def _sizes(stsz: bytes) -> list[int]:
    reading = Reading(stsz, 1 + FLAGS)
    size, count = reading.number(4), reading.number(4)
    if count > PARTS_MAX:
        raise Unsound
    return [size or reading.number(4) for _ in range(count)]


def _row(table: bytes, wide: int, each: int = 1) -> list[int]:
    reading = Reading(table, 1 + FLAGS)
    count = reading.number(4) * each
    if count > PARTS_MAX:
        raise Unsound
    return [reading.number(wide) for _ in range(count)]
