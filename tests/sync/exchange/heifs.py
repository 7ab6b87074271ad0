"""A small HEIF file made box by box: its points are not there to be drawn, its tables are as in phones."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.sync.exchange.pictures import PLACE


def box(name: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return (8 + len(body)).to_bytes(4, "big") + name + body


def full(name: bytes, version: int, *inside: bytes, flags: int = 0) -> bytes:
    return box(name, bytes([version]) + flags.to_bytes(3, "big"), *inside)


def u(number: int, size: int = 2) -> bytes:
    return number.to_bytes(size, "big")


@dataclass
class Thing:
    """An item, and whether its bytes lie in ``idat``."""

    number: int
    kind: bytes
    data: bytes
    hidden: bool = False
    inside: bool = False
    more: bytes = b""


SHOWN = b"the points of the picture"
TILE = b"the points of a tile"
SMALL = b"the small copy as it was before it was cut"
DEPTH = b"how far everything was"
SOLID = b"how solid each point is"
GRID = b"\x00\x00\x00\x00\x00\x40\x00\x40"
LINKS = [
    (b"dimg", 1, [2]), (b"thmb", 3, [1]), (b"auxl", 4, [1]), (b"auxl", 5, [1]), (b"cdsc", 6, [1]),
    (b"cdsc", 7, [1]),
]  # fmt: skip


def things() -> list[Thing]:
    return [
        Thing(1, b"grid", GRID, inside=True),
        Thing(2, b"hvc1", TILE, hidden=True),
        Thing(3, b"hvc1", SMALL, hidden=True),
        Thing(4, b"hvc1", DEPTH, hidden=True),
        Thing(5, b"hvc1", SOLID, hidden=True),
        Thing(6, b"Exif", b"\x00\x00\x00\x06Exif\x00\x00" + PLACE, hidden=True),
        Thing(7, b"mime", PLACE, inside=True, more=b"application/rdf+xml\x00"),
        Thing(8, b"uri ", PLACE, more=b"urn:SECRET\x00"),
    ]


@dataclass
class Heif:
    """What is in the file; tests change one thing and let it be written."""

    brand: bytes = b"heic"
    items: Sequence[Thing] = field(default_factory=things)
    links: Sequence[tuple[bytes, int, Sequence[int]]] = field(default_factory=lambda: list(LINKS))
    properties: Sequence[bytes] = (
        full(b"ispe", 0, u(64, 4), u(64, 4)),
        box(b"irot", b"\x03"),
        full(b"auxC", 0, b"urn:mpeg:hevc:2015:auxid:1\x00"),
        full(b"auxC", 0, b"urn:mpeg:hevc:2015:auxid:2\x00SECRET"),
        full(b"udes", 0, b"en\x00" + PLACE + b"\x00\x00\x00"),
    )
    said: Sequence[tuple[int, Sequence[int]]] = (
        (1, (0x81, 0x82, 5)), (2, (0x81,)), (3, (1,)), (4, (0x84,)), (5, (0x83,)),
    )  # fmt: skip
    iloc: int = 1
    extra: bytes = full(b"udta", 0, PLACE)
    shown: int = 1
    handler: bytes = b"pict"
    more_said: bytes = b""
    more_links: bytes = b""
    trailer: bytes = box(b"mpvd", PLACE) + box(b"ftyp", b"mp42") + PLACE
    between: bytes = box(b"uuid", bytes(16), PLACE)
    filling: bytes = PLACE  # in the data, and of no item

    def written(self) -> bytes:
        head = box(b"ftyp", self.brand, u(0, 4), self.brand + b"mif1")
        before = len(head) + len(self._meta(0)) + len(self.between) + 8
        data = self.filling + b"".join(one.data for one in self.items if not one.inside)
        return head + self._meta(before) + self.between + box(b"mdat", data) + self.trailer

    def _meta(self, begin: int) -> bytes:
        numbers = b"".join(
            full(b"infe", 2, u(one.number), u(0), one.kind, b"SECRET\x00", one.more, flags=one.hidden)
            for one in self.items
        )
        marks = b"".join(u(n) + bytes([len(all_said), *all_said]) for n, all_said in self.said)
        said = full(b"ipma", 0, u(len(self.said), 4), marks)
        refs = (box(kind, u(a), u(len(b)), *map(u, b)) for kind, a, b in self.links)
        return full(
            b"meta", 0,
            full(b"hdlr", 0, bytes(4), self.handler, bytes(12), b"SECRET\x00"),
            box(b"dinf", full(b"dref", 0, u(1, 4), full(b"url ", 0, flags=1))),
            full(b"pitm", 0, u(self.shown)),
            full(b"iinf", 0, u(len(self.items)), numbers),
            full(b"iref", 0, *refs, self.more_links),
            box(b"iprp", box(b"ipco", *self.properties), said, self.more_said),
            box(b"idat", *(one.data for one in self.items if one.inside)),
            self._iloc(begin + len(self.filling)),
            box(b"grpl", full(b"altr", 0, u(9, 4), u(2, 4), u(1, 4), u(6, 4))),
            self.extra,
        )  # fmt: skip

    def _iloc(self, begin: int) -> bytes:
        ways, rows, wide = {False: begin, True: 0}, [], 4 if self.iloc == 2 else 2
        for one in self.items:
            way = u(int(one.inside)) if self.iloc else b""
            rows.append(
                u(one.number, wide) + way + u(0) + u(1) + u(ways[one.inside], 4) + u(len(one.data), 4)
            )
            ways[one.inside] += len(one.data)
        return full(b"iloc", self.iloc, b"\x44\x00", u(len(rows), wide), *rows)
