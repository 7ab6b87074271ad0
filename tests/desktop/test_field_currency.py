"""A currency is its code in the line, and its name in the list that drops down and in the tip."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from desktop.views import fields
from desktop.views.field_amounts import MoneyField
from desktop.views.field_framed import Around
from sync.model.kinds.declaration import Field, FieldType
from tests.desktop import stand_in


@pytest.fixture
def money(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> MoneyField:
    made = fields.made(Field("one", FieldType.MONEY, "One"), Around(session.items, tasks))
    assert isinstance(made, MoneyField)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_the_code_is_whole_in_the_narrowest_line_and_its_name_is_told(money: MoneyField) -> None:
    money.begin("20000 KES")
    line = money.currency
    assert (line.text(), line.accessibleDescription()) == ("KES", "Kenyan Shilling")
    assert "KES (Kenyan Shilling)" in line.toolTip() and money.text() == "20000 KES"
    assert line.fontMetrics().horizontalAdvance(line.text()) < line.minimumWidth() // 2
    line.clear()
    assert not line.accessibleDescription() and "Shilling" not in line.toolTip()


def test_names_are_found_in_a_list_that_shows_them_whole_and_taken_as_their_code(
    money: MoneyField, qtbot: QtBot
) -> None:
    money.begin("20000 EUR")
    line, names = money.currency, money.currency.names
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.clear()
    qtbot.keyClicks(line, "kenyan")
    qtbot.waitUntil(names.isVisible)
    shown = names.model().index(0, 0).data()
    assert shown == "KES (Kenyan Shilling)"
    assert names.minimumWidth() > names.fontMetrics().horizontalAdvance(shown)
    names.move(5000, names.y())
    room = names.screen().availableGeometry()
    assert room.left() <= names.x() and names.geometry().right() <= room.right()
    qtbot.keyClick(names, Qt.Key.Key_Down)
    qtbot.keyClick(names, Qt.Key.Key_Return)
    assert line.text() == "KES" and money.text() == "20000 KES"


def test_the_beginning_of_a_code_is_enough(money: MoneyField, qtbot: QtBot) -> None:
    money.begin("5 KES")
    money.currency.clear()
    qtbot.keyClicks(money.currency, "eur")
    money.currency.complete_alone()
    assert money.raw() == "5 EUR"
