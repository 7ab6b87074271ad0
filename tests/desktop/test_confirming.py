"""What is to be confirmed, and what is due, with buttons in the rows of the first page and above a form."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import arranging, confirming, reminders, spots
from desktop.models.grouped import Entry, Goal
from desktop.models.items import ItemListModel
from desktop.theme.look import em
from desktop.views.freshline import FreshLine
from desktop.views.grouplist import GroupList
from desktop.views.rowacts import RowActs
from sync.engine.choice import STALE
from sync.engine.confirming import Asked, Standing
from sync.engine.spots import Spot
from sync.model import kinds
from tests.desktop import access, stand_in
from tests.desktop.rows import ItemRow
from tests.desktop.settling import settled
from tests.desktop.stand_in_agenda import TODAY, deadline

OLD = Asked("item-1", "space-1", "programme", "Youth clubs", "confirmed", dt.date(2026, 5, 1), 216)


def texts(listed: GroupList) -> list[str]:
    return [row.text for row in listed.rows.rows]


def button(listed: GroupList, name: str) -> QPushButton:
    plain = str.maketrans("", "", "\u2068\u2069")
    return next(
        each for each in listed.findChildren(QPushButton) if each.accessibleName().translate(plain) == name
    )


def test_the_first_page_asks_and_a_button_confirms(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window, listed = opened.window, opened.window.home.list
    session.confirming.rows = [OLD, replace(OLD, item="item-2", title="Radio", confirmed=None, days=0)]
    opened.errands.places.home.reload()
    qtbot.waitUntil(lambda: "Youth clubs" in texts(listed))
    row = listed.rows.rows[texts(listed).index("Youth clubs")]
    assert row.detail.startswith("Confirmed 7 months ago · ")
    assert not access.faults(window.home)
    qtbot.mouseClick(button(listed, "Still right: Youth clubs"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.banner.text() == "Noted: this is right today.")
    opened.errands.places.home.reload()
    qtbot.waitUntil(lambda: "Youth clubs" not in texts(listed))
    assert "Radio" in texts(listed) and listed.hasFocus()


def test_what_is_due_is_done_with_or_comes_back_tomorrow(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window, listed, hushed = opened.window, opened.window.home.list, session.reminders.hushed
    session.agenda.rows += [deadline("a", "Grant", TODAY), deadline("b", "Letter", TODAY)]
    opened.errands.places.home.reload()
    qtbot.waitUntil(lambda: "Grant" in texts(listed))
    button(listed, "Done: Grant").click()
    button(listed, "Later: Letter").click()
    settled(opened.tasks, qtbot)
    assert hushed == {"a": 9999, "b": 1} and window.banner.text() == "This comes back tomorrow."
    opened.errands.places.home.reload()
    qtbot.waitUntil(lambda: not {"Grant", "Letter"} & set(texts(listed)))
    window.banner.findChildren(QPushButton)[0].click()
    settled(opened.tasks, qtbot)
    assert hushed == {"a": 9999}


def test_a_row_has_its_buttons_in_a_menu_and_below_its_words_where_it_is_narrow(qtbot: QtBot) -> None:
    listed, wanted = GroupList("Home", "Untitled"), list[Goal]()
    listed.chosen.connect(wanted.append)
    qtbot.addWidget(listed)
    listed.resize(60 * em(), 20 * em())
    listed.show()
    (row,) = confirming.entries([OLD], {"space-1": "Field team"})
    listed.rows.set_rows([row])
    (acts,) = listed.findChildren(RowActs)
    wide = listed.visualRect(listed.rows.index(0)).height()
    assert acts.width_beside() and not acts.height_below()
    listed.resize(20 * em(), 20 * em())
    qtbot.waitUntil(lambda: listed.visualRect(listed.rows.index(0)).height() > wide)
    assert not acts.width_beside()
    listed.setCurrentIndex(listed.rows.index(0))
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        QApplication.sendEvent(listed.viewport(), QContextMenuEvent(reason, QPoint(9, 9), QPoint(9, 9)))
        menu = next(each for each in listed.findChildren(QMenu) if each.isVisible())
        assert [each.text() for each in menu.actions()] == ["Open", "Still right"]
        for each in menu.actions():
            each.trigger()
        menu.close()
    assert [goal.what for goal in wanted] == ["item", "confirm"] * 2
    listed.rows.set_rows([Entry(row.text, row.goal)])
    assert listed.indexWidget(listed.rows.index(0)) is not acts


def test_a_form_asks_whether_it_is_still_right(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.confirming.standing = Standing(dt.date(2026, 11, 1), 20, stale=True, mine=True)
    opened.window.choose_section("programme")
    opened.window.desk.new_item()
    settled(opened.tasks, qtbot)
    editor = opened.window.desk.panes.editors["programme"]
    (line,) = editor.findChildren(FreshLine)
    qtbot.waitUntil(line.isVisible)
    assert line.said.text() == "Confirmed 20 days ago. Still right?"
    line.button.click()
    settled(opened.tasks, qtbot)
    assert session.confirming.standing is None
    editor.shown.emit(session.items.show(editor.item))
    qtbot.waitUntil(lambda: not line.isVisible())
    editor.clear()
    line.show_standing("x", Standing(None, 0, stale=True, mine=False))
    assert line.said.text() == "Never confirmed" and line.button.isHidden()
    assert confirming.question(Standing(None, 0, stale=True, mine=True)).startswith("Nobody confirmed this")
    assert confirming.ago(Standing(OLD.confirmed, 1, stale=True, mine=True)) == "Confirmed 1 day ago"
    assert confirming.question(Standing(OLD.confirmed, 216, stale=True, mine=True)).startswith(
        "Confirmed 7 m"
    )


def test_more_than_a_few_lead_to_the_list_of_what_waits(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    rows = confirming.entries([replace(OLD, item=f"item-{number}") for number in range(9)], {})
    assert len(rows) == confirming.SHOWN + 1 and rows[-1].text == "Show all 9 to be confirmed"
    here, far = [replace(OLD, item=f"item-{number}") for number in range(4)], replace(OLD, space="space-2")
    more = [replace(OLD, item="alone", kind="contact"), far, replace(far, item="item-2")]
    several = confirming.entries(here + more, {"space-1": "Here", "space-2": "There"})[confirming.SHOWN :]
    assert [(one.goal.what, one.goal.id, one.text, one.detail.split(" · ")) for one in several] == [
        ("item", "alone", "Youth clubs", ["Confirmed 7 months ago", "Here"]),
        (STALE, "programme", "Show all 2 to be confirmed", ["Programmes", "There"]),
    ], "each list is named with as many as are in it"
    opened.errands.places.go(replace(rows[-1].goal, space="space-2"))
    settled(opened.tasks, qtbot)
    window = opened.window
    assert (window.desk.space, window.section, window.desk.looks.look) == ("space-2", "programme", None)
    kept = session.settings.get(arranging.key("space-2", "programme"))
    assert arranging.read(kept).only == STALE
    panel = window.desk.list.filtering
    window.desk.list.arranger.filter.setChecked(True)
    settled(opened.tasks, qtbot)
    assert panel.stale.isVisible() and panel.stale.isChecked()
    panel.stale.click()
    settled(opened.tasks, qtbot)
    assert arranging.read(session.settings.get(arranging.key("space-2", "programme"))).only == ""
    assert STALE in arranging.only_here(kinds.ALL["programme"])
    assert STALE not in arranging.only_here(kinds.ALL["note"]) and STALE not in arranging.only_here(None)


def test_lists_and_maps_say_it_by_more_than_a_colour() -> None:
    model = ItemListModel("Untitled")
    model.set_rows([ItemRow("a", "s", "programme", "Wells", stale=True)])
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Wells, To be confirmed"
    found = [Spot("a", "Wells", "KE", "", stale=True), Spot("b", "Radio", "KE", "")]
    (part,) = spots.parts(found, "KE", "map")
    assert [(row.detail, row.picture) for row in part.group.entries] == [
        ("To be confirmed", "circle-help"), ("", "map"),
    ]  # fmt: skip
    dots = spots.gathered(found).countries
    assert spots.countries(dots, bool).entries[0].detail == "1 to be confirmed"


def test_the_quiet_line_comes_once_in_some_days(
    session: stand_in.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "CONFIRM_EACH", 3)
    session.confirming.rows = [OLD]
    assert [reminders.due(session, day) for day in (100, 101, 102, 103)] == ["confirm", "", "", "confirm"]
