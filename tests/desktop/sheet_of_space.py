"""What hands and eyes do at the sheet of a space."""

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.persondetail import PersonDetail
from desktop.views.wishes import Wish
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.stand_in_belonging import organised


def opened_sheet(opened: Application, session: stand_in.Session, qtbot: QtBot) -> PeopleDialog:
    session.spaces.people = organised(session.spaces.people)
    opened.errands.grant(Wish.PEOPLE)
    found = one(PeopleDialog)
    qtbot.waitUntil(lambda: found.people.detail is not None)
    return found


def one(kind: type) -> QDialog:
    (found,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
    ]
    return found


def chosen(sheet: PeopleDialog, person: str, qtbot: QtBot) -> PersonDetail:
    """Choose somebody, and wait until everything about them is there to be seen."""
    sheet.people.choose(person)
    settled(sheet.tasks, qtbot)
    return sheet.people.detail


def words(window: QDialog) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def button(window: object, name: str) -> QPushButton:
    (found,) = [
        each for each in window.findChildren(QPushButton)
        if each.isVisible() and each.accessibleName().startswith(name)
    ]  # fmt: skip
    return found
