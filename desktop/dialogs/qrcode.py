"""QR pictures: drawn for a screen, and read from a picture file."""

from pathlib import Path

import segno
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

SIDE_MAX = 4_000  # pixels; a photograph of a screen has no more
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
    reader = QImageReader(str(path))
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > SIDE_MAX:
        return None
    image = reader.read().convertToFormat(QImage.Format.Format_Grayscale8)
    if image.isNull():
        return None
    found = zxingcpp.read_barcodes(_grey(image))
    return found[0].text if found else None


def _grey(image: QImage) -> memoryview:
    width, height = image.width(), image.height()
    rows = bytes(image.constBits())
    stride = image.bytesPerLine()
    packed = b"".join(rows[y * stride : y * stride + width] for y in range(height))
    return memoryview(packed).cast("B", (height, width))
