"""Nothing hidden stays in a TIFF, no point of it changes, and what a camera saw is left alone."""

from io import BytesIO
from itertools import product
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from sync.exchange import details
from sync.exchange.details_tiff_directory import Tree
from sync.exchange.unsound import Unsound
from tests.sync.exchange import pictures, tiffs
from tests.sync.exchange.tiffs import POINTS, SMALL, Page, Tiff

ORDERS: tuple[Literal["little", "big"], ...] = ("little", "big")
SHOWN = {254, 256, 257, 258, 259, 262, 273, 274, 277, 278, 279, 282, 283, 284, 296, 317, 320, 330, 338, 339}


def seen(data: bytes) -> list[tuple[str, tuple[int, int], bytes]]:
    found = []
    with Image.open(BytesIO(data)) as opened:
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            found.append((opened.mode, opened.size, opened.tobytes()))
    return found


def said(data: bytes) -> set[int]:
    with Image.open(BytesIO(data)) as opened:
        assert isinstance(opened, TiffImagePlugin.TiffImageFile)
        return set(opened.tag_v2)


def saved(mode: str, packed: str, *, big: bool = False) -> bytes:
    first = Image.frombytes("RGB", (40, 30), bytes(at * 7 % 256 for at in range(3_600))).convert(mode)
    held, tags = BytesIO(), TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (270, 271, 272, 285, 305, 306, 315, 316, 33432):
        tags[tag] = "SECRET"
    tags[274] = 6
    exif = Image.Exif()
    exif.load(pictures.exif(6))
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[29] = "SECRET"
    tags[700] = b"<x>SECRET</x>"
    first.save(
        held, "TIFF", compression=packed, tiffinfo=tags, exif=exif, save_all=True, big_tiff=big,
        append_images=[first.rotate(180)],
    )  # fmt: skip
    return held.getvalue()


@pytest.mark.parametrize(
    ("mode", "packed"),
    [("RGB", "raw"), ("RGBA", "tiff_lzw"), ("P", "tiff_adobe_deflate"), ("1", "group4"), ("L", "packbits")],
)
@pytest.mark.parametrize("wide", [4, 8])
def test_a_written_tiff_is_drawn_as_before_and_says_only_what_that_needs(
    mode: str, packed: str, wide: int
) -> None:
    before = saved(mode, packed, big=wide == 8)
    assert details.sort_of(before[:16]) == "cleaned"
    after = details.stripped(before)
    assert b"SECRET" in before and b"SECRET" not in after
    assert seen(after) == seen(before) and len(seen(after)) == 2
    assert said(before) - said(after) and said(after) <= SHOWN | {274}
    with Image.open(BytesIO(after)) as opened:
        assert opened.getexif()[274] == 6
    assert details.stripped(after) == after


@pytest.mark.parametrize(("order", "wide"), list(product(ORDERS, (4, 8))))
def test_in_each_form_all_that_is_hidden_goes(order: Literal["little", "big"], wide: int) -> None:
    below = Page(SMALL, [(254, 4, [1])])
    pages = [Page(more=tiffs.hidden(), below=[below]), Page(SMALL, [(254, 4, [1])]), Page(POINTS[::-1])]
    before = Tiff(order, wide, pages).written()
    after = details.stripped(before)
    assert b"SECRET" not in after and SMALL not in after
    assert after.index(POINTS) == before.index(POINTS)
    assert after.index(POINTS[::-1]) == before.index(POINTS[::-1])
    first, last = Tree(BytesIO(after)).main()
    assert [one.tag for one in first.entries] == [256, 257, 258, 259, 262, 273, 274, 277, 278, 279]
    assert [one.tag for one in last.entries] == [256, 257, 258, 259, 262, 273, 277, 278, 279]
    assert details.stripped(after) == after
    if (order, wide) != ("big", 8):  # the library takes this for a small one
        turned, plain = (points for _, _, points in seen(after))
        assert sorted(turned) == sorted(POINTS) and plain == POINTS[::-1]


def test_pictures_below_that_are_no_copies_stay() -> None:
    after = details.stripped(Tiff(pages=[Page(below=[Page(POINTS[::-1], tiffs.hidden())] * 2)]).written())
    assert b"SECRET" not in after and after.count(POINTS[::-1]) == 2
    assert 330 in said(after)


ODD = {
    "points as a sensor saw them": Tiff(pages=[Page(shades=32803)]),
    "a sign of raw pictures": Tiff(pages=[Page(more=[(50706, 1, b"\x01\x04\x00\x00")])]),
    "raw points below": Tiff(pages=[Page(below=[Page(packed=34713)])]),
}
WRONG = {
    "of no known way to pack": Tiff(pages=[Page(packed=6)]),
    "copies and others below": Tiff(pages=[Page(below=[Page(), Page(more=[(254, 4, [1])])])]),
    "twice the same tag": Tiff(pages=[Page(more=[(270, 2, b"a\x00")] * 2)]),
    "sizes of another number": Tiff(pages=[Page(more=[(324, 4, [8, 8]), (325, 4, [8])])]),
    "no sizes": Tiff(pages=[Page(more=[(324, 4, [8])])]),
    "points behind the end": Tiff(pages=[Page(more=[(324, 4, [8]), (325, 4, [1 << 31])])]),
    "details in the points": Tiff(pages=[Page(more=[(34853, 4, [8])])]),
    "points as a whole photo": Tiff(pages=[Page(pictures.jpeg(6), packed=7)]),
    "the entries in the points": Tiff(pages=[Page(more=[(324, 4, [8]), (325, 4, [800])])]),
}


@pytest.mark.parametrize("name", ODD)
def test_what_a_camera_saw_is_told_apart(name: str) -> None:
    data = ODD[name].written()
    assert details.is_raw(BytesIO(data), "a.tif")
    with pytest.raises(Unsound):
        details.stripped(data)


def test_names_and_beginnings_of_cameras() -> None:
    plain = Tiff().written()
    assert not details.is_raw(BytesIO(plain), "a.tif")
    assert details.is_raw(BytesIO(plain), "a.DNG")
    assert not details.is_raw(BytesIO(pictures.jpeg(1)), "a.dng")
    assert details.sort_of(b"II*\x00\x10\x00\x00\x00CR\x02\x00") == "kept"


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_told_is_refused(name: str) -> None:
    data = WRONG[name].written()
    assert not details.is_raw(BytesIO(data), "a.tif")
    with pytest.raises(Unsound):
        details.stripped(data)


@pytest.mark.parametrize("wide", [4, 8])
def test_a_row_that_comes_back_to_itself(wide: int) -> None:
    data = bytearray(Tiff(wide=wide, trailer=b"").written())
    at = int.from_bytes(data[wide : 2 * wide], "little")
    data[-wide:] = at.to_bytes(wide, "little")
    with pytest.raises(Unsound):
        details.stripped(bytes(data))


@settings(deadline=None, max_examples=150)
@given(
    wide=st.sampled_from([4, 8]),
    changes=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), min_size=1, max_size=3),
)
def test_whatever_is_in_it_nothing_else_goes_wrong(wide: int, changes: list[tuple[int, int]]) -> None:
    torn = bytearray(Tiff(wide=wide).written())
    for at, byte in changes:
        torn[at % len(torn)] = byte
    try:
        after = details.stripped(bytes(torn))
    except Unsound:
        return
    assert len(after) <= len(torn)


def test_one_cut_off_anywhere_is_refused() -> None:
    plain = details.stripped(Tiff().written())
    for end in range(0, len(plain), 5):
        with pytest.raises(Unsound):
            details.stripped(plain[:end])
