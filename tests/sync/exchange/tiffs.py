"""A small TIFF made entry by entry, in each of the four forms, with much hidden in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tests.sync.exchange.pictures import PLACE

SIDE = 8
POINTS = bytes(at * 5 % 256 for at in range(SIDE * SIDE))
SMALL = b"the smaller copy from before"
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4, 16: 8}
Row = tuple[int, int, Sequence[int] | bytes]


@dataclass
class Page:
    """A grey picture: its points and what else is said of it."""

    points: bytes = POINTS
    more: Sequence[Row] = ()
    below: Sequence["Page"] = ()
    packed: int = 1
    shades: int = 1


def hidden() -> list[Row]:
    return [
        (270, 2, PLACE + b"\x00"), (271, 2, b"SECRET maker\x00"), (274, 3, [6]), (305, 2, b"SECRET\x00"),
        (306, 2, b"2026:11:22 03:00:00\x00"), (315, 2, b"SECRET name\x00"), (700, 1, b"<x>" + PLACE),
        (33432, 2, PLACE), (33550, 16, [7, 7, 7]), (34377, 1, b"8BIM" + PLACE), (42016, 2, PLACE),
        (42033, 2, b"SECRET serial\x00"), (50708, 7, PLACE),
    ]  # fmt: skip


@dataclass
class Tiff:
    """The file; tests change one thing and let it be written."""

    order: Literal["little", "big"] = "little"
    wide: int = 4
    pages: Sequence[Page] = field(default_factory=lambda: [Page(more=hidden())])
    trailer: bytes = PLACE

    def written(self) -> bytes:
        self.data = bytearray(2 * self.wide)
        mark, big = (b"II" if self.order == "little" else b"MM"), self.wide == 8
        begin = self._chain(self.pages)
        head = mark + self.n(43 if big else 42, 2) + (self.n(8, 2) + self.n(0, 2) if big else b"")
        self.data[: 2 * self.wide] = head + self.n(begin, self.wide)
        return bytes(self.data) + self.trailer

    def n(self, number: int, size: int) -> bytes:
        return number.to_bytes(size, self.order)

    def _chain(self, pages: Sequence[Page]) -> int:
        after = 0
        for page in reversed(pages):
            after = self._page(page, after)
        return after

    def _put(self, data: bytes) -> int:
        self.data += bytes(len(self.data) % 2) + data
        return len(self.data) - len(data)

    def _page(self, page: Page, after: int) -> int:
        details = self.n(1, 2 if self.wide == 4 else 8) + PLACE
        rows: list[Row] = [
            (256, 3, [SIDE]), (257, 3, [SIDE]), (258, 3, [8]), (259, 3, [page.packed]),
            (262, 3, [page.shades]), (273, 4, [self._put(page.points)]), (277, 3, [1]), (278, 3, [SIDE]),
            (279, 4, [len(page.points)]), (34665, 4, [self._put(details)]),
            *page.more,
        ]  # fmt: skip
        if page.below:
            rows.append((330, 13, [self._chain([below]) for below in page.below]))
        entries = b"".join(self._entry(*row) for row in sorted(rows))
        return self._put(self.n(len(rows), 2 if self.wide == 4 else 8) + entries + self.n(after, self.wide))

    def _entry(self, tag: int, kind: int, values: Sequence[int] | bytes) -> bytes:
        size = SIZES[kind]
        data = values if isinstance(values, bytes) else b"".join(self.n(one, size) for one in values)
        if len(data) > self.wide:
            data = self.n(self._put(data), self.wide)
        return (
            self.n(tag, 2) + self.n(kind, 2) + self.n(len(values), self.wide) + data.ljust(self.wide, b"\x00")
        )
