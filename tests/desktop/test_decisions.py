"""Decisions and rules of a space, and the quiet lines about them, with the engine handed in."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.people import PAGES, PeopleDialog
from desktop.dialogs.requests import RequestsDialog
from desktop.views.wishes import Wish
from sync.engine.events import MembersChanged
from sync.refusals import NoSuchDecision
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import button, one, opened_sheet, words
from tests.desktop.stand_in_belonging import DecisionRow
from tests.desktop.test_application import assert_can_be_heard_and_hit


@pytest.fixture
def sheet(opened: Application, session: stand_in.Session, qtbot: QtBot) -> PeopleDialog:
    return opened_sheet(opened, session, qtbot)


# ---------------------------------------------------------------- decisions
@pytest.fixture
def undecided(session: stand_in.Session) -> list[DecisionRow]:
    session.stewardship.open += [
        DecisionRow("remove:p-ngozi", "remove", "Ngozi Adeyemi", "p-ngozi"),
        DecisionRow("steward:p-jean", "steward", "Jean", "p-jean", needed=3),
        DecisionRow("remove:p-otis", "remove", "Otis", "p-otis", organisation="o-house"),
    ]
    return session.stewardship.open


def test_decisions_say_who_agreed_and_who_is_missing(
    undecided: list[DecisionRow], sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    sheet.show_page("decisions")
    page = sheet.decisions
    qtbot.waitUntil(lambda: len(page.rows) == 3)
    qtbot.waitUntil(lambda: "1 of 3 have agreed." in words(sheet))
    assert "1 of 2 have agreed." in words(sheet)
    assert "Wangari" in words(sheet) and "is no longer sent by" in words(sheet)
    settled(sheet.tasks, qtbot)
    assert_can_be_heard_and_hit(sheet)
    shown = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    agree = [each for each in shown if each.accessibleName().startswith("Agree")]
    assert len(agree) == 2, "only officers of the organisation decide about its people"
    page.agree(undecided[1])
    qtbot.waitUntil(lambda: "2 of 3 have agreed." in sheet.banner.text())
    qtbot.waitUntil(lambda: "You have agreed." in words(sheet))
    page.agree(undecided[0])
    qtbot.waitUntil(lambda: "It is done." in sheet.banner.text())
    qtbot.waitUntil(lambda: len(page.rows) == 2)
    session.stewardship.problem = NoSuchDecision()
    page.agree(page.rows[0])
    qtbot.waitUntil(lambda: "done" not in sheet.banner.text() and page.isEnabled())


# ---------------------------------------------------------------- rules
def test_rules_are_kept_and_invitations_taken_back(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    sheet.show_page("rules")
    page = sheet.rules
    qtbot.waitUntil(lambda: len(page.invitations) == 1)
    qtbot.waitUntil(lambda: "For 2 more people" in words(sheet))
    assert "2 people ask" in page.requests.accessibleName()
    assert "Newcomers see all that was written before." in words(sheet)
    page.inviters.setCurrentIndex(1)
    page.dormant.setCurrentIndex(0)
    button(sheet, "Take back").click()
    qtbot.waitUntil(lambda: len(page.invitations) == 0)
    assert page.inviters.currentIndex() == 1, "what was chosen stays chosen"
    page.keep.click()
    qtbot.waitUntil(lambda: session.stewardship.rules.inviters == "member")
    assert session.stewardship.rules.dormant_days == 30
    page.requests.click()
    qtbot.waitUntil(lambda: one(RequestsDialog).isVisible())


def test_who_does_not_decide_only_reads_the_rules(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.spaces.people[0] = replace(session.spaces.people[0], role="member")
    opened.errands.grant(Wish.PEOPLE)
    sheet = one(PeopleDialog)
    sheet.show_page("rules")
    qtbot.waitUntil(lambda: "Organisers set these rules." in words(sheet))
    assert not sheet.rules.keep.isVisible() and not sheet.rules.inviters.isEnabled()


def test_every_page_has_names(sheet: PeopleDialog, qtbot: QtBot) -> None:
    for page in PAGES:
        sheet.show_page(page)
        settled(sheet.tasks, qtbot)
        assert_can_be_heard_and_hit(sheet)
    sheet.pages.names.setCurrentRow(1)
    assert sheet.decisions.isVisible() and not sheet.people.isVisible()


# ---------------------------------------------------------------- quiet lines
def lose(session: stand_in.Session) -> None:
    session.spaces.people = [each for each in session.spaces.people if each.person != "p-jean"]


def be_out(session: stand_in.Session) -> None:
    session.stewardship.be_taken_out(session.spaces.rows[0].id)


def wait_for_me(session: stand_in.Session) -> None:
    session.stewardship.open.append(DecisionRow("remove:p-ngozi", "remove", "Ngozi", "p-ngozi"))


@pytest.mark.parametrize(
    ("happens", "said", "page"),
    [(lose, "is no longer in this space", "happened"), (be_out, "You are no longer in", "happened"),
     (wait_for_me, "waits for your decision", "decisions")],
)  # fmt: skip
def test_what_happened_elsewhere_is_said_quietly(
    opened: Application, session: stand_in.Session, qtbot: QtBot,
    happens: Callable[[stand_in.Session], None], said: str, page: str,
) -> None:  # fmt: skip
    space = session.spaces.rows[0].id
    qtbot.waitUntil(lambda: space in opened.errands.company._looks)
    assert not opened.window.banner.text()
    before = opened.errands.company._looks[space]
    opened.window.banner.show_words("Moved to the trash.")
    happens(session)
    session.events.tell(MembersChanged(space))
    qtbot.waitUntil(lambda: opened.errands.company._looks[space] is not before)
    assert opened.window.banner.text() == "Moved to the trash."
    opened.window.banner.clear()
    qtbot.waitUntil(lambda: said in opened.window.banner.text())
    button(opened.window.banner, "Look").click()
    qtbot.waitUntil(lambda: one(PeopleDialog).pages.current == page)


def test_a_decision_in_another_space_is_said_too(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    first, other = (row.id for row in session.spaces.rows)
    qtbot.waitUntil(lambda: first in opened.errands.company._looks)
    lose(session)
    session.events.tell(MembersChanged(other))
    qtbot.waitUntil(lambda: other in opened.errands.company._looks)
    assert not opened.window.banner.text()
    wait_for_me(session)
    session.events.tell(MembersChanged(other))
    qtbot.waitUntil(lambda: "My own notes" in opened.window.banner.text())
    button(opened.window.banner, "Look").click()
    qtbot.waitUntil(lambda: one(PeopleDialog).space == other)
