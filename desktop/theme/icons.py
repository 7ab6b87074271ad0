"""Lucide pictures, tinted with the palette of the moment and sharp at every size."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPalette, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

import resources

SIZES = (16, 20, 24, 32, 48, 64)
DIRECTED = frozenset({"send", "arrow-left", "arrow-right", "undo-2", "log-in", "list", "quote", "list-checks"})
Role = QPalette.ColorRole


def icon(name: str, role: Role = Role.ButtonText) -> QIcon:
    """Return a picture in the colour of *role*; those with a direction follow the language."""
    made = QIcon()
    colours = QGuiApplication.palette()
    for mode, colour in (
        (QIcon.Mode.Normal, colours.color(role)),
        (QIcon.Mode.Disabled, colours.color(QPalette.ColorGroup.Disabled, Role.PlaceholderText)),
    ):
        svg = resources.icon(name).replace("currentColor", colour.name())
        for size in SIZES:
            made.addPixmap(_drawn(svg, size, mirrored=_mirrored(name)), mode)
    return made


def pixmap(name: str, size: int, role: Role = Role.WindowText) -> QPixmap:
    colour = QGuiApplication.palette().color(role).name()
    svg = resources.icon(name).replace("currentColor", colour)
    return _drawn(svg, size, mirrored=_mirrored(name))


def _mirrored(name: str) -> bool:
    return name in DIRECTED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _drawn(svg: str, size: int, *, mirrored: bool) -> QPixmap:
    ratio = 2  # drawn twice as fine, so that no screen shows it blurred
    image = QImage(size * ratio, size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    if mirrored:
        image = image.transformed(QTransform.fromScale(-1, 1))
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
