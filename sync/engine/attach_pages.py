"""Pages of an attached PDF as pixels, drawn in a process that can hurt nothing (never a helper program)."""

from base64 import b64decode
from dataclasses import dataclass

from sync.exchange import paper
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported
from sync.item_refusals import NotShownHere

SECONDS, WHOLE = 20.0, 30.0  # for one page


@dataclass(frozen=True, slots=True)
class Page:
    pages: int
    width: int
    height: int
    points: bytes
    """Red, green and blue of each point, line by line."""


class Paper:
    """One PDF while it is looked at; its process lives as long."""

    def __init__(self, name: str, raw: bytes) -> None:
        self._name, self._raw = name, raw
        self._reader = LimitedReader(silence=SECONDS, whole=WHOLE)

    def page(self, number: int, width: int) -> Page:
        """Return a page, from 0, about *width* points wide. Raises NotShownHere."""
        for found in self._reader.read(f"{paper.PREFIX}{number}:{width}", self._raw):
            if isinstance(found, Imported):
                return self._checked(found)
        raise NotShownHere(name=self._name)

    def _checked(self, found: Imported) -> Page:
        """What the other process says is believed no more than the file."""
        try:
            pages, width, height = (int(found.fields[name]) for name in ("pages", "width", "height"))
            points = b64decode(found.fields["points"])
        except (KeyError, ValueError) as error:
            raise NotShownHere(name=self._name) from error
        fits = 0 < width <= paper.WIDTH_MAX and height > 0 and len(points) == width * height * paper.COLOURS
        if not fits or not 0 < pages <= paper.PAGES_MAX:
            raise NotShownHere(name=self._name)
        return Page(pages, width, height, points)

    def close(self) -> None:
        self._reader.close()
