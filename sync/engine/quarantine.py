"""What was set aside: late words, decisions of split devices, and what was refused (A5.5, A5.6)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sync.engine import departure, reconsider
from sync.engine.arrival import decode
from sync.engine.events import ItemsChanged, MembersChanged
from sync.engine.notebook import Notebook
from sync.model import entry, housing, kinds, ops
from sync.model.entry import Entry
from sync.model.state import State
from sync.refusals import NothingToAdmit
from sync.store import aside, entries, forks, records, waiting_room
from sync.store.database import Db

LATE, SUSPENDED, REFUSED = "late", "suspended", "refused"
ADMITTED_AT_ONCE = 500  # names of 32 bytes: well below what one entry about who belongs may hold (A5.1)


@dataclass(frozen=True, slots=True)
class AsideRow:
    entry: str
    kind: str
    """late: by somebody removed meanwhile; suspended: decided by a split device; refused: breaks a rule."""
    author: str
    when_ms: int
    titles: tuple[str, ...]
    """What it is about, as far as that is shown or said in it."""
    reason: str
    admissible: bool


class Quarantine:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def rows(self, space: str) -> list[AsideRow]:
        return self._book.read(lambda db: list(self._rows(db, bytes.fromhex(space))))

    def admit(self, space: str, chosen: Collection[str] | None = None) -> list[str]:
        """Let *chosen* (everything that may be) count after all. Raises NothingToAdmit and NotAllowed."""
        name = bytes.fromhex(space)
        return self._book.write(lambda db: self._admit(db, name, chosen))

    def _admit(self, db: Db, space: bytes, chosen: Collection[str] | None) -> list[str]:
        self._book.must_steward(db, space)
        waiting = [row.entry for row in self._rows(db, space) if row.admissible]
        let_in = [one for one in waiting if chosen is None or one in chosen]
        if not let_in:
            raise NothingToAdmit
        names = tuple(bytes.fromhex(one) for one in let_in)
        for first in range(0, len(names), ADMITTED_AT_ONCE):
            admit = ops.Admit(names[first : first + ADMITTED_AT_ONCE])
            departure.publish(db, self._book, space, [admit])
        changed = reconsider.reconsider(db, self._book, space)
        self._book.tell(ItemsChanged(frozenset(record.hex() for record in changed)))
        self._book.tell(MembersChanged(space.hex()))
        return let_in

    def _rows(self, db: Db, space: bytes) -> Iterator[AsideRow]:
        state = self._book.state(db, space)
        for row in sorted(aside.rows(db, space)):
            yield _row(db, state, LATE, entries.in_row(db, row), "removed")
        for device, seq in forks.every(db, space).items():
            for _, one in entries.of_device(db, space, device, seq):
                if state.struck.get(one.id) == SUSPENDED:
                    yield _row(db, state, SUSPENDED, one, "fork")
        for name, raw, reason in waiting_room.kept(db, space):
            if raw:
                yield _row(db, state, REFUSED, decode(raw), reason)
            else:  # a key, or what must not be opened again: whoever packed it is not proven
                yield AsideRow(name.hex(), REFUSED, "", 0, (), reason, admissible=False)


def _row(db: Db, state: State, kind: str, one: Entry, reason: str) -> AsideRow:
    person = state.authors.get(one.header.device[:8], b"")
    author = housing.name_of(state, person)
    titles = () if entry.is_membership(one.header) else tuple(dict.fromkeys(_titles(db, one)))
    return AsideRow(one.id.hex(), kind, author, one.header.wall_ms, titles, reason, kind != REFUSED)


def _titles(db: Db, one: Entry) -> Iterator[str]:
    """The titles that an entry gives, or those of the items that it changes."""
    named = {kind.title_field for kind in kinds.ALL.values()}
    for said in one.header.ops:
        match ops.decode(said):
            case ops.Set(field=field, value=value) if field in named:
                yield value
            case (
                ops.Set(record=record)
                | ops.Several(record=record)
                | ops.Clear(record=record)
                | ops.Drop(record=record)
            ):
                yield from _known(db, record)
            case ops.Doc(doc=doc):
                yield from _known(db, doc[: ops.RECORD_SIZE])
            case _:
                pass


def _known(db: Db, record: bytes) -> Iterator[str]:
    found = records.get(db, record)
    if found is not None and found.title:
        yield found.title
