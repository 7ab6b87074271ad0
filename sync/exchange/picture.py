"""A picture as points, or the text of its QR code, decoded in the limited process: nothing run or fetched.

The name that is asked for is ``WIDTHxHEIGHT``, the room that there is for it. The answer has width, height
and the points, four bytes each (red, green, blue, how solid), in Base64. Only forms that are named here are
tried, each known by how it begins, and none is drawn before it is measured.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from sync.exchange.outcome import Imported, Outcome, Reason, Refused

if TYPE_CHECKING:
    from PIL import Image as Images
    from PIL.ImageFile import ImageFile

PREFIX, CODE_PREFIX = "\x00picture/", "\x00qr/"
KIND = "picture"
PICTURE_MAX = 64 * 1024 * 1024  # bytes of a file that is drawn at all
SIDE_MAX, POINTS_MAX = 30_000, 60_000_000
JPEG_MAX = 250_000_000  # points: this form alone is made smaller while it is read
SHOWN_MAX = 2_400  # points of a side of what comes out
COLOURS = 4
SMOOTH = ("RGB", "L")
CONVERTED_MAX = 16_000_000  # points that are kept twice for a while
GAP = 2.0  # how much larger than wanted the first, coarse step may leave a picture
TURNED, SIDEWAYS = 0x0112, range(5, 9)
FINER = 1 / 256  # of 65,536 shades what a screen can show
AVIF = (b"ftypavif", b"ftypavis")

Opener = Callable[[BytesIO], "ImageFile"]


class NoPicture(Exception):
    """Of no form that is known here, or too large."""


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield the picture, or why there is none. Only ever called in the limited process."""
    wide, _, high = name.partition("x")
    room = min(int(wide), SHOWN_MAX), min(int(high), SHOWN_MAX)
    try:
        drawn = _upright(_opened(raw), room).convert("RGBA")
    except NoPicture:
        yield Refused(name, Reason.UNREADABLE)
        return
    points = b64encode(drawn.tobytes()).decode()
    yield Imported(KIND, {"width": str(drawn.width), "height": str(drawn.height), "points": points}, name)


def read_code(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield the text of the QR code in a picture. Only ever called in the limited process."""
    import zxingcpp  # noqa: PLC0415 - no other file needs it

    try:
        grey = _upright(_opened(raw), (SHOWN_MAX, SHOWN_MAX)).convert("L")
    except NoPicture:
        yield Refused(name, Reason.UNREADABLE)
        return
    lines = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcodes(lines)
    yield Imported(KIND, {"text": found[0].text if found else ""}, name)


def _opened(raw: bytes) -> "ImageFile":
    """Raises NoPicture, and whatever a torn file makes of the library."""
    if len(raw) > PICTURE_MAX:
        raise NoPicture
    jpeg = raw.startswith(b"\xff\xd8\xff")
    image = _opener(raw)(BytesIO(raw))
    wide, high = image.size
    most = JPEG_MAX if jpeg else POINTS_MAX
    if not (0 < wide <= SIDE_MAX and 0 < high <= SIDE_MAX and wide * high <= most):
        raise NoPicture
    return image


def _opener(raw: bytes) -> Opener:
    """Return what opens this form, by itself: among all forms some would start programs."""
    from PIL import (  # noqa: PLC0415 - no other file needs them
        AvifImagePlugin,
        BmpImagePlugin,
        GifImagePlugin,
        ImageFile,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    ImageFile.LOAD_TRUNCATED_IMAGES = raw.startswith(b"\xff\xd8\xff")  # shown as far as it came
    forms: tuple[tuple[int, tuple[bytes, ...], Opener], ...] = (
        (0, (b"\xff\xd8\xff",), JpegImagePlugin.JpegImageFile),
        (0, (b"\x89PNG\r\n\x1a\n",), PngImagePlugin.PngImageFile),
        (0, (b"GIF87a", b"GIF89a"), GifImagePlugin.GifImageFile),
        (8, (b"WEBP",), WebPImagePlugin.WebPImageFile),
        (0, (b"BM",), BmpImagePlugin.BmpImageFile),
        (0, (b"II*\x00", b"MM\x00*", b"II+\x00"), TiffImagePlugin.TiffImageFile),
        (4, AVIF, AvifImagePlugin.AvifImageFile),
    )
    found = next((form for at, begins, form in forms if raw.startswith(begins, at)), None)
    if found is None:
        raise NoPicture
    return found


def _upright(image: "ImageFile", room: tuple[int, int]) -> "Images.Image":
    """Return the first picture, no larger than *room*, the way up that it says."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - no other file needs them

    wide, high = room[::-1] if image.getexif().get(TURNED, 1) in SIDEWAYS else room
    image.draft(None, (wide, high))
    if image.mode not in SMOOTH and image.width * image.height > CONVERTED_MAX:
        coarse = Image.Resampling.NEAREST  # for a second one of this size there is no room
        image.thumbnail((wide * 2, high * 2), coarse)
    plain = _plain(image)
    plain.thumbnail((wide, high), reducing_gap=GAP)
    return ImageOps.exif_transpose(plain)


def _plain(image: "Images.Image") -> "Images.Image":
    """Return a picture with the usual colours, which can be made smaller smoothly."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda shade: shade * FINER + 0).convert("L")
    return image if image.mode in SMOOTH else image.convert("RGBA")
