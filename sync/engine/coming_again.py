"""What came in before and comes again: it is brought up to date, and nothing stands twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sync.engine import merge, series
from sync.engine.editing import Edit, storable
from sync.engine.notebook import Notebook
from sync.model.kinds.declaration import FieldType, Kind
from sync.model.kinds.values import RECORD
from sync.store import cards, dated, docs, records
from sync.store.database import Db

UID = "uid"
Fields = Mapping[str, str]


@dataclass
class Came:
    """What is new, and what the fields that changed in others said before."""

    new: list[Fields] = field(default_factory=list)
    before: dict[str, dict[str, str]] = field(default_factory=dict)


def settle(book: Notebook, space: bytes, kind: Kind, every: Sequence[Fields]) -> Came:
    """Bring up to date what is here by its name in other calendars, and return what is not."""
    if kind.field(UID) is None:
        return Came(list(every))
    here = book.read(lambda db: [_linked(db, space, kind, fields) for fields in every])
    named = {fields[UID]: fields for fields in here if fields.get(UID)}  # of two of a name the last counts
    came = Came([_said(fields) for fields in here if not fields.get(UID)])
    known = book.read(lambda db: _known(db, space, kind, list(named)))
    came.new += [_said(fields) for name, fields in named.items() if name not in known]
    if known:
        changes = {known[name]: fields for name, fields in named.items() if name in known}
        came.before = book.write(lambda db: _update(db, book, space, kind, changes))
    return came


def settle_series(
    book: Notebook, space: bytes, kind: Kind, every: Sequence[Fields]
) -> dict[str, dict[str, str]]:
    """Let series leave out what came, or is here, as an event of its own; return what they said before."""
    names = [fields[UID] for fields in every if fields.get(UID)] if kind.name == series.KIND else []
    return book.write(lambda db: series.settle(db, book, space, names)) if names else {}


def _known(db: Db, space: bytes, kind: Kind, names: Sequence[str]) -> dict[str, bytes]:
    """Return what is here by its name in other calendars, or went out under its own id."""
    found = dated.named(db, space, kind.name, names)
    for name in names:
        own = records.get(db, bytes.fromhex(name)) if RECORD.fullmatch(name) and name not in found else None
        if own is not None and (own.space, own.kind, own.present) == (space, kind.name, True):
            found[name] = own.record
    return found


def _linked(db: Db, space: bytes, kind: Kind, fields: Fields) -> Fields:
    """Return fields whose links lead to something in this space."""
    made = dict(fields)
    for each in kind.fields:
        said = fields.get(each.name, "") if each.type is FieldType.LINKS else ""
        if said:
            made[each.name] = "\n".join(one for one in said.splitlines() if _leads(db, space, one))
    return {name: text for name, text in made.items() if text or not fields[name]}


def _leads(db: Db, space: bytes, line: str) -> bool:
    return not RECORD.fullmatch(line) or records.space_of(db, bytes.fromhex(line)) == space


def new_ones(book: Notebook, space: bytes, kind: Kind, every: Sequence[Fields]) -> list[bool]:
    """Say of each whether it is new: an address card that is here as it came before is not."""
    if kind.name != cards.KIND:
        return [True] * len(every)
    return book.read(lambda db: [_is_new(db, space, kind, fields) for fields in every])


def _is_new(db: Db, space: bytes, kind: Kind, fields: Fields) -> bool:
    card, title = storable(fields.get(cards.FIELD, "")), storable(fields.get(kind.title_field, ""))
    return not card or card not in cards.of_title(db, space, kind.name, title.partition("\n")[0])


def _said(fields: Fields) -> Fields:
    """In a new item what says nothing need not be written."""
    return {name: text for name, text in fields.items() if text}


def _update(
    db: Db, book: Notebook, space: bytes, kind: Kind, changes: Mapping[bytes, Fields]
) -> dict[str, dict[str, str]]:
    book.may_write(db, space)
    edit = Edit(db, book, space)
    before: dict[str, dict[str, str]] = {}
    for record, fields in changes.items():
        there = _there(db, kind, record)
        wanted = {name: _kept(db, kind, name, text, there.get(name, "")) for name, text in fields.items()}
        changed = {name: text for name, text in wanted.items() if storable(text) != there.get(name, "")}
        if changed:
            edit.fields(record, kind, changed)
            before[record.hex()] = {name: there.get(name, "") for name in changed}
    edit.finish()
    return before


def _there(db: Db, kind: Kind, record: bytes) -> dict[str, str]:
    values = records.every_value(db, record).items()
    return {name: merge.one_text(kind, name, each) for name, each in values} | docs.texts(db, record)


def _kept(db: Db, kind: Kind, name: str, text: str, there: str) -> str:
    """Files name people by their names: who is here as a contact stays one, and is not named once more."""
    field = kind.field(name)
    if field is None or field.type is not FieldType.PERSONS:
        return text
    contacts = [line for line in there.splitlines() if RECORD.fullmatch(line)]
    found = (records.get(db, bytes.fromhex(line)) for line in contacts)
    known = {one.title for one in found if one is not None}
    return "\n".join([*contacts, *(line for line in text.splitlines() if line not in known)])
