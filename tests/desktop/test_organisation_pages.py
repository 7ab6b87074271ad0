"""The organisations of a space, with the engine handed in."""

from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from tests.desktop import stand_in
from tests.desktop.sheet_of_space import opened_sheet, words
from tests.desktop.stand_in_organisations import OrganisationRow
from tests.desktop.test_application import assert_can_be_heard_and_hit


def test_organisations_are_shown_with_whom_they_send(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.organisations.there = [OrganisationRow()]
    sheet = opened_sheet(opened, session, qtbot)
    sheet.show_page("organisations")
    qtbot.waitUntil(lambda: "shares with its own members" in words(sheet))
    assert "Grace" in words(sheet)
    assert_can_be_heard_and_hit(sheet)
