"""Pictures that are attached by the verb and fetched by a colleague: nothing hidden is in them."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from sync.cli import grammar
from sync.cli.answer import Answer
from sync.item_refusals import DetailsStay
from tests.scenarios import rotating
from tests.scenarios.archiving import Two
from tests.scenarios.laptops import Laptop
from tests.sync.exchange.heifs import Heif
from tests.sync.exchange.tiffs import Page, Tiff

ORIENTATION, DETAILS, PLACES = 274, 34665, 34853
OWN = set(range(254, 300)) | {317, 338, 339}  # what a TIFF needs to be drawn
TOLD = {270, 271, 272, 285}


def said(one: Laptop, *words: str) -> Answer:
    arguments = grammar.parse(list(words))
    answer = arguments.run(one.session, arguments)
    assert isinstance(answer, Answer)
    return answer


def photo(form: str) -> bytes:
    """A picture as a phone writes it: turned, with a maker, a time and a place."""
    exif = Image.Exif()
    exif.update({ORIENTATION: 6, 271: "SECRET maker", 272: "SECRET", 306: "2026:11:22 03:00:00"})
    exif.get_ifd(DETAILS)[0x9003] = "2026:11:22 03:00:00"
    exif.get_ifd(PLACES).update({1: "S", 2: (1.0, 17.0, 30.0), 29: "SECRET"})
    held, made = BytesIO(), Image.effect_mandelbrot((48, 32), (-2, -1, 1, 1), 20).convert("RGB")
    made.save(held, form, exif=exif.tobytes())
    return held.getvalue()


def read(path: Path) -> tuple[set[int], bool, bytes]:
    """Return the tags of a picture, whether it names a place, and its points."""
    with Image.open(path) as opened:
        exif = opened.getexif()
        below = bool({DETAILS, PLACES} & set(exif) or opened.info.get("xmp"))
        own = set(opened.tag_v2) if isinstance(opened, TiffImagePlugin.TiffImageFile) else set()
        return set(exif) | own, below, opened.tobytes()


def test_a_colleague_reads_no_place_and_no_maker(shared: Two, tmp_path: Path) -> None:
    amal, badu, space = shared
    item, before = amal.note(space, "Plan"), {}
    for form in ("avif", "tiff", "jpeg"):
        path = tmp_path / f"photo.{form}"
        path.write_bytes(photo(form))
        before[path.name] = read(path)
        assert "hidden" not in said(amal, "attach", item, str(path)).lines[0]
    rotating.sync(amal, badu)
    for name, (was, below, points) in before.items():
        assert 271 in was and below
        said(badu, "fetch-attachment", item, name, "--to", str(tmp_path / "out"))
        tags, left, now = read(tmp_path / "out")
        assert ORIENTATION in tags and tags <= OWN - TOLD and not left
        assert points == now and b"SECRET" not in (tmp_path / "out").read_bytes()
        (tmp_path / "out").unlink()


def test_of_others_it_is_said_and_none_is_sent_that_should_be_bare(shared: Two, tmp_path: Path) -> None:
    amal, _, space = shared
    item = amal.note(space, "Plan")

    def kept(name: str, data: bytes) -> Answer:
        (tmp_path / name).write_bytes(data)
        return said(amal, "attach", item, str(tmp_path / name))

    raw, film = Tiff(pages=[Page(shades=32803)]).written(), bytes(4) + b"ftypmp42"
    others = {"a.dng": Tiff().written(), "b.tif": raw, "c.pdf": b"%PDF-1.7", "d.mp4": film}
    for name, data in others.items():
        answer = kept(name, data)
        assert "hidden details stay" in answer.lines[0]
        assert amal.session.attachments.data(answer.document["id"], 1 << 20) == data
    before = len(amal.session.attachments.rows(item))
    odd = Tiff(pages=[Page(packed=6)]).written()
    for name, data in (("e.avif", Heif(shown=99).written()), ("f.tif", odd)):
        with pytest.raises(DetailsStay):
            kept(name, data)
    assert len(amal.session.attachments.rows(item)) == before
    whole = said(amal, "attach", item, str(tmp_path / "e.avif"), "--keep-details")
    assert amal.session.attachments.data(whole.document["id"], 1 << 20) == (tmp_path / "e.avif").read_bytes()
    bare = kept("g.heic", Heif().written())
    assert b"SECRET" not in amal.session.attachments.data(bare.document["id"], 1 << 20)
