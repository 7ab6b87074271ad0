"""Puts colours, letters and sizes on the application; everything else asks it for nothing."""

import sys
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyle

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
MOTIONS = ("system", "still")
FLASH_MS = 1_000
STILL = "still"  # a property of the application
Effect = Qt.UIEffect
MOVING = (
    Effect.UI_AnimateMenu, Effect.UI_FadeMenu, Effect.UI_AnimateCombo, Effect.UI_AnimateTooltip,
    Effect.UI_FadeTooltip, Effect.UI_AnimateToolBox,
)  # fmt: skip
SCALES = (100, 125, 150, 200)


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose: *scheme* is one of SCHEMES or, to follow the system, "system"."""

    scheme: str = "system"
    scale: int = 100
    motion: str = "system"
    """"still" where nothing may move, or "system"."""


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
    still = look.motion == "still" or _system_is_still(app)
    app.setStyle(Shapes(font.pixelSize(), still=still))
    _hold_still(app, still=still)
    app.setFont(font)
    colours = SCHEMES[_scheme(app, look)]
    app.setPalette(palette(colours))
    app.setStyleSheet(sheet.text(colours, font.pixelSize()))


def _scheme(app: QApplication, look: Look) -> str:
    return look.scheme if look.scheme in SCHEMES else system_scheme(app)


def system_scheme(app: QApplication) -> str:
    """Return the colours that the system asks for."""
    hints = app.styleHints()  # to be held: what it returns goes when it goes
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast" if dark else "contrast-light"
    return "dark" if dark else "light"


def note_stillness(app: QApplication, *, still: bool) -> None:
    """Take down what the system says about things that move, for the next time that a look is applied."""
    app.setProperty(STILL, still)


def _system_is_still(app: QApplication) -> bool:
    """Say whether the system was told to move nothing: to Qt on Windows, elsewhere as it was noted."""
    told = sys.platform == "win32" and not app.isEffectEnabled(Effect.UI_General)
    return told or app.property(STILL) is True


def _hold_still(app: QApplication, *, still: bool) -> None:
    """Let no cursor blink and no menu slide, or as the system has it."""
    if still:
        app.setCursorFlashTime(0)
        for effect in MOVING:
            app.setEffectEnabled(effect, False)
    elif app.cursorFlashTime() == 0:
        app.setCursorFlashTime(FLASH_MS)


def is_still() -> bool:
    """Say whether nothing may move by itself."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def em() -> int:
    """Return the size of plain text in pixels: the measure of all widths."""
    return max(QApplication.font().pixelSize(), PLAIN_PX)


def space(steps: float) -> int:
    """Return *steps* of the grid (4 px at the plain size of text)."""
    return round(steps * 4 * em() / PLAIN_PX)


def colour(role: QPalette.ColorRole) -> QColor:
    return QApplication.palette().color(role)
