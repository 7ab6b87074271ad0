"""A month, a week or a list of days: which days there are, and what stands on each."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.models.facade_agenda import Occurrence, Plans, Reminder
from desktop.models.grouped import Act, Entry, Goal, Group
from desktop.models.plain import isolated, one_line
from i18n import days, formats, tr, tr_n
from sync.model import kinds

WEEK, WEEKS = 7, 6
DAY = dt.timedelta(days=1)
LISTED_DAYS = 92
TEXT_MAX = 80
Mode = Literal["month", "week", "list"]
DISMISS, LATER = "dismiss", "later"
MODES: tuple[Mode, ...] = ("month", "week", "list")


@dataclass(frozen=True, slots=True)
class Page:
    """The days that are shown together, and what is on them."""

    first: dt.date
    last: dt.date
    today: dt.date
    on: Mapping[dt.date, Sequence[Occurrence]]
    movable: bool = False
    """Whether this person may move what takes place."""

    def of(self, day: dt.date) -> Sequence[Occurrence]:
        return self.on.get(day, ())


def week_of(day: dt.date) -> dt.date:
    """Return the day that the week of *day* begins with, as weeks do here."""
    return shifted(day, -((day.weekday() - formats.first_weekday()) % WEEK))


def span(mode: Mode, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day shown where *day* is looked at."""
    if mode == "month":
        first = week_of(day.replace(day=1))
        return first, shifted(first, WEEK * WEEKS - 1)
    if mode == "week":
        return week_of(day), shifted(week_of(day), WEEK - 1)
    return day, shifted(day, LISTED_DAYS)


def turned(mode: Mode, day: dt.date, by: int) -> dt.date:
    """Return the day to look at some months, weeks or lists later."""
    if mode != "month":
        first, last = span(mode, day)
        return shifted(day, (WEEK if mode == "week" else (last - first).days) * by)
    months = day.year * 12 + day.month - 1 + by
    year, month = divmod(min(max(months, 12), dt.MAXYEAR * 12 + 11), 12)
    last = shifted(dt.date(year, month + 1, 28), 4).replace(day=1)
    length = (last - DAY).day if last > dt.date(year, month + 1, 1) else 31
    return dt.date(year, month + 1, min(day.day, length))


def shifted(day: dt.date, by: int) -> dt.date:
    """Return a day some days later, never one beyond what calendars hold."""
    return dt.date.fromordinal(min(max(day.toordinal() + by, 1), dt.date.max.toordinal()))


def all_days(page: Page) -> list[dt.date]:
    return [shifted(page.first, number) for number in range((page.last - page.first).days + 1)]


def read(plans: Plans, mode: Mode, day: dt.date, space: str, *, deadlines: bool) -> Page:
    """Read what is shown, away from the windows."""
    first, last = span(mode, day)
    agenda = plans.agenda
    found = [one for one in agenda.between(first, last, [space]) if deadlines or one.event]
    on: dict[dt.date, list[Occurrence]] = {}
    for one in found:
        start, end = max(one.day, first), min(one.last_day, last)
        for number in range((end - start).days + 1):
            on.setdefault(shifted(start, number), []).append(one)
    return Page(first, last, agenda.today(), on, plans.meetings.may_move(space))


# ---------------------------------------------------------------- words
def heading(mode: Mode, day: dt.date) -> str:
    if mode == "month":
        return days.month(day)
    first, last = span(mode, day)
    if mode == "week":
        return f"{days.day(first)} – {days.day(last)} {days.month(last).rpartition(' ')[2]}"
    return tr("From {day}", day=formats.date_of(day))


def heard(day: dt.date, page: Page) -> str:
    """Return a day as it is read aloud, as “3 December, 2 events”."""
    found = page.of(day)
    events = sum(one.event for one in found)
    parts = [tr("Today") if day == page.today else "", days.day(day)]
    if events:
        parts.append(tr_n("{count} event", "{count} events", events))
    deadlines = len(found) - events
    if deadlines:
        parts.append(tr_n("{count} deadline", "{count} deadlines", deadlines))
    return tr(", ").join(part for part in parts if part)


def text(one: Occurrence) -> str:
    title = one_line(one.title, TEXT_MAX) or tr("Without a title")
    said = one_line(one.said, TEXT_MAX)
    return f"{isolated(title, TEXT_MAX)} · {isolated(said, TEXT_MAX)}" if said else title


def when(one: Occurrence, day: dt.date) -> str:
    """Return the hour at which something begins on that day; nothing for what takes the whole day."""
    if one.begins is None or one.begins.date() != day:
        return ""
    return days.clock(one.begins.time())


def entry(one: Occurrence, day: dt.date) -> Entry:
    kind = kinds.find(one.kind)
    picture = "list-checks" if one.said else (kind.icon if kind else "circle")
    return Entry(
        one.title, Goal("item", f"{one.item} {one.field} {day.toordinal()} {one.said}", one.space, one.kind),
        _detail(one), _aside(one, day), picture,
    )  # fmt: skip


def due_entry(reminder: Reminder, today: dt.date, space: str) -> Entry:
    """Return a row of the first page, which says when it is due, and can be done with or put off."""
    one, name = reminder.of, isolated(text(reminder.of), TEXT_MAX)
    row = entry(one, one.day)
    detail = " · ".join(part for part in (_detail(one), space) if part)
    acts = (
        Act(tr("Done"), tr("Done: {name}", name=name), Goal(DISMISS, reminder.name, one.space), "check"),
        Act(tr("Later"), tr("Later: {name}", name=name), Goal(LATER, reminder.name, one.space), "clock"),
    )
    goal = Goal("item", one.item, one.space, one.kind)
    return Entry(row.text, goal, detail, _due(one, today), row.picture, acts=acts)


def _due(one: Occurrence, today: dt.date) -> str:
    away = (one.day - today).days
    if away < 0 and not one.event:
        return tr("Overdue")
    if away <= 0 <= (one.last_day - today).days:
        return when(one, today) or tr("Today")
    return tr("Tomorrow") if away == 1 else days.day(one.day)


def item_of(goal: Goal) -> str:
    """Return the item that a row of a day leads to; several rows may lead to one."""
    return goal.id.partition(" ")[0]


def _detail(one: Occurrence) -> str:
    kind = kinds.find(one.kind)
    field = kind.field(one.field) if kind and not one.event else None
    parts = [
        tr(field.label) if field else "",
        isolated(one_line(one.said, TEXT_MAX), TEXT_MAX) if one.said else "",
        tr("Done") if one.done and not one.event else "",
        tr("Repeats") if one.repeats else "",
        tr("Until {day}", day=days.day(one.last_day)) if one.last_day > one.day else "",
    ]
    return " · ".join(part for part in parts if part)


def _aside(one: Occurrence, day: dt.date) -> str:
    begins = when(one, day)
    if not begins or one.ends is None or one.ends == one.begins:
        return begins
    return f"{begins} – {days.clock(one.ends.time())}" if one.ends.date() == day else begins


def day_rows(page: Page, chosen: Iterable[dt.date]) -> list[Group]:
    """Return what is on these days, under a heading for each that has something."""
    return [Group(days.weekday(day), [entry(one, day) for one in page.of(day)]) for day in chosen]


def meeting_agenda() -> str:
    """Return the beginning of a meeting's agenda, to be written on."""
    lines = (
        tr("Welcome, and who is here"), tr("What we agreed last time"), tr("What is new"),
        tr("What we agree on, and who does it"), tr("When we meet again"),
    )  # fmt: skip
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
