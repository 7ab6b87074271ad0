"""Brings the indexes of a notebook up to date with what a release declares, when it is opened."""

import json
from collections.abc import Iterator

from sync.engine import merge
from sync.model import kinds
from sync.model.kinds.declaration import Kind
from sync.store import facets, records, settings
from sync.store.database import Db

SETTING = "index/declared"
FIRST = {"note": "", "contact": ""}  # what the releases knew that did not say what they had indexed
AT_ONCE = 500


def renew(db: Db) -> None:
    """Index again what is declared otherwise than it was, and show what was of an unknown kind until now."""
    declared = {kind.name: _faceted(kind) for kind in kinds.ALL.values()}
    before = _before(db)
    if before == declared:
        return
    changed = {name for name, fields in declared.items() if before.get(name) != fields}
    for record, kind in _every(db, changed):
        if kind.name in before:
            _stand(db, record, kind)
        else:
            wall_ms = db.number("SELECT max(wall_ms) FROM value WHERE record = ?", record)
            merge.refresh(db, record, wall_ms)
    settings.put(db, SETTING, json.dumps(declared).encode())


def _faceted(kind: Kind) -> str:
    return " ".join(f"{field.name}:{field.type.value}" for field in kind.fields if field.faceted)


def _before(db: Db) -> dict[str, str]:
    kept = settings.get(db, SETTING)
    return dict(json.loads(kept)) if kept else FIRST


def _every(db: Db, changed: set[str]) -> Iterator[tuple[bytes, Kind]]:
    """Yield the records of the *changed* kinds, some at a time."""
    last = 0
    asked = "SELECT row, record, kind FROM record WHERE row > ? ORDER BY row LIMIT ?"
    while batch := db.rows(asked, last, AT_ONCE):
        last = batch[-1][0]
        yield from ((bytes(record), kinds.ALL[kind]) for _, record, kind in batch if kind in changed)


def _stand(db: Db, record: bytes, kind: Kind) -> None:
    fields = [field for field in kind.fields if field.faceted]
    shown = {
        each.name: merge.one_text(kind, each.name, records.values(db, record, each.name)) for each in fields
    }
    present = bool(records.alive(db, record))
    facets.index(db, record, kind, facets.pairs(kind, shown) if present else set())
