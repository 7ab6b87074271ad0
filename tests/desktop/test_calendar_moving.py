"""Meetings are moved by hand, by keys and by a menu; a series asks, and who only reads is offered nothing."""

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.moveseries import MoveSeriesDialog
from desktop.models import calendar
from desktop.tasks import Tasks
from desktop.theme.look import em
from desktop.views.calendar import CalendarLook
from tests.desktop import access, stand_in
from tests.desktop.settling import settled
from tests.desktop.stand_in import Settings
from tests.desktop.stand_in_agenda import TODAY, Agenda, Meetings, Reminders, deadline, event

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
Left = Qt.MouseButton.LeftButton
DAY = dt.timedelta(days=1)


@dataclass
class Plans:
    agenda: Agenda
    reminders: Reminders
    meetings: Meetings


@pytest.fixture
def plans() -> Plans:
    agenda = Agenda([
        event("a", "Review", TODAY, 9), event("b", "Round", TODAY + 2 * DAY, last_day=TODAY + 3 * DAY),
        deadline("c", "Grant", TODAY + 2 * DAY),
    ])  # fmt: skip
    return Plans(agenda, Reminders(agenda), Meetings())


@pytest.fixture
def look(plans: Plans, tasks: Tasks, qtbot: QtBot) -> CalendarLook:
    made = CalendarLook(plans, Settings(), tasks)
    qtbot.addWidget(made)
    made.resize(80 * em(), 50 * em())
    made.show()
    made.show_space("space-1")
    settled(tasks, qtbot)
    return made


@pytest.fixture
def moved(look: CalendarLook) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    look.mover.moved.connect(lambda what, day, to: found.append((what.item, day.day, to.day)))
    return found


def first_line(look: CalendarLook, day: dt.date) -> QPoint:
    cell = look.grid.visualRect(look.grid.days.index_of(day))
    return QPoint(cell.center().x(), cell.top() + round(2.4 * em()))


def drag(look: CalendarLook, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    days = look.grid.viewport()
    qtbot.mousePress(days, Left, pos=start)
    qtbot.mouseMove(days, start + QPoint(1, 1))
    qtbot.mouseMove(days, end)


def test_a_meeting_is_dragged_to_another_day(
    look: CalendarLook, moved: list[tuple[str, int, int]], qtbot: QtBot, tasks: Tasks
) -> None:
    days, there = look.grid.viewport(), first_line(look, TODAY + 6 * DAY)
    drag(look, qtbot, first_line(look, TODAY), there)
    assert look.grid.painter.over == TODAY + 6 * DAY
    assert look.grid.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    look.grid.grab()
    qtbot.mouseRelease(days, Left, pos=there)
    assert moved == [("a", 3, 9)] and look.grid.painter.over is None
    drag(look, qtbot, first_line(look, TODAY + 3 * DAY), first_line(look, TODAY))
    qtbot.mouseRelease(days, Left, pos=first_line(look, TODAY))
    assert moved[1:] == [("b", 5, 2)], "it moves by as much as it was dragged"
    drag(look, qtbot, first_line(look, TODAY), there)
    qtbot.keyClick(look.grid, Key.Key_Escape)
    qtbot.mouseRelease(days, Left, pos=there)
    drag(look, qtbot, first_line(look, TODAY), QPoint(-5, -5))
    qtbot.mouseRelease(days, Left, pos=QPoint(-5, -5))
    qtbot.mouseClick(days, Left, pos=first_line(look, TODAY + 2 * DAY))
    settled(tasks, qtbot)
    assert len(moved) == 2 and look.day == TODAY + 2 * DAY


def test_a_held_meeting_is_left_by_escape_before_the_window_hears_it_and_with_its_space(
    look: CalendarLook, moved: list[tuple[str, int, int]], qtbot: QtBot, tasks: Tasks
) -> None:
    heard: list[str] = []
    QShortcut(QKeySequence(Key.Key_Escape), look, lambda: heard.append("window"))
    days, there = look.grid.viewport(), first_line(look, TODAY + 6 * DAY)
    look.activateWindow()
    qtbot.waitUntil(look.isActiveWindow)
    drag(look, qtbot, first_line(look, TODAY), there)
    qtbot.keyClick(look.grid, Key.Key_Escape)
    qtbot.mouseRelease(days, Left, pos=there)
    assert not heard and look.grid.painter.over is None
    qtbot.keyClick(look.grid, Key.Key_Escape)
    assert heard == ["window"], "nothing is held any more"
    drag(look, qtbot, first_line(look, TODAY), there)
    look.forget()
    assert look.grid.painter.over is None
    look.show_space("space-1")
    settled(tasks, qtbot)
    qtbot.mouseRelease(days, Left, pos=there)
    assert not moved


def test_nobody_who_only_reads_moves_anything_nor_does_anybody_a_deadline(
    plans: Plans, look: CalendarLook, moved: list[tuple[str, int, int]], qtbot: QtBot, tasks: Tasks
) -> None:
    second = first_line(look, TODAY + 2 * DAY) + QPoint(0, round(1.2 * em()))
    drag(look, qtbot, second, first_line(look, TODAY))
    qtbot.mouseRelease(look.grid.viewport(), Left, pos=first_line(look, TODAY))
    assert look.list.accessibleDescription().startswith("Drag a meeting")
    plans.meetings.may = False
    look.look_at(TODAY - 40 * DAY)
    settled(tasks, qtbot)
    look.look_at(TODAY)
    settled(tasks, qtbot)
    drag(look, qtbot, first_line(look, TODAY), first_line(look, TODAY + DAY))
    qtbot.mouseRelease(look.grid.viewport(), Left, pos=first_line(look, TODAY + DAY))
    qtbot.keyClick(look.grid, Key.Key_Right, Ctrl)
    assert moved == [] and look.list.accessibleDescription() == ""


def test_keys_and_a_menu_move_it_by_days_and_weeks(
    plans: Plans, look: CalendarLook, moved: list[tuple[str, int, int]], qtbot: QtBot, tasks: Tasks
) -> None:
    look.activateWindow()
    qtbot.waitUntil(look.isActiveWindow)
    look.grid.setFocus()
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Down):
        qtbot.keyClick(look.grid, key, Ctrl)
    assert moved == [("a", 3, 4), ("a", 3, 2), ("a", 3, 10)]
    look.list.setFocus()
    look.list.setCurrentIndex(look.list.rows.first())
    qtbot.keyClick(look.list, Key.Key_Up, Ctrl)
    assert moved[3:] == [("a", 3, 26)]
    place = look.list.visualRect(look.list.rows.index(0)).center()
    for part in (look.list.viewport(), look.grid.viewport()):
        QApplication.sendEvent(part, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, place))
        menu = next(each for each in look.findChildren(QMenu) if each.isVisible())
        assert [each.text() for each in menu.actions()][:2] == ["Move a day earlier", "Move a day later"]
        menu.actions()[1].trigger()
        menu.close()
    assert moved[4:] == [("a", 3, 4)] * 2
    plans.agenda.rows.append(event("d", "Call", TODAY))
    look.look_at(TODAY - 40 * DAY)
    settled(tasks, qtbot)
    look.look_at(TODAY)
    settled(tasks, qtbot)
    look.activateWindow()
    qtbot.waitUntil(look.isActiveWindow)
    look.grid.setFocus()
    qtbot.keyClick(look.grid, Key.Key_Right, Ctrl)
    assert len(moved) == 6 and look.list.hasFocus(), "of several one is chosen first"
    look.grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(look.list, Key.Key_Right, Ctrl)
    assert moved[6:] == [("a", 3, 2)]


def test_a_series_asks_and_undo_is_offered(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window = opened.window
    window.choose_section("event")
    settled(opened.tasks, qtbot)
    look = window.desk.looks.look
    assert isinstance(look, CalendarLook)
    once, often = event("a", "Review", TODAY), event("b", "Round", TODAY, repeats=True)
    look.mover.moved.emit(once, TODAY, TODAY + DAY)
    settled(opened.tasks, qtbot)
    assert window.banner.text() == "Moved to Friday, 4 December." and look.day == TODAY + DAY
    for name, only in (("only", True), ("every", False)):
        look.mover.moved.emit(often, TODAY, TODAY + DAY)
        dialog = next(each for each in window.findChildren(MoveSeriesDialog) if each.isVisible())
        assert not access.faults(dialog)
        getattr(dialog, name).click()
        settled(opened.tasks, qtbot)
        assert session.meetings.said[-1] == ("b", TODAY, TODAY + DAY, only)
    assert session.meetings.said[0] == ("a", TODAY, TODAY + DAY, False)
    assert calendar.turned("list", TODAY, 1) == TODAY + calendar.LISTED_DAYS * DAY


def test_a_week_whose_days_are_too_narrow_for_words_is_a_list_of_its_days(
    look: CalendarLook, tasks: Tasks, qtbot: QtBot
) -> None:
    look.choose_mode("week")
    settled(tasks, qtbot)
    assert look.grid.isVisible()
    look.resize(30 * em(), 20 * em())
    qtbot.waitUntil(lambda: not look.grid.isVisible())
    said = [row.text for row in look.list.rows.rows]
    assert any("Review" in each for each in said) and any("Thursday" in each for each in said)
    look.choose_mode("month")
    settled(tasks, qtbot)
    assert look.grid.isVisible(), "a month says how many there are"
    look.choose_mode("week")
    settled(tasks, qtbot)
    look.resize(80 * em(), 50 * em())
    qtbot.waitUntil(look.grid.isVisible)
