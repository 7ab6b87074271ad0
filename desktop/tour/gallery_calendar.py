"""Pictures of the calendar: a month, a week, a list of days, and what is due on the first page."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from desktop.dialogs.moveseries import MoveSeriesDialog
from desktop.tour.stage import Stage, below, settle, show_home, until
from desktop.views.calendar import CalendarLook
from desktop.views.meetingfolder import MeetingFolder
from i18n import tr

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3


def pages(stage: Stage, take: Take) -> None:
    window, day = stage.window, stage.session.agenda.today()
    stage.choose("event")
    window.banner.clear()
    look = window.desk.looks.look
    if not isinstance(look, CalendarLook):
        return
    settle(SETTLED_S)
    take("calendar-empty", window)
    before = len(look.grid.days.on(day))
    _write(stage, day)
    until(lambda: len(look.grid.days.on(day)) == before + 2)  # as written below
    settle(SETTLED_S)
    take("calendar", window)
    look.remind.popup(below(look.mode))
    settle(SETTLED_S)
    take("calendar-remind", look.remind)
    look.remind.close()
    _ask_about_series(look, day, take)
    look.open_day(day)
    settle(SETTLED_S)
    take("calendar-day", window)
    look.close_day()
    for mode in ("week", "list", "month"):
        look.choose_mode(mode)
        settle(SETTLED_S)
        if mode != "month":
            take(f"calendar-{mode}", window)
    _open_folder(stage, _meeting(look, day), take)
    _look_home(stage, take)


def _look_home(stage: Stage, take: Take) -> None:
    """Look at what is due, with its buttons also where the first page is low."""
    show_home(stage)
    listed = stage.window.home.list
    until(lambda: any(row.acts for row in listed.rows.rows))
    take("home-due", stage.window)
    number = next(number for number, row in enumerate(listed.rows.rows) if row.acts)
    listed.scrollTo(listed.rows.index(number), QAbstractItemView.ScrollHint.PositionAtTop)
    take("home-due-below", stage.window)


def _ask_about_series(look: CalendarLook, day: dt.date, take: Take) -> None:
    weekly = next(one for one in look.grid.days.on(day) if one.repeats)
    look.mover.moved.emit(weekly, day, day + dt.timedelta(days=1))
    dialog = look.window().findChild(MoveSeriesDialog)
    if dialog is not None:
        take("calendar-series", dialog)
        dialog.close()


def _meeting(look: CalendarLook, day: dt.date) -> str:
    until(lambda: any(one.event for one in look.grid.days.on(day)))
    return next(one.item for one in look.grid.days.on(day) if one.event)


def _open_folder(stage: Stage, meeting: str, take: Take) -> None:
    """Look at what belongs to a meeting."""
    window, items = stage.window, stage.session.items
    named = {"title": tr("Plan for March"), "meeting": meeting}
    items.new(window.desk.space, "topic", named | {"state": "open"})
    items.new(window.desk.space, "plan", named | {"state": "begun", "due": "2027-01-09"})
    window.desk.open_item(meeting)
    folder = window.desk.panes.editors["event"].findChild(MeetingFolder)
    until(lambda: folder is not None and folder.isVisible() and folder.nothing.isHidden())
    area = window.desk.panes.editors["event"].findChild(QScrollArea)
    if area is not None and folder is not None:
        area.ensureWidgetVisible(folder)
    settle(SETTLED_S)
    take("calendar-folder", window)
    window.desk.close_item()


def _write(stage: Stage, day: dt.date) -> None:
    items, space = stage.session.items, stage.window.desk.space

    def at(days: int, hour: str = "") -> str:
        return f"{day + dt.timedelta(days=days)}{hour}"

    weekly = {"begins": at(0, "T09:00"), "ends": at(0, "T10:30"), "rule": "FREQ=WEEKLY"}
    items.new(space, "event", {"title": tr("Round of the week"), "where": tr("Hall"), **weekly})
    items.new(space, "event", {"title": tr("Training of trainers"), "begins": at(2), "ends": at(4)})
    items.new(space, "event", {"title": "مراجعة الخطة", "begins": at(1, "T14:00 Africa/Nairobi")})
    draft, budget = tr("Draft"), tr("Budget")
    steps = f"[ ] {at(3)} {draft}\n[x] {at(-3)} {budget}"
    items.new(space, "call", {"title": tr("Small grants"), "deadline": at(6), "milestones": steps})
    items.new(space, "plan", {"title": tr("Letter to the office"), "due": at(0)})
