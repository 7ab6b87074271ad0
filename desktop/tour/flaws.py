"""What is wrong with a window as it is shown: the gallery names it beside each picture."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.tour import flaws_contrast, flaws_language, flaws_places, flaws_words

MARKUP, BLANKS = re.compile(r"<[^>]*>"), re.compile(r"\s+")
MOST_LETTERS = 90

Found = tuple[QWidget, str]
"""Where something is wrong, and the words there or what the sizes are."""
Search = Callable[[QWidget], Iterator[Found]]

SEARCHES: dict[str, Search] = {
    "cut": flaws_words.cut,
    "squeezed": flaws_words.squeezed,
    "overlapping": flaws_places.overlapping,
    "sticking out": flaws_places.sticking_out,
    "sideways": flaws_places.sideways,
    "untranslated": flaws_language.untranslated,
}


@dataclass(frozen=True, slots=True)
class Flaw:
    kind: str
    path: str
    """The classes from the window down to the widget, and its name."""
    text: str

    def line(self, picture: str) -> str:
        return "\t".join((picture, self.kind, self.path, self.text))


def found(window: QWidget, room: QSize, image: QImage | None = None) -> list[Flaw]:
    """Return what is wrong with *window* on a screen of *room*, and with its colours on *image*."""
    searches: dict[str, Search] = {**SEARCHES, "too large": partial(flaws_places.too_large, room=room)}
    if image is not None:
        searches["too faint"] = partial(flaws_contrast.faint, image=image)
    return [
        Flaw(kind, path(each, window), short(text))
        for kind, search in searches.items()
        for each, text in search(window)
    ]


def path(widget: QWidget, window: QWidget) -> str:
    """Return the own classes that lead to *widget*: those of Qt alone say little of where it is."""
    name = type(widget).__name__ + (f"#{widget.objectName()}" if widget.objectName() else "")
    steps, at = [name], widget.parentWidget()
    while widget is not window and at is not None:
        if at is window or type(at).__module__.startswith("desktop"):
            steps.append(type(at).__name__)
        if at is window:
            break
        at = at.parentWidget()
    return "/".join(reversed(steps))


def short(text: str) -> str:
    return BLANKS.sub(" ", unescape(MARKUP.sub("", text))).strip()[:MOST_LETTERS]
