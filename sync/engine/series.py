"""Times of a series that are events of their own: the series leaves them out, and nothing is there twice."""

import datetime as dt
import re
from collections.abc import Iterable

from sync.engine import merge, moments
from sync.engine.editing import Edit
from sync.engine.moments import Moment
from sync.engine.notebook import Notebook
from sync.engine.recurring_words import read
from sync.model import kinds
from sync.store import dated, records
from sync.store.database import Db

KIND = "event"
RULE, BEGINS, MOVED, UID = "rule", "begins", "moved", "uid"
EXDATE = "EXDATE:"
LINE_MAX = 2_000  # characters
NAME = re.compile(r"(.+)#\d{8}(?:T\d{6})?", re.DOTALL)


def name_of(uid: str) -> str:
    """Return the name of the series that a time of it belongs to, or of the thing itself."""
    found = NAME.fullmatch(uid)
    return found[1] if found else uid


def bare(wall: dt.datetime, *, whole_day: bool) -> str:
    """Return a time as rules and names of times have it."""
    return f"{wall:%Y%m%d}" if whole_day else f"{wall:%Y%m%dT%H%M}00"


def leave_out(rule: str, wall: dt.datetime, *, whole_day: bool) -> str:
    """Return a rule that does not take place at this time on its wall; the same where it says so already."""
    said = read(rule)
    if wall in said.left_out or wall.date() in said.days_left_out:
        return rule
    lines, one = rule.splitlines(), bare(wall, whole_day=whole_day)
    for number, line in enumerate(lines):
        if line.startswith(EXDATE) and not line.endswith("Z") and len(line) + len(one) < LINE_MAX:
            lines[number] = f"{line},{one}"
            return "\n".join(lines)
    return "\n".join([*lines, EXDATE + one])


def settle(db: Db, book: Notebook, space: bytes, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Let the series of these names leave out what stands apart; return what the rules said before."""
    before: dict[str, dict[str, str]] = {}
    edit = Edit(db, book, space)
    for name in dict.fromkeys(map(name_of, names)):
        found = dated.apart(db, space, KIND, name)
        series = dated.named(db, space, KIND, [name]).get(name) if found else None
        if series is None:
            continue
        rule, now = _said(db, series, RULE), _without(db, series, found)
        if now != rule:
            edit.fields(series, kinds.ALL[KIND], {RULE: now})
            before[series.hex()] = {RULE: rule}
    if before:
        edit.finish()
    return before


def _without(db: Db, series: bytes, apart: Iterable[bytes]) -> str:
    rule, begins = _said(db, series, RULE), moments.read(_said(db, series, BEGINS))
    for record in apart if rule and begins is not None else ():
        moved = moments.read(_said(db, record, MOVED))
        if moved is not None and begins is not None:
            rule = leave_out(rule, _on_the_wall_of(begins, moved), whole_day=begins.whole_day)
    return rule


def _on_the_wall_of(begins: Moment, moved: Moment) -> dt.datetime:
    if begins.whole_day or moved.whole_day or moved.zone is None or begins.zone is None:
        return moved.wall
    return moments.seen(moved.wall, moved.zone, begins.zone)


def _said(db: Db, record: bytes, field: str) -> str:
    values = records.every_value(db, record).get(field, ())
    return merge.one_text(kinds.ALL[KIND], field, values) if values else ""
