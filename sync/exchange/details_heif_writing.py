"""The boxes in ``meta`` of a HEIF picture, each written anew for the items that stay."""

from collections.abc import Callable, Mapping

from sync.exchange import details_boxes, details_heif_items, details_heif_tracks, details_places
from sync.exchange.details_heif_items import Link, Said, Tables
from sync.exchange.unsound import Unsound

PROPERTIES = frozenset({
    b"ispe", b"pixi", b"colr", b"pasp", b"hvcC", b"lhvC", b"av1C", b"avcC", b"vvcC", b"irot", b"imir",
    b"clap", b"auxC", b"rloc", b"lsel", b"a1op", b"a1lx", b"oinf", b"tols", b"clli", b"mdcv", b"cclv",
    b"amve", b"iscl", b"ndwt", b"reve",
})  # fmt: skip
FREE = b"free"
LINKS = frozenset({b"dimg", b"base", b"prem", b"auxl"})
PLAIN_SOURCE = 28  # bytes of a ``dinf`` that says nothing but: in this file
IN_DATA = 1
Boxes = list[tuple[bytes, bytes]]


def written(tables: Tables, kept: set[int]) -> Boxes:
    """Return the boxes that stay, in their order. Raises Unsound."""
    new = ((name, _part(name, body, tables, kept)) for name, body in tables.parts.items())
    return [(name, body) for name, body in new if body is not None]


def _part(name: bytes, body: bytes, tables: Tables, kept: set[int]) -> bytes | None:
    """Return a box anew; None for one that goes."""
    if name == b"pitm" or (name == b"dinf" and len(body) == PLAIN_SOURCE):
        return body
    return WRITERS[name](body, tables, kept) if name in WRITERS else None


def _handler(body: bytes, _tables: Tables, _kept: set[int]) -> bytes:
    """Return it without the name that a program gave itself."""
    return body[:4] + bytes(4) + b"pict" + bytes(len(body[12:25]))


def _items(body: bytes, tables: Tables, kept: set[int]) -> bytes:
    return details_heif_items.items_written(
        body, [one for number, one in tables.items.items() if number in kept]
    )


def _lies(body: bytes, tables: Tables, kept: set[int]) -> bytes:
    return details_heif_items.places_written(
        body, [one for number, one in tables.lies.items() if number in kept]
    )


def _links(body: bytes, tables: Tables, kept: set[int]) -> bytes | None:
    found = [
        Link(link.kind, link.begin, [other for other in link.others if other in kept])
        for link in tables.links
        if link.begin in kept and link.kind in LINKS
    ]
    found = [link for link in found if link.others]
    return details_heif_items.links_written(body, found) if found else None


def _groups(body: bytes, _tables: Tables, kept: set[int]) -> bytes | None:
    return details_heif_items.groups_written(body, kept) or None


def _data(body: bytes, tables: Tables, kept: set[int]) -> bytes | None:
    """Return the bytes of items that stay, at their places, and zeros between them."""
    lies = [one for one in tables.lies.values() if one.way == IN_DATA]
    stay = details_places.merged(place for one in lies if one.number in kept for place in one.places)
    go = details_places.merged(place for one in lies if one.number not in kept for place in one.places)
    if details_places.meet(stay, go) or (stay and stay[-1][1] > len(body)):
        raise Unsound
    bare = bytearray(stay[-1][1] if stay else 0)
    for begin, end in stay:
        bare[begin:end] = body[begin:end]
    return bytes(bare) or None


def _properties(body: bytes, tables: Tables, kept: set[int]) -> bytes:
    """Return the properties of what stays, and which item has which."""
    found: Boxes = []
    all_said = iter(tables.said)
    for name, inside in details_boxes.within(body):
        if name == b"ipco":
            found.append((name, details_boxes.boxes(_emptied(tables, kept))))
        elif name == b"ipma":
            mine = [_known(one, tables) for one in next(all_said) if one.number in kept]
            found.append((name, details_heif_items.said_written(inside, mine)))
    return details_boxes.boxes(found)


def _emptied(tables: Tables, kept: set[int]) -> Boxes:
    """Return the properties; what goes is left empty, so that the others keep their places in the row."""
    used = {
        place for each in tables.said for one in each if one.number in kept for place, _ in one.properties
    }
    return [
        (name, details_heif_tracks.colours(inside) if name == b"colr" else inside)
        if place in used and name in PROPERTIES
        else (FREE, bytes(len(inside)))
        for place, (name, inside) in enumerate(tables.properties, 1)
    ]


def _known(one: Said, tables: Tables) -> Said:
    """Return what is said of an item, without properties that go. Raises Unsound where it needs one."""
    named = [(place, needed, tables.properties[place - 1][0]) for place, needed in one.properties if place]
    if any(needed and name not in PROPERTIES for _, needed, name in named):
        raise Unsound
    return Said(one.number, [(place, needed) for place, needed, name in named if name in PROPERTIES])


WRITERS: Mapping[bytes, Callable[[bytes, Tables, set[int]], bytes | None]] = {
    b"hdlr": _handler, b"iinf": _items, b"iloc": _lies, b"iref": _links, b"iprp": _properties,
    b"idat": _data, b"grpl": _groups,
}  # fmt: skip
