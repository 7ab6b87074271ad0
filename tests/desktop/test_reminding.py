"""What is due: on the first page, in the quiet line, and in the menu that says when to remind."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import calendar, home
from desktop.models import reminders as lines
from desktop.models.preferences import Preferences
from desktop.models.sections import HOME
from desktop.tasks import Tasks
from desktop.views.calendarremind import RemindMenu
from sync.engine.agenda import Occurrence
from sync.engine.reminders import Reminder, Wish
from tests.desktop import stand_in
from tests.desktop.rows import SpaceRow
from tests.desktop.settling import settled
from tests.desktop.stand_in_agenda import TODAY, Agenda, Reminders, deadline, event

DAY = dt.timedelta(days=1)


@pytest.fixture
def agenda() -> Agenda:
    return Agenda(
        [event("a", "Meeting", TODAY, 9), event("b", "Round", TODAY), deadline("c", "Grant", TODAY)]
    )


def test_one_says_when_to_be_reminded_and_of_what(agenda: Agenda, tasks: Tasks, qtbot: QtBot) -> None:
    reminders, wrong = Reminders(agenda), list[object]()
    menu = RemindMenu(reminders, tasks, wrong.append)
    qtbot.addWidget(menu)
    actions = {each.text(): each for each in menu.actions()}
    menu.read()
    settled(tasks, qtbot)
    assert actions["A day before"].isChecked() and actions["Funding"].isChecked()
    actions["A week before"].trigger()
    actions["Funding"].trigger()
    settled(tasks, qtbot)
    assert reminders.wish == Wish("week-before", frozenset({"call"}))
    actions["Say nothing until tomorrow"].trigger()
    settled(tasks, qtbot)
    assert reminders.now() == [] and reminders.hushed == {"a": 1, "b": 1, "c": 1}
    actions["Do not remind me"].trigger()
    menu.read()
    settled(tasks, qtbot)
    assert not actions["Funding"].isEnabled()


def due(*rows: Occurrence) -> list[tuple[str, str, str]]:
    reminders = [Reminder(row.item, row, (row.day - TODAY).days) for row in rows]
    made = [calendar.due_entry(each, TODAY, "Field team") for each in reminders]
    return [(row.text, row.detail, row.aside) for row in made]


def test_the_first_page_says_when_things_are_due() -> None:
    assert due(
        deadline("a", "Grant", TODAY - 2 * DAY), event("b", "Round", TODAY, 9),
        event("c", "Workshop", TODAY - DAY, last_day=TODAY + DAY), deadline("d", "Plan", TODAY + DAY),
        deadline("e", "Later", TODAY + 5 * DAY),
    ) == [
        ("Grant", "Last day · Field team", "Overdue"), ("Round", "Field team", "09:00"),
        ("Workshop", "Until 4 December · Field team", "Today"), ("Plan", "Last day · Field team", "Tomorrow"),
        ("Later", "Last day · Field team", "8 December"),
    ]  # fmt: skip


def test_the_quiet_line_comes_once_a_day(session: stand_in.Session) -> None:
    assert lines.due(session, 100) == ""
    session.agenda.rows.append(deadline("a", "Grant", TODAY))
    assert [lines.due(session, day) for day in (100, 100, 101)] == ["days", "", "days"]
    session.reminders.choose("off")
    assert lines.due(session, 102) == ""


def test_the_quiet_line_leads_to_the_first_page(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.errands.safe.remind(Preferences())
    settled(opened.tasks, qtbot)
    session.agenda.rows.append(deadline("item-5", "Grant", TODAY))
    opened.window.choose_section("note")
    opened.errands.safe.remind(Preferences())
    banner = opened.window.banner
    qtbot.waitUntil(lambda: "Something is due soon." in banner.text())
    (show,) = [each for each in banner.findChildren(QPushButton) if each.text() == "Show"]
    show.click()
    assert opened.window.section == HOME
    rows = opened.window.home.list.rows
    qtbot.waitUntil(lambda: "Grant" in [str(rows.index(at).data()) for at in range(rows.rowCount())])


def test_of_several_things_of_one_item_the_next_is_on_the_first_page(session: stand_in.Session) -> None:
    session.spaces.rows = [SpaceRow("space-1", "Field team")]
    step = deadline("a", "Grant", TODAY + DAY, field="milestones", said="Draft")
    session.agenda.rows = [deadline("a", "Grant", TODAY), step, deadline("b", "Other", TODAY)]
    assert [(row.text, row.goal.id) for row in home.taken(session).due] == [("Grant", "a"), ("Other", "b")]
