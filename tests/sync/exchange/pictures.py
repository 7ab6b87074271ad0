"""Small pictures with much hidden in them, made piece by piece."""

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage

from sync.exchange import orientation

SECRETS = (b"Exif", b"SECRET", b"http://ns.adobe.com/xap", b"Photoshop 3.0", b"8BIM", b"XMP ")
PLACE = b"SECRET place 36.8E 1.3S"


def image(size: int = 12) -> QImage:
    made = QImage(size, size, QImage.Format.Format_RGB32)
    for at in range(size * size):
        made.setPixelColor(at % size, at // size, QColor(at * 7 % 256, at * 3 % 256, at % 256))
    return made


def written(form: str, drawn: QImage | None = None) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert (drawn or image()).save(buffer, form)
    return bytes(data.data())


def exif(turned: int) -> bytes:
    """Details with an orientation, a camera and a place behind them."""
    head = struct.pack("<2sHI", b"II", 42, 8)
    rows = struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack("<HHII", 0x010F, 2, len(PLACE), 38)
    return head + struct.pack("<H", 2) + rows + struct.pack("<I", 0) + PLACE


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def jpeg(turned: int, *hidden: bytes) -> bytes:
    plain = written("jpeg")
    ahead = segment(0xE1, orientation.EXIF + exif(turned))
    ahead += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE)
    ahead += segment(0xED, b"Photoshop 3.0\x008BIM" + PLACE) + segment(0xFE, PLACE)
    ahead += segment(0xE2, b"MPF\x00" + PLACE) + b"".join(segment(0xEB, each) for each in hidden)
    return plain[:2] + ahead + plain[2:] + PLACE


def chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def png(turned: int, *hidden: bytes) -> bytes:
    plain = written("png")
    texts = chunk(b"tEXt", b"Comment\x00" + PLACE) + chunk(b"zTXt", PLACE) + chunk(b"tIME", bytes(7))
    texts += b"".join(chunk(b"prVt", each) for each in hidden) + chunk(b"iTXt", b"XML:com.adobe.xmp" + PLACE)
    return plain[:33] + chunk(b"eXIf", exif(turned)) + texts + plain[33:] + PLACE


def riff(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def webp(turned: int, *hidden: bytes) -> bytes:
    plain = written("webp")[12:]
    size = (12 - 1).to_bytes(3, "little") * 2
    inside = b"WEBP" + riff(b"VP8X", bytes([0x0C, 0, 0, 0]) + size) + plain
    inside += riff(b"EXIF", exif(turned)) + riff(b"XMP ", PLACE)
    inside += b"".join(riff(b"xtra", each) for each in hidden)
    return b"RIFF" + len(inside).to_bytes(4, "little") + inside + PLACE


def gif(*hidden: bytes) -> bytes:
    """One red point, with comments and what a program wrote for itself."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\xff\x00\x00\x00\x00\x00"
    comments = b"".join(
        b"\x21\xfe" + bytes([len(each[:255])]) + each[:255] + b"\x00" for each in hidden if each
    )
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(PLACE)]) + PLACE + b"\x00"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    control = b"\x21\xf9\x04\x00\x00\x00\x00\x00"
    point = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + loop + comments + xmp + control + point + b"\x3b" + PLACE
