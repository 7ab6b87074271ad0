"""One more computer of a person, and one that is lost, in windows on real notebooks."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.dialogs.comeback import ComeBackDialog, LetInDialog
from desktop.dialogs.computers import ComputersPage
from desktop.dialogs.computers_add import AddComputerDialog, JoinComputerDialog
from desktop.dialogs.join import JoinDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.sheets_retire import RetireSheetsDialog
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from tests.desktop.real.gates import enter, labels, press, says
from tests.desktop.real.hands import ask, dialog, send
from tests.scenarios.laptops import Relay

Answered = tuple[Stage, Stage, JoinComputerDialog]


def close_all() -> None:
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog) and each.isVisible():
            each.reject()


def settings(stage: Stage) -> SettingsDialog:
    stage.grant(Wish.SETTINGS)
    found = stage.window.findChild(SettingsDialog)
    assert isinstance(found, SettingsDialog)
    return found


def computers(stage: Stage) -> ComputersPage:
    found = settings(stage)
    found.show_page("computers")
    until(lambda: len(found.computers.rows) == 1)
    return found.computers


def shows(window: QWidget, words: Sequence[str]) -> bool:
    return set(labels(window).split()) >= set(words)


@pytest.fixture
def answered(person: Callable[[str], Stage], relay: Relay, choosing: list[Path], tmp_path: Path) -> Answered:
    """Let a new computer make its card, and Amal answer it, each in a window."""
    amal, new = person("Amal"), person("New")
    amal.session.spaces.add_relay(amal.session.spaces.new("Field team").id, relay.url)
    card, answer = tmp_path / "computer.card", tmp_path / "answer.card"
    choosing += [card, card, answer, answer]
    there = computers(new)
    assert there.join.isVisible()
    there.show_join()
    joining = dialog(JoinComputerDialog)
    until(says(joining, "The other computer shows"))
    press(joining, "Save the card")
    until(card.exists)
    computers(amal).show_add()
    adding = dialog(AddComputerDialog)
    adding.choose_file()
    until(says(adding, "Compare these words"))
    assert shows(adding, new.session.devices.check_words())
    adding.go.click()
    until(says(adding, "one of yours now"))
    assert shows(adding, amal.session.me.check_words)
    adding.go.click()
    until(answer.exists)
    return amal, new, joining


def test_a_second_computer_is_let_in_with_its_card(answered: Answered) -> None:
    amal, new, joining = answered
    press(joining, "Open the answer")
    until(says(joining, "belongs to \u2068Amal"))
    assert shows(joining, amal.session.me.check_words)
    joining.go.click()
    until(says(joining, "This computer is one of yours now."))
    assert new.session.me.person == amal.session.me.person
    close_all()
    send(amal, new, amal)
    assert [each.name for each in new.session.spaces.all()] == ["Field team"]
    assert [row.state for row in new.session.devices.rows()] == ["present", "present"]


# ---------------------------------------------------------------- a lost one
def let_in_again(amal: Stage, badu: Stage, new: Stage, texts: list[str]) -> None:
    """Bring Badu back on the computer *new*, with sheets and with Amal's help."""
    here = settings(amal)
    here.sheets.show_let_in()
    helping = dialog(LetInDialog)
    until(says(helping, "First: the card"))
    assert "Badu" in helping.who.currentText()
    press(helping, "Save their card")
    until(says(helping, "begin.card"))
    there = settings(new)
    there.computers.show_come_back()
    back = dialog(ComeBackDialog)
    back.choose_card()
    until(lambda: hasattr(back, "enter"))
    enter(back.enter, texts)
    back.go.click()
    until(says(back, "This computer is yours."))
    assert new.session.me.person == badu.session.me.person
    press(back, "Save the new card")
    until(says(back, "back.card"))
    press(helping, "Open their new card")
    until(says(helping, "brings \u2068Badu"))
    assert shows(helping, new.session.devices.check_words())
    helping.go.click()
    until(says(helping, "They are back"))
    helping.go.click()
    until(says(helping, "answer.card"))
    press(back, "Open the answer")
    until(says(back, "You are let in."))
    close_all()


def test_a_lost_computer_is_replaced_with_sheets_and_a_colleague(
    two: tuple[Stage, Stage, str], person: Callable[[str], Stage], choosing: list[Path], tmp_path: Path
) -> None:
    amal, badu, space = two
    begin, back, answer = (tmp_path / f"{each}.card" for each in ("begin", "back", "answer"))
    choosing += [begin, begin, back, back, answer, answer]
    texts = [each.text for each in badu.session.recovery.make()][:2]
    lost = badu.session.devices.rows()[0].id
    send(badu, amal)
    new = person("New")
    let_in_again(amal, badu, new, texts)
    send(amal, new)
    assert [each.id for each in new.session.spaces.all()] == [space]
    assert [row.id for row in new.session.devices.rows() if row.state == "removed"] == [lost]


def test_older_sheets_lose_their_power(person: Callable[[str], Stage]) -> None:
    amal = person("Amal")
    texts = [each.text for each in amal.session.recovery.make()][:2]
    amal.session.recovery.make()
    pages = settings(amal)
    pages.sheets.show_retire()
    retire = dialog(RetireSheetsDialog)
    enter(retire.enter, texts)
    retire.go.click()
    until(says(retire, "bring no computer back any more"))
    close_all()


# ---------------------------------------------------------------- somebody separate
def test_somebody_separate_joins_a_space(
    person: Callable[[str], Stage], relay: Relay, choosing: list[Path], tmp_path: Path
) -> None:
    amal, badu = person("Amal"), person("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    invitation = tmp_path / "invitation.pack"
    invitation.write_bytes(amal.session.invitations.to_file(space))
    choosing.append(invitation)
    join = ask(badu, Wish.JOIN, JoinDialog)
    join.separate.wanted.setChecked(True)
    assert not join.join_button.isEnabled()
    join.separate.line.setText("Nadia")
    join.choose_file()
    until(join.is_done)
    assert not shows(join, badu.session.me.check_words)
    join.reject()
    send(amal)
    (asking,) = amal.session.invitations.requests(space)
    assert asking.name == "Nadia"
    assert asking.person != badu.session.me.person
