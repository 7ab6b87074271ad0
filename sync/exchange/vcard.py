"""Contacts as vCards and back: 3.0 and 4.0 as they are, 2.1 turned into 3.0.

What a contact has no field for stays in ``source``, the card with its lines unfolded; writing changes only
the lines whose field was changed. A card that was not touched comes out with every line it had.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence

from sync.exchange import contact, decoding, lines, vcard_pictures
from sync.exchange.lines import Line
from sync.exchange.outcome import Imported, Outcome, Reason, Refused, Remark

KIND = "contact"
ENDINGS = frozenset({".vcf", ".vcard"})
BEGIN = b"BEGIN:VCARD"
END = b"END:VCARD"
CARDS_MAX = 50_000
LINES_MAX = 5_000
SOURCE_MAX = 256 * 1024
"""In bytes; pictures, sounds and keys are left out of what would be larger."""

HEAVY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
Span = tuple[int, int, str]
"""First line, line after the last, and why the lines between are no card of ours."""


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield each whole card in the file *raw*, and why others could not be read."""
    logical, old = decoding.in_utf8(list(lines.unfold(decoding.utf8(raw))))
    yield from decoding.remarked(_outcomes(name, logical), old)


def _outcomes(name: str, logical: Sequence[bytes]) -> Iterator[Outcome]:
    spans = _spans(logical)
    for number, (start, end, reason) in enumerate(spans[:CARDS_MAX], 1):
        place = f"{name} #{number}"
        yield Refused(place, reason) if reason else _card(place, logical[start:end])
    if len(spans) > CARDS_MAX:
        yield Refused(name, Reason.TOO_LARGE)
    if not spans:
        yield Refused(name, Reason.NO_CARDS)


def _spans(logical: Sequence[bytes]) -> list[Span]:
    """Pair beginnings and ends like brackets; a beginning without an end was cut short."""
    open_ones: list[tuple[int, bool]] = []
    spans: list[Span] = []
    for index, line in enumerate(logical):
        mark = line.strip().upper()
        if mark == BEGIN:
            open_ones.append((index, False))
        elif mark == END and open_ones:
            start, nested = open_ones.pop()
            spans.append((start + 1, index, Reason.NESTED if nested else ""))
            if open_ones:
                open_ones[-1] = (open_ones[-1][0], True)
    spans += [(start + 1, start + 1, Reason.CUT_SHORT) for start, _ in open_ones]
    spans += [(len(logical), len(logical), Reason.CUT_SHORT)] if _ends_in_a_half_mark(logical) else []
    return _outermost(sorted(spans))


def _ends_in_a_half_mark(logical: Sequence[bytes]) -> bool:
    last = logical[-1].strip().upper() if logical else b""
    return 0 < len(last) < len(BEGIN) and BEGIN.startswith(last)


def _outermost(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _card(place: str, raw: Sequence[bytes]) -> Outcome:
    if len(raw) > LINES_MAX:
        return Refused(place, Reason.TOO_LARGE)
    properties, remark = _properties(raw)
    fields = contact.fields_of(properties)
    if not fields["name"] and not any(fields.values()):
        return Refused(place, Reason.EMPTY)
    bare, pictures = vcard_pictures.taken(properties)
    kept = _bounded(bare)
    if kept is None:
        return Refused(place, Reason.TOO_LARGE)
    if _heavy(kept) != _heavy(bare):
        remark = Remark.PICTURE_LEFT_OUT
    files = {name: b64encode(data).decode() for name, data in pictures.items()}
    return Imported(KIND, {**fields, "source": _source(kept)}, place, remark, files)


def _heavy(properties: Sequence[Line]) -> int:
    return sum(line.name in HEAVY for line in properties)


def _properties(raw: Sequence[bytes]) -> tuple[list[Line], Remark]:
    """Return the properties as of 3.0 or 4.0, the version first."""
    found: list[Line] = []
    remark = Remark.NONE
    for part in raw:
        line, guessed = lines.parse(part)
        remark = Remark.LATIN_1 if guessed else remark
        if line is not None:
            found.append(line)
        elif part.strip() and found:
            found[-1] = _continued(found[-1], part)
    version = next((line.value.strip() for line in found if line.name == "VERSION"), "3.0")
    properties = [line for line in found if line.name not in {"VERSION", "BEGIN", "END"}]
    if version not in {"3.0", "4.0"}:
        version, properties = "3.0", [contact.modern(line) for line in properties]
    return [Line("", "VERSION", "", version), *properties], remark


def _continued(line: Line, part: bytes) -> Line:
    """Some programs break a long text without the blank that says so."""
    text = lines.text_of(part)
    return Line(line.group, line.label, line.params, f"{line.value}\\n{text.strip()}")


def _bounded(properties: Sequence[Line]) -> list[Line] | None:
    """Return what ``source`` keeps: all but pictures that are too large, and a note that is."""
    kept = list(properties)
    size = sum(len(line.text.encode()) + 1 for line in kept)
    droppable = [line for line in kept if line.name in HEAVY or line.name == "NOTE"]
    for line in sorted(droppable, key=lambda line: len(line.value), reverse=True):
        if size <= SOURCE_MAX:
            break
        kept.remove(line)
        size -= len(line.text.encode()) + 1
    return kept if size <= SOURCE_MAX else None


def _source(properties: Sequence[Line]) -> str:
    return "\n".join(["BEGIN:VCARD", *(line.text for line in properties), "END:VCARD", ""])


def write(fields: Mapping[str, str]) -> bytes:
    """Return the card of a contact: its ``source`` with what was changed since, or a new one."""
    known = [line for line in _known(fields.get("source", "")) if not vcard_pictures.marked(line)]
    properties = contact.with_fields(known, fields)
    new = all(line.name in {"VERSION", *vcard_pictures.STEMS} for line in known)
    if new and not any(line.name == "FN" for line in properties):
        properties[1:1] = [Line("", "FN", "", lines.escaped(fields.get("name", "")))]
    return b"".join(lines.fold(text) for text in _source(properties).split("\n")[:-1])


def with_pictures(source: str, files: vcard_pictures.Files) -> str:
    """Return the card *source* with these files as its pictures, to be written."""
    return _source(vcard_pictures.put_back(_known(source), files))


def _known(source: str) -> list[Line]:
    """Return the properties in *source*, which may come from another member and be anything."""
    logical = list(lines.unfold(source.encode()))
    spans = _spans(logical)
    if len(spans) != 1 or spans[0][2]:
        return [Line("", "VERSION", "", "3.0")]
    return _properties(logical[spans[0][0] : spans[0][1]])[0]
