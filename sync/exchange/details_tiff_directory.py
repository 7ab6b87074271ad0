"""Directories of TIFF 6.0 and BigTIFF: entries with a tag and values, read in bounds, never twice."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from sync.exchange import details_places
from sync.exchange.details_places import Place
from sync.exchange.unsound import PARTS_MAX, Unsound

BELOW = 330  # the tag with directories of its own
DIRECTORIES_MAX = 10_000
ENTRIES_MAX = 4_096
CLASSIC, BIG = 42, 43
SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
"""Bytes of one value of each kind."""

WHOLE = frozenset({1, 3, 4, 13, 16, 18})  # kinds that are numbers without a sign


@dataclass(frozen=True, slots=True)
class Form:
    """Which byte is the first of a number; how many bytes an offset and a count of entries have."""

    order: Literal["little", "big"]
    wide: int
    count: int

    @property
    def entry(self) -> int:
        return 4 + 2 * self.wide

    def number(self, data: bytes) -> int:
        return int.from_bytes(data, self.order)


FORMS = {
    b"II*\x00": Form("little", 4, 2),
    b"MM\x00*": Form("big", 4, 2),
    b"II+\x00": Form("little", 8, 8),
    b"MM\x00+": Form("big", 8, 8),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as it stands there, and what it says."""

    raw: bytes
    tag: int
    kind: int
    count: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Directory:
    """One picture in the file: where it says so, its entries, and where the next one is."""

    at: int
    entries: Sequence[Entry]
    after: int

    def of(self, tag: int) -> Entry | None:
        return next((one for one in self.entries if one.tag == tag), None)


class Tree:
    """The directories of one file."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Unsound."""
        self.file = file
        self.form, self._first = _first(file)
        self._seen: set[int] = set()
        self._entries = 0

    def main(self) -> Iterator[Directory]:
        """Yield the pictures in their row. Raises Unsound where one comes again, and for too many."""
        return self._chain(self._first)

    def below(self, one: Directory) -> Iterator[Directory]:
        """Yield what a directory names as its own. Raises Unsound, as above."""
        entry = one.of(BELOW)
        for at in self.numbers(entry) if entry is not None else ():
            yield from self._chain(at)

    def numbers(self, entry: Entry, most: int = PARTS_MAX) -> list[int]:
        """Return the values, or the first of them. Raises Unsound where these are no whole numbers."""
        if entry.kind not in WHOLE or entry.count > PARTS_MAX:
            raise Unsound
        one = SIZES[entry.kind]
        size = one * min(entry.count, most)
        inline = entry.raw[-self.form.wide :]
        data = inline if entry.place is None else details_places.taken(self.file, entry.place[0], size)
        return [self.form.number(data[at : at + one]) for at in range(0, size, one)]

    def number(self, one: Directory, tag: int, usual: int) -> int:
        """Return the first value of a tag; the usual one where there is none. Raises Unsound."""
        entry = one.of(tag)
        return self.numbers(entry, 1)[0] if entry is not None and entry.count else usual

    def _chain(self, at: int) -> Iterator[Directory]:
        while at:
            if at in self._seen or len(self._seen) >= DIRECTORIES_MAX:
                raise Unsound
            self._seen.add(at)
            one = self._directory(at)
            self._entries += len(one.entries)
            if self._entries > PARTS_MAX:
                raise Unsound
            yield one
            at = one.after

    def _directory(self, at: int) -> Directory:
        form = self.form
        count = form.number(details_places.taken(self.file, at, form.count))
        if not 0 < count <= ENTRIES_MAX:
            raise Unsound
        size = count * form.entry
        data = details_places.taken(self.file, at + form.count, size + form.wide)
        rows = [_entry(form, data[start : start + form.entry]) for start in range(0, size, form.entry)]
        return Directory(at, rows, form.number(data[size:]))


def _first(file: BinaryIO) -> tuple[Form, int]:
    """Return the form of a file, and where its first directory is. Raises Unsound."""
    head = details_places.taken(file, 0, 8)
    form = FORMS.get(head[:4])
    if form is None:
        raise Unsound
    if form.wide == len(head) // 2:
        return form, form.number(head[4:])
    if form.number(head[4:6]) != form.wide or head[6:8] != bytes(2):
        raise Unsound
    return form, form.number(details_places.taken(file, 8, form.wide))


def _entry(form: Form, raw: bytes) -> Entry:
    tag, kind = form.number(raw[:2]), form.number(raw[2:4])
    count, value = form.number(raw[4 : -form.wide]), form.number(raw[-form.wide :])
    size = SIZES.get(kind, 1) * count
    return Entry(raw, tag, kind, count, (value, value + size) if size > form.wide else None)


def written(form: Form, one: Directory, kept: Collection[int], after: int) -> bytes:
    """Return a directory with the entries of these tags alone, in their order."""
    rows = [entry.raw for entry in one.entries if entry.tag in kept]
    head, tail = len(rows).to_bytes(form.count, form.order), after.to_bytes(form.wide, form.order)
    return head + b"".join(rows) + tail
