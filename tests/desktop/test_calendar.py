"""The calendar: months, weeks and lists of days, walked over by keys and by hand, and read aloud."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

import i18n
from desktop.models import calendar
from desktop.models.grouped import Goal
from desktop.tasks import Tasks
from desktop.theme.look import em
from desktop.views.calendar import CalendarLook
from i18n import days
from i18n.speaking import Formats
from tests.desktop.settling import settled
from tests.desktop.stand_in import Settings
from tests.desktop.stand_in_agenda import TODAY, Agenda, Meetings, Reminders, deadline, event

Key = Qt.Key
DAY = dt.timedelta(days=1)


@pytest.fixture
def agenda() -> Agenda:
    return Agenda([
        event("a", "Review meeting", TODAY, 9), event("b", "Round", TODAY, 14, repeats=True),
        deadline("c", "Small grants", TODAY),
        event("d", "Workshop", TODAY + 2 * DAY, last_day=TODAY + 4 * DAY),
        deadline("e", "Report", TODAY + 8 * DAY, field="reports", said="First report", done=True),
    ])  # fmt: skip


@dataclass
class Plans:
    agenda: Agenda
    reminders: Reminders
    meetings: Meetings = field(default_factory=Meetings)


@pytest.fixture
def plans(agenda: Agenda) -> Plans:
    return Plans(agenda, Reminders(agenda))


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def look(plans: Plans, settings: Settings, tasks: Tasks, qtbot: QtBot) -> CalendarLook:
    made = CalendarLook(plans, settings, tasks)
    qtbot.addWidget(made)
    made.resize(60 * em(), 44 * em())
    made.show()
    made.show_space("space-1")
    settled(tasks, qtbot)
    return made


def index(look: CalendarLook, day: dt.date) -> QModelIndex:
    return look.grid.days.index_of(day)


def heard(look: CalendarLook, day: dt.date) -> str:
    return str(index(look, day).data(Qt.ItemDataRole.AccessibleTextRole))


def texts(look: CalendarLook) -> list[str]:
    rows = look.list.rows
    return [str(rows.index(at).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(rows.rowCount())]


def middle(look: CalendarLook, day: dt.date) -> QPoint:
    return look.grid.visualRect(index(look, day)).center()


def test_a_month_stands_in_weeks_and_each_day_has_a_name(look: CalendarLook) -> None:
    assert look.title.text() == "December 2026"
    assert look.grid.days.day_at(look.grid.days.index(0, 0)) == dt.date(2026, 11, 30)
    assert heard(look, TODAY) == "Today, 3 December, 2 events, 1 deadline"
    assert heard(look, TODAY + 3 * DAY) == "6 December, 1 event"
    assert heard(look, TODAY + DAY) == "4 December"
    header = look.grid.model().headerData
    assert header(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) == "Monday"
    assert texts(look) == [
        "Review meeting, 09:00 – 10:30", "Round, Repeats, 14:00 – 15:30", "Small grants, Last day",
    ]  # fmt: skip


def test_keys_walk_from_day_to_day_and_from_month_to_month(
    look: CalendarLook, tasks: Tasks, qtbot: QtBot
) -> None:
    for key, day in (
        (Key.Key_Right, 4), (Key.Key_Down, 11), (Key.Key_Left, 10), (Key.Key_Up, 3), (Key.Key_Home, 30),
    ):  # fmt: skip
        qtbot.keyClick(look.grid, key)
        settled(tasks, qtbot)
        assert look.day.day == day
    assert look.title.text() == "November 2026"
    qtbot.keyClick(look.grid, Key.Key_End)
    settled(tasks, qtbot)
    assert look.day == dt.date(2026, 12, 6)
    qtbot.keyClick(look.grid, Key.Key_PageDown)
    settled(tasks, qtbot)
    assert look.title.text() == "January 2027" and look.grid.day == dt.date(2027, 1, 6)
    qtbot.keyClick(look.grid, Key.Key_PageUp)
    settled(tasks, qtbot)
    assert look.day == dt.date(2026, 12, 6)


def test_arrows_follow_the_way_of_writing(look: CalendarLook, tasks: Tasks, qtbot: QtBot) -> None:
    look.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(look.grid, Key.Key_Left)
    settled(tasks, qtbot)
    assert look.day == TODAY + DAY
    assert middle(look, TODAY).x() > middle(look, TODAY + DAY).x()


def test_enter_opens_what_is_there(look: CalendarLook, tasks: Tasks, qtbot: QtBot) -> None:
    qtbot.keyClick(look.grid, Key.Key_Return)
    assert look.list.hasFocus()
    with qtbot.waitSignal(look.item_wanted) as told:
        qtbot.keyClick(look.list, Key.Key_Return)
    assert told.args == ["a"]
    look.look_at(TODAY + 2 * DAY)
    with qtbot.waitSignal(look.item_wanted) as told:
        qtbot.keyClick(look.grid, Key.Key_Return)
    assert told.args == ["d"]
    look.look_at(TODAY + DAY)
    qtbot.keyClick(look.grid, Key.Key_Space)
    focused = QApplication.focusWidget()
    assert focused is not None and "New event" in str(focused.property("text"))
    qtbot.keyClick(look.grid, Key.Key_F5)
    settled(tasks, qtbot)


def test_an_event_is_made_on_the_day_that_was_chosen(look: CalendarLook, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.new_wanted) as told:
        qtbot.keyClick(look.grid, Key.Key_N)
    assert told.args == ["event", {"begins": "2026-12-03"}]
    qtbot.mouseClick(look.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(look, TODAY + DAY))
    assert look.day == TODAY + DAY
    with qtbot.waitSignal(look.new_wanted) as told:
        qtbot.mouseDClick(look.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(look, TODAY + 5 * DAY))
    assert told.args == ["event", {"begins": "2026-12-08"}]
    meeting = button(look, "New meeting with an agenda")
    with qtbot.waitSignal(look.new_wanted) as told:
        qtbot.mouseClick(meeting, Qt.MouseButton.LeftButton)
    assert told.args[1]["agenda"].startswith("1. Welcome")


def button(look: CalendarLook, text: str) -> QAbstractButton:
    """Return the button in sight that says so, or is called so."""
    seen = (each for each in look.findChildren(QAbstractButton) if each.isVisible())
    return next(each for each in seen if text in (each.text(), each.accessibleName()))


def choose(look: CalendarLook, mode: str) -> None:
    row = look.mode.findData(mode)
    look.mode.setCurrentIndex(row)
    look.mode.activated.emit(row)


def test_a_week_and_a_list_of_days(
    look: CalendarLook, settings: Settings, tasks: Tasks, qtbot: QtBot
) -> None:
    look.resize(80 * em(), 44 * em())
    choose(look, "week")
    settled(tasks, qtbot)
    assert look.grid.days.rowCount() == 1 and look.title.text() == "30 November – 6 December 2026"
    choose(look, "list")
    settled(tasks, qtbot)
    assert look.grid.isHidden() and settings.kept["calendar/mode"] == "list"
    assert texts(look)[0] == "Thursday, 3 December"
    assert any(said.startswith("Report, Reports due") and said.endswith("Done") for said in texts(look))
    assert texts(look).count("Workshop, Until 7 December") == 3
    qtbot.mouseClick(button(look, "Today"), Qt.MouseButton.LeftButton)
    look.turn(1)
    settled(tasks, qtbot)
    assert look.title.text() == "From 5 Mar 2027" and texts(look) == []
    choose(look, "week")
    look.turn(-1)
    settled(tasks, qtbot)
    assert look.day == dt.date(2027, 2, 26)
    qtbot.mouseClick(button(look, "Today"), Qt.MouseButton.LeftButton)
    settled(tasks, qtbot)
    assert look.day == TODAY


def test_deadlines_can_be_left_out_and_that_is_remembered(
    look: CalendarLook, plans: Plans, settings: Settings, tasks: Tasks, qtbot: QtBot
) -> None:
    look.deadlines.trigger()
    settled(tasks, qtbot)
    assert heard(look, TODAY) == "Today, 3 December, 2 events"
    choose(look, "week")
    settled(tasks, qtbot)
    other = CalendarLook(plans, settings, tasks)
    qtbot.addWidget(other)
    other.show_space("space-1")
    settled(tasks, qtbot)
    assert not other.deadlines.isChecked() and other.mode.currentData() == "week"


def test_what_changes_is_read_anew_and_what_is_closed_is_forgotten(
    look: CalendarLook, agenda: Agenda, qtbot: QtBot
) -> None:
    agenda.rows.append(event("f", "Added", TODAY))
    look.on_items_changed(frozenset({"f"}))
    qtbot.waitUntil(lambda: len(texts(look)) == 4)
    look.on_items_changed(frozenset({"f"}))
    look.forget()
    assert texts(look) == [] and look.grid.days.rowCount() == 0
    assert look.grid.day is None
    qtbot.keyClick(look.grid, Key.Key_Right)
    look.on_items_changed(frozenset({"f"}))


def test_where_there_is_little_room_a_day_takes_the_place_of_the_month(
    look: CalendarLook, tasks: Tasks, qtbot: QtBot
) -> None:
    look.resize(24 * em(), 18 * em())
    settled(tasks, qtbot)
    assert look.grid.isVisible() and not look.list.isVisible()
    qtbot.keyClick(look.grid, Key.Key_Return)
    settled(tasks, qtbot)
    assert look.list.isVisible() and not look.grid.isVisible()
    qtbot.mouseClick(button(look, "All days"), Qt.MouseButton.LeftButton)
    assert look.grid.isVisible() and not look.list.isVisible()
    qtbot.mouseClick(look.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(look, TODAY + DAY))
    settled(tasks, qtbot)
    assert look.list.isVisible() and texts(look) == [] and button(look, "New event").isVisible()
    qtbot.mouseClick(button(look, "All days"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(look.grid, Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.accessibleName() == "New event"
    look.show_space("space-2")
    settled(tasks, qtbot)
    assert look.grid.isVisible() and not look.grab().isNull()


def test_a_title_is_one_plain_line(look: CalendarLook, agenda: Agenda, tasks: Tasks, qtbot: QtBot) -> None:
    agenda.rows[:] = [event("x", "A\u202eB\nC", TODAY, 9), event("y", "", TODAY)]
    agenda.rows += [event(str(number), "<b>more</b>", TODAY) for number in range(20)]
    look.show_space("space-1")
    settled(tasks, qtbot)
    assert "\n" not in "".join(texts(look)) and "Without a title" in texts(look)
    assert not look.grab().isNull()


@pytest.mark.parametrize(("day", "by", "then"), [
    ((2026, 1, 31), 1, (2026, 2, 28)), ((2026, 12, 31), 1, (2027, 1, 31)), ((1, 1, 5), -1, (1, 1, 5)),
    ((9999, 12, 31), 1, (9999, 12, 31)), ((9999, 12, 31), -1, (9999, 11, 30)),
])  # fmt: skip
def test_months_are_turned(day: tuple[int, int, int], by: int, then: tuple[int, int, int]) -> None:
    assert calendar.turned("month", dt.date(*day), by) == dt.date(*then)


def test_weeks_begin_as_they_do_here() -> None:
    i18n.set_language("ar")
    i18n.set_formats(Formats(week="saturday", digits="arabic-indic"))
    try:
        assert calendar.week_of(TODAY).weekday() == 5 and days.weekdays("wide")[0] == "السبت"
        assert calendar.heading("month", TODAY) == "ديسمبر ٢٠٢٦" and days.figure(TODAY) == "٣"
    finally:
        i18n.set_language("en")
        i18n.set_formats(Formats())
    assert calendar.item_of(Goal("item", "abc begins 1 ")) == "abc"
