"""QR pictures: drawn for a screen, and read from a picture file."""

from pathlib import Path

import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from sync.engine import attach_pictures
from sync.item_refusals import NotShownHere

PICTURE_MAX = 64 << 20  # bytes of a file that is looked at
QUIET = 4


def drawn(text: str, side: int) -> QPixmap:
    """Return *text* as a square picture of about *side* pixels, dark on white whatever the theme."""
    matrix = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    count = len(matrix) + 2 * QUIET
    image = QImage(count, count, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                image.setPixel(x + QUIET, y + QUIET, 0xFF000000)
    scale = max(1, side // count)
    return QPixmap.fromImage(image.scaled(count * scale, count * scale))


def read(path: Path) -> str | None:
    """Return the text in the picture at *path*, or None when there is no picture or no text in it."""
    try:
        with path.open("rb") as file:
            raw = file.read(PICTURE_MAX + 1)
        return (attach_pictures.code(path.name, raw) or None) if len(raw) <= PICTURE_MAX else None
    except (OSError, NotShownHere):
        return None
