"""The calendar of a space: a month, a week or a list of days, and what is on the day looked at."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QWidget
from typing_extensions import override

from desktop.models import calendar
from desktop.models.calendar import Mode, Page
from desktop.models.facade import Settings
from desktop.models.facade_agenda import Plans
from desktop.models.grouped import Goal, flat
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views.calendardrag import DragGrid
from desktop.views.calendarmove import MeetingMover
from desktop.views.calendarpaint import WIDE_EM
from desktop.views.calendarremind import RemindMenu, remind_button
from desktop.views.grouplist import GroupList
from desktop.views.looks import Look
from i18n import days, tr

GATHER_MS = 300
BESIDE_EM = 46  # with less the list of the day stands below the days
BELOW_EM = 30  # and with less in height it takes their place when a day is opened
MODE, DEADLINES, NO = "calendar/mode", "calendar/deadlines", "no"
EVENT = "event"
LINE_EM = 26  # with less, what turns the pages has a line of its own


class CalendarLook(Look):
    def __init__(self, plans: Plans, settings: Settings, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._plans, self._settings = plans, settings
        self.remind = RemindMenu(plans.reminders, tasks, self.failed.emit, self)
        self._known = self._small = self._cramped = self._inside = False
        self.day = plans.agenda.today()
        self._page: Page | None = None
        self.grid = DragGrid()
        self.list = GroupList(tr("What is on this day"), tr("Without a title"))
        self.title, self._heading = parts.label("", "strong"), parts.label("", "strong")
        self._nothing = parts.label(tr("Nothing is on this day."), "hint")
        self.mode = parts.choice(
            tr("How the calendar is shown"),
            [(tr("Month"), "month"), (tr("Week"), "week"), (tr("Days"), "list")],
        )
        self.mover = MeetingMover(self.grid, self.list)
        self.deadlines = self.remind.deadlines
        self._put_together()
        self._join_up()

    def _join_up(self) -> None:
        self.grid.day_wanted.connect(self.look_at)
        self.grid.turn_wanted.connect(self.turn)
        self.grid.opened.connect(self.open_day)
        self.grid.touched.connect(self._on_touched)
        self.grid.new_wanted.connect(self._new)
        self.list.chosen.connect(self._on_chosen)
        self.mover.several.connect(self.open_day)
        self.mode.activated.connect(lambda _row: self._choose(MODE, self._mode))
        self.deadlines.triggered.connect(lambda on: self._choose(DEADLINES, "" if on else NO))

    @property
    def _listed(self) -> bool:
        """Whether days stand below each other: as chosen, or a week whose days are too narrow for words."""
        return self._mode == "list" or (self._mode == "week" and self._cramped)

    @property
    def _mode(self) -> Mode:
        kept = self.mode.currentData()
        return next((each for each in calendar.MODES if each == kept), "month")

    # ------------------------------------------------------------ a look
    @override
    def _clear(self) -> None:
        self._inside, self._page = False, None
        self._show()

    # ------------------------------------------------------------ walking
    def look_at(self, day: dt.date) -> None:
        """Go to a day, on another page where it is not on this one."""
        self.day = day
        page = self._page
        if page is None or not page.first <= day <= page.last or self._is_other_month(page):
            self._read()
        else:
            self._show()

    def turn(self, by: int) -> None:
        """Go to the next months or weeks, or to those before."""
        self.day = calendar.turned(self._mode, self.day, by)
        self._read()

    def choose_mode(self, mode: Mode) -> None:
        """Show a month, a week or a list of days, now and the next time."""
        self.mode.setCurrentIndex(self.mode.findData(mode))
        self._choose(MODE, mode)

    def _is_other_month(self, page: Page) -> bool:
        return self._mode == "month" and calendar.span("month", self.day)[0] != page.first

    def _go_to_today(self) -> None:
        self.look_at(self._plans.agenda.today())
        (self.list if self._listed else self.grid).setFocus()

    def open_day(self, day: dt.date) -> None:
        """Open what is on a day: its list, or the one thing that is on it."""
        found = self._page.of(day) if self._page else ()
        if len(found) == 1:
            self.item_wanted.emit(found[0].item)
            return
        self._inside = True
        self._arrange()
        if found:
            self.list.setCurrentIndex(self.list.rows.first())
            self.list.setFocus()
        else:
            (self._add if self._small else self._new_event).setFocus()

    def _on_touched(self, _day: dt.date) -> None:
        """Where only the days have room, a day that is pressed takes their place."""
        self._inside = self._small
        self._arrange()

    def close_day(self) -> None:
        self._inside = False
        self._arrange()
        self.grid.setFocus()

    def _new(self, day: dt.date, *, meeting: bool = False) -> None:
        fields = {"begins": day.isoformat()}
        self.new_wanted.emit(EVENT, fields | ({"agenda": calendar.meeting_agenda()} if meeting else {}))

    def _new_meeting(self) -> None:
        self._new(self.day, meeting=True)

    def _on_chosen(self, goal: Goal) -> None:
        self.item_wanted.emit(calendar.item_of(goal))

    # ------------------------------------------------------------ reading
    def _choose(self, key: str, value: str) -> None:
        self._tasks.run(partial(self._settings.put, key, value), failed=self.failed.emit)
        self._inside = False
        self._read()

    def _on_kept(self, kept: Mapping[str, str]) -> None:
        self._known = True
        self.mode.setCurrentIndex(max(0, self.mode.findData(kept[MODE])))
        self.deadlines.setChecked(kept[DEADLINES] != NO)
        self._read()

    @override
    def _read(self) -> None:
        if not self._known:
            self._tasks.run(partial(_kept, self._settings), self._on_kept, self.failed.emit)
        elif self._space:
            asked = (self._mode, self.day, self._space)
            work = partial(calendar.read, self._plans, *asked, deadlines=self.deadlines.isChecked())
            self._ask(work, partial(self._on_read, asked))

    def _on_read(self, asked: tuple[Mode, dt.date, str], page: Page) -> None:
        if asked == (self._mode, self.day, self._space):
            self._page = page
            self._show()

    def _show(self) -> None:
        page, mode, listed = self._page, self._mode, self._listed
        self.title.setText(calendar.heading(mode, self.day))
        self._heading.setText(days.weekday(self.day))
        self.mover.show_page(page, self.day)
        self.grid.show_page(None if listed else page, self.day, pale=mode == "month")
        groups = calendar.day_rows(page, calendar.all_days(page) if listed else [self.day]) if page else []
        rows = flat(groups)
        self.list.rows.set_rows(rows if listed else [row for row in rows if not row.heading])
        self._nothing.setText(tr("Nothing is on these days.") if listed else tr("Nothing is on this day."))
        self._nothing.setVisible(not rows)
        self._arrange()

    # ------------------------------------------------------------ putting together
    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE_EM * em()
        self._split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self._small = not beside and event.size().height() < BELOW_EM * em()
        one_below_the_other = event.size().width() < LINE_EM * em()
        way = QBoxLayout.Direction.TopToBottom if one_below_the_other else QBoxLayout.Direction.LeftToRight
        self._bars.setDirection(way)
        wide = event.size().width() * (3 if beside else 4) // 4  # the list beside the days has a quarter
        was, self._cramped = self._listed, wide < calendar.WEEK * (WIDE_EM * em() + space(4))
        if self._listed != was:
            self._show()
        self._arrange()

    def _arrange(self) -> None:
        """Show the days or what is on one of them, where there is no room for both."""
        listed = self._listed
        inside = self._small and self._inside and not listed
        self.grid.setVisible(not listed and not inside)
        self._side.setVisible(listed or not self._small or inside)
        self._back.setVisible(inside)
        self._heading.setVisible(not listed)
        self._bar.setVisible(not inside)
        self._today.setText("" if self._small else self._today.accessibleName())
        self._foot.setVisible(not self._small)
        for each in (self._add, self._add_meeting):
            each.setVisible(inside)
        self.setFocusProxy(self.list if listed or inside else self.grid)

    def _put_together(self) -> None:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        meeting, new = tr("New meeting with an agenda"), tr("New event")
        self._back = parts.tool("arrow-left", tr("All days"), self.close_day)
        self._add = parts.tool("plus", new, lambda: self._new(self.day))
        self._add_meeting = parts.tool("clipboard-list", meeting, self._new_meeting)
        self._new_event = parts.button(new, "plus", then=lambda: self._new(self.day))
        self._meeting = parts.button(meeting, "clipboard-list", role="quiet", then=self._new_meeting)
        self._today = parts.button(tr("Today"), "calendar", role="quiet", then=self._go_to_today)
        self._today.setAccessibleName(tr("Today"))
        parts.tip(self._today, tr("Today"))
        self._bar, self._side = self._made_bar(), self._made_side()
        self.grid.setMinimumSize(11 * em(), 4 * em())
        self._split.addWidget(self.grid)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        outer = parts.column(self, gap=0)
        outer.addWidget(self._bar)
        outer.addWidget(self._split, 1)

    def _made_bar(self) -> QWidget:
        bar = QWidget()
        self._bars, first, second = parts.row(bar, gap=1), parts.row(gap=1), parts.row(gap=1)
        parts.margins(self._bars, space(3), space(1), space(3), space(1))
        first.addWidget(parts.tool("chevron-left", tr("Earlier"), lambda: self.turn(-1)))
        first.addWidget(parts.tool("chevron-right", tr("Later"), lambda: self.turn(1)))
        first.addWidget(self.title, 1)
        for each in (self._today, self.mode, remind_button(self.remind)):
            second.addWidget(each)
        self._bars.addLayout(first, 1)
        self._bars.addLayout(second)
        return bar

    def _made_side(self) -> QWidget:
        side = QWidget()
        inner = parts.column(side, gap=1)
        head = parts.row(gap=1)
        parts.margins(head, space(3), space(1), space(3), 0)
        head.addWidget(self._back)
        head.addWidget(self._heading, 1)
        head.addWidget(self._add)
        head.addWidget(self._add_meeting)
        nothing = parts.row()
        parts.margins(nothing, space(3), 0, space(3), 0)
        nothing.addWidget(self._nothing)
        inner.addLayout(head)
        inner.addLayout(nothing)
        inner.addWidget(self.list, 1)
        inner.addWidget(self._made_foot())
        side.setMinimumWidth(13 * em())
        return side

    def _made_foot(self) -> QWidget:
        self._foot = QWidget()
        foot = parts.column(self._foot, gap=1)
        parts.margins(foot, space(3), space(1), space(3), space(2))
        foot.addWidget(self._new_event, 0, Qt.AlignmentFlag.AlignLeading)
        foot.addWidget(self._meeting, 0, Qt.AlignmentFlag.AlignLeading)
        return self._foot


def _kept(settings: Settings) -> dict[str, str]:
    return {key: settings.get(key) or "" for key in (MODE, DEADLINES)}
