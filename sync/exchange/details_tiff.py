"""A TIFF without what is hidden in it: only tags stay that the points need, each value where it was.

TIFF 6.0, its supplements and BigTIFF. What is left out becomes zeros: details, places, maker's notes, layers,
smaller copies. Raw pictures of cameras are told apart and left alone.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sync.exchange import details_jpeg, details_places, details_profile, details_tiff_directory
from sync.exchange.details_places import Bare, Place
from sync.exchange.details_tiff_directory import BELOW, Directory, Entry, Form, Tree
from sync.exchange.unsound import PARTS_MAX, Unsound

BEGINS = tuple(details_tiff_directory.FORMS)
NUMBERS = frozenset({1, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 16, 17, 18})  # kinds that are no text
SUBFILE, OLD_SUBFILE, COMPRESSION, COLOURS = 254, 255, 259, 262
STRIPS, STRIP_SIZES, TILES, TILE_SIZES = 273, 279, 324, 325
POINTS = ((STRIPS, STRIP_SIZES), (TILES, TILE_SIZES))
JPEG_TABLES, PROFILE, PROFILE_MAX = 347, 34675, 16 << 20
NOTHING_BELOW = frozenset({BELOW})
NEEDED = frozenset({
    SUBFILE, OLD_SUBFILE, BELOW, 256, 257, 258, COMPRESSION, COLOURS, 263, 264, 265, 266, STRIPS,
    274,  # which way up
    277, 278, STRIP_SIZES, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320,
    321, 322, 323, TILES, TILE_SIZES, 326, 327, 328, 332, 334, 336, 338, 339, 340, 341, 529, 530, 531, 532,
    50674,  # how it is packed
})  # fmt: skip
OPAQUE = frozenset({JPEG_TABLES, PROFILE})  # needed too, and no numbers
PACKED = frozenset({1, 2, 3, 4, 5, 7, 8, 32773, 32946, 34887, 34925, 50000})
AS_JPEG, JPEG_HEAD_MAX = 7, 1 << 13
SHADES = frozenset({0, 1, 2, 3, 4, 5, 6, 8, 9, 10})  # what the numbers of a point may mean
OF_CAMERAS = frozenset({32767, 32769, 32770, 32867, 34713, 34892, 65000, 65535})  # ways of packing
SENSOR = frozenset({32803, 34892})  # points as a sensor saw them
RAW_TAGS = frozenset({33421, 33422, 37398, 50706, 50707, 50740})
POINTERS = frozenset({34665, 34853, 40965})
MARK, MARKS = slice(8, 12), (b"CR", b"IIII")  # of two makers, behind the first offset
REDUCED, OLD_REDUCED = 1, 2


def is_raw(file: BinaryIO) -> bool:
    """Say whether a file is what a camera saw, and no picture yet."""
    try:
        return _is_of_camera(file)
    except Unsound:
        return False


def is_marked(head: bytes) -> bool:
    """Say whether a maker of cameras says so at the beginning; 16 bytes do."""
    return head[MARK].startswith(MARKS)


def _is_of_camera(file: BinaryIO) -> bool:
    tree = Tree(file)
    found = list(tree.main())
    found += [sub for one in found for sub in tree.below(one)]
    return any(_is_sensor(tree, one) for one in found)


def _is_sensor(tree: Tree, one: Directory) -> bool:
    if any(entry.tag in RAW_TAGS for entry in one.entries):
        return True
    return tree.number(one, COMPRESSION, 1) in OF_CAMERAS or tree.number(one, COLOURS, 0) in SENSOR


def plan(file: BinaryIO) -> Bare:
    """Return what stays of a picture. Raises Unsound where it cannot be told, and for raw ones."""
    if is_raw(file):
        raise Unsound
    tree = Tree(file)
    picture = _Picture(tree)
    for one, after in _linked(tree, list(tree.main())):
        below = list(tree.below(one))
        copies = sum(_is_copy(tree, each) for each in below)
        if 0 < copies < len(below):
            raise Unsound
        stay = [] if copies else below
        picture.take(one, after, frozenset() if stay else NOTHING_BELOW)
        for each in stay:
            picture.take(each, each.after, NOTHING_BELOW)
    return picture.bare()


def _linked(tree: Tree, main: Sequence[Directory]) -> Iterator[tuple[Directory, int]]:
    """Yield the first directory and all that are no smaller copies, each with where the next of them is."""
    row = [one for number, one in enumerate(main) if not number or not _is_copy(tree, one)]
    return zip(row, [*(one.at for one in row[1:]), 0], strict=True)


def _is_copy(tree: Tree, one: Directory) -> bool:
    old = tree.number(one, OLD_SUBFILE, 0) == OLD_REDUCED
    return old or bool(tree.number(one, SUBFILE, 0) & REDUCED)


class _Picture:
    """What stays of a file, and what goes, as its directories are gone through."""

    def __init__(self, tree: Tree) -> None:
        self._tree, self._file, self._form = tree, tree.file, tree.form
        self._kept: list[Place] = [(0, 2 * tree.form.wide)]
        self._gone: list[Place] = []
        self._written: dict[int, bytes] = {}

    def take(self, one: Directory, after: int, dropped: frozenset[int]) -> None:
        """Raises Unsound where it is unknown how the points are written."""
        tags = {entry.tag for entry in one.entries if _stays(entry)} - dropped
        packed = self._tree.number(one, COMPRESSION, 1)
        shades = self._tree.number(one, COLOURS, 0)
        twice = len({entry.tag for entry in one.entries}) < len(one.entries)
        if twice or packed not in PACKED or shades not in SHADES:
            raise Unsound
        self._written[one.at] = details_tiff_directory.written(self._form, one, tags, after)
        for entry in one.entries:
            if entry.tag == PROFILE and entry.place is not None:
                self._take_profile(entry.place)
                continue
            (self._kept if entry.tag in tags else self._gone).extend(_places(entry, self._form))
        points = list(self._points(one))
        if packed == AS_JPEG:
            self._check_jpeg(one, points)
        self._kept += points
        if len(self._kept) + len(self._gone) > PARTS_MAX:
            raise Unsound

    def _take_profile(self, place: Place) -> None:
        begin, end = place
        if end - begin > PROFILE_MAX:
            raise Unsound
        self._written[begin] = details_profile.neutral(details_places.taken(self._file, begin, end - begin))

    def _points(self, one: Directory) -> Iterator[Place]:
        found = [(one.of(places), one.of(sizes)) for places, sizes in POINTS]
        if not any(places for places, _ in found):
            raise Unsound
        for places, sizes in found:
            if places is None:
                continue
            if sizes is None or sizes.count != places.count:
                raise Unsound
            begins = self._tree.numbers(places)
            for at, size in zip(begins, self._tree.numbers(sizes), strict=True):
                yield at, at + size

    def _check_jpeg(self, one: Directory, points: Sequence[Place]) -> None:
        tables = one.of(JPEG_TABLES)
        for begin, end in [*points, *([tables.place] if tables and tables.place else [])]:
            if end > begin:
                head = details_places.taken(self._file, begin, min(end - begin, JPEG_HEAD_MAX))
                if not details_jpeg.is_plain(head):
                    raise Unsound

    def bare(self) -> Bare:
        """Return the whole. Raises Unsound where what goes lies in what stays, or that leads out."""
        kept = details_places.merged(self._kept)
        new = [(at, at + len(data)) for at, data in self._written.items()]
        end = details_places.merged([*kept, *new])[-1][1]
        if end > details_places.whole(self._file) or details_places.meet(
            kept, details_places.merged(self._gone)
        ):
            raise Unsound
        return details_places.sound(Bare(end, kept, self._written))


def _stays(entry: Entry) -> bool:
    return entry.tag in OPAQUE or (entry.tag in NEEDED and entry.kind in NUMBERS)


def _places(entry: Entry, form: Form) -> Iterator[Place]:
    """Yield where the values of an entry are, or what it points at."""
    if entry.place is not None:
        yield entry.place
    elif entry.tag in POINTERS:
        at = form.number(entry.raw[-form.wide :])
        yield at, at + form.count
