"""Lucide pictures, tinted with the palette of the moment and sharp at every size."""

from collections.abc import Callable
from functools import lru_cache, partial

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

SIZES = (16, 24, 32, 48)
FINENESS = 2  # drawn twice as fine, so that no screen shows it blurred
INK = "#2b2327"
CLEAR = Qt.GlobalColor.transparent
GAP = 0.4  # of the picture, between it and the words beside it
DIRECTED = frozenset({
    "send", "arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "redo-2", "log-in",
    "log-out", "list", "quote", "list-checks",
})  # mirrored where text runs from right to left; what shows digits, letters or a clock is not  # fmt: skip
Role = QPalette.ColorRole
_made: dict[int, Callable[[], QIcon]] = {}
_drawings: dict[int, Callable[[], QPixmap]] = {}
"""How each picture was made, by the key that Qt gives it and never gives again."""


def icon(name: str, role: Role = Role.ButtonText, *, gap: bool = False) -> QIcon:
    """Return a picture in the colour of *role*; with *gap* it keeps off the words that follow it."""
    colours = QGuiApplication.palette()
    faint = colours.color(QPalette.ColorGroup.Disabled, Role.PlaceholderText)
    leftward = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    made = _icon(name, colours.color(role).name(), faint.name(), leftward=leftward, gap=gap)
    _made[made.cacheKey()] = partial(icon, name, role, gap=gap)
    return made


def pixmap(name: str, size: int, role: Role = Role.WindowText) -> QPixmap:
    colour = QGuiApplication.palette().color(role).name()
    leftward = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    made = _drawn(name, colour, size, leftward=leftward, gap=False)
    _drawings[made.cacheKey()] = partial(pixmap, name, size, role)
    return made


def anew(old: QIcon) -> QIcon:
    """Return the picture of *old* in the colours of now, if it was made here."""
    return _made.get(old.cacheKey(), lambda: old)()


def pixmap_anew(old: QPixmap) -> QPixmap:
    """Return *old* in the colours of now, if it was made here."""
    return _drawings.get(old.cacheKey(), lambda: old)()


def on_paper(name: str, size: int) -> QPixmap:
    """Return a picture in ink, whatever the colours of the screen are."""
    leftward = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _drawn(name, INK, size, leftward=leftward, gap=False)


def forget() -> None:
    """Let go of all pictures: they must not outlive the application."""
    _made.clear()
    _drawings.clear()
    _icon.cache_clear()
    _drawn.cache_clear()


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, faint: str, *, leftward: bool, gap: bool) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(name, colour, size, leftward=leftward, gap=gap), QIcon.Mode.Normal)
        made.addPixmap(_drawn(name, faint, size, leftward=leftward, gap=gap), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=2048)
def _drawn(name: str, colour: str, size: int, *, leftward: bool, gap: bool) -> QPixmap:
    svg = resources.icon(name).replace("currentColor", colour)
    side = size * FINENESS
    room = round(side * GAP) if gap else 0
    image = QImage(side + room, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(CLEAR)
    painter = QPainter(image)
    if leftward and name in DIRECTED:
        painter.translate(2 * room + side, 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(room if leftward else 0, 0, side, side))
    painter.end()
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(FINENESS)
    return made
