"""One item as one file of the open folder that everything can be taken out to (PROTOCOL 3.27), and back."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sync.exchange import markdown
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from sync.model.document import TEXT_MAX

PREFIX = "//open/"
"""Stands before the name of a file of such a folder in a question to the limited process."""

FORMAT, VERSION = "open-notebook-folder", 1
ABOUT, README = "about.json", "README.txt"
ENDING = ".md"
ITEM_MAX = 64 * 1024 * 1024
FIELDS_MAX, VALUES_MAX, FILES_MAX = 1_000, 100, 10_000
RULER = "---\n"
ID = re.compile(r"[0-9a-f]{32}")
FIRST = re.compile(rb"(?:\xef\xbb\xbf)?---\r?\nid: ([0-9a-f]{32})\r?\n")
PLAIN_KEY = re.compile(r"[a-z][a-z0-9_.-]*")
TAKEN = frozenset({"id", "kind", "about"})
ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
MARK = "text"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that belongs to an item; *path* is below the space's folder, empty where it is not here."""

    id: str
    name: str
    size: int
    media_type: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote a value, when (RFC 3339), and how their words were compared."""

    author: str
    when: str
    checked: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    id: str
    kind: str
    fields: Mapping[str, Sequence[str]]
    """For each field its values, the one shown first and then those that stand beside it."""
    texts: Mapping[str, str]
    changed: str = ""
    trashed: bool = False
    files: Sequence[OpenFile] = ()
    written: Mapping[str, Sequence[Written]] = field(default_factory=dict)


class _Foreign(Exception):
    """Not of this format, or not of this release."""


# ---------------------------------------------------------------- writing
def write(item: OpenItem) -> bytes:
    """Return the bytes of the item's file."""
    mark = _mark(item.texts)
    about: dict[str, object] = {"changed": item.changed, "texts": list(item.texts)}
    if item.trashed:
        about["trashed"] = True
    if len(item.texts) > 1:
        about["mark"] = mark
    if item.files:
        about["files"] = [
            {"id": one.id, "name": one.name, "size": one.size, "type": one.media_type, "path": one.path}
            for one in item.files
        ]
    if item.written:
        about["written"] = {
            name: [[one.author, one.when, one.checked] for one in each] for name, each in item.written.items()
        }
    head = [f"id: {item.id}", f"kind: {_json(item.kind)}", f"about: {_json(about)}"]
    one = len(item.texts) == 1
    body = next(iter(item.texts.values())) if one else between(item.texts, mark)
    head += [f"{_key(name)}: {_value(values)}" for name, values in item.fields.items()]
    return (RULER + "\n".join(head) + "\n" + RULER + body).encode("utf-8", "replace")


def _value(values: Sequence[str]) -> str:
    return _json(values[0] if len(values) == 1 else list(values))


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if ESCAPED.search(text) else text


def _key(name: str) -> str:
    said = f"={name}" if name in TAKEN or name.startswith("=") else name
    return said if PLAIN_KEY.fullmatch(said) else _json(said)


def _mark(texts: Mapping[str, str]) -> str:
    """Return a word for the lines between texts that no text has in such a line."""
    number, mark = 1, MARK
    while any(f"<!-- {mark}: " in text for text in texts.values()):
        number += 1
        mark = f"{MARK}{number}"
    return mark


def between(texts: Mapping[str, str], mark: str = MARK) -> str:
    """Return *texts* one after the other, each behind a line that names it."""
    return "".join(f"<!-- {mark}: {name} -->\n{text}\n" for name, text in texts.items())


def parted(body: str, mark: str = MARK) -> dict[str, str]:
    """Return the texts in *body* by their names; none where it does not begin with such a line."""
    line = re.compile(rf"^<!-- {re.escape(mark)}: (.{{1,64}}) -->\n", re.MULTILINE)
    begun, *parts = line.split(body)
    if begun.strip():
        return {}
    return {name: text.removesuffix("\n") for name, text in zip(parts[::2], parts[1::2], strict=True)}


# ---------------------------------------------------------------- reading, in the limited process only
def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield what the file *name* of an open folder says: one item, or for about.json each of its spaces.

    An item comes as texts of JSON: *id*, *fields*, *texts*, *trashed*, *files*. A Markdown file that is none
    comes as the note that it is.
    """
    try:
        if name == ABOUT:
            yield from _spaces(raw)
        else:
            yield _item(name, raw)
    except (ValueError, TypeError, RecursionError, _Foreign):
        yield Refused(name, Reason.UNREADABLE)


def _spaces(raw: bytes) -> Iterator[Imported]:
    about = json.loads(raw)
    if not isinstance(about, dict) or about.get("format") != FORMAT or about.get("version") != VERSION:
        raise _Foreign
    for space in about.get("spaces", ()):
        match space:
            case {"folder": str(folder), "name": str(name)}:
                yield Imported("space", {"folder": folder, "name": name})


def _item(name: str, raw: bytes) -> Outcome:
    if not FIRST.match(raw):
        return markdown.read(name, raw)
    text = raw.decode("utf-8-sig")
    if text.startswith("---\r\n"):
        text = text.replace("\r\n", "\n")
    head, ruler, body = text[len(RULER) :].partition(f"\n{RULER}")
    if not ruler:
        raise _Foreign
    lines = dict(_line(line) for line in head.split("\n") if line.strip())
    about = lines.pop("about", None)
    kind, known = lines.pop("kind", None), about if isinstance(about, dict) else {}
    if not isinstance(kind, str) or not kind:
        raise _Foreign
    fields = {key.removeprefix("="): _values(value) for key, value in lines.items() if key != "id"}
    texts = _texts(body, known)
    if any(len(text) > TEXT_MAX for text in texts.values()):
        return Refused(name, Reason.TOO_LARGE)
    said = {
        "id": str(lines["id"]),
        "fields": json.dumps({key: values for key, values in fields.items() if values}),
        "texts": json.dumps(texts),
        "trashed": "yes" if known.get("trashed") is True else "",
        "files": json.dumps(list(_files(known.get("files")))),
    }
    return Imported(kind, said, name)


def _line(line: str) -> tuple[str, object]:
    if line.startswith("id: "):
        return "id", line[4:].strip()
    if line.startswith('"'):
        key, end = json.JSONDecoder().raw_decode(line)
        rest = line[end:].removeprefix(":")
    else:
        key, _, rest = line.partition(":")
    if not isinstance(key, str) or not key.isascii():
        raise _Foreign
    try:
        return key, json.loads(rest)
    except ValueError:
        return key, rest.strip()  # written by hand, without quotes


def _values(value: object) -> list[str]:
    """Return texts, as they are; a number or a list somebody wrote by hand becomes what it says."""
    if isinstance(value, list):
        return [_text(each) for each in value[:VALUES_MAX]]
    return [] if value is None else [_text(value)]


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _texts(body: str, about: Mapping[str, object]) -> dict[str, str]:
    listed = about.get("texts")
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    if len(names) == 1:
        return {names[0]: body}
    if not names:
        return {"body": body} if body.strip() else {}
    mark = about.get("mark")
    return parted(body, mark if isinstance(mark, str) else MARK)


def _files(listed: object) -> Iterator[dict[str, str]]:
    for one in listed[:FILES_MAX] if isinstance(listed, list) else ():
        match one:
            case {"id": str(name), "name": str(shown), "path": str(path), "type": str(media_type)} if (
                ID.fullmatch(name)
            ):
                yield {"id": name, "name": shown, "path": path, "type": media_type}
