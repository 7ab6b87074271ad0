"""The example: a sealed notebook that shows itself around, keeps nothing and leaves nothing behind."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import __main__ as program
from desktop.application import example
from desktop.application.application import Application
from desktop.application.example import Example
from desktop.application.example_tour import Guide
from desktop.application.surroundings import Surroundings
from desktop.dialogs.join import JoinDialog
from desktop.models.preferences import Preferences
from desktop.tour.stage import settle, until
from desktop.views.wishes import Wish
from i18n import set_language
from sync.engine import session

ROOT = Path(__file__).resolve().parents[3]
STEPS = 6


@dataclass
class Look:
    """Somebody who looks at an example."""

    app: QApplication
    place: Path
    now: Preferences
    left: list[Preferences] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.example = Example(self.place)
        around = Surroundings(session, self.example.profile, self._on_left, example=self.example)
        self.application = Application(self.app, around, self.now)
        self.application.start()
        until(lambda: self.application.window is not None)
        until(lambda: self.application.window.desk.list.model.rowCount() > 0)
        until(lambda: self.guide.callout is not None)

    @property
    def guide(self) -> Guide:
        found = self.application.window.findChild(Guide)
        assert found is not None
        return found

    def _on_left(self, now: Preferences) -> None:
        self.example.end()
        self.left.append(now)

    def close(self) -> None:
        opened = self.application.session
        self.application.end()
        if opened is not None:
            opened.rhythm.stop()
            opened.close()
        self.example.end()
        settle()


@pytest.fixture
def look(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Look]]:
    made: list[Look] = []

    def begin(language: str = "en") -> Look:
        set_language(language)
        made.append(Look(qapp, tmp_path, Preferences(language, scheme="light")))
        return made[-1]

    yield begin
    for each in made:
        each.close()
    set_language("en")


def test_the_tour_goes_round_the_window_by_keys_alone(look: Callable[..., Look], qtbot: QtBot) -> None:
    looker = look()
    seen: list[str] = []
    for number in range(STEPS):
        callout = looker.guide.callout
        seen.append(callout.text())
        about = looker.guide._steps[number].target()
        assert about.isVisible()
        assert callout._ring.isVisible()
        assert looker.application.window.rect().contains(callout.geometry())
        assert not callout.geometry().intersects(callout._place_of_target())
        assert looker.application.window.focusWidget() is callout.next
        qtbot.keyClick(callout.next, Qt.Key.Key_Return)
    assert len(set(seen)) == STEPS
    assert looker.guide.callout is None
    looker.guide.line.tour.click()
    looker.guide.callout.next.click()
    looker.guide.callout.back.click()
    assert looker.guide.callout.text() == seen[0]
    qtbot.keyClick(looker.guide.callout.next, Qt.Key.Key_Escape)
    assert looker.guide.callout is None


def test_it_is_mirrored_and_goes_on_when_the_window_is_drawn_anew(look: Callable[..., Look]) -> None:
    looker = look("ar")
    callout = looker.guide.callout
    target = looker.application.window.top.chooser
    assert callout.geometry().right() >= target.geometry().right()
    callout.next.click()
    looker.application.errands.safe.preferred.emit(Preferences("fr", 100, "light"))
    until(lambda: looker.guide.callout is not None)
    assert looker.example.step == 1
    assert looker.guide.line.accessibleName().startswith("Ceci est un exemple")


def test_nothing_reaches_others_from_it(look: Callable[..., Look]) -> None:
    looker = look()
    window = looker.application.window
    for wish in (Wish.JOIN, Wish.INVITE, Wish.OPEN_PACKAGE, Wish.SEND):
        window.banner.clear()
        window.ask(wish)
        settle()
        assert "start your own notebook" in window.banner.text()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, JoinDialog)]
    window.ask(Wish.HELP)


def test_what_is_on_disk_is_sealed_and_gone_when_one_starts_an_own_notebook(
    look: Callable[..., Look], tmp_path: Path
) -> None:
    looker = look()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.stat().st_size > 10_000 for path in files)
    for path in files:
        content = path.read_bytes()
        assert b"Begin here" not in content and b"Field team" not in content
    looker.guide.line.own.click()
    until(lambda: bool(looker.left))
    assert list(tmp_path.iterdir()) == []


def test_a_trial_shows_the_example_and_comes_back_to_itself(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr(program, "_begin_again", lambda words, _now: begun.append(list(words)))

    def look(_app: QApplication, around: Surroundings, now: Preferences) -> int:
        around.look_at_example(now)
        return 0

    def leave(_app: QApplication, around: Surroundings, now: Preferences) -> int:
        assert around.example is not None
        around.replace_process(now)
        return 0

    for act, also in ((look, ["--example"]), (leave, [])):
        monkeypatch.setattr(program, "_open", act)
        said = program._parser().parse_args(["--throwaway", *(["--example"] if act is leave else [])])
        assert program._try_out(qapp, said, Preferences()) == 0
        words = begun.pop()
        assert words[: len(also) + 1] == [*also, "--throwaway"] and "--home" in words


def test_what_a_power_cut_left_is_gone_at_the_next_start(tmp_path: Path) -> None:
    cut = (
        "import os, sys, pathlib; from desktop.application.example import Example; "
        "e = Example(pathlib.Path(sys.argv[1])); e.make(); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", cut, str(tmp_path)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 9
    (left,) = tmp_path.iterdir()
    shown = Example(tmp_path)
    theirs = tmp_path / "somebody-elses"
    theirs.mkdir()
    (tmp_path / f"{example.PREFIX}link").symlink_to(theirs)
    example.sweep(tmp_path)
    assert not left.exists()
    assert theirs.is_dir() and shown.profile.parent.is_dir()
    shown.end()
