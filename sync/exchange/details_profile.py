"""A colour profile without who made it, when, and for which screen, in as many bytes.

ICC.1, 7.2, 7.3 and 9. A name and a right of use have to be there: both stay, and are empty.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.exchange import details_places
from sync.exchange.details_numbers import Reading
from sync.exchange.details_places import Place
from sync.exchange.unsound import Unsound

HEAD, ENTRY, TAGS_MAX = 128, 12, 1_000
SIGN = slice(36, 40)
SAID = ((0, 4), (8, 24), (36, 40), (44, 48), (56, 80))
"""Places in the head that colours need: size, version, kinds of colours, flags, what is white."""

WHEN, THEN = 24, b"\x07\xd0\x00\x01\x00\x01" + bytes(6)  # every profile is of the first of January 2000
COLOURS = frozenset({
    *(way + bytes([number]) for way in (b"A2B", b"B2A", b"D2B", b"B2D") for number in b"0123"),
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"chrm",
    b"lumi", b"gamt", b"cicp", b"clro", b"aarg", b"aabg", b"aagg",
})  # fmt: skip
TEXTS = frozenset({b"desc", b"cprt"})
EMPTY = {
    b"mluc": b"mluc" + bytes(8) + b"\x00\x00\x00\x0c",
    b"desc": b"desc" + bytes(4) + b"\x00\x00\x00\x01",
    b"text": b"text" + bytes(4),
}


class Tag(NamedTuple):
    """One entry of the list, and where what it names begins and ends."""

    entry: bytes
    name: bytes
    place: Place


def neutral(profile: bytes) -> bytes:
    """Return a profile of the same colours and the same length. Raises Unsound."""
    tags = list(_tags(profile))
    colours = details_places.merged(tag.place for tag in tags if tag.name in COLOURS)
    texts = dict(_emptied(profile, tags, colours))
    kept = [tag.entry for tag in tags if tag.name in COLOURS or (tag.name in TEXTS and tag.place[0] in texts)]
    bare = bytearray(len(profile))
    for begin, end in (*SAID, *colours):
        bare[begin:end] = profile[begin:end]
    listed = len(kept).to_bytes(4, "big") + b"".join(kept)
    for at, new in ((WHEN, THEN), (HEAD, listed), *texts.items()):
        bare[at : at + len(new)] = new
    return bytes(bare)


def _tags(profile: bytes) -> Iterator[Tag]:
    size = int.from_bytes(profile[:4], "big")
    if profile[SIGN] != b"acsp" or size > len(profile):
        raise Unsound
    reading = Reading(profile[:size], HEAD)
    count = reading.number(4)
    rows = [reading.take(ENTRY) for _ in range(min(count, TAGS_MAX + 1))]
    if count > TAGS_MAX:
        raise Unsound
    for row in rows:
        begin = int.from_bytes(row[4:8], "big")
        end = begin + int.from_bytes(row[8:], "big")
        if begin < reading.at or end > size:
            raise Unsound
        yield Tag(row, row[:4], (begin, end))


def _emptied(profile: bytes, tags: Sequence[Tag], colours: Sequence[Place]) -> Iterator[tuple[int, bytes]]:
    """Yield where texts are, and what is there instead. Raises Unsound for one in the midst of colours."""
    for tag in tags:
        begin, end = tag.place
        new = EMPTY.get(profile[begin : begin + 4], b"")
        if tag.name in TEXTS and 0 < len(new) <= end - begin:
            if details_places.meet([tag.place], colours):
                raise Unsound
            yield begin, new
