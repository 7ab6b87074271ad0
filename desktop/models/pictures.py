"""Pictures from anybody, decoded from memory: known forms only, and measured before a point is drawn."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from sync.item_refusals import NotShownHere

BEGINS = {b"\xff\xd8\xff": b"jpeg", b"\x89PNG\r\n\x1a\n": b"png", b"GIF8": b"gif", b"BM": b"bmp"}
POINTS_MAX, SIDE_MAX = 60_000_000, 30_000
MEGABYTES_MAX = 256
SHOWN = QSize(1_600, 1_600)


def decoded(name: str, data: bytes, most: QSize = SHOWN) -> QImage:
    """Return a picture no larger than *most*; of one that moves, the first. Raises NotShownHere."""
    kept = QByteArray(data)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MEGABYTES_MAX)
    reader = QImageReader(buffer, QByteArray(_form(name, data)))
    reader.setAutoDetectImageFormat(False)  # else a drawing that fetches and runs would be tried as well
    reader.setAutoTransform(True)
    size = reader.size()
    if not _fits(size):
        raise NotShownHere(name=name)
    if size.width() > most.width() or size.height() > most.height():
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    drawn = reader.read()
    if drawn.isNull():
        raise NotShownHere(name=name)
    return drawn


def _form(name: str, data: bytes) -> bytes:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return b"webp"
    found = next((form for begins, form in BEGINS.items() if data.startswith(begins)), b"")
    if not found:
        raise NotShownHere(name=name)
    return found


def _fits(size: QSize) -> bool:
    wide, high = size.width(), size.height()
    return 0 < wide <= SIDE_MAX and 0 < high <= SIDE_MAX and wide * high <= POINTS_MAX


def written(drawn: QImage) -> bytes:
    """Return a picture that was pasted as a PNG, in which nothing is but its points."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(drawn)
    return bytes(data.data())
