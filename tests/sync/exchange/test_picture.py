"""Pictures drawn in the limited process: known forms only, measured first; what is torn hurts nothing."""

import struct
import zlib
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sync.exchange import picture
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from tests.sync.exchange import pictures as samples

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>'
FORMS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
MODES = ("1", "L", "LA", "P", "RGBA", "I;16")


def made(form: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **how: object) -> bytes:
    """A picture that is red on the left and blue on the right, as far as its mode has colours."""
    drawn = Image.new("RGB", size, (250, 10, 10))
    drawn.paste((10, 10, 250), (size[0] // 2, 0, *size))
    shown = Image.new("I;16", size, 200 << 8) if mode == "I;16" else drawn.convert(mode)
    kept = BytesIO()
    shown.save(kept, form, **how)
    return kept.getvalue()


def large(width: int, height: int) -> bytes:
    """A few bytes that say they are a very large picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = samples.chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + samples.chunk(b"IHDR", head) + lines + samples.chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def limited() -> Iterator[LimitedReader]:
    with LimitedReader(silence=30.0) as reader:
        yield reader


def asked(limited: LimitedReader, raw: bytes, room: str = "20x20") -> Outcome:
    (found,) = limited.read(picture.PREFIX + room, raw)
    return found


def drawn(found: Outcome) -> tuple[int, int, bytes]:
    assert isinstance(found, Imported)
    width, height, points = int(found.fields["width"]), int(found.fields["height"]), found.fields["points"]
    raw = b64decode(points)
    assert len(raw) == width * height * picture.COLOURS
    return width, height, raw


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_drawn_no_larger_than_there_is_room(limited: LimitedReader, form: str) -> None:
    width, height, points = drawn(asked(limited, made(form)))
    assert (width, height) == (20, 15)
    left, right = points[:4], points[4 * 19 : 4 * 20]
    assert left[0] > 200 and left[2] < 60 and right[2] > 200 and right[0] < 60 and left[3] == 255
    assert drawn(asked(limited, made(form), "500x500"))[:2] == (40, 30)


def test_a_tiff_with_room_for_more_than_four_gigabytes_is_drawn(limited: LimitedReader) -> None:
    assert drawn(asked(limited, made("TIFF", big_tiff=True)))[:2] == (20, 15)


@pytest.mark.parametrize("mode", MODES)
def test_shades_of_every_sort_are_shown(limited: LimitedReader, mode: str) -> None:
    points = drawn(asked(limited, made("PNG", mode)))[2]
    assert points[3] == 255 and (mode != "I;16" or points[:3] == b"\xc8\xc8\xc8")


def test_a_picture_taken_sideways_stands_upright(limited: LimitedReader) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    width, height, points = drawn(asked(limited, made("JPEG", exif=turned), "20x40"))
    assert (width, height) == (20, 27)
    assert points[0] > 200 > points[2]


def test_a_photograph_that_was_cut_off_is_shown_as_far_as_it_came(limited: LimitedReader) -> None:
    whole = made("JPEG", size=(400, 300))
    assert drawn(asked(limited, whole[: len(whole) * 2 // 3]))[:2] == (20, 15)


@pytest.mark.parametrize(
    "raw",
    [b"", b"plain", SVG, b"%!PS-Adobe-3.0 EPSF-3.0", large(60_000, 60_000), large(31_000, 1),
     large(20_000, 20_000), large(0, 5), large(7_000, 7_000), made("PNG")[:60], b"\xff\xd8\xff"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_the_next_is_drawn(limited: LimitedReader, raw: bytes) -> None:
    assert isinstance(asked(limited, raw), Refused)
    assert drawn(asked(limited, made("PNG")))[:2] == (20, 15)


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "PICTURE_MAX", 10)
    assert list(picture.read("9x9", made("PNG"))) == [Refused("9x9", Reason.UNREADABLE)]
    assert list(picture.read_code("a", made("PNG"))) == [Refused("a", Reason.UNREADABLE)]


def test_the_text_of_a_code_is_read(limited: LimitedReader) -> None:
    kept = BytesIO()
    segno.make("KARKADE:P:words", micro=False).save(kept, kind="png", scale=5)
    for raw, text in ((kept.getvalue(), "KARKADE:P:words"), (made("PNG"), "")):
        (found,) = limited.read(picture.CODE_PREFIX, raw)
        assert isinstance(found, Imported) and found.fields == {"text": text}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(FORMS), st.integers(0, 300), st.binary(min_size=1, max_size=8))
def test_torn_ones_are_shown_or_refused(limited: LimitedReader, form: str, at: int, torn: bytes) -> None:
    data = made(form)
    asked(limited, data[:at] + torn + data[at + len(torn) :])


def test_a_large_one_that_is_clear_in_places_is_made_coarse_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture, "CONVERTED_MAX", 10_000)
    for mode in ("RGBA", "P"):
        (found,) = picture.read("20x20", made("PNG", mode, (400, 300)))
        width, height, points = drawn(found)
        assert (width, height) == (20, 15) and points[0] > 200
