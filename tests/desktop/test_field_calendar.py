"""The small calendar of a field names its days as the language does."""

from datetime import date

from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.field_calendar import CalendarSheet, DayNames
from i18n import days, set_language


def test_the_days_of_a_language_without_short_names_are_headed_by_our_own(qtbot: QtBot) -> None:
    set_language("sw")
    field = QWidget()
    qtbot.addWidget(field)
    sheet = CalendarSheet(date(2026, 11, 22), lambda _: None, field)
    table = sheet.days.findChild(QTableView)
    assert isinstance(table, QTableView)
    heads = table.itemDelegateForRow(0)
    assert isinstance(heads, DayNames)
    shown = []
    for column in range(table.model().columnCount()):
        option = QStyleOptionViewItem()
        heads.initStyleOption(option, table.model().index(0, column))
        shown.append(option.text)
    assert shown == days.weekdays("abbreviated")
