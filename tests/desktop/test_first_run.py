"""The first run: four pages, a beginning, and nothing lost when the language changes on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files
from desktop.dialogs.join import JoinDialog
from desktop.dialogs.sheets_make import MakeSheetsDialog
from desktop.models.preferences import Preferences
from desktop.views.wizard import WizardView
from desktop.views.wizardpages import LATER
from i18n import languages
from tests.desktop import stand_in
from tests.desktop.settling import settled

Launch = Callable[..., Application]


def view(application: Application) -> WizardView:
    assert application.gate is not None
    shown = application.gate.view
    assert isinstance(shown, WizardView)
    return shown


def to_the_last_page(application: Application, qtbot: QtBot) -> WizardView:
    shown = view(application)
    shown.turn(1)
    shown.turn(1)
    page = shown.password_page
    qtbot.waitUntil(lambda: bool(page.words()))
    page.again.setText(page.words())
    shown.turn(1)
    return shown


def open_dialogs(kind: type[QDialog]) -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


@pytest.mark.parametrize("language", list(languages()))
def test_every_page_fits_beside_its_scroll_bar_where_text_is_large(
    launch: Launch, language: str, qtbot: QtBot
) -> None:
    application = launch(stand_in.Door(), Preferences(language, 200, "light"))
    application.gate.window.resize(1024, 600)
    shown = view(application)
    area = shown.findChild(QScrollArea)
    for number in range(5):
        shown._show_page(number)
        settled(application.tasks, qtbot)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
        assert area.viewport().height() >= 4 * shown.fontMetrics().height()
        for each in (shown.back, shown.next):
            assert each.isHidden() or shown.rect().contains(each.mapTo(shown, each.rect().bottomRight()))


def test_what_was_typed_stays_when_the_language_changes(launch: Launch, qtbot: QtBot) -> None:
    application = launch(stand_in.Door())
    to_the_last_page(application, qtbot)
    before = view(application)
    before.password_page.name.setText("Amal")
    before.farewell_page.choose(5)
    words = before.password_page.words()
    before.language_chosen.emit("ar")
    after = view(application)
    assert after is not before
    assert application.gate.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert after.page == 3
    assert (after.password_page.name.text(), after.password_page.words()) == ("Amal", words)
    assert after.farewell_page.shares == 5
    after.scale_chosen.emit(150)
    assert view(application).page == 3


def test_the_first_run_is_walked_through_by_keys_alone(launch: Launch, qtbot: QtBot) -> None:
    application = launch(stand_in.Door())

    def press(key: Qt.Key) -> None:
        qtbot.waitUntil(lambda: view(application).isAncestorOf(QApplication.focusWidget()))
        qtbot.keyClick(QApplication.focusWidget(), key)

    def drawn_anew_by(key: Qt.Key) -> None:
        before = view(application)
        press(key)
        qtbot.waitUntil(lambda: view(application) is not before)

    application.gate.window.activateWindow()
    drawn_anew_by(Qt.Key.Key_Down)
    drawn_anew_by(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    drawn_anew_by(Qt.Key.Key_Left)  # in Arabic that is forward
    drawn_anew_by(Qt.Key.Key_Left)
    assert (application.now.language, application.now.scale) == ("ar", 150)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    page = view(application).password_page
    qtbot.waitUntil(lambda: bool(page.words()))
    page.again.setFocus()
    press(Qt.Key.Key_Return)
    assert view(application).page == 2  # the words have not been typed yet
    page.again.setText(page.words())
    press(Qt.Key.Key_Return)
    assert view(application).page == 3
    view(application).back.setFocus()
    press(Qt.Key.Key_Return)
    assert view(application).page == 2


def test_the_look_of_the_system_is_followed(launch: Launch) -> None:
    assert view(launch(stand_in.Door(), Preferences(scheme="system"))).isVisible()


def test_an_invitation_can_be_what_comes_first(launch: Launch, qtbot: QtBot) -> None:
    application = launch(stand_in.Door())
    shown = to_the_last_page(application, qtbot)
    shown.turn(1)
    assert shown.next.isHidden()
    shown.start_page.choices["join"].click()
    qtbot.waitUntil(lambda: bool(open_dialogs(JoinDialog)))


def test_sheets_are_made_before_anything_else(launch: Launch, qtbot: QtBot) -> None:
    application = launch(stand_in.Door())
    shown = to_the_last_page(application, qtbot)
    assert shown.farewell_page.shares == LATER
    shown.farewell_page.choose(5)
    shown.turn(1)
    shown.start_page.choices["notes"].click()
    qtbot.waitUntil(lambda: bool(open_dialogs(MakeSheetsDialog)))
    (dialog,) = open_dialogs(MakeSheetsDialog)
    assert dialog._group.checkedId() == 5


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_example_is_shown_by_another_process(
    launch: Launch, looked: list[Preferences], qtbot: QtBot, when: str
) -> None:
    door = stand_in.Door()
    application = launch(door)
    if when == "after":
        shown = to_the_last_page(application, qtbot)
        shown.turn(1)
        shown.start_page.choices["example"].click()
    else:
        view(application).ideas_page.example_wanted.emit()
    qtbot.waitUntil(lambda: bool(looked))
    assert application.session is None
    assert bool(door.words) is (when == "after")


def test_another_folder_is_chosen_for_the_notebook(
    launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    (tmp_path / "things").mkdir()
    monkeypatch.setattr(files, "choose_folder", lambda _window, _name, then: then([tmp_path]))
    application = launch(stand_in.Door())
    shown = to_the_last_page(application, qtbot)
    shown.turn(1)
    shown.start_page.other.click()
    assert str(tmp_path / "notebook") in shown.start_page.where.text()
    assert "\u2068/" in shown.start_page.where.text()  # runs its own way also in Arabic
    shown.start_page.choices["notes"].click()
    qtbot.waitUntil(lambda: application.window is not None)
    qtbot.waitUntil(lambda: application.place.profile == tmp_path / "notebook")
    assert application.place.again() == ["--home", str(tmp_path / "notebook")]
