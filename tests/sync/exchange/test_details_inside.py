"""Pictures in office files lose what a camera wrote into them, and nothing else of the file changes."""

import io
import zipfile
import zlib

import pytest
from PIL import Image

from sync.exchange import details_inside, details_office
from sync.exchange.unsound import Unsound
from tests.sync.exchange.test_details_office import DOCX, ODT, bare, packed, parts

CAMERA = b"A camera of Amal"
MAKE, PLACE, LATITUDE = 271, 34853, 2


def picture(form: str, *, told: bool = True) -> bytes:
    exif = Image.Exif()
    exif[MAKE] = CAMERA.decode()
    exif.get_ifd(PLACE)[LATITUDE] = (1.0, 17.0, 11.0)
    kept, seen = io.BytesIO(), Image.linear_gradient("L").convert("RGB")
    seen.save(kept, form, **({"exif": exif} if told else {}))
    return kept.getvalue()


PHOTO = picture("JPEG")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize(
    ("whole", "name"),
    [
        (DOCX, "word/media/image1.jpg"),
        (DOCX, "xl/media/b.jpeg"),
        (DOCX, "ppt/media/c"),
        (ODT, "Pictures/1.jpg"),
    ],
)
def test_a_photo_loses_its_place_and_keeps_its_points(
    whole: dict[str, bytes], name: str, method: int
) -> None:
    raw = packed({**whole, name: PHOTO}, method=method)
    found = bare(raw)
    after, before = parts(found), parts(bare(packed(whole)))
    assert {each: data for each, data in after.items() if each != name} == before
    assert CAMERA not in after[name] and b"Exif" not in after[name]
    with Image.open(io.BytesIO(after[name])) as now, Image.open(io.BytesIO(PHOTO)) as was:
        assert not now.getexif() and now.tobytes() == was.tobytes()
    assert bare(found) == found


@pytest.mark.parametrize("form", ["PNG", "TIFF", "WEBP", "GIF"])
def test_pictures_of_every_form_that_is_cleaned_are(form: str) -> None:
    after = parts(bare(packed(DOCX | {"word/media/one": picture(form, told=form != "GIF")})))
    assert CAMERA not in after["word/media/one"]
    Image.open(io.BytesIO(after["word/media/one"])).load()


def test_photos_in_office_files_inside_lose_it_too() -> None:
    sheet = packed({**dict(list(DOCX.items())[:3]), "xl/media/a.jpg": PHOTO})
    found = parts(bare(packed(DOCX | {"word/embeddings/Sheet.xlsx": sheet})))
    assert CAMERA not in parts(found["word/embeddings/Sheet.xlsx"])["xl/media/a.jpg"]


def test_a_picture_without_details_stays_packed_as_it_was() -> None:
    plain = bare(packed(DOCX | {"word/media/a.png": picture("PNG", told=False)}))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert archive.getinfo("word/media/a.png").compress_type == zipfile.ZIP_DEFLATED


def test_what_is_no_whole_picture_or_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for odd in (PHOTO[:300], b"II*\x00" + b"\xff" * 40):
        with pytest.raises(Unsound):
            bare(packed(DOCX | {"word/media/a.jpg": odd}))
    raw = packed(DOCX | {f"word/media/{at}.jpg": PHOTO for at in range(3)})
    monkeypatch.setattr(details_inside, "PICTURE_MAX", len(PHOTO) - 1)
    with pytest.raises(Unsound):
        bare(raw)
    monkeypatch.undo()
    small = details_inside.Room(3 * len(PHOTO) - 1)
    with pytest.raises(Unsound):
        details_office.plan(io.BytesIO(raw), room=small)


def test_a_picture_that_changes_on_the_way_is_noticed() -> None:
    file = io.BytesIO(packed(DOCX | {"word/media/a.jpg": PHOTO}, method=zipfile.ZIP_STORED))
    plan = details_office.plan(file)
    at = next(part.at for part in plan if part.bare is not None)
    file.seek(at + len(PHOTO) - 9)
    file.write(b"\0")
    with pytest.raises(Unsound):
        b"".join(details_office.pieces(file, plan))


def test_a_picture_packed_in_an_odd_way_is_refused() -> None:
    with pytest.raises(Unsound):
        bare(packed(DOCX | {"word/media/a.jpg": PHOTO}, method=zipfile.ZIP_BZIP2))
    raw = bytearray(packed(DOCX | {"word/media/a.jpg": PHOTO}))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        start = archive.getinfo("word/media/a.jpg").header_offset + 30 + len("word/media/a.jpg") + 9
    raw[start : start + 40] = zlib.compress(b"other")[:10] * 4
    with pytest.raises(Unsound):
        bare(bytes(raw))
