"""Check words are offered when people meet anyway, and the state of checking stands beside names."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.join import JoinDialog
from desktop.dialogs.personcheck import CheckPart
from desktop.dialogs.requests import RequestsDialog
from desktop.views.versions import Versions
from desktop.views.wishes import Wish
from sync.engine.events import SpacesChanged
from sync.model import kinds
from tests.desktop import stand_in
from tests.desktop.sheet_of_space import one, words
from tests.desktop.stand_in import FieldValue, MemberRow


def test_who_was_let_in_is_checked_at_once(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.spaces.people[1] = replace(session.spaces.people[1], verified="")
    session.spaces.people.append(MemberRow("p-x", "Ngozi", "member", state="invited", verified="call"))
    opened.errands.grant(Wish.REQUESTS)
    dialog = one(RequestsDialog)
    qtbot.waitUntil(lambda: len(dialog.asking()) == 2)
    qtbot.waitUntil(lambda: "Not checked yet." in words(dialog) and "Checked in a call." in words(dialog))
    dialog.choose("p-jean")
    dialog.let_in()
    qtbot.waitUntil(lambda: dialog.findChild(CheckPart) is not None)
    assert "Compare the words now" in dialog.banner.text()
    dialog.findChild(CheckPart).same.click()
    qtbot.waitUntil(lambda: session.spaces.verified == {"p-jean": "in-person"})
    qtbot.waitUntil(lambda: "Checked when you met." in words(dialog))


def test_who_joins_reads_both_their_words(opened: Application, qtbot: QtBot) -> None:
    opened.errands.grant(Wish.JOIN)
    dialog = one(JoinDialog)
    dialog.words.setText("lamp river seven mango table green")
    dialog.address.setText("https://letters.example.org")
    dialog.join_button.click()
    qtbot.waitUntil(dialog.is_done)
    qtbot.waitUntil(lambda: "Invited by" in words(dialog))
    assert "Read them by voice" in words(dialog)


def test_being_let_in_is_said(opened: Application, session: stand_in.Session, qtbot: QtBot) -> None:
    row = session.spaces.rows[0]
    company = opened.errands.company
    for pending in (True, False):
        session.spaces.rows[0] = replace(row, pending=pending)
        session.events.tell(SpacesChanged())
        qtbot.waitUntil(lambda p=pending: row.id in company._looks and company._looks[row.id].pending == p)
    qtbot.waitUntil(lambda: "You are in" in opened.window.banner.text())


def test_versions_say_whether_their_author_was_checked(qtbot: QtBot) -> None:
    values = [FieldValue("one", "Amina", checked="me"), FieldValue("two", "Jean", checked="in-person"),
              FieldValue("three", "Ngozi")]  # fmt: skip
    phone = kinds.ALL["contact"].field("phone")
    assert phone is not None
    shown = Versions(phone, "Phone", values)
    qtbot.addWidget(shown)
    marks = [each.accessibleName() for each in shown.findChildren(QLabel) if each.accessibleName()]
    assert marks == ["This is you.", "Checked when you met.", "Not checked yet."]
