"""Times of a series that are events of their own: the series leaves them out, and nothing is there twice."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from sync.engine import merge, moments
from sync.engine.editing import FIELD_MAX, Edit
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
AT_ONCE = 500  # names in one question
NAME = re.compile(r"(.+)#\d{8}(?:T\d{6})?", re.DOTALL)


def name_of(uid: str) -> str:
    """Return the name of the series that a time of it belongs to, or of the thing itself."""
    found = NAME.fullmatch(uid)
    return found[1] if found else uid


def bare(wall: dt.datetime, *, whole_day: bool) -> str:
    """Return a time as rules and names of times have it."""
    return f"{wall:%Y%m%d}" if whole_day else f"{wall:%Y%m%dT%H%M}00"


def leave_out(rule: str, walls: Iterable[dt.datetime], *, whole_day: bool) -> str:
    """Return a rule without these times on its wall; the same where it says so already."""
    said = read(rule)
    before, lines = frozenset(said.left_out), rule.splitlines()
    for wall in sorted(set(walls) - before):
        if wall.date() not in said.days_left_out:
            _put(lines, bare(wall, whole_day=whole_day))
    return "\n".join(lines)


def _put(lines: list[str], one: str) -> None:
    for number, line in enumerate(lines):
        if line.startswith(EXDATE) and not line.endswith("Z") and len(line) + len(one) < LINE_MAX:
            lines[number] = f"{line},{one}"
            return
    lines.append(EXDATE + one)


def settle(db: Db, book: Notebook, space: bytes, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Let series leave out what stands apart; return what the rules said before.

    *names* are those of series, which may be here with many of their times, and of single times.
    """
    before: dict[str, dict[str, str]] = {}
    edit = Edit(db, book, space)
    came: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        came.setdefault(name_of(name), []).append(name)
    for name, several in came.items():
        series = dated.named(db, space, KIND, [name]).get(name)
        if series is None:
            continue
        found = dated.apart(db, space, KIND, name) if name in several else _named(db, space, several)
        rule, now = _said(db, series, RULE), _without(db, series, found)
        if now != rule and len(now) <= FIELD_MAX:
            edit.fields(series, kinds.ALL[KIND], {RULE: now})
            before[series.hex()] = {RULE: rule}
    if before:
        edit.finish()
    return before


def _named(db: Db, space: bytes, names: Sequence[str]) -> list[bytes]:
    parts = (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))
    return [record for part in parts for record in dated.named(db, space, KIND, part).values()]


def _without(db: Db, series: bytes, apart: Iterable[bytes]) -> str:
    rule, begins = _said(db, series, RULE), moments.read(_said(db, series, BEGINS))
    if not rule or begins is None:
        return rule
    moved = (moments.read(_said(db, record, MOVED)) for record in apart)
    walls = [_on_the_wall_of(begins, one) for one in moved if one is not None]
    return leave_out(rule, walls, whole_day=begins.whole_day) if walls else rule


def _on_the_wall_of(begins: Moment, moved: Moment) -> dt.datetime:
    if begins.whole_day or moved.whole_day or moved.zone is None or begins.zone is None:
        return moved.wall
    return moments.seen(moved.wall, moved.zone, begins.zone)


def _said(db: Db, record: bytes, field: str) -> str:
    values = records.every_value(db, record).get(field, ())
    return merge.one_text(kinds.ALL[KIND], field, values) if values else ""
