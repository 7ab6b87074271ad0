"""How far what one wrote has come: only here, waiting, or sent; and who changed an item last."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sync.engine import reposting
from sync.engine.notebook import Notebook
from sync.model import housing
from sync.model.records import Stamp
from sync.store import chains, entries, newcomers, outbox, records
from sync.store.database import Db

State = Literal["here", "waiting", "sent"]


@dataclass(frozen=True, slots=True)
class SpaceReach:
    state: State
    waiting: int = 0
    """Changes that no delivery service and no folder of the space is known to hold."""


@dataclass(frozen=True, slots=True)
class ItemReach:
    """What others wrote has come from the space, so it counts as sent; *checked* as in FieldValue."""

    state: State
    who: str = ""
    checked: str = ""


class Reach:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def of_space(self, space: str) -> SpaceReach:
        return self._book.read(lambda db: self._of_space(db, bytes.fromhex(space)))

    def of_item(self, item: str) -> ItemReach | None:
        """Return how far an item has come, or nothing for one that is not there or lies in the trash."""
        return self._book.read(lambda db: self._of_item(db, bytes.fromhex(item)))

    def _of_space(self, db: Db, space: bytes) -> SpaceReach:
        ways = self._ways(db, space)
        waiting = outbox.count(db, space) + (reposting.waiting(db, ways, space) if ways else 0)
        if not ways:
            return SpaceReach("here", waiting)
        return SpaceReach("waiting" if waiting else "sent", waiting)

    def _of_item(self, db: Db, record: bytes) -> ItemReach | None:
        space, marks = records.space_of(db, record), records.alive(db, record)
        if space is None or not marks:
            return None
        state = self._book.state(db, space)
        person = state.authors.get(max(marks).dev8, b"")
        mine = person in self._book.everybody
        checked = "me" if mine else newcomers.verified(db).get(person, "")
        return ItemReach(self._state(db, space, marks), housing.name_of(state, person), checked)

    def _state(self, db: Db, space: bytes, marks: Sequence[Stamp]) -> State:
        me = self._book.me_in(space)
        mine = [mark.seq for mark in marks if mark.dev8 == me.dev8]
        if not mine:
            return "sent"
        ways = self._ways(db, space)
        if not ways:
            return "here"
        own = chains.get(db, space, me.device)
        if own is None or max(mine) > own.seq:
            return "waiting"  # not even signed
        entry = entries.in_chain(db, space, me.device, max(mine))
        row = entries.row_of(db, entry.id) if entry is not None else None
        return "waiting" if row in reposting.nowhere(db, ways, space) else "sent"

    def _ways(self, db: Db, space: bytes) -> list[bytes]:
        """The delivery services and folders of a space; a room is a place to meet, not to keep things."""
        listed = self._book.state(db, space).relays + self._book.asides.folders(space)
        return [one.public_key for one in listed]
