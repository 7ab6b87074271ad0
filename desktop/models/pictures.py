"""Pictures from anybody, as the limited process drew them; and pasted ones, written with nothing hidden."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageWriter

from sync.engine import attach_pictures

SHOWN = QSize(1_600, 1_600)
COLOURS = 4


def decoded(name: str, data: bytes, most: QSize = SHOWN) -> QImage:
    """Return a picture no larger than *most*; of one that moves, the first. Raises NotShownHere."""
    found = attach_pictures.drawn(name, data, (most.width(), most.height()))
    line, form = found.width * COLOURS, QImage.Format.Format_RGBA8888
    return QImage(found.rgba, found.width, found.height, line, form).copy()


def written(drawn: QImage) -> bytes:
    """Return a picture that was pasted as a PNG, in which nothing is but its points."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(drawn)
    return bytes(data.data())
