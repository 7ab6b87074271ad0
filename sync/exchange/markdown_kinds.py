"""Things of any declared kind as Markdown files with front matter, and back.

The front matter begins with ``kind``; each field has a line, or a list where it has several values. One long
text is the body; several stand one after the other as in an open folder (PROTOCOL 3.27). What the front
matter says besides, or what is no value of its field, is kept: in ``extra`` where the kind has it, else as a
block at the end of the text. Where something is known from never goes out (`Field.compartment`).
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from sync.exchange import decoding, frontmatter, names, openfolder, tags
from sync.exchange.frontmatter import Entry
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from sync.model import kinds
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, Kind

KEY = "kind"
ENDING = ".md"
LISTED = frozenset(
    {
        FieldType.LINES, FieldType.PLACES, FieldType.LINKS, FieldType.PERSONS, FieldType.MILESTONES,
        FieldType.QUESTIONS, FieldType.RULE,
    }
)  # fmt: skip
FENCE = "```"
HEAD = 64 * 1024


def kind_of(block: str) -> Kind | None:
    """Return the kind that front matter says it is of, where it is a declared one."""
    for entry in frontmatter.entries(block):
        if entry.key == KEY:
            return kinds.find(frontmatter.scalar(entry.lines[0].partition(":")[2].strip()) or "")
    return None


# ---------------------------------------------------------------- out
def write(kind: Kind, fields: Mapping[str, str]) -> tuple[PurePosixPath, bytes]:
    """Return the name that the file would have, and its bytes."""
    lines = [f"{KEY}: {frontmatter.written(kind.name)}\n"]
    texts: dict[str, str] = {}
    for field in kind.fields:
        value = fields.get(field.name, "")
        if not value or field.compartment:
            continue
        if field.type is FieldType.DOCUMENT:
            texts[field.name] = value
        elif field.name != "extra":
            lines.append(_said(field, value))
    block = frontmatter.RULER + "".join(lines) + _kept(fields.get("extra", "")) + frontmatter.RULER
    main = kind.document.name if kind.document else ""
    body = texts[main] if list(texts) == [main] else openfolder.between(texts)
    title = names.safe_name(fields.get(kind.title_field, ""))
    return PurePosixPath(title + ENDING), (block + body).encode()


def _said(field: Field, value: str) -> str:
    if field.type is FieldType.TAGS:
        return f"{field.name}: [{', '.join(frontmatter.written(one) for one in tags.parts(value))}]\n"
    if field.type in LISTED and "\n" in value:
        each = "".join(f"  - {frontmatter.written(line)}\n" for line in value.split("\n"))
        return f"{field.name}:\n{each}"
    return f"{field.name}: {frontmatter.written(value)}\n"


def _kept(extra: str) -> str:
    """Return the lines of front matter that came in and had no field; other things are not put there."""
    block, rest = frontmatter.split(extra if extra.endswith("\n") else f"{extra}\n")
    known = frontmatter.entries(block) if block and not rest else []
    return "".join(f"{line}\n" for entry in known if entry.key and entry.key != KEY for line in entry.lines)


# ---------------------------------------------------------------- in
def read(name: str, raw: bytes) -> Outcome | None:
    """Return the thing in the file *raw*, None where its front matter is of no declared kind but note."""
    if KEY.encode() not in raw[:HEAD].replace(b"\0", b""):
        return None
    try:
        text, remark = decoding.decode(raw)
    except decoding.NotText:
        return Refused(name, Reason.NOT_TEXT)
    block, body = frontmatter.split(text)
    kind = kind_of(block) if block else None
    if kind is None or kind.name == "note":
        return None
    fields, other = _fields(kind, block)
    title = names.stem_of(PurePosixPath(name).stem)
    fields.setdefault(kind.title_field, title)
    fields |= _texts(kind, body)
    return Imported(kind.name, _with_other(kind, fields, other), name, remark)


def _fields(kind: Kind, block: str) -> tuple[dict[str, str], list[Entry]]:
    """Return the values of fields, and what is none."""
    found: dict[str, str] = {}
    other: list[Entry] = []
    for entry in frontmatter.entries(block):
        field = kind.field(entry.key)
        if entry.key == KEY:
            continue
        value = None if field is None or field.type is FieldType.DOCUMENT else _value(field, entry)
        if value is None or entry.key in found or entry.key == "extra":
            other.append(entry)
        else:
            found[entry.key] = value
    return found, other


def _value(field: Field, entry: Entry) -> str | None:
    """Return the value in the form in which it is kept, None for what is none."""
    if field.type is FieldType.TAGS:
        return tags.text(tags.tidy(frontmatter.listed(entry)))
    several = frontmatter.listed(entry) if len(entry.lines) > 1 else None
    single = frontmatter.scalar(entry.lines[0].partition(":")[2].strip())
    text = "\n".join(several) if several else single
    if text is None:
        return None
    try:
        return values.checked(field, text)
    except values.BadValue:
        return None


def _texts(kind: Kind, body: str) -> dict[str, str]:
    documents = {field.name for field in kind.fields if field.type is FieldType.DOCUMENT}
    parts = openfolder.parted(body)
    if parts and set(parts) <= documents:
        return parts
    main = kind.document
    return {main.name: body} if main is not None and body else {}


def _with_other(kind: Kind, fields: dict[str, str], other: Sequence[Entry]) -> dict[str, str]:
    lines = "".join(f"{line}\n" for entry in other for line in entry.lines if line.strip())
    if not lines:
        return fields
    main = kind.document
    if kind.field("extra") is not None:
        return fields | {"extra": frontmatter.RULER + lines + frontmatter.RULER}
    if main is None:
        return fields
    text = fields.get(main.name, "")
    return fields | {main.name: f"{text.rstrip()}\n\n{FENCE}\n{lines}{FENCE}\n".lstrip()}
