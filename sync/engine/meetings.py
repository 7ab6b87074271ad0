"""Meetings moved to another day: alone, as a whole series, or one time of a series apart from the others."""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sync.engine import many, moments, recurring, recurring_moved, series, shown
from sync.engine.agenda import ZONES, Agenda
from sync.engine.editing import Edit
from sync.engine.events import ItemsChanged
from sync.engine.items import Items
from sync.engine.moments import Moment
from sync.engine.notebook import WRITERS, Notebook
from sync.engine.shown import Item
from sync.item_refusals import NotMovable, RuleStays
from sync.model import kinds, ops
from sync.model.kinds.declaration import FieldType
from sync.store import leading
from sync.store.database import Db

KIND = "event"
STATE, DUE = "state", "due"
COPIED = ("title", "where", "state", "people", "agenda", "papers", "tags", "extra")
"""What one time of a series takes along; what was noted and agreed stays with the series."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A topic or a plan that names a meeting, and so lies in its folder."""

    item: str
    kind: str
    title: str
    state: str
    """The key of an option of its kind, or nothing."""
    due: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One time of a series that *begins* then: when it would be on the wall, and how far it moves."""

    begins: Moment
    wall: dt.datetime
    moved: dt.timedelta

    @property
    def later(self) -> dt.timedelta:
        """How much later it is than the first; not always whole days."""
        return self.wall - self.begins.wall + self.moved


class Meetings:
    def __init__(self, book: Notebook, items: Items, agenda: Agenda) -> None:
        self._book, self._items, self._agenda = book, items, agenda

    def may_move(self, space: str) -> bool:
        """Say whether this person may change what is in a space."""
        place = bytes.fromhex(space)
        state = self._book.read(lambda db: self._book.state(db, place))
        return state.role_of_device(self._book.me_in(place).device) in WRITERS and not state.frozen

    def belonging(self, item: str) -> list[Belonging]:
        """Return what names this meeting as its own, kind by kind, the last changed first."""
        space = bytes.fromhex(self._items.show(item).space)
        rows = self._book.read(lambda db: leading.to(db, space, item, _naming()))
        said = self._items.lists.columns([row.record.hex() for row in rows], (STATE, DUE))
        return [
            Belonging(row.record.hex(), row.kind, row.title, *said[row.record.hex()])
            for row in {row.record: row for row in rows}.values()
        ]

    def move(
        self, item: str, day: dt.date, to: dt.date, *, only: bool = False, by: object = None
    ) -> ItemsChanged:
        """Move what is on *day* to the day *to*, beginning and end together, at the same time of day.

        A series moves as a whole, or with *only* just its time on *day*. Raises RuleStays, NotMovable and
        what `Items.set` does.
        """
        before, days = self._items.show(item), (to - day).days
        fields = {name: values[0].value for name, values in before.fields.items()}
        begins = moments.read(fields.get("begins", ""))
        if before.kind != KIND or begins is None:
            raise NotMovable
        if only and fields.get("rule"):
            wall = self._time_on(begins, fields["rule"], day)
            return self._part(before, fields, _Part(begins, wall, dt.timedelta(days=days)), by)
        return self._items.set(item, _moved(fields, begins, days), by=by)

    def _time_on(self, begins: Moment, rule: str, day: dt.date) -> dt.datetime:
        """Return when it begins that day, on the wall where it happens. Raises NotMovable."""
        zone = None if begins.whole_day else begins.zone
        first, last = (
            dt.datetime.combine(moments.day_after(day, each), dt.time.min) for each in (-ZONES, ZONES + 1)
        )
        for wall in recurring.times(rule, begins.wall, first, last, recurring.Budget(), zone):
            if moments.seen(wall, zone, self._agenda.here).date() == day:
                return wall
        raise NotMovable

    # ------------------------------------------------------------ one time of a series
    def _part(self, before: Item, fields: Mapping[str, str], part: "_Part", by: object) -> ItemsChanged:
        """Make an event of one time of a series, which leaves it out from now on: one step to take back."""
        whole = part.begins.whole_day
        name = fields.get("uid") or before.id
        made = {each: fields[each] for each in COPIED if fields.get(each)}
        made |= {each: _by(fields[each], part.later) for each in ("begins", "ends") if fields.get(each)}
        made |= {
            "moved": _by(fields["begins"], part.later - part.moved),
            "uid": f"{name}#{series.bare(part.wall, whole_day=whole)}",
        }
        rule = series.leave_out(fields["rule"], [part.wall], whole_day=whole)
        record = secrets.token_bytes(ops.RECORD_SIZE)
        self._book.write(partial(self._make, before, record, made, {"rule": rule, "uid": name}))
        return self._told(before, record, fields["rule"], rule, by)

    def _make(
        self, before: Item, record: bytes, made: Mapping[str, str], kept: Mapping[str, str], db: Db
    ) -> None:
        space, kind = bytes.fromhex(before.space), kinds.ALL[KIND]
        self._book.may_write(db, space)
        edit = Edit(db, self._book, space)
        edit.say(ops.New(record, KIND))
        edit.fields(record, kind, made)
        edit.fields(bytes.fromhex(before.id), kind, kept)
        edit.finish()

    def _told(self, before: Item, record: bytes, was: str, now: str, by: object) -> ItemsChanged:
        self._items.history.remember(partial(self._swap, before, record, was, now))
        changed = ItemsChanged(frozenset({before.id, record.hex()}), by)
        self._book.events.tell(changed)
        return changed

    def _swap(self, before: Item, record: bytes, rule: str, other: str, by: object) -> ItemsChanged:
        """Put the time back into its series, or apart again."""
        self._book.write(partial(self._put, before, record, rule))
        return self._told(before, record, other, rule, by)

    def _put(self, before: Item, record: bytes, rule: str, db: Db) -> None:
        space = bytes.fromhex(before.space)
        self._book.may_write(db, space)
        edit, row = Edit(db, self._book, space), shown.record(db, record.hex())
        say = many.dropped if row.present else many.restored
        say(edit, row)
        edit.fields(bytes.fromhex(before.id), kinds.ALL[KIND], {"rule": rule})
        edit.finish()


def _naming() -> list[tuple[str, str]]:
    """Return which kinds name a meeting, and in which of their fields."""
    return [
        (kind.name, field.name)
        for kind in kinds.ALL.values()
        for field in kind.fields
        if field.type is FieldType.LINKS and field.kinds == (KIND,)
    ]


def _moved(fields: Mapping[str, str], begins: Moment, days: int) -> dict[str, str]:
    changed = {name: _shifted(fields[name], days) for name in ("begins", "ends") if fields.get(name)}
    if fields.get("rule"):
        try:
            changed["rule"] = recurring_moved.moved(fields["rule"], begins.wall.date(), days)
        except recurring_moved.Tied as error:
            raise RuleStays from error
    return changed


def _shifted(text: str, days: int) -> str:
    """Return a moment so many days later, at the same time of day; what is no moment stays."""
    try:
        return f"{moments.day_after(dt.date.fromisoformat(text[:10]), days)}{text[10:]}"
    except ValueError:
        return text


def _by(text: str, later: dt.timedelta) -> str:
    """Return a moment so much later on its wall; what is no moment stays."""
    try:
        if text[10:11] != "T":
            return f"{dt.date.fromisoformat(text[:10]) + later}{text[10:]}"
        wall = dt.datetime.fromisoformat(text[:16]) + later
        return f"{wall.isoformat(timespec='minutes')}{text[16:]}"
    except (OverflowError, ValueError):
        return text
