"""What looks for stumbling blocks finds them; every wish has keys or stands in a menu."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QMenu, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import trust
from desktop.theme import parts
from desktop.theme.order import put_in_order
from desktop.views import wishes
from desktop.views.wishes import Wish
from tests.desktop import access


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setAccessibleName("A window")
    made.resize(300, 300)
    qtbot.addWidget(made)
    return made


def test_a_control_without_a_name_is_found(window: QWidget) -> None:
    nameless = QToolButton(window)
    nameless.setGeometry(0, 0, 30, 30)
    window.show()
    assert access.faults(window) == ["no name: QToolButton '' in QWidget"]


def test_a_control_that_is_hard_to_hit_is_found(window: QWidget) -> None:
    small = QCheckBox("Tick", window)
    small.setGeometry(0, 0, 80, 20)
    window.show()
    assert access.faults(window) == ["small: QCheckBox 'Tick' 80x20"]


def test_an_action_that_nobody_reaches_is_found(window: QWidget) -> None:
    window.addAction(QAction("Do it", window))
    QMenu(window).addAction("")
    window.show()
    assert [each.partition(":")[0] for each in access.faults(window)] == ["no keys and no menu", "no words"]


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_stops_that_jump_about_are_found_and_can_be_put_right(
    window: QWidget, way: Qt.LayoutDirection
) -> None:
    window.setLayoutDirection(way)
    outer = QVBoxLayout(window)
    first, second, third = (parts.button(each) for each in ("One", "Two", "Three"))
    line = parts.row()
    for each in (third, second):
        line.addWidget(each)
    outer.addWidget(first)
    outer.addLayout(line)
    QWidget.setTabOrder(first, second)
    QWidget.setTabOrder(second, third)
    window.show()
    assert access.faults(window) == ["order: QPushButton 'Two' then QPushButton 'Three'"]
    put_in_order(window)
    assert not access.faults(window)


def test_every_wish_has_keys_or_stands_in_a_menu(opened: Application) -> None:
    window = opened.window
    entries = {
        action.text().rstrip("…") for menu in window.findChildren(QMenu) for action in menu.actions()
    } | {each.text() for each in window.findChildren(QToolButton)}
    without = [
        each for each in Wish if each not in wishes.KEYS and wishes.words(each).rstrip("…") not in entries
    ]
    undo = {Wish.UNDO, Wish.REDO}  # they have the keys of the system
    assert set(without) - {Wish.SECTIONS} == undo  # a button in the side bar


def test_every_state_of_somebody_is_a_picture_of_its_own_with_words(qtbot: QtBot) -> None:
    known = [trust.of(how) for how in ("in-person", "call", "")]
    assert len({each.picture for each in known}) == len({each.words for each in known}) == len(known)
    for each in known:
        shown = trust.mark(each)
        qtbot.addWidget(shown)
        assert shown.accessibleName() == each.words
