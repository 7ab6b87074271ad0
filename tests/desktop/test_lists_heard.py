"""Every part of what is about lists has a name, and can be hit."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.printing import PrintDialog
from desktop.dialogs.takeout import TakeOutDialog
from desktop.tasks import Tasks
from desktop.views.itemlist import ItemList
from desktop.views.selecting import SelectionPane
from desktop.views.versions import Versions
from sync.engine.lists import Choice
from sync.model.kinds.declaration import Field, FieldType
from tests.desktop import stand_in
from tests.desktop.rows import FieldValue, ItemRow
from tests.desktop.settling import settled
from tests.desktop.test_application import assert_can_be_heard_and_hit

Made = Callable[[stand_in.Session, Tasks], QWidget]


def a_list(_session: stand_in.Session, _tasks: Tasks) -> QWidget:
    made = ItemList()
    made.set_heading("Notes", "")
    made.set_rows([ItemRow("a", "s", "note", "Plan")])
    made.show_choice(Choice(tag="plan"))
    return made


def a_selection(_session: stand_in.Session, _tasks: Tasks) -> QWidget:
    made = SelectionPane()
    made.show_count(3, trashed=False)
    return made


def two_versions(_session: stand_in.Session, _tasks: Tasks) -> QWidget:
    phone = Field("phone", FieldType.LINES, "Phone")
    made = Versions(phone, "Phone", [FieldValue("1", checked="me"), FieldValue("", "Jean")])
    made.own.click()
    return made


MADE: dict[str, Made] = {
    "list": a_list,
    "selection": a_selection,
    "versions": two_versions,
    "print": lambda session, tasks: PrintDialog(session, ["item-5"], tasks),
    "take out": lambda session, tasks: TakeOutDialog(session, ["item-5", "item-8"], tasks),
}


@pytest.mark.parametrize("name", MADE)
def test_every_part_has_a_name(name: str, session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    made = MADE[name](session, tasks)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    settled(tasks, qtbot)
    assert_can_be_heard_and_hit(made)
