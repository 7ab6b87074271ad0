"""Settings page by page, with the engine handed in: words, locks, notebooks, computers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files
from desktop.dialogs.computers_add import AddComputerDialog, JoinComputerDialog
from desktop.dialogs.flow import Flow
from desktop.dialogs.journey import JourneyDialog
from desktop.dialogs.notebooks import AddDialog, NoClearingDialog
from desktop.dialogs.settings import PAGES, SettingsDialog
from desktop.dialogs.sheets_make import MakeSheetsDialog
from desktop.dialogs.words import ChangeWordsDialog, SealAnewDialog
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.wishes import Wish
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.stand_in_security import SheetSet
from tests.desktop.test_application import assert_can_be_heard_and_hit


@pytest.fixture
def settings(opened: Application, qtbot: QtBot) -> SettingsDialog:
    opened.errands.grant(Wish.SETTINGS)
    found = one(SettingsDialog)
    for page in PAGES:
        found.show_page(page)
        settled(opened.tasks, qtbot)
    return found


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    paths: list[Path] = []

    def choose(*words: object, **_several: bool) -> None:
        words[-1]([paths.pop(0)])

    for name in ("choose_open", "choose_save"):
        monkeypatch.setattr(files, name, choose)
    return paths


def one(kind: type) -> QDialog:
    (found,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
    ]
    return found


def press(flow: Flow, text: str) -> None:
    """Press the large button that begins with *text*."""
    (found,) = [
        each for each in flow.findChildren(parts.Choice)
        if each.isVisible() and each.accessibleName().startswith(text)
    ]  # fmt: skip
    found.click()


def fill_new_words(flow: Flow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(flow.new.words()))
    flow.new.again.setText(flow.new.words())


def test_every_page_has_names(settings: SettingsDialog, qtbot: QtBot) -> None:
    for page in PAGES:
        settings.show_page(page)
        settled(settings.tasks, qtbot)
        assert_can_be_heard_and_hit(settings)
    settings.pages.names.setCurrentRow(4)
    assert settings.sheets.isVisible() and not settings.keep.isVisible()


def test_the_names_of_the_pages_stay_where_they_are_while_a_page_scrolls(
    settings: SettingsDialog, qtbot: QtBot
) -> None:
    settings.show_page("look")
    settled(settings.tasks, qtbot)
    settings.resize(settings.width(), 24 * em())
    bar, names = settings._scroll.verticalScrollBar(), settings.pages.chooser
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    before = names.mapTo(settings, names.rect().topLeft())
    bar.setValue(bar.maximum())
    assert bar.value() > 0 and names.mapTo(settings, names.rect().topLeft()) == before
    settings.show_page("security")
    assert bar.value() == 0, "a page begins at its top"


@pytest.mark.parametrize("open_it", [
    lambda s: s.security.show_change(), lambda s: s.security.show_sealing(),
    lambda s: s.security.show_journey(), lambda s: s.security.show_one_more(),
    lambda s: s.security.show_clearing(), lambda s: s.security.show_no_clearing(),
    lambda s: s.computers.show_add(), lambda s: s.computers.show_join(),
    lambda s: s.computers.show_come_back(), lambda s: s.sheets.show_let_in(),
    lambda s: s.sheets.show_retire(),
    lambda s: s.computers.show_name(s.computers.rows[1]),
    lambda s: s.computers.show_hold(s.computers.rows[1]),
    lambda s: s.computers.show_block(s.computers.rows[1]),
    lambda s: s.sheets.show_make(), lambda s: s.sheets.show_try(),
    lambda s: s.backup.show_write(), lambda s: s.backup.show_check(),
])  # fmt: skip
def test_every_dialog_of_the_settings_has_names(
    settings: SettingsDialog, open_it: Callable[[SettingsDialog], None], qtbot: QtBot
) -> None:
    open_it(settings)
    settled(settings.tasks, qtbot)
    dialog = one(Flow)
    assert_can_be_heard_and_hit(dialog)
    assert dialog.windowTitle() == "Karkade"
    assert dialog.focusWidget() is not None


# ---------------------------------------------------------------- words
def test_words_change_and_old_copies_are_named(
    settings: SettingsDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    settings.security.show_change()
    dialog = one(ChangeWordsDialog)
    fill_new_words(dialog, qtbot)
    assert not dialog.go.isEnabled()
    dialog.current.setText("not these")
    dialog.go.click()
    qtbot.waitUntil(lambda: "do not open" in dialog.banner.text())
    dialog.current.setText("right words")
    dialog.go.click()
    qtbot.waitUntil(lambda: session.words.opens == stand_in.GENERATED)
    qtbot.waitUntil(lambda: any("old words" in each.text() for each in labels(dialog)))
    session.recovery.current = SheetSet()
    press(dialog, "Seal the notebook anew")
    qtbot.waitUntil(lambda: session.words.sealed == 1)
    qtbot.waitUntil(lambda: any("Make new ones" in each.text() for each in labels(dialog)))
    press(dialog, "Make recovery sheets")
    qtbot.waitUntil(settings.sheets.isVisible)
    assert one(MakeSheetsDialog).isVisible()


def test_sealing_can_be_stopped(settings: SettingsDialog, session: stand_in.Session, qtbot: QtBot) -> None:
    session.words.hold = True
    settings.security.show_sealing()
    dialog = one(SealAnewDialog)
    assert not dialog.go.isEnabled()
    dialog.current.setText("right words")
    dialog.go.click()
    dialog.reject()
    qtbot.waitUntil(lambda: "Stopped" in dialog.banner.text())
    assert dialog.isVisible() and session.words.sealed == 0


def labels(dialog: QDialog) -> list[object]:
    return [each for each in dialog.findChildren(parts.QLabel) if each.isVisible()]


# ---------------------------------------------------------------- the lock for a journey
def test_the_journey_needs_sheets_and_a_typed_word(
    settings: SettingsDialog,
    opened: Application,
    session: stand_in.Session,
    began: list[object],
    qtbot: QtBot,
) -> None:
    settings.security.show_journey()
    dialog = one(JourneyDialog)
    qtbot.waitUntil(lambda: any("there are none" in each.text() for each in labels(dialog)))
    dialog.reject()
    session.recovery.current = SheetSet()
    settings.security.show_journey()
    dialog = one(JourneyDialog)
    qtbot.waitUntil(dialog.word.isVisible)
    assert not dialog.go.isEnabled()
    dialog.word.line.setText(" Journey ")
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(began))
    assert session.closed and session.words.opens == ""
    assert opened.session is None


# ---------------------------------------------------------------- more notebooks
def test_another_notebook_asks_for_the_words_to_keep(
    settings: SettingsDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    settings.security.show_one_more()
    dialog = one(AddDialog)
    assert any("cannot know" in each.text() for each in labels(dialog))
    fill_new_words(dialog, qtbot)
    assert not dialog.go.isEnabled()
    dialog.kept.lines[0].setText("words of another")
    dialog.kept.add()
    dialog.kept.add()
    assert len(dialog.kept.lines) == 3
    dialog.sure.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: session.compartments.added == [(stand_in.GENERATED, ["words of another"])])


def test_clearing_words_are_explained_and_taken_back(
    settings: SettingsDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    settings.security.show_clearing()
    dialog = one(AddDialog)
    assert any("copy of the disk" in each.text() for each in labels(dialog))
    fill_new_words(dialog, qtbot)
    dialog.sure.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: session.compartments.clearing == [stand_in.GENERATED])
    dialog.reject()
    settings.security.show_no_clearing()
    dialog = one(NoClearingDialog)
    dialog.typed.setText(stand_in.GENERATED)
    dialog.go.click()
    qtbot.waitUntil(lambda: session.compartments.clearing == [])


# ---------------------------------------------------------------- computers
def test_a_lost_computer_is_named_held_and_blocked(
    settings: SettingsDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    settings.show_page("computers")
    page = settings.computers
    qtbot.waitUntil(lambda: len(page.rows) == 3)
    assert not page.join.isVisible()
    page.show_name(page.rows[1])
    one(Flow).name.setText("Library")
    one(Flow).go.click()
    qtbot.waitUntil(lambda: page.rows[1].name == "Library")
    page.show_hold(page.rows[1])
    one(Flow).go.click()
    qtbot.waitUntil(lambda: page.rows[1].state == "held")
    page.show_block(page.rows[1])
    dialog = one(Flow)
    assert not dialog.go.isEnabled()
    dialog.word.line.setText("block")
    dialog.go.click()
    qtbot.waitUntil(lambda: page.rows[1].state == "removed")
    assert session.devices.here[1].state == "removed"


def test_a_computer_is_added_after_its_words_are_compared(
    settings: SettingsDialog, session: stand_in.Session, choosing: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "other").write_bytes(b"no card")
    (tmp_path / "card").write_bytes(b"card")
    choosing += [tmp_path / "other", tmp_path / "card", tmp_path / "answer"]
    settings.computers.show_add()
    dialog = one(AddComputerDialog)
    dialog.choose_file()
    qtbot.waitUntil(lambda: bool(dialog.banner.text()))
    dialog.choose_file()
    qtbot.waitUntil(lambda: any("lamp" in each.text() for each in labels(dialog)))
    assert dialog.go.isVisible()
    assert len(session.devices.here) == 3
    dialog.go.click()
    qtbot.waitUntil(lambda: len(session.devices.here) == 4 and dialog.isEnabled())
    dialog.go.click()
    qtbot.waitUntil((tmp_path / "answer").exists)
    assert (tmp_path / "answer").read_bytes() == b"answer to card"


def test_a_new_computer_makes_its_card_and_takes_the_answer(
    settings: SettingsDialog, session: stand_in.Session, choosing: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "answer").write_bytes(b"answer")
    choosing += [tmp_path / "card", tmp_path / "answer"]
    settings.computers.show_join()
    dialog = one(JoinComputerDialog)
    qtbot.waitUntil(lambda: any("lamp" in each.text() for each in labels(dialog)))
    press(dialog, "Show the card")
    press(dialog, "Save the card")
    qtbot.waitUntil(lambda: "Saved" in dialog.banner.text())
    assert (tmp_path / "card").read_bytes() == b"card"
    press(dialog, "Open the answer")
    qtbot.waitUntil(lambda: any("Amina" in each.text() for each in labels(dialog)))
    assert session.devices.adopted == []
    dialog.go.click()
    qtbot.waitUntil(lambda: session.devices.adopted == [b"answer"])
