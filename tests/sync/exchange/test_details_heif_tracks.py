"""A row of pictures in one file keeps each of them and its time on the screen, and nothing that is hidden."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import AvifImagePlugin, Image

from sync.exchange import details, details_heif_tracks
from sync.exchange.details_boxes import within
from sync.exchange.unsound import Unsound
from tests.sync.exchange import pictures
from tests.sync.exchange.heifs import box, full


def row(mode: str = "RGB") -> bytes:
    """Four pictures as a program writes them, with details, and the times and names that it leaves out."""
    drawn = [
        Image.frombytes("RGB", (16, 16), bytes((at * 7 + turn * 40) % 256 for at in range(768))).convert(mode)
        for turn in range(4)
    ]
    held = BytesIO()
    more = {"append_images": drawn[1:], "duration": 100, "exif": pictures.exif(1), "xmp": b"<SECRET/>"}
    drawn[0].save(held, "AVIF", save_all=True, speed=10, **more)
    whole = bytearray(held.getvalue())
    for name in (b"mvhd", b"tkhd", b"mdhd"):
        at = whole.index(name) + 8
        whole[at : at + 4] = b"WHEN"
    at = whole.rindex(b"av01") + 4 + 42
    whole[at : at + 7] = b"\x06SECRET"
    return bytes(whole)


def seen(data: bytes) -> list[tuple[bytes, object]]:
    found = []
    with Image.open(BytesIO(data)) as opened:
        assert isinstance(opened, AvifImagePlugin.AvifImageFile)
        for number in range(opened.n_frames):
            opened.seek(number)
            found.append((opened.tobytes(), opened.info.get("duration")))
    return found


ROW = row()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_each_picture_stays_and_no_detail(mode: str) -> None:
    before = row(mode)
    after = details.stripped(before)
    assert b"SECRET" not in after and b"WHEN" not in after
    assert seen(after) == seen(before) and len(seen(after)) == 4
    assert details.stripped(after) == after and len(after) == len(before)


def test_what_is_beside_the_pictures_goes() -> None:
    """Words at the end of the film, a track that says places, and a film that is none of the picture's."""
    moov = dict(within(ROW))[b"moov"]
    words = box(b"udta", b"SECRET")
    told = box(b"trak", box(b"mdia", full(b"hdlr", 0, bytes(4), b"meta", bytes(12), b"SECRET")), words)
    after = details_heif_tracks.bare(moov + words + told)
    assert b"SECRET" not in after and after[: len(moov)] == details_heif_tracks.bare(moov)
    assert [name for name, _ in within(after)] == [b"mvhd", b"trak", b"free", b"free"]
    late = ROW + box(b"ftyp", b"mp42") + box(b"moov", told, words)
    assert details.stripped(late) == details.stripped(ROW)
    still = ROW.replace(b"avis", b"avif").replace(b"msf1", b"mif1")
    assert b"trak" not in details.stripped(still)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b"stsz", b"stz2"), (b"stsc", b"free"), (b"stbl", b"free"),
        (b"av01\x00\x00\x00\x00", b"mett" + bytes(4)), (b"mvhd", b"mvex"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_understood_is_refused(was: bytes, now: bytes) -> None:
    at = ROW.index(b"moov")
    torn = ROW[:at] + ROW[at:].replace(was, now)
    assert torn != ROW
    with pytest.raises(Unsound):
        details.stripped(torn)


@settings(deadline=None, max_examples=150)
@given(changes=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), min_size=1, max_size=3))
def test_whatever_is_in_its_tables_nothing_else_goes_wrong(changes: list[tuple[int, int]]) -> None:
    torn, at = bytearray(ROW), ROW.index(b"moov")
    for place, byte in changes:
        torn[(at + place) % len(torn)] = byte
    try:
        after = details.stripped(bytes(torn))
    except Unsound:
        return
    assert len(after) <= len(torn)
