"""Puts colours, letters and sizes on the application; everything else asks it for nothing."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import resources
from desktop.theme import sheet
from desktop.theme.colours import SCHEMES, palette
from desktop.theme.shapes import Shapes

FONTS = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoNaskhArabic-Bold.ttf",
)
FAMILIES = ["Noto Sans", "Noto Naskh Arabic"]
PLAIN_PX = 14
SCALES = (100, 125, 150, 200)


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose: *scheme* is light, dark, contrast or, to follow the system, "system"."""

    scheme: str = "system"
    scale: int = 100


def load_fonts() -> None:
    for name in FONTS:
        path = resources.path(f"fonts/{name}")
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))


def apply(app: QApplication, look: Look) -> None:
    """Draw all of *app* with this look, from now on."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(round(PLAIN_PX * look.scale / 100))
    app.setStyleSheet("")
    app.setStyle(Shapes(font.pixelSize()))
    app.setFont(font)
    colours = SCHEMES[_scheme(app, look)]
    app.setPalette(palette(colours))
    app.setStyleSheet(sheet.text(colours, font.pixelSize()))


def _scheme(app: QApplication, look: Look) -> str:
    if look.scheme in SCHEMES:
        return look.scheme
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def em() -> int:
    """Return the size of plain text in pixels: the measure of all widths."""
    return max(QApplication.font().pixelSize(), PLAIN_PX)


def space(steps: float) -> int:
    """Return *steps* of the grid (4 px at the plain size of text)."""
    return round(steps * 4 * em() / PLAIN_PX)


def colour(role: QPalette.ColorRole) -> QColor:
    return QApplication.palette().color(role)
