"""The sheet of a space with the engine handed in: people, decisions, rules, and the quiet lines."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files, qrcode
from desktop.dialogs.flow import Flow
from desktop.dialogs.laptops import BuddiesDialog, LaptopsPart
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.personcheck import CheckPart, PictureDialog
from desktop.dialogs.rolechange import LeaveDialog, RemoveDialog, RoleDialog
from desktop.models.members import LineRole
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import button, chosen, one, opened_sheet, words
from tests.desktop.test_application import assert_can_be_heard_and_hit


@pytest.fixture
def sheet(opened: Application, session: stand_in.Session, qtbot: QtBot) -> PeopleDialog:
    return opened_sheet(opened, session, qtbot)


# ---------------------------------------------------------------- people
def test_organisations_come_first_and_every_row_says_role_and_check(
    sheet: PeopleDialog, qtbot: QtBot
) -> None:
    model = sheet.people.model
    lines = [(each.name, model.index(at).data(LineRole)) for at, each in enumerate(model.rows)]
    assert lines[:4] == [
        ("Peace House", "Organisation · Member"), ("Grace", "Member · not checked"),
        ("Otis", "Member · on hold"), ("Amina", "Organiser · you"),
    ]  # fmt: skip
    assert lines[-1] == ("Tomás", "no longer here")
    for member in model.rows:
        chosen(sheet, member.person, qtbot)
        settled(sheet.tasks, qtbot)
        assert_can_be_heard_and_hit(sheet)
    chosen(sheet, "p-grace", qtbot)
    assert "decides for" in words(sheet) and "3 other people here checked them. You checked 1" in words(sheet)


def test_somebody_is_found_in_a_long_list_and_the_order_is_chosen(sheet: PeopleDialog, qtbot: QtBot) -> None:
    page = sheet.people
    qtbot.waitUntil(page.finder.isVisible)

    def names() -> list[str]:
        return [row.name for row in page.model.rows]

    usual = names()
    page.finder.order.setCurrentIndex(page.finder.order.findData("name"))
    page.finder.order.activated.emit(1)
    assert names() != usual and sorted(names()) == sorted(usual)
    page.finder.words.setText("GRAC")
    assert names() == ["Grace"]
    assert page.detail.member.name == "Grace" and page.detail.me is not None
    page.finder.words.setText("nobody at all")
    assert names() == []
    qtbot.waitUntil(lambda: "Nobody here is called so." in words(sheet))
    assert_can_be_heard_and_hit(sheet)
    chosen(sheet, "p-ngozi", qtbot)
    assert page.detail.member.person == "p-ngozi" and len(names()) == len(usual)
    for order in ("role", "unchecked"):
        page.finder.order.setCurrentIndex(page.finder.order.findData(order))
        page.finder.order.activated.emit(0)
        assert len(names()) == len(usual)
    assert names()[0] != "Amina"


def test_words_are_compared_and_the_others_are_told(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    check = chosen(sheet, "p-ngozi", qtbot).findChild(CheckPart)
    check.different.click()
    assert "nothing private" in sheet.banner.text()
    check.same.click()
    qtbot.waitUntil(lambda: session.spaces.verified == {"p-ngozi": "in-person"})
    qtbot.waitUntil(lambda: sheet.people.detail.member.verified == "in-person")
    sheet.people.detail.findChild(CheckPart).vouch.click()
    qtbot.waitUntil(lambda: session.verification.vouched == ["p-ngozi"])


def test_pictures_are_compared_side_by_side(
    sheet: PeopleDialog, session: stand_in.Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    qrcode.drawn("KARKADE:P:p-ngozi", 300).save(str(tmp_path / "seen.png"))
    monkeypatch.setattr(files, "choose_open", lambda *words: words[-1]([tmp_path / "seen.png"]))
    chosen(sheet, "p-ngozi", qtbot).findChild(CheckPart).show_pictures()
    dialog = one(PictureDialog)
    qtbot.waitUntil(dialog.text.isVisible)
    assert not dialog.go.isEnabled()
    dialog.text.setText("KARKADE:P:nobody")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.banner.text()))
    assert_can_be_heard_and_hit(dialog)
    dialog.choose_picture()
    qtbot.waitUntil(lambda: "really" in words(dialog) and "remembered" in words(dialog))
    assert session.spaces.verified == {"p-ngozi": "in-person"}
    dialog.reject()
    chosen(sheet, "p-samir", qtbot).findChild(CheckPart)
    chosen(sheet, "p-jean", qtbot).findChild(CheckPart).show_pictures()
    dialog = one(PictureDialog)
    qtbot.waitUntil(dialog.text.isVisible)
    dialog.text.setText("KARKADE:P:p-grace")
    dialog.go.click()
    qtbot.waitUntil(lambda: "somebody else" in words(dialog))


def test_my_own_picture_is_shown(sheet: PeopleDialog, qtbot: QtBot) -> None:
    chosen(sheet, "p-me", qtbot).findChild(CheckPart).show_pictures()
    qtbot.waitUntil(lambda: "sit together" in words(one(PictureDialog)))


def test_a_computer_is_held_and_freed(sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot) -> None:
    part = chosen(sheet, "p-jean", qtbot).findChild(LaptopsPart)
    button(part, "Put on hold… Computer 2").click()
    assert "gets nothing new" in words(one(Flow))
    one(Flow).go.click()
    qtbot.waitUntil(lambda: session.stewardship.held == {"p-jean-1"})
    qtbot.waitUntil(lambda: "On hold" in words(sheet) and sheet.people.detail.member.held == 1)
    qtbot.waitUntil(lambda: len(sheet.people.detail.findChild(LaptopsPart).rows) == 2)
    button(sheet, "Lift the hold").click()
    qtbot.waitUntil(lambda: session.stewardship.held == set())


def test_three_people_may_stop_my_computer(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.stewardship.named = ["p-jean"]
    chosen(sheet, "p-me", qtbot).findChild(LaptopsPart).show_buddies()
    dialog = one(BuddiesDialog)
    qtbot.waitUntil(lambda: bool(dialog.boxes))
    assert set(dialog.boxes) == {"p-jean", "p-ngozi", "p-grace", "p-otis"}
    assert dialog.boxes["p-jean"].isChecked()
    dialog.boxes["p-grace"].setChecked(True)
    dialog.boxes["p-ngozi"].setChecked(True)
    assert not dialog.boxes["p-otis"].isEnabled()
    dialog.go.click()
    qtbot.waitUntil(lambda: set(session.stewardship.named) == {"p-jean", "p-ngozi", "p-grace"})


# ---------------------------------------------------------------- roles
def test_a_role_changes_at_once_or_waits_for_others(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    chosen(sheet, "p-ngozi", qtbot).show_role()
    dialog = one(RoleDialog)
    dialog.role.setCurrentIndex(dialog.role.findData("reader"))
    dialog.go.click()
    qtbot.waitUntil(lambda: "is now: Reader" in words(dialog))
    dialog.reject()
    session.stewardship.alone = False
    qtbot.waitUntil(lambda: sheet.people.detail.member.role == "reader")
    chosen(sheet, "p-ngozi", qtbot).show_role()
    one(RoleDialog).go.click()
    qtbot.waitUntil(lambda: "1 of 2 have agreed." in words(one(RoleDialog)))


def test_before_a_removal_it_says_what_stays_and_what_is_closed(
    sheet: PeopleDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.stewardship.alone = False
    chosen(sheet, "p-ngozi", qtbot).show_removal()
    dialog = one(RemoveDialog)
    qtbot.waitUntil(dialog.word.isVisible)
    for said in ("214 changes", "stays closed", "2 computers", "My own notes"):
        assert said in words(dialog)
    assert not dialog.go.isEnabled()
    dialog.word.line.setText("remove")
    dialog.go.click()
    qtbot.waitUntil(lambda: "1 of 2 have agreed." in words(dialog))
    assert "Grace" in words(dialog) and "Wangari" in words(dialog)
    assert session.spaces.people[5].state == "present"


def test_leaving_needs_a_typed_word_and_is_said(
    sheet: PeopleDialog, opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    chosen(sheet, "p-me", qtbot).show_leave()
    dialog = one(LeaveDialog)
    dialog.word.line.setText("leave")
    dialog.go.click()
    qtbot.waitUntil(lambda: "You left" in words(dialog))
    qtbot.waitUntil(lambda: "no longer in" in opened.window.banner.text())
    assert session.spaces.rows[0].role == "removed"


def test_who_came_with_an_organisation_is_left_to_it(sheet: PeopleDialog, qtbot: QtBot) -> None:
    detail = chosen(sheet, "p-otis", qtbot)
    assert "Their organisation decides" in words(sheet)
    assert not [each for each in detail.findChildren(QPushButton) if each.accessibleName().startswith("Take")]
