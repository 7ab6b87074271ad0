"""Brings what an older release made of the entries up to date with what this one declares, when it is opened.

Some records at a time are written, with how far that is: whoever is cut off goes on there.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from sync.engine import attach_log, merge, unheard
from sync.engine.notebook import Notebook
from sync.model import attaching, kinds, ops
from sync.model.attaching import Attach
from sync.model.entry import BadEntry, Encoded
from sync.model.kinds.declaration import Field, FieldType, Kind
from sync.store import aside, docs, entries, facets, indexed, past_table, settings
from sync.store.database import Db
from sync.store.indexed import Known
from sync.wire import codec

SETTING, PLACE = "index/declared", "index/at"
AT_ONCE = 1_000  # records in one transaction
FACETED = "f"
Declared = Mapping[str, Mapping[str, str]]
"""Of each kind its fields, each with its type and how it is indexed."""
FIRST: Declared = {
    "note": {"title": "text s", "body": "document s", "tags": "tags s", "extra": "text "},
    "contact": {
        "name": "text s", "organisation": "text s", "role": "text s", "phone": "lines s",
        "email": "lines s", "address": "lines s", "web": "lines s", "languages": "text s", "tags": "tags s",
        "note": "document s", "source": "text ",
    },
}  # fmt: skip
"""What the releases knew that did not say what they had indexed."""


def renew(book: Notebook, tell: Callable[[int, int], None]) -> None:
    """Index again what is declared otherwise than it was, and show what was unknown until now."""
    unheard.take_up(book)
    now = declared()
    before = book.read(_before)
    if before == now:
        return
    total = book.read(lambda db: db.number("SELECT count(*) FROM record"))
    while place := book.write(lambda db: _go_on(db, book, before, now)):
        tell(book.read(partial(indexed.count, row=place)), total)


def declared() -> Declared:
    return {kind.name: {each.name: _way(kind, each) for each in kind.fields} for kind in kinds.ALL.values()}


def _way(kind: Kind, field: Field) -> str:
    """Return all of a declaration that an index depends on, what lists are narrowed by last."""
    signs = ("s" if field.searchable else "") + _weight(kind, field) + ("d" if field.reminds else "")
    signs += f"c{field.fresh_days}" if field.fresh_days else ""
    return f"{field.type.value} {signs}{FACETED if field.faceted else ''}"


def _weight(kind: Kind, field: Field) -> str:
    """Return the weight where it is not what everything of this sort weighed before weights were indexed."""
    usual = 4 if field.name == kind.title_field else 3 if field.type is FieldType.TAGS else 1
    return str(field.weight) if field.searchable and field.weight != usual else ""


def _before(db: Db) -> Declared:
    """What cannot be understood is as if nothing were indexed."""
    kept = settings.get(db, SETTING)
    try:
        said = json.loads(kept) if kept else FIRST
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return {}
    return {kind: fields if isinstance(fields, dict) else {} for kind, fields in said.items()}


def _go_on(db: Db, book: Notebook, before: Declared, now: Declared) -> int:
    """Do some more and return up to which row; nothing once all is done."""
    _describe_files(db, book)
    batch = indexed.after(db, settings.number(db, PLACE), AT_ONCE)
    if not batch:
        settings.remove(db, PLACE)
        settings.put(db, SETTING, json.dumps(now).encode())
        return 0
    work = _Batch(db, before, now)
    for one in batch:
        work.take(one)
    indexed.stand(db, work.standing)
    settings.put(db, PLACE, str(batch[-1].row).encode())
    return batch[-1].row


@dataclass(frozen=True, slots=True)
class _Change:
    """What is declared of a kind otherwise than it was."""

    fields: frozenset[str]
    """Indexed in another way than before, apart from what lists are narrowed by."""
    long: frozenset[str]
    """Those of them that are long texts."""
    all: bool
    """Also what says nothing in those fields: it waits to be confirmed."""
    facets: bool
    only_facets_now: bool
    """Nothing stands under any of its facets yet."""

    @classmethod
    def of(cls, kind: Kind, before: Mapping[str, str], now: Mapping[str, str]) -> "_Change":
        fields = frozenset(name for name, way in now.items() if _plain(way) != _plain(before.get(name, "")))
        long = frozenset(each.name for each in kind.fields if each.type is FieldType.DOCUMENT) & fields
        had, has = (
            {name: way for name, way in ways.items() if way.endswith(FACETED)} for ways in (before, now)
        )
        asked = kind.confirmed is not None and kind.confirmed.name in fields
        return cls(fields, long, asked, had != has, not had)

    def concerns(self, db: Db, one: Known) -> bool:
        if self.all:
            return True
        said = indexed.texts(one.values)
        if said & self.fields or any(attaching.in_field(name) is not None for name in said):
            return True
        return bool(self.long and self.long & docs.texts(db, one.record).keys())


class _Batch:
    def __init__(self, db: Db, before: Declared, now: Declared) -> None:
        self._db = db
        known = ((kind, before[name]) for name, kind in kinds.ALL.items() if name in before)
        changes = {kind.name: _Change.of(kind, ways, now[kind.name]) for kind, ways in known}
        self._changes = {name: one for name, one in changes.items() if one.fields or one.facets}
        self._new = now.keys() - before.keys()
        self.standing: list[tuple[Known, set[facets.Pair]]] = []

    def take(self, one: Known) -> None:
        change = self._changes.get(one.kind)
        if one.kind in self._new or (change and change.concerns(self._db, one)):
            merge.refresh(self._db, one.record, one.changed_ms)
        elif change and change.facets and change.only_facets_now:
            self._stand(one, kinds.ALL[one.kind])
        elif change and change.facets:
            merge.refresh(self._db, one.record, one.changed_ms)

    def _stand(self, one: Known, kind: Kind) -> None:
        if one.present:
            shown = {name: merge.one_text(kind, name, said) for name, said in one.values.items()}
            self.standing.append((one, facets.pairs(kind, shown)))


def _plain(way: str) -> str:
    return way.removesuffix(FACETED)


def _describe_files(db: Db, book: Notebook) -> None:
    """Hear what entries say of files that came while nobody here knew what files are."""
    kept = settings.get(db, past_table.WITH_FILES)
    if kept is None:
        return
    for row in _rows(kept):
        header = entries.header(db, row)
        if header is not None and row not in aside.rows(db, header.space):
            for op in _known(header.ops):
                attach_log.described(db, book, header.space, op, header.device)
    settings.remove(db, past_table.WITH_FILES)


def _rows(kept: bytes) -> list[int]:
    try:
        said = codec.decode(kept)
    except codec.Malformed:
        return []
    return [row for row in said if isinstance(row, int)] if isinstance(said, list) else []


def _known(said: Iterable[Encoded]) -> Iterator[Attach]:
    for encoded in said:
        with suppress(BadEntry):
            op = ops.decode(encoded)
            if isinstance(op, Attach):
                yield op
