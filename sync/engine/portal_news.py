"""What came from a portal, beside what is here: which is new, and how it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sync.engine import shown
from sync.engine.editing import Edit, declared_kind
from sync.engine.notebook import Notebook
from sync.errors import FileUnreadable
from sync.exchange import feeds
from sync.exchange.openfolder_places import read_pieces
from sync.exchange.outcome import Imported
from sync.store import news_known, records
from sync.store.database import Db
from sync.whole_refusals import PortalUnusable

FILE_MAX = 16 * 1024 * 1024
CALENDAR = "calendar.ics"


def question(sort: str) -> str:
    """Return the name under which the limited process reads an answer."""
    return CALENDAR if sort == "calendar" else f"{feeds.PREFIX}feed"


def content(path: Path) -> bytes:
    """Return a file of news. Raises FileUnreadable, PortalUnusable for one that is too large."""
    raw = bytearray()
    try:
        for piece in read_pieces(path):
            raw += piece
            if len(raw) > FILE_MAX:
                raise PortalUnusable
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    return bytes(raw)


def present(db: Db, feeds_agreed: Iterable[str]) -> list[str]:
    """Return the feeds among these that are here, and not in the trash."""
    found = ((one, records.get(db, bytes.fromhex(one))) for one in feeds_agreed)
    return [one for one, known in found if known is not None and known.present]


def known(db: Db, space: bytes) -> set[str]:
    """Return what news and events of a space are known by, those in the trash too."""
    return {line for value in news_known.marks(db, space) for line in value.split("\n") if line}


def fresh(found: Sequence[Imported], known: set[str], feed: str) -> list[Imported]:
    """Return what is not known yet, each once, with the feed that it came with."""
    seen, new = set(known), list[Imported]()
    for one in found:
        mark = _mark(one)
        again = mark in seen and not (one.kind == "event" and one.fields.get("uid"))
        if one.kind not in ("news", "event") or again:
            continue  # an event with a name of its own is brought up to date
        seen.add(mark)
        new.append(replace(one, fields=_fields(one, feed)))
    return new


def _mark(one: Imported) -> str:
    if one.kind == "event":
        return one.fields.get("uid") or one.fields.get("title", "")
    return one.fields.get("web") or one.fields.get("title", "")


def _fields(one: Imported, feed: str) -> Mapping[str, str]:
    fields = {name: value for name, value in one.fields.items() if value}
    return fields | {"feed": feed} if one.kind == "news" and feed else fields


def note(book: Notebook, feed: str, fields: Mapping[str, str], db: Db) -> None:
    """Write fields of a feed: nothing that anybody would want to take back."""
    one = shown.record(db, feed)
    book.may_write(db, one.space)
    edit = Edit(db, book, one.space)
    edit.fields(one.record, declared_kind(one.kind), fields)
    edit.finish()
