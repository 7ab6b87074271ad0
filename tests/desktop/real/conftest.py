"""Real windows on real notebooks and a real relay on loopback."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.dialogs import files
from desktop.models.preferences import Preferences
from desktop.theme.look import em
from desktop.tour import walk
from desktop.tour.stage import Stage
from i18n import set_language
from tests.desktop.real.hands import share
from tests.scenarios.laptops import Relay


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    made = Relay(tmp_path / "relay")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def person(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[str], Stage]]:
    """Return who opens a window on a new notebook of somebody's."""
    opened: list[Stage] = []

    def open_window(name: str) -> Stage:
        now = Preferences(scheme="light")
        opened.append(Stage(qapp, walk.made(tmp_path / name, name, now), now))
        opened[-1].window.resize(82 * em(), 52 * em())  # the screen of a test is a small one
        return opened[-1]

    yield open_window
    for each in opened:
        each.close()
    set_language("en")


@pytest.fixture
def two(person: Callable[[str], Stage], relay: Relay) -> tuple[Stage, Stage, str]:
    """Return two windows that show one space, which carries the relay's address."""
    amal, badu = person("Amal"), person("Badu")
    return amal, badu, share(amal, badu, relay.url)


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the paths that the next file dialogs will be given, in turn."""
    paths: list[Path] = []

    def choose(*words: object, **_several: bool) -> None:
        then = words[-1]
        assert callable(then)
        then([paths.pop(0)])

    for name in ("choose_open", "choose_save", "choose_folder"):
        monkeypatch.setattr(files, name, choose)
    return paths
