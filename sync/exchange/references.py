"""References of a library: our fields and the item of CSL-JSON that stands for them, both ways.

What a reference says and no field of ours holds stays in ``reference``, the whole item as CSL-JSON; what no
field of CSL holds either stands there under ``custom``. Writing changes only what was changed since.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sync.exchange import decoding, tables_names, tags
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from sync.exchange.references_names import line_of, name_of
from sync.model.kinds import values

KIND = "tool"
CSL_ENDINGS = frozenset({".json"})
ENTRIES_MAX = 50_000
ENTRY_MAX = 200_000
"""Letters of one item; what is larger is no reference."""

POLICIES = frozenset({"legislation", "bill", "legal_case", "regulation", "treaty", "standard", "hearing"})
TOOLS = frozenset({"software", "dataset"})
PAGES = frozenset({"webpage", "post", "post-weblog"})
TYPES = {"policy": "legislation", "tool": "software"}
Csl = dict[str, Any]


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield each reference of the CSL-JSON file *raw*, and why others could not be read."""
    try:
        found = json.loads(decoding.decode(raw)[0])
    except (decoding.NotText, ValueError):
        yield Refused(name, Reason.NO_REFERENCES)
        return
    items = found if isinstance(found, list) else [found]
    if not any(isinstance(one, dict) and isinstance(one.get("type"), str) for one in items):
        yield Refused(name, Reason.NO_REFERENCES)
        return
    yield from outcomes(name, items)


def outcomes(name: str, items: list[Any]) -> Iterator[Outcome]:
    """Yield what the CSL items *items* hold."""
    for number, item in enumerate(items[:ENTRIES_MAX], 1):
        place = f"{name} #{number}"
        fields = fields_of(item) if isinstance(item, dict) else {}
        if not any(value for field, value in fields.items() if field not in {"sort", "reference"}):
            yield Refused(place, Reason.BAD_REFERENCE)
        elif len(fields["reference"]) > ENTRY_MAX:
            yield Refused(place, Reason.TOO_LARGE)
        else:
            yield Imported(KIND, fields, place)
    if len(items) > ENTRIES_MAX:
        yield Refused(name, Reason.TOO_LARGE)
    if not items:
        yield Refused(name, Reason.NO_REFERENCES)


def fields_of(item: Csl) -> dict[str, str]:
    """Return the fields that the CSL item *item* gives."""
    return {**_shown(item), "reference": json.dumps(item, ensure_ascii=False, sort_keys=True)}


def _shown(item: Csl) -> dict[str, str]:
    return {
        "title": " ".join(_text(item, "title").split()),
        "sort": _sort(_text(item, "type")),
        "body": _text(item, "abstract"),
        "authors": "\n".join(dict.fromkeys(filter(None, map(line_of, _people(item))))),
        "year": _year(item),
        "web": _text(item, "URL"),
        "languages": _language(_text(item, "language")),
        "version": _text(item, "version"),
        "tags": tags.text(tags.tidy(_text(item, "keyword").replace(";", ",").split(","))),
    }


def _text(item: Csl, name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _people(item: Csl) -> list[Any]:
    people = item.get("author") or item.get("editor")
    return people if isinstance(people, list) else []


def _sort(kind: str) -> str:
    if kind in POLICIES:
        return "policy"
    if kind in TOOLS:
        return "tool"
    return "practice" if kind in PAGES else "research"


def _year(item: Csl) -> str:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    try:
        year = int(parts[0][0]) if parts else 0
    except (ValueError, TypeError, LookupError):
        return ""
    return str(year) if year else ""


def _language(text: str) -> str:
    short = text.replace("_", "-")
    if values.LANGUAGE.fullmatch(short):
        return short
    return tables_names.language(text) or ""


def csl_of(fields: Mapping[str, str]) -> Csl:
    """Return the CSL item of a thing in the library: its ``reference`` with what was changed since."""
    item = _kept(fields.get("reference", ""))
    before = _shown(item) if item else dict.fromkeys(_shown({}), "")
    for name, said in before.items():
        now = fields.get(name, "")
        if now != said:
            _change(item, name, now)
    item.setdefault("type", "document")
    item.setdefault("id", "")
    return item


def _kept(text: str) -> Csl:
    """The hidden field may come from another member, and be anything."""
    try:
        item = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return item if isinstance(item, dict) else {}


def _change(item: Csl, name: str, text: str) -> None:
    if name == "authors":
        role = "author" if item.get("author") or not item.get("editor") else "editor"
        _put(item, role, [name_of(line) for line in text.split("\n") if line.strip()])
    elif name == "year":
        _put(item, "issued", _issued(text) if text else None)
    elif name == "sort":
        if text and text != _sort(_text(item, "type")):
            item["type"] = TYPES.get(text, "document")
    else:
        _put(item, PLAIN[name], text)


def _issued(text: str) -> Csl:
    """A year that is none may come from another member, and goes out as the words that it is."""
    try:
        return {"date-parts": [[int(float(text))]]}
    except (OverflowError, ValueError):
        return {"literal": text}


PLAIN = {
    "title": "title", "body": "abstract", "web": "URL", "languages": "language", "version": "version",
    "tags": "keyword",
}  # fmt: skip


def _put(item: Csl, name: str, value: object) -> None:
    if value:
        item[name] = value
    else:
        item.pop(name, None)


def write_csl(every: Iterator[Mapping[str, str]]) -> Iterator[str]:
    """Yield the pieces of a CSL-JSON file of *every*, each with an id of its own."""
    yield "["
    for number, item in enumerate(numbered(every)):
        yield (",\n" if number else "\n") + json.dumps(item, ensure_ascii=False, indent=1)
    yield "\n]\n"


def numbered(every: Iterator[Mapping[str, str]]) -> Iterator[Csl]:
    """Yield the CSL items of *every*; an id that is missing or was there is replaced by a new one."""
    taken: set[str] = set()
    for number, fields in enumerate(every, 1):
        item = csl_of(fields)
        name = str(item["id"])
        item["id"] = name if name and name not in taken else f"item-{number}"
        taken.add(item["id"])
        yield item
