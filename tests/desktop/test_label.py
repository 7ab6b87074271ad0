"""The name, the picture and the folder that show outside, before any word is typed."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.application.surroundings import Surroundings
from desktop.dialogs import files
from desktop.dialogs.jobname import job_name
from desktop.dialogs.label import LabelDialog
from desktop.models import label
from desktop.models.label import ICONS, Label
from desktop.models.preferences import Preferences
from desktop.models.whereabouts import Whereabouts
from desktop.views.unlock import UnlockView
from desktop.views.wizard import WizardView
from i18n import set_language
from sync.errors import NotebookMissing, WrongPassphrase
from tests.desktop import stand_in

SHOPPING = Label("Shopping", "calendar")


@pytest.fixture
def launch_at(qapp: QApplication) -> Callable[..., Application]:
    made: list[Application] = []

    def begin(place: Whereabouts, words: str = "right words") -> Application:
        around = Surroundings(stand_in.Door(words=words), place.profile, lambda _: None, place=place)
        made.append(Application(qapp, around, Preferences(scheme="light")))
        made[-1].start()
        return made[-1]

    yield begin
    for each in made:
        each.end()
    set_language("en")
    qapp.setApplicationDisplayName("Karkade")


def unlocking(application: Application) -> UnlockView:
    shown = application.gate.view
    assert isinstance(shown, UnlockView)
    return shown


def test_another_label_is_on_every_window_and_there_again_after_the_lock(
    launch_at: Callable[..., Application], tmp_path: Path, qtbot: QtBot
) -> None:
    first = launch_at(Whereabouts(tmp_path, tmp_path))
    assert job_name() == "Document"
    unlocking(first).opening.emit("right words")
    qtbot.waitUntil(lambda: first.window is not None)
    settings = first.errands.safe.show_settings(first.now, "security")
    settings.security.label_wanted.emit()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, LabelDialog)]
    before = QApplication.windowIcon().cacheKey()
    dialog.name.setText("  \u202eShopping\n")
    dialog.choose("calendar")
    dialog.go.click()
    assert QApplication.windowIcon().cacheKey() != before
    titles = {each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible()}
    assert titles == {"Shopping"}
    assert job_name() == "Shopping"
    qtbot.waitUntil((tmp_path / label.FILE).exists)
    assert json.loads((tmp_path / label.FILE).read_text()) == {"name": "Shopping", "icon": "calendar"}
    second = launch_at(Whereabouts(tmp_path, tmp_path))
    assert second.gate.window.windowTitle() == "Shopping"
    assert unlocking(second)._title.text() == "Shopping"


def test_what_is_no_label_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / label.FILE).write_text(
        json.dumps({"name": "\u3164\u2800", "icon": ["star"]}), encoding="utf-8"
    )
    assert label.read(tmp_path, SHOPPING) == SHOPPING
    (tmp_path / label.FILE).unlink()
    os.mkfifo(tmp_path / label.FILE)
    assert label.read(tmp_path, SHOPPING) == SHOPPING


def test_a_name_of_nothing_cannot_be_chosen(opened: Application) -> None:
    dialog = opened.labelling.ask(opened.window)
    dialog.name.setText(" \u200b\n ")
    assert not dialog.go.isEnabled()


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=60)
SAID = st.dictionaries(st.sampled_from(["name", "icon", "x"]), PLAIN, max_size=3) | st.lists(PLAIN) | PLAIN


@given(st.binary(max_size=200) | SAID.map(lambda said: json.dumps(said).encode()))
def test_whatever_lies_there_a_label_is_one_short_line_and_a_picture_of_ours(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / label.FILE).write_bytes(content)
    found = label.read(folder, Label())
    assert found.icon in ICONS
    assert 0 < len(found.name) <= label.LONGEST + 1 and found.name.isprintable()


def test_a_folder_that_was_chosen_is_found_again_and_a_missing_one_is_waited_for(tmp_path: Path) -> None:
    usual, stick = tmp_path / "usual", tmp_path / "stick"
    stick.mkdir()
    first = Whereabouts(usual)
    assert first.choose(stick) == stick
    (stick / "letter.txt").touch()
    chosen = first.choose(stick)
    assert chosen == stick / "notebook"
    first.settle(chosen)
    again = Whereabouts(usual)
    assert (again.profile, again.expected, again.again()) == (chosen, True, [])
    again.start_over()
    assert again.profile == usual
    again.settle(usual)
    assert not Whereabouts(usual).expected


@pytest.mark.parametrize("kept", [b"", b"relative/place", b"/a\0b", b"\xff\xfe", b"/" + b"a" * 5000])
def test_a_pointer_that_makes_no_sense_is_none(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "place").write_bytes(kept)
    assert Whereabouts(tmp_path).profile == tmp_path


def test_another_notebook_is_opened_from_the_gate(
    launch_at: Callable[..., Application], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    label.keep(other, SHOPPING)
    monkeypatch.setattr(files, "choose_folder", lambda _window, _name, then: then([other]))
    application = launch_at(Whereabouts(tmp_path, tmp_path))
    unlocking(application).other.click()
    assert application.place.again() == ["--home", str(other)]
    assert unlocking(application)._title.text() == "Shopping"
    unlocking(application).show_problem(NotebookMissing())
    action = unlocking(application).banner._action
    application._around.door.words = None  # no notebook is there
    action.click()
    assert isinstance(application.gate.view, WizardView)


def test_wrong_words_say_how_the_keyboard_writes_and_that_one_waits(
    launch_at: Callable[..., Application], tmp_path: Path
) -> None:
    application = launch_at(Whereabouts(tmp_path, tmp_path))
    view = unlocking(application)
    waits = []
    for _ in range(7):
        view.show_problem(WrongPassphrase())
        waits.append(view._waiting.interval())
        view.words.setText("other words")
        assert not view.open.isEnabled()
    assert waits == [1000, 2000, 4000, 8000, 16000, 30000, 30000]
    assert "Now it writes: EN." in view.banner.text()
    view.language_chosen.emit("fr")
    anew = unlocking(application)
    assert anew is not view
    anew.words.setText("other words")
    assert not anew.open.isEnabled()  # another language is no way around it


def test_kept_open_until_the_lid_closes(
    launch_at: Callable[..., Application], tmp_path: Path, qtbot: QtBot
) -> None:
    application = launch_at(Whereabouts(tmp_path, tmp_path))
    unlocking(application).stay.setChecked(True)
    unlocking(application).opening.emit("right words")
    qtbot.waitUntil(lambda: application.window is not None)
    assert not application.idle._timer.isActive()
    application.lock()
    assert not any(isinstance(each, QWidget) and each.isVisible() for each in QApplication.topLevelWidgets())
