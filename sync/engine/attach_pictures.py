"""Pictures of anybody as points, and the text of QR codes, from a process that can hurt nothing."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass

from sync.exchange import picture
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported
from sync.item_refusals import NotShownHere

SECONDS, WHOLE = 20.0, 30.0
ROOM = (1_600, 1_600)
TEXT_MAX = 8_000  # more letters than any QR code holds


@dataclass(frozen=True, slots=True)
class Points:
    width: int
    height: int
    rgba: bytes
    """Red, green, blue of each point and how solid it is, line by line."""


def drawn(name: str, raw: bytes, room: tuple[int, int] = ROOM) -> Points:
    """Return a picture no larger than *room*; of one that moves, the first. Raises NotShownHere."""
    said = _asked(f"{picture.PREFIX}{room[0]}x{room[1]}", name, raw)
    try:
        width, height = int(said["width"]), int(said["height"])
        rgba = b64decode(said["points"])
    except (KeyError, ValueError) as error:
        raise NotShownHere(name=name) from error
    if not (0 < width <= room[0] and 0 < height <= room[1] and len(rgba) == width * height * picture.COLOURS):
        raise NotShownHere(name=name)  # what the other process says is believed no more than the file
    return Points(width, height, rgba)


def code(name: str, raw: bytes) -> str:
    """Return the text of the QR code in a picture; nothing where there is none. Raises NotShownHere."""
    return _asked(picture.CODE_PREFIX, name, raw).get("text", "")[:TEXT_MAX]


def _asked(question: str, name: str, raw: bytes) -> Mapping[str, str]:
    with LimitedReader(silence=SECONDS, whole=WHOLE) as reader:
        for found in reader.read(question, raw):
            if isinstance(found, Imported):
                return found.fields
    raise NotShownHere(name=name)
