"""Every screen of the gallery can be used without a mouse, without seeing, and with an unsteady hand."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.models.preferences import Preferences
from desktop.tour import gallery, samples, stage
from desktop.tour.gallery import Album, Screen
from i18n import set_language
from tests.desktop.access import faults

SCREEN = Screen(0, 1440, 900)
SCENES_LEAST = 100


class Walk(Album):
    """Looks at every screen instead of keeping a picture of it."""

    def __init__(self, now: Preferences) -> None:
        super().__init__(Path("nowhere"), now, SCREEN)
        self.seen: set[str] = set()
        self.found: dict[str, list[str]] = {}

    def take(self, name: str, window: QWidget) -> None:
        hurried()
        self.seen.add(name)
        wrong = faults(window)
        if wrong:
            self.found[name] = wrong


def hurried(_seconds: float = 0.0) -> None:
    """Let everything that waits in Qt be done, and no longer."""
    REAL(0.002)


REAL = stage.settle


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, module in list(sys.modules.items()):
        if name.startswith("desktop.tour") and getattr(module, "settle", None) is REAL:
            monkeypatch.setattr(module, "settle", hurried)
    yield
    set_language("en")


def test_every_screen_of_the_gallery(qapp: QApplication) -> None:
    now = Preferences(language="ar", scheme="light")
    set_language("ar")
    walk = Walk(now)
    with samples.furnished(now) as sample:
        gallery._gate(qapp, now, walk, sample.profile)
        gallery._windows(qapp, now, walk, SCREEN, sample)
    assert len(walk.seen) > SCENES_LEAST
    assert not walk.found, "\n".join(f"{name}: {wrong}" for name, wrong in walk.found.items())
