"""Pictures that move keep each of their pictures, and nothing that is hidden between them."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from sync.exchange import details
from tests.sync.exchange import pictures
from tests.sync.exchange.pictures import PLACE, riff

WORDS = PLACE.decode()


def moving(form: str) -> bytes:
    drawn = [Image.new("RGB", (20, 16), (turn * 60, 90, 30)) for turn in range(4)]
    noted = PngImagePlugin.PngInfo()
    noted.add_text("Author", WORDS)
    noted.add_text("Comment", WORDS, zip=True)
    noted.add_itxt("XML:com.adobe.xmp", WORDS)
    more: dict[str, dict[str, Any]] = {
        "WEBP": {"exif": pictures.exif(1), "xmp": PLACE, "lossless": True},
        "PNG": {"exif": pictures.exif(1), "pnginfo": noted},
        "GIF": {"comment": PLACE},
    }
    held = BytesIO()
    drawn[0].save(held, form, save_all=True, append_images=drawn[1:], duration=80, loop=0, **more[form])
    return held.getvalue()


def within_a_frame(whole: bytes) -> bytes:
    """Put details into the first frame of a WebP."""
    at = whole.index(b"ANMF")
    size = int.from_bytes(whole[at + 4 : at + 8], "little")
    inside = whole[at + 8 : at + 8 + size] + riff(b"EXIF", PLACE) + riff(b"UNKN", PLACE)
    body = whole[8:at] + riff(b"ANMF", inside) + whole[at + 8 + size + size % 2 :]
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def seen(data: bytes) -> list[tuple[bytes, object]]:
    found = []
    with Image.open(BytesIO(data)) as opened:
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            found.append((opened.convert("RGB").tobytes(), opened.info.get("duration")))
    return found


@pytest.mark.parametrize("form", ["WEBP", "PNG", "GIF"])
def test_each_picture_stays_and_no_detail(form: str) -> None:
    before = within_a_frame(moving(form)) if form == "WEBP" else moving(form)
    after = details.stripped(before)
    assert b"SECRET" in before and b"SECRET" not in after
    assert not any(name in after for name in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"EXIF", b"XMP"))
    assert seen(after) == seen(before) and len(seen(after)) == 4
    assert details.stripped(after) == after


def test_what_a_phone_puts_behind_a_photo_goes() -> None:
    """A second picture of a row, and a film with its place."""
    photo = pictures.jpeg(1)
    film = b"\x00\x00\x00\x18ftypmp42" + PLACE
    assert details.stripped(photo + pictures.jpeg(6) + film) == details.stripped(photo)
