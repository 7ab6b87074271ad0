"""Words that stand out too little from what is behind them, measured on the picture itself."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.tour.flaws_places import shown

LEAST, LEAST_LARGE = 4.5, 3.0
LARGE_PX, LARGE_BOLD_PX = 24, 18.5
EDGE = 7
"""Pixels of a button with its border and its ring, which say nothing of its words."""


def faint(window: QWidget, image: QImage) -> Iterator[tuple[QWidget, str]]:
    for each in shown(window):
        if isinstance(each, QLabel | QAbstractButton) and each.text() and each.isEnabled():
            box = _seen(each, window).intersected(image.rect())
            ratio = contrast(image, box) if not box.isEmpty() else None
            if ratio is not None and ratio < least(each):
                yield each, f"{ratio:.1f}: {each.text()}"


def least(widget: QWidget) -> float:
    size = widget.font().pixelSize()
    large = size >= (LARGE_BOLD_PX if widget.font().bold() else LARGE_PX)
    return LEAST_LARGE if large else LEAST


def contrast(image: QImage, box: QRect) -> float | None:
    """Return how the colour furthest from the ground stands out from it; nothing where all is of one."""
    colours = _colours(image, box)
    (ground, _), *others = colours.most_common()
    behind = luminance(ground)
    ratios = [_ratio(luminance(colour), behind) for colour, _ in others]
    return max(ratios, default=None)


@lru_cache(maxsize=4_096)
def luminance(colour: int) -> float:
    made = QColor(colour)
    red, green, blue = (_linear(part) for part in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG 2


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _colours(image: QImage, box: QRect) -> Counter[int]:
    part = image.copy(box).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(part.constBits()).cast("B").cast("I")
    return Counter(pixels)


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """Return where the words of *widget* are on the picture; nothing where not all of it is seen."""
    box = widget.rect()
    if isinstance(widget, QAbstractButton):
        box = box.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    here = QRect(widget.mapTo(window, box.topLeft()), box.size())
    corners = (here.topLeft(), here.center(), here.bottomRight())
    whole = widget.visibleRegion().boundingRect().contains(box)
    return here if whole and all(_is_on_top(widget, window, corner) for corner in corners) else QRect()


def _is_on_top(widget: QWidget, window: QWidget, point: QPoint) -> bool:
    at = window.childAt(point)
    return at is not None and (at is widget or at.isAncestorOf(widget))
