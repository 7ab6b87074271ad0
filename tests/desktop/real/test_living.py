"""A real window on a real notebook: what is old is confirmed, what is due put off, and a meeting moved."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.dialogs.moveseries import MoveSeriesDialog
from desktop.models.sections import HOME
from desktop.tour.stage import Stage, until
from desktop.views.calendar import CalendarLook
from desktop.views.freshline import FreshLine
from tests.desktop.real.hands import dialog

Person = Callable[[str], Stage]
DAY = dt.timedelta(days=1)


def rows(stage: Stage) -> list[str]:
    return [row.text for row in stage.window.home.list.rows.rows]


def press(stage: Stage, said: str, title: str) -> None:
    found = stage.window.home.list.findChildren(QPushButton)
    next(each for each in found if each.text() == said and title in each.accessibleName()).click()


def days(stage: Stage, today: dt.date) -> list[tuple[str, int]]:
    found = stage.session.agenda.between(today, today + 20 * DAY)
    return [(one.title, (one.day - today).days) for one in found if one.event]


def test_what_is_old_is_confirmed_and_taken_back(person: Person) -> None:
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    today = amal.session.agenda.today()
    (item,) = amal.session.items.new(space, "programme", {"title": "Wells", "confirmed": "2020-01-02"}).ids
    amal.session.items.new(space, "plan", {"title": "Letter", "due": str(today)})
    amal.choose(HOME)
    until(lambda: {"Wells", "Letter"} <= set(rows(amal)))
    press(amal, "Later", "Letter")
    until(lambda: "Letter" not in rows(amal))
    press(amal, "Still right", "Wells")
    until(lambda: "Wells" not in rows(amal))
    assert amal.session.items.show(item).fields["confirmed"][0].value == str(today)
    amal.window.desk.undo()
    until(lambda: "Wells" in rows(amal))
    amal.window.open_item("programme", item)
    editor = amal.window.desk.panes.editors["programme"]
    line = editor.findChild(FreshLine)
    until(lambda: line is not None and line.isVisible())
    assert line is not None
    line.button.click()
    until(lambda: not line.isVisible() and editor.fields["confirmed"].text() == str(today))


def test_one_time_of_a_series_is_moved_by_key_and_comes_back(person: Person) -> None:
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    today = amal.session.agenda.today()
    weekly = {"title": "Round", "begins": f"{today}T09:00", "rule": "FREQ=WEEKLY"}
    amal.session.items.new(space, "event", weekly)
    amal.choose("event")
    look = amal.window.desk.looks.look
    assert isinstance(look, CalendarLook)
    until(lambda: len(look.grid.days.on(today)) == 1)
    look.look_at(today + 7 * DAY)
    until(lambda: len(look.grid.days.on(look.day)) == 1 and look.day == today + 7 * DAY)
    amal.window.activateWindow()
    until(amal.window.isActiveWindow)
    look.grid.setFocus()
    QTest.keyClick(look.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    dialog(MoveSeriesDialog).only.click()
    until(lambda: days(amal, today) == [("Round", 0), ("Round", 8), ("Round", 14)])
    until(lambda: amal.window.banner.text().startswith("Moved to "))
    amal.window.desk.undo()
    until(lambda: days(amal, today) == [("Round", 0), ("Round", 7), ("Round", 14)])
