"""On a wide window the lines of the first page end where they are read well; the bar is at the edge."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.models.grouped import Entry, Goal, Group
from desktop.theme.look import em
from desktop.views.home import WIDTH_EM, HomeView


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_scroll_bar_stands_at_the_edge_of_the_window(way: Qt.LayoutDirection, qtbot: QtBot) -> None:
    view = HomeView()
    qtbot.addWidget(view)
    view.setLayoutDirection(way)
    view.resize(90 * em(), 20 * em())
    view.show_groups([Group("A", [Entry(str(n), Goal("item", str(n), "s", "note")) for n in range(40)])])
    view.show()
    bar, shown = view.list.verticalScrollBar(), view.list.viewport()
    qtbot.waitUntil(lambda: bar.isVisible() and shown.width() <= WIDTH_EM * em())
    left = bar.mapTo(view, bar.rect().topLeft()).x()
    assert shown.width() == WIDTH_EM * em()
    far = left if way == Qt.LayoutDirection.RightToLeft else view.width() - left - bar.width()
    assert far <= 2
    view.resize(40 * em(), 20 * em())
    qtbot.waitUntil(lambda: shown.width() > 37 * em())
