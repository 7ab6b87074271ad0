"""Where there is little room, parts go on in the next line and a message leaves the line at the bottom."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.banner import Banner
from desktop.theme import parts
from desktop.theme.look import em
from desktop.theme.wrapping import Wrapping
from desktop.views.status import ROOMY_EM, StatusLine
from i18n import set_language
from i18n.problems import TABLE, sentences
from sync.errors import DiskFull

PAGE_PART = 0.45  # the bars above and below take the rest
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


def line(qtbot: QtBot, width: int) -> tuple[QWidget, list[QRect]]:
    owner = QWidget()
    wrapping = Wrapping(owner)
    qtbot.addWidget(owner)
    shown = [parts.button(words) for words in ("Copy for half a minute", "New words", "My own words")]
    for each in shown:
        wrapping.addWidget(each)
    owner.resize(width, owner.heightForWidth(width))
    owner.show()
    return owner, [each.geometry() for each in shown]


def test_parts_stand_beside_each_other_where_there_is_room(qtbot: QtBot) -> None:
    _owner, places = line(qtbot, 2000)
    assert len({place.top() for place in places}) == 1
    assert [place.left() for place in places] == sorted(place.left() for place in places)


def test_parts_without_room_go_on_in_the_next_line_whole(qtbot: QtBot) -> None:
    owner, places = line(qtbot, 12 * em())
    assert len({place.top() for place in places}) > 1
    assert all(owner.rect().contains(place) for place in places)
    assert not any(one.intersects(two) for one in places for two in places if one is not two)


def test_parts_begin_at_the_right_where_lines_do(qtbot: QtBot, screen: QApplication) -> None:
    screen.setLayoutDirection(RIGHT_TO_LEFT)
    owner, places = line(qtbot, 2000)
    assert places[0].right() == owner.rect().right()
    assert places[0].left() > places[1].left()


def test_the_line_at_the_bottom_leaves_out_words_that_do_not_fit(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.resize((ROOMY_EM + 10) * em(), 60)
    status.show()
    assert status.send.text()
    status.resize((ROOMY_EM - 5) * em(), 60)
    assert not status.send.text()
    assert status.send.accessibleName()


def test_a_message_in_a_low_window_takes_no_room_from_the_bottom(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    assert window is not None
    low = 22 * em()
    window.resize(37 * em(), low)
    window.show()
    window.banner.show_problem(DiskFull())
    qtbot.waitUntil(lambda: window.status.geometry().bottom() <= low)
    assert window.height() == low
    assert window.banner.height() >= window.banner.heightForWidth(window.banner.width())
    assert window.trust.isHidden()
    window.banner.clear()
    assert window.trust.isHidden() == (window.trust.space == "")


def test_a_message_in_a_low_window_leaves_most_of_it_to_the_page(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    assert window is not None
    window.resize(37 * em(), 21 * em())
    window.banner.show_problem(DiskFull())
    qtbot.waitUntil(window.banner.further.isVisible)
    shown = [each.text() for each in window.banner.findChildren(QLabel) if each.isVisible() and each.text()]
    assert len(shown) == 1 and window.banner.text().startswith(shown[0]), "what happened"
    assert window.banner.accessibleName() == window.banner.text(), "who hears it hears all"
    qtbot.waitUntil(lambda: window.pages.height() > PAGE_PART * window.height())
    window.banner.further.setFocus()
    window.banner.further.click()
    qtbot.waitUntil(lambda: window.banner.height() >= window.banner.heightForWidth(window.banner.width()))
    shown = [each.text() for each in window.banner.findChildren(QLabel) if each.isVisible() and each.text()]
    assert " ".join(shown) == window.banner.text() and window.banner.further.isHidden()
    assert window.banner.isAncestorOf(window.focusWidget()), "the keys stay in the message"
    window.banner.show_words("Moved to the trash.")
    assert window.banner.further.isHidden(), "nothing is left out"
    window.resize(37 * em(), 40 * em())
    window.banner.show_problem(DiskFull())
    assert window.banner.further.isHidden()


@pytest.mark.parametrize("code", ["fr", "es", "ru"])
def test_no_problem_takes_more_than_three_lines_there(code: str, qtbot: QtBot) -> None:
    set_language(code)
    banner = Banner()
    qtbot.addWidget(banner)
    width = 34 * em()
    banner.keep_whole(width, is_low=True)
    high = {}
    for problem in TABLE:
        banner.show_words(sentences(problem, {}).what, "…")
        high[problem] = banner.heightForWidth(width)
    set_language("en")
    assert max(high.values()) < 6 * em(), max(high, key=high.__getitem__)
