"""Pictures inside of address cards: taken out to be attached, without what is hidden in them, and put back.

In the card that is kept a line stays in the place of each, with the name of its file and no bytes. Only what
stands in the card itself is taken: an address of a picture is kept as it is, and nothing is ever fetched.
"""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence

from sync.exchange import details, lines
from sync.exchange.lines import Line
from sync.exchange.unsound import Unsound

STEMS = {"PHOTO": "photo", "LOGO": "logo"}
NAMED = re.compile(r"(photo|logo)(?![^\W\d_]).*\.(jpe?g|png|gif|webp)", re.IGNORECASE)
"""Names of attached files that go out in the card again."""

MARK = "X-KARKADE-FILE"
MOST = 9  # pictures of one card
PICTURE_MAX = 32 << 20  # bytes of one that goes out
FORMS = {b"\xff\xd8": "jpeg", b"\x89P": "png", b"GI": "gif", b"RI": "webp"}
ENDINGS = {"jpeg": "jpg"}
SAID_ANEW = frozenset({"ENCODING", "VALUE", "MEDIATYPE", "BASE64", "B", MARK})
"""What a line says of its bytes, or where they are."""

Files = Sequence[tuple[str, bytes]]


def taken(properties: Sequence[Line]) -> tuple[list[Line], dict[str, bytes]]:
    """Return the card with a mark in the place of each picture, and the pictures by their new names.

    Those beyond the ninth stay in the card, without what is hidden in them.
    """
    files: dict[str, bytes] = {}
    modern = _is_modern(properties)
    return [_marked(line, files, modern=modern) for line in properties], files


def _is_modern(properties: Sequence[Line]) -> bool:
    return any(line.name == "VERSION" and line.value.strip() == "4.0" for line in properties[:1])


def _marked(line: Line, files: dict[str, bytes], *, modern: bool) -> Line:
    picture = _inside(line) if line.name in STEMS else None
    if picture is None:
        return _unmarked(line)
    name = next((name for name, data in files.items() if data == picture and _is_of(line, name)), "")
    if not name:
        if len(files) >= MOST:
            return _line(_unmarked(line), picture, modern=modern)
        name = _unused(STEMS[line.name], ENDINGS.get(_form(picture), _form(picture)), files)
        files[name] = picture
    return Line(line.group, line.label, f"{_own_params(line)};{MARK}={name}", "")


def _unmarked(line: Line) -> Line:
    """Return the line without a mark that somebody else put there: nothing of ours belongs in its place."""
    if MARK not in line.params.upper():
        return line
    kept = [part for part in line.params.split(";") if part.strip().upper().partition("=")[0] != MARK]
    return Line(line.group, line.label, ";".join(kept), line.value)


def _is_of(line: Line, name: str) -> bool:
    return name.startswith(STEMS[line.name])


def _unused(stem: str, ending: str, files: Mapping[str, bytes]) -> str:
    number = 1 + sum(name.startswith(stem) for name in files)
    return f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}"


def _inside(line: Line) -> bytes | None:
    """Return the picture that stands in the card, bare; None for an address, and for what is none."""
    value = line.value
    if value[:5].lower() == "data:":
        head, comma, value = lines.unescaped(value).partition(",")
        if not comma or not head.lower().endswith(";base64"):
            return None
    elif not {"B", "BASE64"} & set(line.param("ENCODING")):
        return None
    try:
        text = "".join(value.split())
        return _bare(b64decode(text + "=" * (-len(text) % 4), validate=True))
    except (binascii.Error, ValueError):
        return None


def _bare(raw: bytes) -> bytes | None:
    """Return a picture without what is hidden in it; None for what is none that cards carry."""
    try:
        return details.stripped(raw) if _form(raw) else None
    except Unsound:
        return None


def _own_params(line: Line) -> str:
    """Return the parameters without what they say of the bytes."""
    parts = [part for part in line.params.split(";") if part and not _says_bytes(part)]
    return "".join(f";{part}" for part in parts)


def _says_bytes(part: str) -> bool:
    name, _, value = part.strip().upper().partition("=")
    return name in SAID_ANEW or (name == "TYPE" and value.strip('"').lower() in {*FORMS.values(), "jpg"})


def marked(line: Line) -> bool:
    """Say whether a picture belongs in the place of this line."""
    return line.name in STEMS and bool(_file_of(line))


def _file_of(line: Line) -> str:
    found = (part.partition("=") for part in line.params.split(";"))
    name = next((value for key, _, value in found if key.strip().upper() == MARK), "")
    return name if NAMED.fullmatch(name) else ""


def put_back(properties: Sequence[Line], files: Files) -> list[Line]:
    """Return the card with these pictures, each where it was; new ones stand at the end.

    *properties* begin with the version. What is no picture, or carries a name that does not say photo or
    logo, stays out; so does one that stands in the card already. What is hidden in them stays here.
    """
    modern = _is_modern(properties)
    named = ((name, _bare(data)) for name, data in files if NAMED.fullmatch(name) and _form(data))
    left = {name: data for name, data in named if data is not None}
    there = {picture for line in properties if line.name in STEMS and (picture := _inside(line)) is not None}
    card = [each for line in properties for each in _filled(line, left, modern=modern)]
    used = {_file_of(line) for line in properties}
    new = [(name, data) for name, data in left.items() if name not in used and data not in there]
    return [*card, *(_line(Line("", _label(name), "", ""), data, modern=modern) for name, data in new)]


def _filled(line: Line, files: Mapping[str, bytes], *, modern: bool) -> Iterable[Line]:
    if not marked(line):
        return [line]
    data = files.get(_file_of(line))
    return [] if data is None else [_line(line, data, modern=modern)]


def _label(name: str) -> str:
    return "LOGO" if name.lower().startswith("logo") else "PHOTO"


def _form(data: bytes) -> str:
    return FORMS.get(data[:2], "") if details.sort_of(data[: details.HEAD]) == "cleaned" else ""


def _line(line: Line, data: bytes, *, modern: bool) -> Line:
    form, text, own = _form(data), b64encode(data).decode(), _own_params(line)
    if modern:
        return Line(line.group, line.label, own, f"data:image/{form};base64,{text}")
    return Line(line.group, line.label, f"{own};ENCODING=b;TYPE={form.upper()}", text)
