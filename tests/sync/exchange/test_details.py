"""Nothing hidden stays in a picture, and no pixel of it changes."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from sync.exchange import details, orientation
from sync.exchange.unsound import Unsound
from tests.sync.exchange import pictures
from tests.sync.exchange.pictures import PLACE, SECRETS

HIDDEN = st.lists(st.binary(max_size=60), max_size=3)
MAKERS: dict[str, Callable[..., bytes]] = {
    "jpeg": pictures.jpeg,
    "png": pictures.png,
    "webp": pictures.webp,
    "gif": lambda _turned, *hidden: pictures.gif(PLACE, *hidden),
}


def pixels(data: bytes) -> QImage:
    made = QImage.fromData(data)
    assert not made.isNull()
    return made.convertToFormat(QImage.Format.Format_RGB32)


@settings(deadline=None, max_examples=25)
@given(turned=st.integers(1, 8), hidden=HIDDEN)
@pytest.mark.parametrize("form", MAKERS)
def test_what_is_hidden_goes_and_the_pixels_stay(form: str, turned: int, hidden: list[bytes]) -> None:
    before = MAKERS[form](turned, *hidden)
    after = details.stripped(before)
    assert all(each not in after for each in SECRETS if each != b"Exif")
    assert pixels(after) == pixels(before)
    assert details.stripped(after) == after


@pytest.mark.parametrize("turned", range(1, 9))
def test_only_the_orientation_is_kept_of_the_details(turned: int) -> None:
    after = details.stripped(pictures.jpeg(turned))
    alone = orientation.EXIF + orientation.alone(turned)
    assert (alone in after) == (turned != 1)
    assert b"Exif" not in after.replace(alone, b"")
    assert orientation.of(orientation.alone(turned)) == turned


@pytest.mark.parametrize("form", MAKERS)
def test_a_picture_cut_off_or_torn_is_refused_and_never_guessed_at(form: str) -> None:
    whole = MAKERS[form](1)
    for end in range(4, len(whole) - len(PLACE) - 1, 7):
        with pytest.raises(Unsound):
            details.stripped(whole[:end] if details.sort_of(whole[:end]) == "cleaned" else b"")


@settings(deadline=None, max_examples=60)
@given(form=st.sampled_from(list(MAKERS)), at=st.integers(0, 400), byte=st.integers(0, 255))
def test_whatever_is_in_it_nothing_else_goes_wrong(form: str, at: int, byte: int) -> None:
    torn = bytearray(MAKERS[form](6))
    torn[min(at, len(torn) - 1)] = byte
    try:
        after = details.stripped(bytes(torn))
    except Unsound:
        return
    assert len(after) <= len(torn) + 40


@pytest.mark.parametrize(
    ("head", "sort"),
    [
        (b"\x00\x00\x00\x18ftypheic0000", "cleaned"),
        (b"\x00\x00\x00\x18ftypcrx 0000", "kept"),
        (b"%PDF-1.7", "kept"),
        (b"II*\x00\x08\x00\x00\x00", "cleaned"),
        (b"PK\x03\x04", "kept"),
        (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "kept"),
        (b"\x00\x00\x00\x08wide\x00\x00", "kept"),
        (b"II+\x00\x08\x00\x00\x00", "cleaned"),
        (b"FUJIFILMCCD-RAW ", "kept"),
        (b"\xef\xbb\xbf <SVG xmlns=", "kept"),
        (b"The free tools", "none"),
        (b"<?xml version", "kept"),
        (b"a plain text", "none"),
        (b"", "none"),
    ],
)
def test_other_forms_say_what_can_be_done(head: bytes, sort: str) -> None:
    assert details.sort_of(head) == sort
    with pytest.raises(Unsound):
        details.stripped(head)


def test_details_that_are_no_details_say_no_orientation() -> None:
    for tiff in (b"", b"II", b"II*\x00\xff\xff\xff\xff", b"XX*\x00", pictures.exif(9)):
        assert orientation.of(tiff) == orientation.PLAIN
    assert (
        orientation.of(b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00")
        == 6
    )


def test_segments_that_no_picture_needs_go() -> None:
    plain = pictures.written("jpeg")
    for marker in (*range(0x02, 0xC0), *range(0xF0, 0xFE)):
        with_more = plain[:2] + pictures.segment(marker, PLACE) + plain[2:]
        assert details.stripped(with_more) == details.stripped(plain)


def test_a_long_row_of_fillings_is_read_once() -> None:
    start = b"\xff\xd8" + pictures.segment(0xDA, b"")
    row = b"\xff" * 2_000_000
    with pytest.raises(Unsound):
        details.stripped(start + row + b"\x00" + row)
    assert len(details.stripped(start + row + b"\xd9")) == len(row) + 7


@pytest.mark.parametrize(
    "many",
    [
        b"\xff\xd8" + b"\xff\xc4\x00\x02" * 300_000 + b"\xff\xd9",
        pictures.png(1)[:33] + pictures.chunk(b"IDAT", b"") * 300_000 + pictures.chunk(b"IEND", b""),
        b"GIF89a" + bytes(7) + b"\x21\xf9\x00" * 300_000 + b";",
        b"RIFF" + (4 + 8 * 300_000).to_bytes(4, "little") + b"WEBP" + b"ALPH\x00\x00\x00\x00" * 300_000,
    ],
    ids=["jpeg", "png", "gif", "webp"],
)
def test_more_parts_than_a_picture_has(many: bytes) -> None:
    with pytest.raises(Unsound):
        details.stripped(many)
