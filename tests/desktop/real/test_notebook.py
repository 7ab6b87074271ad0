"""One person's window on a real notebook: the first run, the lock, files in and out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crypto.passphrase import FLOOR
from desktop.application.application import Application
from desktop.application.surroundings import Surroundings
from desktop.dialogs.transfer import ExportDialog, ImportDialog
from desktop.models.preferences import Preferences
from desktop.tour.stage import WORDS, Stage, settle, until
from desktop.tour.trial import Trial
from desktop.views.unlock import UnlockView
from desktop.views.wishes import Wish
from desktop.views.wizard import WizardView
from i18n import set_language
from sync.engine import session
from sync.engine.session import Session
from tests.desktop.real.hands import ask, titles

MARKER = "hibiscus by the river"


class QuickDoor(Trial):
    """Opens real notebooks, with words that are quick to stretch."""

    def create(self, profile: Path, passphrase: str, *, name: str = "") -> Session:
        return session.create(profile, passphrase, name=name, cost=FLOOR)


@dataclass
class Started:
    application: Application
    began: list[Preferences]


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], Started]]:
    made: list[Started] = []

    def begin() -> Started:
        began: list[Preferences] = []
        door = QuickDoor(tmp_path, 0, None)
        around = Surroundings(door, tmp_path / "notebook", began.append)
        made.append(Started(Application(qapp, around, Preferences(scheme="light")), began))
        made[-1].application.start()
        return made[-1]

    yield begin
    for each in made:
        opened = each.application.session
        each.application.end()
        if opened is not None:
            opened.rhythm.stop()
            opened.close()
    settle()
    set_language("en")


def go_through_the_wizard(application: Application) -> str:
    view = application.gate.view
    assert isinstance(view, WizardView)
    page = view.password_page
    until(lambda: bool(page.words()))
    words = page.words()
    view.turn(1)
    view.turn(1)
    assert not view.next.isEnabled()
    page.name.setText("Amal")
    page.again.setText(words)
    assert view.next.isEnabled()
    view.turn(1)
    view.next.click()
    view.start_page.choices["notes"].click()
    until(lambda: application.window is not None)
    return words


def unlock(application: Application, words: str) -> None:
    view = application.gate.view
    assert isinstance(view, UnlockView)
    view.words.setText(words)
    view.open.click()


def test_from_the_first_run_to_a_note_after_the_lock(
    start: Callable[[], Started], tmp_path: Path, qtbot: QtBot
) -> None:
    first = start()
    words = go_through_the_wizard(first.application)
    assert len(words.split()) == 6
    window = first.application.window
    until(lambda: bool(window.desk.space))
    window.desk.new_item()
    editor = window.desk.panes.editors["note"]
    until(lambda: bool(editor.item))
    qtbot.keyClicks(editor.fields["title"].box, "Plan for March")
    qtbot.keyClicks(editor.fields["body"].source, MARKER)
    gone: list[str] = []
    window.destroyed.connect(lambda: gone.append("window"))
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    until(lambda: bool(first.began) and bool(gone))
    assert first.application.session is None
    for path in (tmp_path / "notebook").rglob("*"):
        assert MARKER.encode() not in path.read_bytes()
    second = start()
    unlock(second.application, "these are not the words")
    until(lambda: "do not open" in second.application.gate.view.banner.text())
    assert second.application.window is None
    second.application.gate.opened.emit(session.unlock(tmp_path / "notebook", words))
    until(lambda: second.application.window is not None)
    until(lambda: second.application.window.desk.list.model.rowCount() == 1)
    second.application.window.top.search.setText("hibiscus")
    until(lambda: second.application.window.desk.list.model.rowCount() == 1)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "plan.md").write_text("---\ntitle: Plan\ntags: [tea]\n---\nBring water.\n", encoding="utf-8")
    (folder / "list.txt").write_text("chairs\n", encoding="utf-8")
    (folder / "noise.md").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "people.vcf").write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:School office\r\nN:office;School;;;\r\nEND:VCARD\r\n",
        encoding="utf-8",
    )
    return folder


def test_files_come_in_with_a_report_and_go_out_again(
    person: Callable[[str], Stage], papers: Path, choosing: list[Path], tmp_path: Path
) -> None:
    amal = person("Amal")
    amal.open_space(amal.session.spaces.new("Field team").id)
    bring = ask(amal, Wish.BRING_IN, ImportDialog)
    bring.bring_in([papers])
    until(bring.outcome.isVisible)
    assert "2" in bring.outcome.text() and "noise.md" in bring.report.toPlainText()
    bring.close()
    bring = ask(amal, Wish.BRING_IN, ImportDialog)
    bring.bring_in([tmp_path / "people.vcf"])
    until(bring.outcome.isVisible)
    bring.close()
    until(lambda: len(titles(amal)) == 2)
    amal.choose("contact")
    until(lambda: titles(amal) == {"School office"})
    out = tmp_path / "out"
    out.mkdir()
    choosing.append(out)
    take = ask(amal, Wish.TAKE_OUT, ExportDialog)
    take.save.click()
    until(lambda: "saved" in take.banner.text())
    take.close()
    assert {"Bring water." in path.read_text(encoding="utf-8") for path in out.iterdir()} == {True, False}


def test_a_trial_has_its_own_relay_and_leaves_nothing(tmp_path: Path) -> None:
    trial = Trial.begin(tmp_path, 0)
    assert trial.home != tmp_path, "a folder that is no trial is left alone"
    made = trial.create(trial.profile, WORDS, name="Amal")
    (space,) = made.spaces.all()
    assert space.relays == (trial.relay.address,)
    made.delivery.sync()
    made.close()
    words = trial.again()
    assert words == ["--throwaway", "--home", str(trial.home), "--port", str(trial.port)]
    again = Trial.begin(trial.home, trial.port)
    assert again.relay.address == space.relays[0]
    opened = again.unlock(again.profile, WORDS)
    opened.delivery.sync()
    assert opened.delivery.state.name == "up-to-date"
    opened.close()
    again.end()
    assert not trial.home.exists()
