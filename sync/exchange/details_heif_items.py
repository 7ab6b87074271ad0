"""The tables of a HEIF picture: its items, where each lies, and what is drawn from what.

ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12, 6 and 9. Each table is read, and written anew for fewer items, in
the widths that it had: it never grows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sync.exchange import details_boxes
from sync.exchange.details_numbers import Reading
from sync.exchange.details_places import Place
from sync.exchange.unsound import PARTS_MAX, Unsound

HIDDEN = 1
SMALL_INFE, WIDE_INFE = 2, 3  # versions of an entry
WIDE_ILOC = 2  # the last version
FLAGS = 3  # bytes, after one for the version
SIZES = frozenset({0, 4, 8})
TABLE_MAX = 4 << 20
MARKS_MAX = 1 << 20  # bytes that say which item has which property
NO_NAME = b"\x00"
GROUPS = frozenset({b"altr", b"ster"})  # pictures in place of each other, and for two eyes


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of ``iinf``, and how it is written without a name."""

    number: int
    kind: bytes
    hidden: bool
    sealed: bool
    entry: bytes


@dataclass(frozen=True, slots=True)
class Lies:
    """One entry of ``iloc``: as it stands there, in which way it says places, and the places."""

    number: int
    entry: bytes
    way: int
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Link:
    """One reference of ``iref``: from an item to *others*."""

    kind: bytes
    begin: int
    others: Sequence[int]


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of ``ipma``: the properties of an item by their place, and whether each must be known."""

    number: int
    properties: Sequence[tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class Tables:
    """What the box ``meta`` says; *parts* are the boxes in it, *shown* is the item that is seen first."""

    parts: Mapping[bytes, bytes]
    shown: int
    items: Mapping[int, Item]
    lies: Mapping[int, Lies]
    links: Sequence[Link]
    properties: Sequence[tuple[bytes, bytes]]
    said: Sequence[Sequence[Said]]

    def named(self, one: Said) -> list[tuple[bytes, bytes]]:
        """Return the properties of an item. Raises Unsound where there is no such property."""
        places = [place for place, _ in one.properties if place]
        if max(places, default=0) > len(self.properties):
            raise Unsound
        return [self.properties[place - 1] for place in places]


def primary(pitm: bytes) -> int:
    """Return the number of the item that is shown. Raises Unsound."""
    return Reading(pitm, 1 + FLAGS).number(4 if pitm[0] else 2)


def items(iinf: bytes) -> dict[int, Item]:
    """Return the items by their numbers. Raises Unsound."""
    wide = 4 if iinf[0] else 2
    count = Reading(iinf, 1 + FLAGS).number(wide)
    entries = details_boxes.within(iinf, 1 + FLAGS + wide)
    found = {one.number: one for one in (_item(inside) for name, inside in entries if name == b"infe")}
    if not len(found) == len(entries) == count:
        raise Unsound
    return found


def _item(infe: bytes) -> Item:
    reading = Reading(infe)
    version, flags = reading.number(1), reading.number(FLAGS)
    if version not in (SMALL_INFE, WIDE_INFE):
        raise Unsound
    number, sealed = reading.number(4 if version == WIDE_INFE else 2), reading.number(2)
    kind = reading.take(4)
    return Item(number, kind, bool(flags & HIDDEN), bool(sealed), infe[: reading.at] + NO_NAME)


def items_written(iinf: bytes, found: Collection[Item]) -> bytes:
    wide = 4 if iinf[0] else 2
    entries = details_boxes.boxes([(b"infe", one.entry) for one in found])
    return iinf[: 1 + FLAGS] + len(found).to_bytes(wide, "big") + entries


def places(iloc: bytes) -> dict[int, Lies]:
    """Return where each item lies. Raises Unsound."""
    reading = Reading(iloc)
    version = reading.number(1)
    reading.take(FLAGS)
    first, second = reading.number(1), reading.number(1)
    sizes = (first >> 4, first & 15, second >> 4, second & 15 if version else 0)
    if version > WIDE_ILOC or not SIZES.issuperset(sizes):
        raise Unsound
    number_size = 4 if version == WIDE_ILOC else 2
    count = reading.number(number_size)
    if count > PARTS_MAX or len(iloc) > TABLE_MAX:
        raise Unsound
    entries = [_lies(reading, version, sizes) for _ in range(count)]
    found = {one.number: one for one in entries}
    if len(found) < count or sum(len(one.places) for one in entries) > PARTS_MAX:
        raise Unsound
    return found


def _lies(reading: Reading, version: int, sizes: tuple[int, int, int, int]) -> Lies:
    offset_size, length_size, base_size, index_size = sizes
    begin = reading.at
    number = reading.number(4 if version == WIDE_ILOC else 2)
    way = reading.number(2) & 15 if version else 0
    elsewhere = reading.number(2)
    base = reading.number(base_size)
    found: list[Place] = []
    extents = reading.number(2)
    if extents > 1 and not length_size:
        raise Unsound  # each would be the whole file, and take no room here
    for _ in range(extents):
        reading.take(index_size)
        at = base + reading.number(offset_size)
        found.append((at, at + reading.number(length_size)))
    return Lies(number, reading.data[begin : reading.at], way if not elsewhere else -1, found)


def places_written(iloc: bytes, found: Collection[Lies]) -> bytes:
    wide = 4 if iloc[0] == WIDE_ILOC else 2
    head = iloc[: 1 + FLAGS + 2]
    return head + len(found).to_bytes(wide, "big") + b"".join(one.entry for one in found)


def links(iref: bytes) -> list[Link]:
    """Return what refers to what. Raises Unsound."""
    wide = 4 if iref[0] else 2
    if len(iref) > TABLE_MAX:
        raise Unsound
    found = [_link(kind, inside, wide) for kind, inside in details_boxes.within(iref, 1 + FLAGS)]
    if sum(len(one.others) for one in found) > PARTS_MAX:
        raise Unsound
    return found


def _link(kind: bytes, inside: bytes, wide: int) -> Link:
    reading = Reading(inside)
    begin = reading.number(wide)
    return Link(kind, begin, [reading.number(wide) for _ in range(reading.number(2))])


def links_written(iref: bytes, found: Iterable[Link]) -> bytes:
    wide = 4 if iref[0] else 2
    written = []
    for one in found:
        others = b"".join(other.to_bytes(wide, "big") for other in one.others)
        written.append(
            (one.kind, one.begin.to_bytes(wide, "big") + len(one.others).to_bytes(2, "big") + others)
        )
    return iref[: 1 + FLAGS] + details_boxes.boxes(written)


def said(ipma: bytes) -> list[Said]:
    """Return which properties each item has. Raises Unsound."""
    reading = Reading(ipma, 1 + FLAGS)
    wide, number_size = _widths(ipma)
    found = []
    for _ in range(min(reading.number(4), PARTS_MAX)):
        number = reading.number(number_size)
        marks = [reading.number(wide) for _ in range(reading.number(1))]
        must = 1 << 8 * wide - 1
        found.append(Said(number, [(mark & must - 1, bool(mark & must)) for mark in marks]))
        if reading.at > MARKS_MAX:
            raise Unsound
    if reading.left:
        raise Unsound
    return found


def said_written(ipma: bytes, found: Collection[Said]) -> bytes:
    wide, number_size = _widths(ipma)
    must = 1 << 8 * wide - 1
    written = [ipma[: 1 + FLAGS], len(found).to_bytes(4, "big")]
    for one in found:
        marks = [
            (place | must if needed else place).to_bytes(wide, "big") for place, needed in one.properties
        ]
        written += [one.number.to_bytes(number_size, "big"), bytes([len(marks)]), *marks]
    return b"".join(written)


def _widths(ipma: bytes) -> tuple[int, int]:
    """Return the bytes of a property's place, and of an item's number."""
    return (2 if ipma[FLAGS] & 1 else 1), (4 if ipma[0] else 2)


def groups_written(grpl: bytes, kept: set[int]) -> bytes:
    """Return the groups whose members all stay. Raises Unsound."""
    found = []
    for kind, inside in details_boxes.within(grpl):
        reading = Reading(inside, 1 + FLAGS + 4)
        members = {reading.number(4) for _ in range(min(reading.number(4), PARTS_MAX))}
        if kind in GROUPS and members <= kept:
            found.append((kind, inside[: reading.at]))
    return details_boxes.boxes(found)
