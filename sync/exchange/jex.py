"""Things of a Joplin export (JEX): each a text with lines ``key: value`` at its end, one of them a type."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from sync.exchange import feeds_text, frontmatter
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from sync.model.document import TEXT_MAX

PREFIX = "//jex/"
"""Stands before the name of a member of an export in a question to the limited process."""

ENDINGS = frozenset({".jex"})
ITEM_MAX = 32 * 1024 * 1024
KINDS = {"1": "note", "2": "folder", "4": "resource", "5": "tag", "6": "note_tag"}
ID = re.compile(r"[0-9a-f]{32}")
PICTURE = re.compile(r"""<img\b[^>]{0,500}?\bsrc=["']?(:/[0-9a-f]{32})[^>]{0,500}>""")
LINK = re.compile(r":/([0-9a-f]{32})")
KEPT = ("source_url", "author", "latitude", "longitude")
KEPT_MAX = 500
DIGITS_MAX = 15
HTML = "2"


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield the one thing in a member: a note with *body*, or a folder, resource, tag or note_tag.

    All have *id* and *parent* where they have one; nothing for what a notebook has no use for.
    """
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        title, body, lines = _parts(text)
    except ValueError:
        yield Refused(name, Reason.UNREADABLE)
        return
    kind = KINDS.get(lines.get("type_", ""))
    if kind is None:
        if not lines.get("type_", "").isdecimal():
            yield Refused(name, Reason.UNREADABLE)
        return
    if lines.get("encryption_applied") == "1" or lines.get("encryption_blob_encrypted") == "1":
        yield Refused(name, Reason.ENCRYPTED)
        return
    if not ID.fullmatch(lines.get("id", "")) or len(body) > TEXT_MAX:
        yield Refused(name, Reason.TOO_LARGE if len(body) > TEXT_MAX else Reason.UNREADABLE)
        return
    fields = {"id": lines["id"], "parent": _id(lines.get("parent_id")), "title": title}
    yield Imported(kind, fields | _READERS[kind](title, body, lines), name)


def _parts(text: str) -> tuple[str, str, dict[str, str]]:
    """Return title, body and the lines below. Raises ValueError."""
    head, _, tail = text.rstrip("\n").rpartition("\n\n")
    pairs = [line.partition(":") for line in tail.split("\n")]
    if not all(colon and key.strip() for key, colon, _ in pairs):
        raise ValueError("no lines")
    title, _, body = head.partition("\n")
    return title.strip(), body.removeprefix("\n"), {key.strip(): value.strip() for key, _, value in pairs}


def _id(value: str | None) -> str:
    return value if value and ID.fullmatch(value) else ""


def _note(title: str, body: str, lines: Mapping[str, str]) -> dict[str, str]:
    text = feeds_text.plain(_links_kept(body), ITEM_MAX) if lines.get("markup_language") == HTML else body
    if lines.get("is_todo") == "1":
        done = lines.get("todo_completed", "0") not in ("", "0")
        due = _day_of(lines.get("todo_due", ""))
        text = f"- [{'x' if done else ' '}] {title}{f' ({due})' if due else ''}\n\n{text}".rstrip("\n") + "\n"
    conflict = "yes" if lines.get("is_conflict") == "1" else ""
    deleted = "yes" if lines.get("deleted_time", "0") not in ("", "0") else ""
    return {"body": text, "conflict": conflict, "deleted": deleted, "extra": _extra(lines)}


def _links_kept(html: str) -> str:
    """Pictures become links, so that the files they show stay with the text."""
    return PICTURE.sub(r'<a href="\1">\1</a>', html)


def _extra(lines: Mapping[str, str]) -> str:
    """Return what has no field here as front matter, as a folder of Markdown would carry it."""
    said = {
        "created": _moment(lines, "user_created_time", "created_time"),
        "updated": _moment(lines, "user_updated_time", "updated_time"),
    }
    said |= {name: lines.get(name, "")[:KEPT_MAX] for name in KEPT}
    kept = [f"{name}: {frontmatter.written(value)}\n" for name, value in said.items() if _says(value)]
    return frontmatter.RULER + "".join(kept) + frontmatter.RULER if kept else ""


def _says(value: str) -> bool:
    return bool(value.strip("0. "))


def _moment(lines: Mapping[str, str], *names: str) -> str:
    for name in names:
        value = lines.get(name, "")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z", value):
            return value
    return ""


def _day_of(milliseconds: str) -> str:
    try:
        seconds = (
            int(milliseconds) / 1000 if milliseconds.isdecimal() and len(milliseconds) <= DIGITS_MAX else 0
        )
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat() if seconds else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _named(_title: str, _body: str, _lines: Mapping[str, str]) -> dict[str, str]:
    return {}


def _resource(title: str, _body: str, lines: Mapping[str, str]) -> dict[str, str]:
    ending = lines.get("file_extension", "")
    name = lines.get("filename") or title or lines["id"]
    name = f"{name}.{ending}" if ending.isalnum() and "." not in name else name
    return {"name": name[:KEPT_MAX], "type": lines.get("mime", "")[:100]}


def _note_tag(_title: str, _body: str, lines: Mapping[str, str]) -> dict[str, str]:
    return {"note": _id(lines.get("note_id")), "tag": _id(lines.get("tag_id"))}


_READERS = {"note": _note, "folder": _named, "tag": _named, "resource": _resource, "note_tag": _note_tag}
