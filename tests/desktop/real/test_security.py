"""Words, sheets, backups, locks and computers in windows on real notebooks, and at the gate."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.dialogs.backup import CheckBackupDialog, WriteBackupDialog
from desktop.dialogs.journey import JourneyDialog
from desktop.dialogs.notebooks import AddDialog
from desktop.dialogs.recover import RecoverDialog
from desktop.dialogs.restore import RestoreDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.dialogs.sheets_make import MakeSheetsDialog
from desktop.dialogs.words import ChangeWordsDialog
from desktop.tour import walk
from desktop.tour.stage import WORDS, until
from desktop.views.unlock import UnlockView
from desktop.views.wishes import Wish
from desktop.views.wizard import WizardView
from tests.desktop.real.gates import NOW, Gate, enter, labels, new_words, press, says
from tests.desktop.real.hands import dialog


@pytest.fixture
def gates(qapp: QApplication) -> Iterator[Callable[[Path], Gate]]:
    made: list[Gate] = []

    def come(profile: Path) -> Gate:
        made.append(Gate(qapp, profile))
        return made[-1]

    yield come
    for each in made:
        each.close()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return walk.made(tmp_path / "notebook", "Amal", NOW)


@pytest.fixture
def amal(gates: Callable[[Path], Gate], profile: Path) -> Gate:
    """Return a notebook of Amal's with one space, opened."""
    found = gates(profile)
    found.unlock(WORDS).spaces.new("Field team")
    return found


def settings(gate: Gate, page: str) -> SettingsDialog:
    errands = gate.application.errands
    assert errands is not None
    errands.grant(Wish.SETTINGS)
    found = dialog(SettingsDialog)
    found.show_page(page)
    return found


def leave(gate: Gate) -> None:
    """Lock as a person does, and wait until the process would be replaced."""
    gate.application.lock()
    until(lambda: bool(gate.left))


def sheets_of(gate: Gate) -> list[str]:
    return [each.text for each in gate.session.recovery.make()]


# ---------------------------------------------------------------- sheets
def written_down(made: MakeSheetsDialog) -> list[str]:
    """Copy the words of every sheet that is shown, one after the other."""
    copied = []
    for number in (1, 2, 3):
        until(says(made, f"heet {number} of 3"))
        words = [part for each in labels(made).splitlines() for part in [each.partition(". ")] if part[1]]
        numbered = [(int(place), word) for place, _, word in words if place.isdecimal()]
        copied.append(" ".join(word for _, word in sorted(numbered)))
        made.go.click()
    return copied


def test_sheets_are_made_tried_and_cure_forgotten_words(
    amal: Gate, gates: Callable[[Path], Gate], profile: Path
) -> None:
    pages = settings(amal, "forget")
    pages.sheets.show_make()
    made = dialog(MakeSheetsDialog)
    made.go.click()
    copied = written_down(made)
    until(lambda: made.findChild(EnterSheets) is not None)
    trial = made.findChild(EnterSheets)
    assert isinstance(trial, EnterSheets)
    enter(trial, copied[1:])
    made.go.click()
    until(says(made, "These sheets open this notebook."))
    made.reject()
    until(says(pages.sheets, "Last tried on"))
    pages.reject()
    leave(amal)

    gate = gates(profile)
    assert isinstance(gate.view, UnlockView)
    gate.view.forgotten.emit()
    cure = dialog(RecoverDialog)
    enter(cure.enter, [copied[0], copied[2]])
    cure.go.click()
    words = new_words(cure.new)
    cure.go.click()
    assert [each.name for each in gate.session.spaces.all()] == ["Field team"]
    leave(gate)
    again = gates(profile)
    assert again.is_refused(WORDS)
    assert again.unlock(words).me.name == "Amal"


# ---------------------------------------------------------------- backups
@pytest.fixture
def backup(amal: Gate, choosing: list[Path], tmp_path: Path) -> tuple[list[str], Path]:
    """Write a backup from the settings; return the sheets for it, and where it is."""
    texts, stick = sheets_of(amal)[:2], tmp_path / "stick.backup"
    choosing += [stick, stick, stick]
    page = settings(amal, "backup").backup
    until(says(page, "no backup"))
    page.show_write()
    writing = dialog(WriteBackupDialog)
    writing.go.click()
    until(says(writing, "was read back"))
    writing.reject()
    until(says(page, "is of today"))
    return texts, stick


def test_a_backup_is_read_with_sheets(amal: Gate, backup: tuple[list[str], Path]) -> None:
    pages = dialog(SettingsDialog)
    pages.backup.show_check()
    check = dialog(CheckBackupDialog)
    check.choose()
    until(says(check, "to the last letter"))
    press(check, "Read all of it")
    enter(check.enter, backup[0])
    check.go.click()
    until(says(check, "All of it was read."))
    assert "Amal" in labels(check)
    check.reject()
    pages.reject()
    leave(amal)


def test_a_backup_is_brought_back_at_the_gate(
    amal: Gate, backup: tuple[list[str], Path], gates: Callable[[Path], Gate], tmp_path: Path
) -> None:
    (lost,) = amal.session.devices.rows()
    dialog(SettingsDialog).reject()
    leave(amal)
    gate = gates(tmp_path / "new laptop")
    assert isinstance(gate.view, WizardView)
    gate.view.restore_wanted.emit()
    restore = dialog(RestoreDialog)
    restore.choose()
    enter(restore.enter, backup[0])
    restore.go.click()
    until(says(restore, "Choose the words"))
    new_words(restore.new)
    restore.go.click()
    assert [each.name for each in gate.session.spaces.all()] == ["Field team"]
    states = {row.id: row.state for row in gate.session.devices.rows()}
    assert states.pop(lost.id) == "removed"
    assert list(states.values()) == ["present"]


# ---------------------------------------------------------------- words and locks
def test_words_change(amal: Gate, gates: Callable[[Path], Gate], profile: Path) -> None:
    pages = settings(amal, "security")
    pages.security.show_change()
    change = dialog(ChangeWordsDialog)
    change.current.setText(WORDS)
    words = new_words(change.new)
    change.go.click()
    until(says(change, "From now on the new words"))
    press(change, "Seal the notebook anew")
    until(says(change, "The notebook is sealed anew."))
    change.reject()
    pages.reject()
    leave(amal)
    gate = gates(profile)
    assert gate.is_refused(WORDS)
    assert [each.name for each in gate.unlock(words).spaces.all()] == ["Field team"]


def test_locked_for_a_journey_only_sheets_open_it(
    amal: Gate, gates: Callable[[Path], Gate], profile: Path
) -> None:
    texts = sheets_of(amal)[:2]
    settings(amal, "security").security.show_journey()
    journey = dialog(JourneyDialog)
    until(journey.word.isVisible)
    journey.word.line.setText("journey")
    journey.go.click()
    until(lambda: bool(amal.left))
    gate = gates(profile)
    assert gate.is_refused(WORDS)
    assert isinstance(gate.view, UnlockView)
    gate.view.forgotten.emit()
    cure = dialog(RecoverDialog)
    enter(cure.enter, texts)
    cure.go.click()
    new_words(cure.new)
    cure.go.click()
    assert [each.name for each in gate.session.spaces.all()] == ["Field team"]


def test_a_second_notebook_behind_the_same_gate(
    amal: Gate, gates: Callable[[Path], Gate], profile: Path
) -> None:
    pages = settings(amal, "security")
    pages.security.show_one_more()
    adding = dialog(AddDialog)
    words = new_words(adding.new)
    adding.sure.setChecked(True)
    adding.go.click()
    until(says(adding, "The notebook is made."))
    adding.reject()
    pages.reject()
    leave(amal)
    other = gates(profile)
    assert other.unlock(words).spaces.all() == []
    leave(other)
    assert [each.name for each in gates(profile).unlock(WORDS).spaces.all()] == ["Field team"]
