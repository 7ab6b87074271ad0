"""Several services, folders and things that have not arrived are chosen by mouse, key and menu."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu
from pytestqt.qtbot import QtBot

from desktop.dialogs.choosing import ChoosingList
from desktop.dialogs.folders import FoldersDialog
from desktop.dialogs.missing import MissingDialog
from desktop.dialogs.services import ServicesDialog
from desktop.dialogs.services_ask import RemoveServiceDialog
from desktop.dialogs.sheet import Sheet
from desktop.tasks import Tasks
from sync.errors import DiskFull, FileUnwritable
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import button, one, words
from tests.desktop.stand_in_relays import RelayRow
from tests.desktop.stand_in_rooms import DifferingRow, FolderRow, GapRow
from tests.desktop.test_application import assert_can_be_heard_and_hit

DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up
SHIFT = Qt.KeyboardModifier.ShiftModifier
Show = Callable[[Sheet], Sheet]


@pytest.fixture
def show(tasks: Tasks, qtbot: QtBot) -> Show:
    def open_page(page: Sheet) -> Sheet:
        qtbot.addWidget(page)
        page.show()
        settled(tasks, qtbot)
        return page

    return open_page


@pytest.fixture
def folders(session: stand_in.Session, tasks: Tasks, show: Show) -> FoldersDialog:
    session.folders.there = [FolderRow(Path(f"/srv/{name}"), ("space-2",)) for name in "abcdef"]
    return show(FoldersDialog(session, tasks))


def chosen(cards: ChoosingList) -> str:
    return "".join(key[-1] for key in cards.chosen())


def box(cards: ChoosingList, name: str) -> QCheckBox:
    return next(each for key, each in cards.boxes.items() if key.endswith(name))


def test_keys_choose_as_in_other_lists(folders: FoldersDialog, qtbot: QtBot) -> None:
    cards = folders.list
    assert cards.act.isHidden(), "nothing is chosen yet"
    assert_can_be_heard_and_hit(folders)
    begin = box(cards, "b")
    begin.setFocus()
    qtbot.keyClick(begin, DOWN)
    assert chosen(cards) == "" and folders.focusWidget() is box(cards, "c")
    for key in (DOWN, DOWN, DOWN, DOWN):
        qtbot.keyClick(folders.focusWidget(), key, SHIFT)
    assert chosen(cards) == "cdef" and folders.focusWidget() is box(cards, "f")
    qtbot.keyClick(folders.focusWidget(), UP, SHIFT)
    assert chosen(cards) == "cde", "what is left behind is chosen no longer"
    assert cards.act.isVisible() and cards.act.accessibleName() == "Remove 3 folders"
    qtbot.keyClick(folders.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert chosen(cards) == "abcdef"
    cards.choose_none()
    assert cards.act.isHidden()


def test_shift_and_a_click_choose_all_between(folders: FoldersDialog, qtbot: QtBot) -> None:
    cards = folders.list
    box(cards, "e").click()
    other = box(cards, "b")
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton, SHIFT, other.rect().center())
    assert chosen(cards) == "bcde"
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton, pos=other.rect().center())
    assert chosen(cards) == "cde", "without Shift it is one alone"
    cards.show_choices([], {})
    assert chosen(cards) == ""


def test_a_menu_chooses_and_does(folders: FoldersDialog, session: stand_in.Session, qtbot: QtBot) -> None:
    cards = folders.list
    place = folders.cards[1].mapTo(cards, QPoint(4, 4))
    reasons = QContextMenuEvent.Reason
    QApplication.sendEvent(cards, QContextMenuEvent(reasons.Mouse, place, cards.mapToGlobal(place)))
    assert chosen(cards) == "b", "the card below it, where nothing is chosen"
    menu = cards.findChild(QMenu)
    assert [each.text() for each in menu.actions()] == ["Remove 1 folder", "Choose all", "Choose none"]
    menu.actions()[1].trigger()
    assert chosen(cards) == "abcdef"
    menu.actions()[2].trigger()
    menu.close()
    box(cards, "d").setFocus()
    QApplication.sendEvent(cards, QContextMenuEvent(reasons.Keyboard, QPoint(), QPoint()))
    assert chosen(cards) == "d"
    next(each for each in cards.findChildren(QMenu) if each.isVisible()).close()
    qtbot.keyPress(folders.focusWidget(), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(session.folders.there) == 5)


def test_several_folders_are_taken_away_and_brought_back(
    folders: FoldersDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    before = list(session.folders.there)
    for name in "ace":
        box(folders.list, name).click()
    folders.list.act.click()
    qtbot.waitUntil(lambda: "The files stay." in folders.banner.text() and len(folders.cards) == 3)
    button(folders, "Undo").click()
    qtbot.waitUntil(lambda: "3 folders are used again." in folders.banner.text())
    settled(folders.tasks, qtbot)
    assert sorted(session.folders.there, key=str) == before and len(folders.cards) == 6
    session.folders.problem = FileUnwritable(name="b")
    box(folders.list, "b").click()
    box(folders.list, "d").click()
    folders.list.act.click()
    qtbot.waitUntil(lambda: bool(folders.banner.text()) and folders.isEnabled())
    settled(folders.tasks, qtbot)
    assert chosen(folders.list) == "bd", "what could not be done is chosen still"


def test_one_alone_needs_no_box(session: stand_in.Session, tasks: Tasks, show: Show) -> None:
    session.folders.there = [FolderRow(Path("/srv/a"))]
    page = show(FoldersDialog(session, tasks))
    assert box(page.list, "a").isHidden()
    page.list.choose_all()
    assert chosen(page.list) == "" and page.list.show_menu(QPoint()) is None


# ---------------------------------------------------------------- services
def test_several_services_are_removed_after_one_question(
    session: stand_in.Session, tasks: Tasks, show: Show, qtbot: QtBot
) -> None:
    rows = [RelayRow(name * 64, f"https://{name}.example.org#1") for name in "abcd"]
    session.relays.there = list(rows)
    page = show(ServicesDialog(session, tasks, "space-1"))
    for name in "abd":
        box(page.list, name * 64).click()
    page.list.act.click()
    asking = one(RemoveServiceDialog)
    qtbot.waitUntil(lambda: "uses 3 services no longer" in words(asking))
    assert "b.example.org" in words(asking) and "c.example.org" not in words(asking)
    assert "These are all." not in words(asking)
    assert_can_be_heard_and_hit(asking)
    asking.word.line.setText("remove")
    session.relays.problem = DiskFull()
    asking.go.click()
    qtbot.waitUntil(lambda: bool(asking.banner.text()) and asking.isEnabled())
    session.relays.problem = None
    asking.go.click()
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert [call[2][0] for call in session.relays.calls] == ["a", "b", "d"]


def test_all_services_at_once_are_said_to_be_all(
    session: stand_in.Session, tasks: Tasks, show: Show, qtbot: QtBot
) -> None:
    session.relays.there = [RelayRow(f"{at:064x}", f"https://s{at}.example.org#1") for at in range(9)]
    page = show(ServicesDialog(session, tasks, "space-1"))
    page.list.choose_all()
    page.list.act.click()
    asking = one(RemoveServiceDialog)
    qtbot.waitUntil(lambda: "These are all." in words(asking))
    assert "s7.example.org" in words(asking) and "s8.example.org" not in words(asking)


def test_members_choose_none(session: stand_in.Session, tasks: Tasks, show: Show) -> None:
    session.spaces.rows = [replace(each, role="member") for each in session.spaces.rows]
    session.relays.there = [RelayRow(name * 64, f"https://{name}.example.org#1") for name in "ab"]
    page = show(ServicesDialog(session, tasks, "space-1"))
    assert not page.list.boxes and all(each.box.isHidden() for each in page.cards)


# ---------------------------------------------------------------- what has not arrived
def test_the_others_are_asked_for_what_is_chosen(
    session: stand_in.Session, tasks: Tasks, show: Show, qtbot: QtBot
) -> None:
    session.repairs.missing = {
        "space-1": [GapRow("Jean", "aa"), GapRow("Ngozi", "bb")],
        "space-2": [GapRow("Zoë", "cc")],
    }
    session.repairs.others["space-1"] = [DifferingRow()]
    page = show(MissingDialog(session, tasks))
    assert len(page.list.boxes) == 3, "about what differs nobody is asked"
    assert_can_be_heard_and_hit(page)
    page.list.choose_all()
    button(page, "Ask the others now (3)").click()
    qtbot.waitUntil(lambda: "asked with the next sending" in page.banner.text())
    assert session.repairs.asked == [("space-1", ["aa", "bb"]), ("space-2", ["cc"])]
    settled(tasks, qtbot)
    session.repairs.may_ask = False
    box(page.list, "aa").click()
    page.list.act.click()
    qtbot.waitUntil(lambda: "Nobody is asked now." in page.banner.text())
    assert chosen(page.list) == ""
