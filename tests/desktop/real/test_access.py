"""Every screen of the gallery fits, and can be used without a mouse, without seeing, by an unsteady hand."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.theme.order import ReadingOrder
from desktop.tour import flaws, gallery, samples, stage
from desktop.tour.gallery import Album, Screen
from desktop.tour.samples import Sample
from desktop.tour.stage import QUESTIONS, heard
from i18n import set_language
from tests.desktop.access import faults

LOOKS = (
    (Preferences(language="ar", scheme="light"), Screen(0, 1440, 900)),
    (Preferences(language="ru", scheme="dark", scale=150), Screen(0, 768, 450)),
)  # the second holds no more letters than 1024 by 600 does at 200 %
SCENES_LEAST = 30


class Walk(Album):
    """Looks at every screen instead of keeping a picture of it."""

    def __init__(self, now: Preferences, screen: Screen) -> None:
        super().__init__(Path("nowhere"), now, screen)
        self.seen: set[str] = set()
        self.found: dict[str, list[str]] = {}

    def take(self, name: str, window: QWidget) -> None:
        hurried()
        if isinstance(window, Sheet):
            window.fit()
            hurried()
        ordered(window)
        self.seen.add(name)
        wrong = [*faults(window), *cut(window, self._screen)]
        if wrong:
            self.found[name] = wrong


def cut(window: QWidget, screen: Screen) -> list[str]:
    """Return what is cut or not in the language, without the slow look at the colours."""
    room = QSize(screen.width, screen.height).expandedTo(window.screen().availableSize())
    return [each.line("") for each in flaws.found(window, room)]


def hurried(_seconds: float = 0.0) -> None:
    """Let everything that was asked be answered, and all that waits in Qt be done; and no longer."""
    for each in tuple(asked):
        heard(each)
    for _ in range(QUESTIONS):
        QCoreApplication.processEvents()


def ordered(window: QWidget) -> None:
    """Let the stops of the Tab key follow what came in until now, however busy the machine is."""
    for _ in range(TURNS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if not any(each.is_due() for each in window.findChildren(ReadingOrder)):
            return
        QCoreApplication.processEvents()
    raise AssertionError("it is laid out again and again")


REAL = stage.settle
TURNS = 100
asked: list[Tasks] = []


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, module in list(sys.modules.items()):
        if name.startswith("desktop.tour") and getattr(module, "settle", None) is REAL:
            monkeypatch.setattr(module, "settle", hurried)
    begin = Tasks.__init__

    def begun(self: Tasks, *to_whom: Any) -> None:
        begin(self, *to_whom)
        asked.append(self)

    monkeypatch.setattr(Tasks, "__init__", begun)
    yield
    asked.clear()


@pytest.fixture(scope="module")
def samples_made() -> Iterator[Callable[[Preferences], Sample]]:
    """Return what furnishes a notebook in a language, once for all who look at a part of it."""
    with ExitStack() as kept:

        @cache
        def made(now: Preferences) -> Sample:
            return kept.enter_context(samples.furnished(now))

        yield made


@pytest.fixture
def sample(now: Preferences, samples_made: Callable[[Preferences], Sample]) -> Iterator[Sample]:
    set_language(now.language)
    made = samples_made(now)
    with samples.put_back(made):
        yield made


@pytest.mark.parametrize("part", gallery.PARTS)
@pytest.mark.parametrize(("now", "screen"), LOOKS, ids=["ar", "ru"])
def test_every_screen_of_the_gallery(
    now: Preferences, screen: Screen, part: str, sample: Sample, qapp: QApplication
) -> None:
    walk = Walk(now, screen)
    with gallery.opened(qapp, now, walk, screen, sample) as stage:
        gallery.PARTS[part](qapp, stage, walk, sample)
    assert len(walk.seen) > SCENES_LEAST
    assert_all_is_well(walk)


@pytest.mark.parametrize(("now", "screen"), LOOKS, ids=["ar", "ru"])
def test_every_screen_at_the_gate(
    now: Preferences, screen: Screen, sample: Sample, qapp: QApplication
) -> None:
    walk = Walk(now, screen)
    gallery._gate(qapp, now, walk, sample.profile)
    assert walk.seen
    assert_all_is_well(walk)


def assert_all_is_well(walk: Walk) -> None:
    assert not walk.found, "\n".join(f"{name}: {wrong}" for name, wrong in walk.found.items())
