"""The box ``meta`` of a HEIF picture written anew, in as many bytes: only what the picture is drawn from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sync.exchange import details_boxes, details_heif_items, details_heif_writing, details_places
from sync.exchange.details_heif_items import FLAGS, Tables
from sync.exchange.details_places import Place
from sync.exchange.unsound import Unsound

DRAWN = frozenset({
    b"hvc1", b"hev1", b"lhv1", b"av01", b"avc1", b"vvc1", b"grid", b"iovl", b"iden", b"tmap",
})  # fmt: skip
"""Items that are pictures, or say how others make one. None may hold details of its own."""

DERIVED = frozenset({b"iden"})  # has no bytes
NEEDS = frozenset({b"dimg", b"base", b"prem"})
SMALL, BESIDE = b"thmb", b"auxl"
ALPHA = (b"urn:mpeg:hevc:2015:auxid:1\x00", b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\x00",
         b"urn:mpeg:avc:2015:auxid:1\x00")  # fmt: skip
SINGLE = (b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp")
MAYBE = (b"iref", b"idat", b"grpl", b"dinf")
PICTURE, HANDLER = b"pict", 8  # where the handler says what it handles
IN_FILE, IN_DATA = 0, 1  # ways of saying where an item lies


@dataclass(frozen=True, slots=True)
class Meta:
    """*inside* is new; items that stay lie at *kept* in the file, others at *gone*."""

    inside: bytes
    kept: Sequence[Place]
    gone: Sequence[Place]


def bare(inside: bytes) -> Meta:
    """Return what stays of *inside*. Raises Unsound."""
    tables = _tables(_parts(inside))
    kept = _drawn(tables)
    _check(tables, kept)
    written = details_heif_writing.written(tables, kept)
    pad = len(inside) - 1 - FLAGS - len(details_boxes.boxes(written))
    if pad < 0:
        raise Unsound
    if pad >= details_boxes.HEAD:
        written.append((b"free", bytes(pad - details_boxes.HEAD)))
    else:
        written = [(name, body + bytes(pad) if name == b"hdlr" else body) for name, body in written]
    stay, go = (_places(tables, numbers, IN_FILE) for numbers in (kept, tables.lies.keys() - kept))
    return Meta(inside[: 1 + FLAGS] + details_boxes.boxes(written), stay, go)


def _parts(inside: bytes) -> dict[bytes, bytes]:
    found = details_boxes.within(inside, 1 + FLAGS)
    names = [name for name, _ in found]
    counts = {name: names.count(name) for name in (*SINGLE, *MAYBE, b"ipro")}
    if any(counts[name] != 1 for name in SINGLE) or max(counts.values()) > 1 or counts[b"ipro"]:
        raise Unsound
    return dict(found)


def _tables(parts: Mapping[bytes, bytes]) -> Tables:
    if parts[b"hdlr"][HANDLER : HANDLER + len(PICTURE)] != PICTURE:
        raise Unsound
    inner = details_boxes.within(parts[b"iprp"])
    if [name for name, _ in inner].count(b"ipco") != 1:
        raise Unsound
    return Tables(
        parts,
        details_heif_items.primary(parts[b"pitm"]),
        details_heif_items.items(parts[b"iinf"]),
        details_heif_items.places(parts[b"iloc"]),
        details_heif_items.links(parts[b"iref"]) if b"iref" in parts else [],
        details_boxes.within(dict(inner)[b"ipco"]),
        [details_heif_items.said(body) for name, body in inner if name == b"ipma"],
    )


def _drawn(tables: Tables) -> set[int]:
    """Return the items that are seen, and those that they are made from."""
    aside = {link.begin for link in tables.links if link.kind in (SMALL, BESIDE)}
    seen = {
        one.number
        for one in tables.items.values()
        if one.kind in DRAWN and not one.hidden and one.number not in aside
    }
    needed, found = _needed(tables), {tables.shown, *seen}
    waiting = list(found)
    while waiting:
        more = needed.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return found


def _needed(tables: Tables) -> dict[int, set[int]]:
    """Return what each item is drawn with."""
    solid = {one.number for all_said in tables.said for one in all_said if _is_alpha(tables.named(one))}
    found: dict[int, set[int]] = {}
    for link in tables.links:
        if link.kind in NEEDS:
            found.setdefault(link.begin, set()).update(link.others)
        elif link.kind == BESIDE and link.begin in solid:
            for other in link.others:
                found.setdefault(other, set()).add(link.begin)
    return found


def _is_alpha(properties: Sequence[tuple[bytes, bytes]]) -> bool:
    return any(name == b"auxC" and body[1 + FLAGS :].startswith(ALPHA) for name, body in properties)


def _check(tables: Tables, kept: set[int]) -> None:
    """Raises Unsound where an item that is needed is of no known form, or lies where we do not look."""
    for number in kept:
        one, lies = tables.items.get(number), tables.lies.get(number)
        if one is None or one.kind not in DRAWN or one.sealed:
            raise Unsound
        if (lies is None or not lies.places) and one.kind not in DERIVED:
            raise Unsound
        if lies is not None and lies.places and lies.way not in (IN_FILE, IN_DATA):
            raise Unsound


def _places(tables: Tables, numbers: Collection[int], way: int) -> list[Place]:
    lies = (tables.lies[number] for number in numbers if number in tables.lies)
    return details_places.merged(place for one in lies if one.way == way for place in one.places)
