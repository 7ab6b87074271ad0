"""An office file without who made it and when: those parts of the archive are emptied, all others are copied.

Nothing is unpacked but what is small and is to be replaced, office files inside, which are emptied, too, and
pictures, which lose what is hidden in them. Names at comments and changes, and what a program wrote into the
text itself, stay as they are.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from sync.exchange import details_inside as inside
from sync.exchange.details_inside import DEFLATED, STORED, Part, Room
from sync.exchange.unsound import Unsound

PARTS_MAX = 20_000
PART_MAX = 1 << 20  # bytes of a part that is looked into
INSIDE_MAX, INSIDE_EACH, DEPTH_MAX = 32 << 20, 16 << 20, 3  # bytes of files inside, of one; how deep they lie
WHOLE_MAX = 0xFFFFFFFE  # bytes; what is larger has other fields
PIECE = 1 << 18
LIST_MAX = 4 << 20  # bytes of the list of parts, read at once
BESIDE = 100  # bytes that stand beside a part, at most, with the list at the end
LOCAL, CENTRAL, END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
UTF8, ENCRYPTED = 0x800, 0x1
VERSION, NO_TIME, NO_DATE = 20, 0, 0x21  # the first of January 1980
WRONG = (
    BadZipFile, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
USUAL = b"http://schemas.openxmlformats.org/officeDocument/2006/%s"
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/%s"
META = (
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="%s"><office:meta/></office:document-meta>'
)
VERSIONED = re.compile(rb'office:version="([0-9.]{1,5})"')
TAG = re.compile(rb"<[^<>]{1,2000}>")
NAMED = re.compile(rb'PartName\s*=\s*"/([^"]{1,500})"')
TYPES = (b"core-properties+xml", b"extended-properties+xml", b"custom-properties+xml")
INSIDE = re.compile(r"\.(?:docx|docm|dotx|xlsx|xlsm|xltx|pptx|pptm|potx|od[tspgfc])$", re.IGNORECASE)
OPEN_TYPES, MANIFEST, MIMETYPE = "[Content_Types].xml", "META-INF/manifest.xml", "mimetype"
SIGNED = ("_xmlsignatures/", "META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml")


ONE = bytes([0, 1]) + bytes(16)  # the one code of a table, of one bit
JPEG = (
    b"\xff\xd8\xff\xdb\x00\x43\x00" + b"\x01" * 64
    + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    + b"\xff\xc4\x00\x14" + ONE + b"\xff\xc4\x00\x14\x10" + ONE[1:]
    + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f\xff\xd9"
)  # fmt: skip
"""One grey point: a small picture of the first page may show what stood there before."""


WMF = struct.pack("<3HLHLH", 1, 9, 0x300, 12, 0, 3, 0) + struct.pack("<LH", 3, 0)
EMF = (
    struct.pack("<2L8l", 1, 88, 0, 0, 0, 0, 0, 0, 1, 1)
    + struct.pack("<4s3L2H3L4l", b" EMF", 0x10000, 108, 2, 1, 0, 0, 0, 0, 1, 1, 1, 1)
    + struct.pack("<5L", 14, 20, 0, 16, 20)
)
"""Pictures of lines, without any."""


def _png(_was: bytes) -> bytes:
    head, point = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0), zlib.compress(b"\x00\x80")
    chunks = ((b"IHDR", head), (b"IDAT", point), (b"IEND", b""))
    summed = (struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
              for name, data in chunks)  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(summed)


def _jpeg(_was: bytes) -> bytes:
    return JPEG


def _wmf(_was: bytes) -> bytes:
    return WMF


def _emf(_was: bytes) -> bytes:
    return EMF


def _core(_was: bytes) -> bytes:
    return XML + b'<cp:coreProperties xmlns:cp="' + PACKAGE + b'"/>'


def _properties(sort: bytes, strict: bytes, was: bytes) -> bytes:
    space = STRICT % strict if b"purl.oclc.org" in was else USUAL % sort
    return XML + b'<Properties xmlns="' + space + b'"/>'


def _app(was: bytes) -> bytes:
    return _properties(b"extended-properties", b"extendedProperties", was)


def _custom(was: bytes) -> bytes:
    return _properties(b"custom-properties", b"customProperties", was)


def _meta(was: bytes) -> bytes:
    found = VERSIONED.search(was)
    return XML + META % (found[1] if found else b"1.2")


EMPTIED: Mapping[str, Callable[[bytes], bytes]] = {
    "docprops/core.xml": _core, "docprops/app.xml": _app, "docprops/custom.xml": _custom,
    "docprops/thumbnail.jpeg": _jpeg, "docprops/thumbnail.jpg": _jpeg, "docprops/thumbnail.png": _png,
    "docprops/thumbnail.emf": _emf, "docprops/thumbnail.wmf": _wmf,
}  # fmt: skip


class _Scant:
    """A file of which nothing is read at once beyond the longest list of parts that we take."""

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self.seekable, self._read = file.seek, file.tell, file.seekable, file.read

    def read(self, size: int = -1) -> bytes:
        if size > LIST_MAX:
            raise Unsound
        return self._read(size if size >= 0 else LIST_MAX)


def plan(file: BinaryIO, depth: int = 0, room: Room | None = None) -> list[Part]:
    """Return the parts of an office file as they will be written; raises Unsound where it cannot be done.

    Where it is none, where it is signed, sealed or larger than 4 GiB, or where it is odd. At *depth* it lies
    in others; there is *room* for so many pictures.
    """
    try:
        with ZipFile(_Scant(file)) as archive:
            return _planned(file, archive, depth, room or Room())
    except WRONG as error:
        raise Unsound from error


def _planned(file: BinaryIO, archive: ZipFile, depth: int, room: Room) -> list[Part]:
    found = sorted(archive.infolist(), key=lambda one: one.header_offset)
    names = [one.filename for one in found]
    if len(found) > PARTS_MAX or len(set(names)) < len(names) or file.seek(0, 2) > WHOLE_MAX:
        raise Unsound
    if any(map(_is_odd, found)) or {OPEN_TYPES, MIMETYPE} <= set(names):
        raise Unsound
    emptied = _of_open_xml(archive) if OPEN_TYPES in names else _of_open_document(archive, names)
    parts, most = [], INSIDE_MAX
    for one in found:
        part = _part(file, archive, one, emptied)
        if part.data is None and INSIDE.search(one.filename):
            part = replace(
                part, data=_bare(_read(archive, one.filename, min(most, INSIDE_EACH)), depth, room)
            )
            most -= len(part.data or b"")
        elif part.data is None:
            part = replace(part, bare=inside.summed(file, part, room))
        parts.append(part)
    if most < 0 or sum(part.said[2] + len(part.name) * 2 + BESIDE for part in parts) > WHOLE_MAX:
        raise Unsound
    ends = [part.at + part.info.compress_size for part in parts]
    if any(end > after.header_offset for end, after in zip(ends, found[1:], strict=False)):
        raise Unsound  # parts that lie in each other
    return parts


def _bare(raw: bytes, depth: int, room: Room) -> bytes:
    """Return an office file that lies in one at *depth* without its maker. Raises Unsound."""
    if depth >= DEPTH_MAX:
        raise Unsound
    file = BytesIO(raw)
    return b"".join(pieces(file, plan(file, depth + 1, room)))


def _is_odd(one: ZipInfo) -> bool:
    signed, way = one.filename.startswith(SIGNED), one.orig_filename
    if "\\" in way or "\0" in way or {"", ".", ".."} & set(way.rstrip("/").split("/")):
        return True  # some programs take it for a part that is named as usual
    return bool(one.flag_bits & ENCRYPTED) or signed or max(one.file_size, one.compress_size) > WHOLE_MAX


def _of_open_xml(archive: ZipFile) -> Mapping[str, Callable[[bytes], bytes]]:
    said = _read(archive, OPEN_TYPES)
    tags = [tag for tag in TAG.findall(said) if any(each in tag for each in TYPES)]
    if b"\0" in said or b"&#" in said or sum(map(said.count, TYPES)) > len(tags):
        raise Unsound  # they are named in a way that is not read here
    if {_named(tag) for tag in tags} - EMPTIED.keys():
        raise Unsound  # they stand elsewhere
    return EMPTIED


def _named(tag: bytes) -> str:
    found = NAMED.search(tag)
    return found[1].decode("utf-8", "replace").lower() if found else ""


def _of_open_document(archive: ZipFile, names: Sequence[str]) -> Mapping[str, Callable[[bytes], bytes]]:
    if names[:1] != [MIMETYPE] or MANIFEST not in names:
        raise Unsound
    if not _read(archive, MIMETYPE).startswith(b"application/vnd.oasis.opendocument."):
        raise Unsound
    if b"encryption-data" in _read(archive, MANIFEST):
        raise Unsound
    every = (name.lower() for name in names)  # of what lies inside, too
    return {name: _meta for name in every if name.rpartition("/")[2] == "meta.xml"} | {
        "thumbnails/thumbnail.png": _png
    }


def _read(archive: ZipFile, name: str, most: int = PART_MAX) -> bytes:
    """Return a small part, unpacked. Raises Unsound."""
    if archive.getinfo(name).compress_type not in (STORED, DEFLATED):
        raise Unsound
    with archive.open(name) as part:
        data = part.read(max(0, most) + 1)
    if len(data) > most:
        raise Unsound
    return data


def _part(
    file: BinaryIO, archive: ZipFile, one: ZipInfo, emptied: Mapping[str, Callable[[bytes], bytes]]
) -> Part:
    raw = one.orig_filename.encode("utf-8" if one.flag_bits & UTF8 else "cp437")
    file.seek(one.header_offset)
    head = file.read(LOCAL.size)
    if len(head) < LOCAL.size or head[:4] != b"PK\x03\x04":
        raise Unsound
    name_size, extra_size = LOCAL.unpack(head)[-2:]
    if file.read(name_size) != raw:
        raise Unsound
    at = one.header_offset + LOCAL.size + name_size + extra_size
    empty = emptied.get(one.filename.lower())
    return Part(one, raw, at, empty(_read(archive, one.filename)) if empty is not None else None)


def pieces(file: BinaryIO, parts: Sequence[Part]) -> Iterator[bytes]:
    """Yield the archive anew, in pieces: without times, remarks and what else programs note beside a part."""
    directory: list[bytes] = []
    at = 0
    for part in parts:
        method, crc, packed, size = part.said
        flags = part.info.flag_bits & UTF8
        middle = (VERSION, flags, method, NO_TIME, NO_DATE, crc, packed, size, len(part.name), 0)
        head = LOCAL.pack(b"PK\x03\x04", *middle) + part.name
        directory.append(CENTRAL.pack(b"PK\x01\x02", VERSION, *middle, 0, 0, 0, 0, at) + part.name)
        yield head
        yield from _written(file, part)
        at += len(head) + packed
    listed = b"".join(directory)
    yield listed + END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listed), at, 0)


def _written(file: BinaryIO, part: Part) -> Iterator[bytes]:
    if part.data is None and part.bare is None:
        return _copied(file, part.at, part.info.compress_size)
    data = part.data if part.data is not None else inside.cleaned(file, part)
    if (zlib.crc32(data), len(data)) != part.said[1:3]:
        raise Unsound  # it is another file by now
    return iter([data])


def _copied(file: BinaryIO, at: int, size: int) -> Iterator[bytes]:
    while size:
        file.seek(at)
        piece = file.read(min(size, PIECE))
        if not piece:
            raise Unsound
        yield piece
        at, size = at + len(piece), size - len(piece)
