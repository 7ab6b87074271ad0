"""Qt without a screen, set before anything loads it; windows get the stand-in handed in."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, SignalInstance
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from desktop.application import collecting, locks
from desktop.application.application import Application
from desktop.application.locks import Sources
from desktop.application.speech import Speech
from desktop.application.surroundings import Surroundings
from desktop.bridge import Bridge
from desktop.dialogs import clipboard
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.theme import look
from desktop.theme.look import em
from i18n import language, tried, try_out
from i18n.speaking import spoken
from tests.desktop import furnishing, stand_in, stand_in_cures

HERE = Path(__file__).parent
PLAIN = Preferences(scheme="light")
PATIENCE_MS = 60_000  # a wait ends when the thing happened; only one in vain takes this long
OFFSCREEN = "This plugin does not support"  # a platform without a screen says so of sizes and keyboards


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


class PatientBot(QtBot):
    """Waits for what is to happen, however busy the machine is."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE_MS) -> SignalBlocker:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001
    return PatientBot(request)


@pytest.fixture(scope="session")
def speech(qapp: QApplication) -> Speech:
    """Return what gives the whole process its language, direction and look: the plain ones to begin with."""
    speech = Speech(qapp)
    speech.apply(PLAIN)
    return speech


def _now(qapp: QApplication) -> tuple[object, ...]:
    return language(), tried(), spoken.formats, qapp.layoutDirection(), qapp.styleSheet(), look.is_still()


@pytest.fixture(autouse=True)
def screen(qapp: QApplication, speech: Speech) -> Iterator[QApplication]:
    """Have Qt there for everything: a picture drawn without it ends the process.

    Leave no dialog behind, nothing copied, no language, direction or look: the next test may be any other.
    """
    before = _now(qapp)
    yield qapp
    qapp.clipboard().clear()
    clipboard.forget()  # what still lies there when the process ends is let go of too late
    for each in qapp.topLevelWidgets():
        if isinstance(each, QDialog):
            each.hide()  # whoever looks for an open dialog next must find the own one
    # Only a running event loop deletes what is to be deleted later; what stays is styled again by each test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _now(qapp) != before:
        try_out(None)
        speech.apply(PLAIN)


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Let only the thread of Qt collect, as in the program: others may not let go of windows."""
    gc.disable()
    yield
    collecting.collect_what_is_due()
    gc.enable()


@pytest.fixture
def session() -> stand_in.Session:
    return furnishing.furnished()


@pytest.fixture
def bridge() -> Bridge:
    return Bridge()


@pytest.fixture
def bugs() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(bridge: Bridge, bugs: list[BaseException]) -> Iterator[Tasks]:
    made = Tasks(bridge.post, bugs.append)
    yield made
    made.close()


@pytest.fixture
def began() -> list[Preferences]:
    """What a new process was begun with."""
    return []


@pytest.fixture
def looked() -> list[Preferences]:
    """What the example was begun with."""
    return []


@pytest.fixture
def sources() -> Sources:
    """Return what tells of sleep and locked screens: nothing, unless a test hands it in."""
    return locks.none


@pytest.fixture
def launch(
    qapp: QApplication, began: list[Preferences], looked: list[Preferences], sources: Sources
) -> Iterator[Callable[..., Application]]:
    made: list[Application] = []

    def begin(door: stand_in.Door, now: Preferences | None = None) -> Application:
        cures = stand_in_cures.Cures(door.session)
        around = Surroundings(
            door, Path("nowhere"), began.append, cures=cures, sources=sources, look_at_example=looked.append
        )
        application = Application(qapp, around, now or PLAIN)
        made.append(application)
        application.start()
        return application

    yield begin
    for each in made:
        each.end()


@pytest.fixture
def opened(launch: Callable[..., Application], session: stand_in.Session, qtbot: QtBot) -> Application:
    """Return an application whose notebook was opened with its words."""
    application = launch(stand_in.Door(session, words="right words"))
    view = application.gate.view
    view.words.setText("right words")
    view.open.click()
    qtbot.waitUntil(lambda: application.window is not None)
    application.window.resize(82 * em(), 52 * em())  # the screen of a test is a small one
    qtbot.waitUntil(lambda: application.window.desk.list.model.rowCount() > 0)
    return application
