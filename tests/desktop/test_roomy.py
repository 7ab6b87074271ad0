"""What is shown has the room that it needs: rows of several lines, and dialogs whose body was too long."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QListWidget, QScrollArea, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.dialogs.sheet import Sheet
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.theme.wholerows import wrap

WORDS = "She added a picture of the meeting, and then some words."


def test_a_row_asks_for_a_line_more_where_the_style_leaves_room_free(qtbot: QtBot) -> None:
    rows = QListWidget()
    wrap(rows)
    qtbot.addWidget(rows)
    rows.addItem(WORDS)
    index = rows.model().index(0, 0)

    def high(width: int) -> int:
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, width, width)
        option.features = QStyleOptionViewItem.ViewItemFeature.WrapText
        return rows.itemDelegate().sizeHint(option, index).height()

    whole = rows.fontMetrics().horizontalAdvance(WORDS)
    assert high(whole) > high(2 * whole)


def test_a_bar_that_is_needed_no_longer_goes(qtbot: QtBot, tasks: Tasks) -> None:
    sheet = Sheet("An invitation", tasks, None)
    qtbot.addWidget(sheet)
    high, line = parts.label(""), parts.label("")
    high.setMinimumHeight(12 * em())
    sheet.body.addWidget(high)
    sheet.body.addWidget(line)
    sheet.show()
    room = line.width()
    while line.fontMetrics().horizontalAdvance(line.text()) < room - em():
        line.setText(f"{line.text()} i")  # as long as a line is, without the bar
    area = sheet.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    bar = area.verticalScrollBar()
    area.setMinimumHeight(0)
    sheet.resize(sheet.width(), 0)
    qtbot.waitUntil(bar.isVisible)
    sheet.fit()
    qtbot.waitUntil(lambda: not bar.isVisible())
