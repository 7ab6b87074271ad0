"""News of public portals (RSS and Atom): text only, bounded, and nothing of it is ever asked for again."""

import io
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from sync.exchange import feeds_text
from sync.exchange.outcome import Imported, Outcome, Reason, Refused

PREFIX = "//feed/"
"""Stands before the name of what a portal answered in a question to the limited process."""

ENDINGS = frozenset({".rss", ".atom", ".xml"})  # what is no feed inside is refused as damaged
ENTRIES_MAX = 300
TITLE_MAX, ADDRESS_MAX = 500, 2_000
YEAR_MIN, YEAR_MAX = 1900, 9999


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield what the feed is called, as a kind of its own, and its news, the newest first as they stand."""
    found = _parsed(raw)
    if not found.get("version") and not found.get("entries"):
        yield Refused(name, Reason.UNREADABLE)
        return
    yield Imported("feed", {"title": _line(found.get("feed", {}).get("title"))}, name)
    yield from _entries(name, found)


def read_file(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield the news alone, from a file that somebody has."""
    for one in read(name, raw):
        if not isinstance(one, Imported) or one.kind == "news":
            yield one


def _parsed(raw: bytes) -> Mapping[str, Any]:
    import feedparser  # noqa: PLC0415 - a quarter of a second that only feeds cost

    found: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False
    )  # never anything but bytes that are here: a text could be taken for an address
    return found


def _entries(name: str, found: Mapping[str, Any]) -> Iterator[Outcome]:
    for number, entry in enumerate(islice(found.get("entries", ()), ENTRIES_MAX), 1):
        fields = _fields(entry)
        if fields["title"] or fields["body"]:
            yield Imported("news", fields, name)
        else:
            yield Refused(f"{name}#{number}", Reason.EMPTY)


def _fields(entry: Mapping[str, Any]) -> dict[str, str]:
    body = feeds_text.plain(_longest(entry))
    title = _line(entry.get("title")) or body.strip().partition("\n")[0][:TITLE_MAX]
    address = _address(entry.get("link")) or _address(entry.get("id"))
    return {"title": title, "body": body, "web": address, "published": _day(entry)}


def _longest(entry: Mapping[str, Any]) -> str:
    contents = [one.get("value") for one in entry.get("content", ()) if isinstance(one, Mapping)]
    texts = [one for one in (*contents, entry.get("summary")) if isinstance(one, str)]
    return max(texts, key=len, default="")


def _line(value: object) -> str:
    return " ".join(feeds_text.plain(value).split())[:TITLE_MAX] if isinstance(value, str) else ""


def _address(value: object) -> str:
    if not isinstance(value, str) or len(value) > ADDRESS_MAX or not value.isprintable() or " " in value:
        return ""
    return value if value.startswith(("https://", "http://")) else ""


def _day(entry: Mapping[str, Any]) -> str:
    for name in ("published_parsed", "updated_parsed"):
        when = entry.get(name)
        if isinstance(when, time.struct_time) and YEAR_MIN <= when.tm_year <= YEAR_MAX:
            return f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}"
    return ""
