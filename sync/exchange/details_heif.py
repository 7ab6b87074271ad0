"""A HEIF or AVIF picture without what is hidden in it: details, small copies and films in it become zeros.

Boxes of ISO/IEC 14496-12, items of ISO/IEC 23008-12. Only items stay that the picture is drawn from, each
where it was: nothing is decoded. Which way up it stands is said by a property of the item, which stays.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import BinaryIO

from sync.exchange import details_boxes, details_heif_meta, details_heif_tracks, details_places
from sync.exchange.details_boxes import HEAD, Placed
from sync.exchange.details_places import Bare, Place
from sync.exchange.unsound import Unsound

INSIDE_MAX = 16 << 20
BRANDS_MAX = 4_096
BRAND = 4
STILL = frozenset({
    b"mif1", b"mif2", b"heic", b"heix", b"heim", b"heis", b"avif", b"avio", b"avci", b"vvic", b"miaf",
    b"1pic", b"MiHB", b"MiHA", b"MiHE", b"MA1B", b"MA1A", b"tmap", b"geo1", b"unif",
})  # fmt: skip
MOVING = frozenset({
    b"msf1", b"hevc", b"hevx", b"hevm", b"hevs", b"avis", b"avcs", b"vvis", b"jpgs",
})  # fmt: skip
MAJOR = STILL | MOVING
"""What a file calls itself in its first box."""


def plan(file: BinaryIO) -> Bare:
    """Return what stays of a picture. Raises Unsound where it cannot be told."""
    boxes = _own(file)
    meta = next((box for box in boxes if box.name == b"meta"), None)
    if meta is None:
        raise Unsound
    new = details_heif_meta.bare(_inside(file, meta))
    written, kept = {meta.body: new.inside}, list(new.kept)
    for moov in (box for box in boxes if box.name == b"moov" and _moves(file, boxes)):
        written[moov.body] = details_heif_tracks.bare(_inside(file, moov))
        kept += details_heif_tracks.places(written[moov.body])
    kept = details_places.merged(kept)
    data = [(box.body, box.end) for box in boxes if box.name == b"mdat"]
    if details_places.meet(kept, new.gone) or not _all_in(kept, data):
        raise Unsound
    return _laid_out(file, boxes, kept, written)


def _own(file: BinaryIO) -> list[Placed]:
    """Return the boxes of the picture itself; a film behind it begins like a file of its own."""
    boxes = list(details_boxes.of_file(file))
    names = [box.name for box in boxes]
    own = names.index(b"ftyp", 1) if names.count(b"ftyp") > 1 else len(names)
    if names[:1] != [b"ftyp"] or names[:own].count(b"meta") > 1 or names[:own].count(b"moov") > 1:
        raise Unsound
    return boxes[:own]


def _moves(file: BinaryIO, boxes: Sequence[Placed]) -> bool:
    """Say whether it is a row of pictures, which lie in tracks."""
    kind = boxes[0]
    said = details_places.taken(file, kind.body, min(kind.end - kind.body, BRANDS_MAX))
    brands = {said[at : at + BRAND] for at in range(0, len(said), BRAND)}
    return bool(brands & MOVING)


def _inside(file: BinaryIO, box: Placed) -> bytes:
    if box.end - box.body > INSIDE_MAX:
        raise Unsound
    return details_places.taken(file, box.body, box.end - box.body)


def _all_in(places: Sequence[Place], data: Sequence[Place]) -> bool:
    """Say whether each place is in one of *data*, which are in order."""
    begins = [begin for begin, _ in data]
    around = [bisect_right(begins, at) - 1 for at, _ in places]
    return all(one >= 0 and end <= data[one][1] for one, (_, end) in zip(around, places, strict=True))


def _laid_out(
    file: BinaryIO, boxes: Sequence[Placed], kept: Sequence[Place], written: dict[int, bytes]
) -> Bare:
    """Return the file: boxes that go are called free where others follow, and else are cut off."""
    begins = [at for at, _ in kept]
    stay = [box for box in boxes if box.name == b"ftyp" or box.body in written or _holds(box, begins)]
    end, names = stay[-1].end, {box.at for box in stay}
    places = [*kept, (stay[0].at, stay[0].end), *((box.at, box.body) for box in stay[1:])]
    for box in boxes:
        if box.at not in names and box.end <= end:
            head = details_places.taken(file, box.at, box.body - box.at)
            written[box.at] = head[:4] + b"free" + head[HEAD:]
    return details_places.sound(Bare(end, details_places.merged(places), written))


def _holds(box: Placed, begins: Sequence[int]) -> bool:
    return box.name == b"mdat" and bisect_left(begins, box.body) < bisect_left(begins, box.end)
