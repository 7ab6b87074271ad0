"""Office files without their makers: emptied where it can be done exactly, and never half."""

import io
import struct
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sync.exchange import details_office
from sync.exchange.unsound import Unsound

SECRET = b"SECRET maker"
OPEN_XML = (
    b'<Types><Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/docProps/core.xml" ContentType="application/x.core-properties+xml"/>'
    b'<Override PartName="/docProps/app.xml" ContentType="application/x.extended-properties+xml"/></Types>'
)
WORDS = b"<w:document>" + b"The pump. " * 500 + b"</w:document>"
DOCX = {
    "[Content_Types].xml": OPEN_XML,
    "docProps/core.xml": b"<cp:coreProperties>" + SECRET + b"</cp:coreProperties>",
    "docProps/app.xml": b'<Properties xmlns="http://purl.oclc.org/x">' + SECRET + b"</Properties>",
    "docProps/custom.xml": SECRET,
    "docProps/thumbnail.jpeg": SECRET,
    "docProps/thumbnail.emf": SECRET,
    "docProps/thumbnail.wmf": SECRET,
    "word/document.xml": WORDS,
    "word/media/é.png": b"\x89PNG" + bytes(300),
}
ODT = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "content.xml": WORDS,
    "meta.xml": b'<office:document-meta office:version="1.3">' + SECRET + b"</office:document-meta>",
    "Thumbnails/thumbnail.png": SECRET,
    "META-INF/manifest.xml": b"<manifest:manifest/>",
}


def packed(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, data in parts.items():
            one = zipfile.ZipInfo(name, (2031, 5, 6, 7, 8, 10))
            one.comment, one.extra = SECRET, struct.pack("<HHBL", 0x5455, 5, 1, 1_900_000_000)
            archive.writestr(one, data, zipfile.ZIP_STORED if name == "mimetype" else method)
        archive.comment = SECRET
    return kept.getvalue()


def bare(raw: bytes) -> bytes:
    file = io.BytesIO(raw)
    return b"".join(details_office.pieces(file, details_office.plan(file)))


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {one.filename: archive.read(one) for one in archive.infolist()}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("whole", [DOCX, ODT], ids=["docx", "odt"])
def test_what_says_who_and_when_goes_and_the_rest_is_the_same(
    whole: Mapping[str, bytes], method: int
) -> None:
    found = bare(packed(whole, method=method))
    after = parts(found)
    assert list(after) == list(whole) and SECRET not in found
    changed = {name for name in whole if after[name] != whole[name]}
    assert changed == {name for name in whole if SECRET in whole[name]}
    for name, form in (("docProps/thumbnail.jpeg", "JPEG"), ("Thumbnails/thumbnail.png", "PNG")):
        if name in after:
            with Image.open(io.BytesIO(after[name])) as small:
                small.load()
                assert (small.format, small.size, small.convert("L").getpixel((0, 0))) == (form, (1, 1), 128)
    assert bare(found) == found
    if "meta.xml" in whole:
        assert b'office:version="1.3"' in after["meta.xml"]
    else:
        assert b"purl.oclc.org/ooxml/officeDocument/extendedProperties" in after["docProps/app.xml"]
        assert b"SECRET" not in b"".join(after.values())


def test_a_real_sheet_opens_as_before() -> None:
    made = openpyxl.Workbook()
    made.active["A1"], made.properties.creator = "pump", "SECRET maker"
    kept = io.BytesIO()
    made.save(kept)
    found = bare(kept.getvalue())
    again = openpyxl.load_workbook(io.BytesIO(found))
    assert again.active["A1"].value == "pump" and again.properties.creator != "SECRET maker"


def test_what_lies_inside_has_no_maker_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart in a text brings its whole table with it."""
    table = packed({"xl/workbook.xml": b"<pump/>"} | {name: DOCX[name] for name in list(DOCX)[:3]})
    slides = packed(DOCX | {"ppt/embeddings/Table1.xlsx": table})
    text = packed(DOCX | {"word/embeddings/Slides.PPTX": slides})
    inside = parts(parts(bare(text))["word/embeddings/Slides.PPTX"])
    kept = parts(inside["ppt/embeddings/Table1.xlsx"])
    assert kept["xl/workbook.xml"] == b"<pump/>" and inside["word/document.xml"] == WORDS
    assert SECRET not in b"".join([*inside.values(), *kept.values()])
    drawn = parts(bare(packed(ODT | {"Object 1/meta.xml": SECRET, "Object 1/content.xml": WORDS})))
    assert SECRET not in drawn["Object 1/meta.xml"] and drawn["Object 1/content.xml"] == WORDS
    monkeypatch.setattr(details_office, "INSIDE_MAX", len(slides))
    for name, most in (("DEPTH_MAX", 1), ("INSIDE_EACH", len(slides) - 1)):
        with monkeypatch.context() as less:
            less.setattr(details_office, name, most)
            with pytest.raises(Unsound):
                bare(text)
    with pytest.raises(Unsound):
        bare(packed(DOCX | {f"word/{number}.pptx": slides for number in range(2)}))


ELSEWHERE = OPEN_XML.replace(b"/docProps/core.xml", b"/other/core.xml")
BY_ENDING = b'<Types><Default Extension="psmdcp" ContentType="application/x.core-properties+xml"/></Types>'


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"PK\x03\x04", packed({"a.txt": b"a"}), packed(DOCX)[:-30],
        packed(DOCX | {"[Content_Types].xml": ELSEWHERE}), packed(DOCX | {"[Content_Types].xml": BY_ENDING}),
        packed(DOCX | {"_xmlsignatures/origin.sigs": b""}),
        packed(DOCX | {"docProps/core.xml": bytes(2 << 20)}), packed(DOCX, method=zipfile.ZIP_LZMA),
        packed(ODT | {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        packed(ODT | {"META-INF/documentsignatures.xml": b""}), packed({"x": b""} | ODT),
        packed(ODT | {"mimetype": b"application/epub+zip"}), packed({"mimetype": ODT["mimetype"]}),
        packed(DOCX).replace(b"word/document.xml", b"word/documenT.xml", 1),
        packed(DOCX | {"docProps\\app.xml": SECRET}), packed(DOCX | {"/docProps/core.xml": SECRET}),
        packed(DOCX | {"./docProps/core.xml": SECRET}), packed(DOCX | {"mimetype": ODT["mimetype"]}),
        packed(DOCX | {"[Content_Types].xml": ELSEWHERE.decode().encode("utf-16")}),
        packed(DOCX | {"[Content_Types].xml": ELSEWHERE.replace(b"core-prop", b"core&#45;prop")}),
        packed(DOCX | {"word/embeddings/Table1.xlsx": b"sealed"}),
        packed(DOCX | {"[Content_Types].xml": ELSEWHERE.replace(b"<Override", b"<Override" + b" " * 2_100)}),
    ],
)  # fmt: skip
def test_what_cannot_be_done_exactly_is_not_done(raw: bytes) -> None:
    with pytest.raises(Unsound):
        bare(raw)


def test_an_archive_of_very_many_parts_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details_office, "LIST_MAX", 300)
    with pytest.raises(Unsound):
        bare(packed(DOCX))


def test_a_file_that_shrinks_on_the_way_is_noticed() -> None:
    file = io.BytesIO(packed(DOCX, method=zipfile.ZIP_STORED))
    plan = details_office.plan(file)
    file.truncate(900)
    with pytest.raises(Unsound):
        b"".join(details_office.pieces(file, plan))


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([packed(DOCX), packed(ODT)]), st.integers(0, 2_000), st.binary(min_size=1, max_size=6))
def test_torn_ones_are_refused_or_come_out_no_larger(raw: bytes, at: int, torn: bytes) -> None:
    spoilt = raw[:at] + torn + raw[at + len(torn) :]
    try:
        assert len(bare(spoilt)) < 2 * len(raw)
    except Unsound:
        return
