"""The organisations of a network with the engine handed in: cards, whom they send, and sharing."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files
from desktop.dialogs.organisations_ask import AskDialog
from desktop.dialogs.organisations_bring import AddOrganisationDialog, BringDialog
from desktop.dialogs.organisations_found import FoundDialog
from desktop.dialogs.organisations_share import StartSharingDialog
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.rolechange import RemoveDialog
from desktop.dialogs.spaces import NewSpaceDialog
from desktop.views.wishes import Wish
from tests.desktop import stand_in
from tests.desktop.rows import SpaceRow
from tests.desktop.sheet_of_space import button, one, opened_sheet, words
from tests.desktop.stand_in_organisations import OrganisationRow, SharingRow
from tests.desktop.test_application import assert_can_be_heard_and_hit


@pytest.fixture
def sheet(opened: Application, session: stand_in.Session, qtbot: QtBot) -> PeopleDialog:
    session.organisations.there = [OrganisationRow()]
    session.sharing.agreed = [SharingRow()]
    session.spaces.rows.append(SpaceRow("space-own", "Reading room"))
    found = opened_sheet(opened, session, qtbot)
    found.show_page("organisations")
    qtbot.waitUntil(lambda: "You decide whom it sends." in words(found))
    return found


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the paths that the next file dialogs will be given, in turn."""
    paths: list[Path] = []
    for name in ("choose_open", "choose_save"):
        monkeypatch.setattr(files, name, lambda *given: given[-1]([paths.pop(0)]))
    return paths


def card(folder: Path, text: bytes) -> Path:
    path = folder / "some.card"
    path.write_bytes(text)
    return path


def press(sheet: PeopleDialog, name: str, qtbot: QtBot) -> None:
    """Click once the page stands still."""

    def is_there() -> bool:
        return any(
            each.isVisible() and each.accessibleName().startswith(name)
            for each in sheet.findChildren(QPushButton)
        )

    qtbot.waitUntil(is_there)
    button(sheet, name).click()


def turned(sheet: PeopleDialog, session: stand_in.Session, row: SharingRow, qtbot: QtBot) -> None:
    """Look at the same organisation as an organiser of the network."""
    session.organisations.there = [OrganisationRow(mine=False)]
    session.sharing.agreed = [row]
    sheet.reload()
    qtbot.waitUntil(lambda: "all of it out" in words(sheet))


# ---------------------------------------------------------------- for everybody
def test_organisations_are_shown_with_whom_they_send(sheet: PeopleDialog) -> None:
    assert "Peace House" in words(sheet) and "Grace" in words(sheet)
    assert "You decide whom it sends." in words(sheet)
    assert_can_be_heard_and_hit(sheet)


def test_an_organisation_is_made_and_its_card_saved_again(
    sheet: PeopleDialog, session: stand_in.Session, choosing: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    sheet.organisations.show_founding()
    dialog = one(FoundDialog)
    dialog.name.setText("Garden club")
    dialog.space.setCurrentIndex(dialog.space.findData("space-own"))
    assert_can_be_heard_and_hit(dialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: "Both compare" in words(dialog))
    choosing.append(tmp_path / "club.card")
    dialog.go.click()
    qtbot.waitUntil(lambda: "club.card" in dialog.banner.text())
    assert (tmp_path / "club.card").read_bytes() == b"Garden club"
    assert session.organisations.founded[0].space == "space-own"
    dialog.reject()
    qtbot.waitUntil(lambda: len(sheet.organisations.known.own) == 1)
    sheet.organisations.show_founding()
    again = one(FoundDialog)
    again.again[0].click()
    qtbot.waitUntil(lambda: "Both compare" in words(again))


def test_my_own_card_is_saved(
    sheet: PeopleDialog, choosing: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    choosing.append(tmp_path / "mine.card")
    sheet.organisations.mine.click()
    qtbot.waitUntil(lambda: "mine.card" in sheet.banner.text())
    assert (tmp_path / "mine.card").read_bytes() == b"my card"


def test_a_network_is_made(opened: Application, session: stand_in.Session, qtbot: QtBot) -> None:
    opened.errands.grant(Wish.NEW_SPACE)
    dialog = one(NewSpaceDialog)
    dialog.name.setText("Coast network")
    dialog.network.setChecked(True)
    assert "decides whom it sends" in words(dialog)
    button(dialog, "Make the space").click()
    qtbot.waitUntil(lambda: session.spaces.rows[-1].name == "Coast network")
    assert session.spaces.rows[-1].network


def test_a_network_that_is_read_through_an_organisation_says_so(
    opened: Application, session: stand_in.Session
) -> None:
    row = replace(session.spaces.rows[0], role="reader", network=True, through="Peace House")
    opened.window.top.show_spaces([row], row.id)
    assert "through Peace House" in opened.window.top.chooser.menu().actions()[0].text()
    session.spaces.rows = [row]
    found = opened.errands.company.sheet(row)
    assert any("You read here through" in each.text() for each in found.findChildren(QLabel))


# ---------------------------------------------------------------- for organisers of the network
def test_an_organisation_is_compared_before_it_is_let_in(
    sheet: PeopleDialog, session: stand_in.Session, choosing: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    sheet.organisations.show_adding()
    dialog = one(AddOrganisationDialog)
    choosing.append(card(tmp_path, b"\xff"))
    dialog.choose_card()
    qtbot.waitUntil(lambda: bool(dialog.banner.text()))
    choosing.append(card(tmp_path, b"Garden club"))
    dialog.choose_card()
    qtbot.waitUntil(lambda: "lamp   river" in words(dialog) and "Garden club" in words(dialog))
    assert len(session.organisations.there) == 1
    assert_can_be_heard_and_hit(dialog)
    dialog.role.setCurrentIndex(dialog.role.findData("reader"))
    dialog.go.click()
    qtbot.waitUntil(lambda: "is in the space" in words(dialog))
    assert session.organisations.there[1].role == "reader"
    choosing.append(tmp_path / "welcome.pack")
    dialog.go.click()
    qtbot.waitUntil((tmp_path / "welcome.pack").exists)


def test_only_all_of_an_organisation_can_be_taken_out(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    turned(sheet, session, SharingRow(mine=False), qtbot)
    assert "Send no longer" not in words(sheet)
    press(sheet, "Take the organisation out", qtbot)
    dialog = one(RemoveDialog)
    qtbot.waitUntil(dialog.word.isVisible)
    dialog.word.line.setText("remove")
    dialog.go.click()
    qtbot.waitUntil(lambda: session.spaces.people[0].state == "removed")


def test_organisers_of_a_network_allow_sharing_and_take_it_back(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    turned(sheet, session, SharingRow(wanted=True, mine=False, may_allow=True), qtbot)
    assert "has not allowed it yet" in words(sheet)
    press(sheet, "Let its members read here", qtbot)
    qtbot.waitUntil(lambda: "shares with its own members" in words(sheet))
    press(sheet, "No longer let its members read here", qtbot)
    one(AskDialog).go.click()
    qtbot.waitUntil(lambda: not session.sharing.agreed[0].allowed)


# ---------------------------------------------------------------- for those who decide for an organisation
def test_somebody_more_is_sent(
    sheet: PeopleDialog, session: stand_in.Session, choosing: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    press(sheet, "Send somebody more", qtbot)
    dialog = one(BringDialog)
    choosing.append(card(tmp_path, b"Wangari"))
    dialog.choose_card()
    qtbot.waitUntil(lambda: "is in the space" in words(dialog))
    assert session.organisations.there[0].people[-1].name == "Wangari"


def test_it_says_what_stays_before_somebody_is_sent_no_longer(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    press(sheet, "Send no longer", qtbot)
    dialog = one(AskDialog)
    qtbot.waitUntil(lambda: "214 changes" in words(dialog) and "stays closed" in words(dialog))
    session.organisations.alone = False
    dialog.go.click()
    qtbot.waitUntil(lambda: "1 of 2 have agreed." in words(dialog))
    assert len(session.organisations.there[0].people) == 2


def test_a_delegate_is_released(sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot) -> None:
    press(sheet, "Send no longer", qtbot)
    dialog = one(AskDialog)
    qtbot.waitUntil(lambda: "214 changes" in words(dialog))
    dialog.go.click()
    qtbot.waitUntil(lambda: "no longer sent" in words(dialog))
    assert [each.name for each in session.organisations.there[0].people] == ["Amina"]


def test_a_delegate_decides_too(sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot) -> None:
    press(sheet, "Let decide too", qtbot)
    one(AskDialog).go.click()
    qtbot.waitUntil(lambda: all(each.officer for each in session.organisations.there[0].people))


def test_leaving_as_an_organisation_needs_a_typed_word(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    press(sheet, "Leave as an organisation", qtbot)
    dialog = one(AskDialog)
    assert not dialog.go.isEnabled()
    assert_can_be_heard_and_hit(dialog)
    dialog.word.line.setText("leave")
    dialog.go.click()
    qtbot.waitUntil(lambda: not session.organisations.there)


def test_sharing_begins_with_a_space_of_ones_own_and_ends(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    press(sheet, "Let all our own members read", qtbot)
    dialog = one(StartSharingDialog)
    dialog.space.setCurrentIndex(dialog.space.findData("space-own"))
    assert_can_be_heard_and_hit(dialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: "once an organiser of the network allows" in words(dialog))
    assert session.sharing.agreed[0].spaces == ("space-own",)
    dialog.reject()
    qtbot.waitUntil(lambda: "has not allowed it yet" in words(sheet))
    press(sheet, "Stop sharing", qtbot)
    one(AskDialog).go.click()
    qtbot.waitUntil(lambda: not session.sharing.agreed[0].wanted)


def test_without_a_space_of_ones_own_there_is_none_to_share_with(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    del session.spaces.rows[1:]
    sheet.reload()
    qtbot.waitUntil(lambda: len(sheet.organisations.known.spaces) == 1)
    press(sheet, "Let all our own members read", qtbot)
    dialog = one(StartSharingDialog)
    assert "First make a space" in words(dialog) and not dialog.go.isVisible()
