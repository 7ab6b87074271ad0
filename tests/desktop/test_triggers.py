"""What locks a notebook by itself: signals of a bus, but not what is off (L02)."""

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusServer,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.application import lock_sources
from desktop.application.application import Application
from desktop.application.locks import Source
from desktop.application.locks_clocks import ClockSource
from desktop.application.locks_linux import LOGIN_PATH, MANAGER, POWER, PROPERTIES, SESSION, BusSource
from desktop.dialogs.locks import LocksDialog
from desktop.models import locks
from desktop.models.locks import Leaves, Locking, Trigger
from desktop.tasks import Tasks
from tests.desktop import stand_in

OWN, OTHER = f"{LOGIN_PATH}/session/_31", f"{LOGIN_PATH}/session/_32"


class Logind(QDBusVirtualObject):
    """Answers as logind and UPower do; *held* is the end of what delays sleep."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[int] = []
        self.properties: dict[str, object] = {"Active": True, "LidIsClosed": False}

    @override
    def introspect(self, path: str) -> str:
        return ""

    @override
    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        reply = message.createReply()
        if message.member() == "Inhibit":
            mine, theirs = os.pipe()
            self.held.append(mine)
            reply.setArguments([QDBusUnixFileDescriptor(theirs)])
            os.close(theirs)
        elif message.member() == "GetSession":
            reply.setArguments([QDBusObjectPath(OWN)])
        else:
            reply.setArguments([QDBusVariant(self.properties[message.arguments()[1]])])
        return connection.send(reply)

    def is_held(self) -> bool:
        os.set_blocking(self.held[-1], False)
        try:
            return os.read(self.held[-1], 1) != b""
        except BlockingIOError:
            return True


class Bus:
    """Two ends of a bus that nobody else is on."""

    def __init__(self) -> None:
        self.server = QDBusServer()
        self.theirs: list[QDBusConnection] = []
        self.logind = Logind()
        self.server.newConnection.connect(self._on_connected)
        self.ours = QDBusConnection.connectToPeer(self.server.address(), "ours")

    def _on_connected(self, connection: QDBusConnection) -> None:
        self.theirs.append(connection)
        sub = QDBusConnection.VirtualObjectRegisterOption.SubPath
        connection.registerVirtualObject("/org", self.logind, sub)

    def say(self, path: str, interface: str, name: str, *said: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(said))
        assert self.theirs[0].send(message)

    def close(self) -> None:
        QDBusConnection.disconnectFromPeer("ours")
        for each in self.logind.held:
            os.close(each)


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[Bus]:
    made = Bus()
    qtbot.waitUntil(lambda: bool(made.theirs))
    yield made
    made.close()


@pytest.fixture
def heard(bus: Bus, qtbot: QtBot) -> Iterator[tuple[BusSource, list[str]]]:
    parent = QObject()
    source = BusSource(bus.ours, bus.ours, parent)
    triggers: list[str] = []
    source.triggered.connect(triggers.append)
    qtbot.waitUntil(lambda: source._own_session == OWN)
    yield source, triggers
    source.close()


@pytest.mark.parametrize(
    ("said", "trigger"),
    [
        ((LOGIN_PATH, MANAGER, "PrepareForSleep", True), Trigger.SLEEP),
        ((OWN, SESSION, "Lock"), Trigger.SCREEN),
        (("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True), Trigger.SCREEN),
        (("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True), Trigger.SCREEN),
    ],
)
def test_a_signal_of_the_bus_is_heard(
    bus: Bus, heard: tuple[BusSource, list[str]], said: tuple[str, str, str], trigger: Trigger, qtbot: QtBot
) -> None:
    bus.say(*said)
    qtbot.waitUntil(lambda: heard[1] == [trigger])


def test_what_concerns_others_is_left_alone(
    bus: Bus, heard: tuple[BusSource, list[str]], qtbot: QtBot
) -> None:
    bus.say(OTHER, SESSION, "Lock")
    bus.say("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    bus.say(OWN, PROPERTIES, "PropertiesChanged", SESSION, {}, ["IdleHint"])
    bus.logind.properties["Active"] = False
    bus.say(OTHER, PROPERTIES, "PropertiesChanged", SESSION, {"Active": False}, [])
    bus.logind.properties["Active"] = True
    bus.say(OWN, SESSION, "Lock")
    qtbot.waitUntil(lambda: heard[1] == [Trigger.SCREEN])


def test_somebody_else_at_the_computer_and_a_closed_lid_are_asked_about(
    bus: Bus, heard: tuple[BusSource, list[str]], qtbot: QtBot
) -> None:
    bus.logind.properties.update(Active=False, LidIsClosed=True)
    bus.say(OWN, PROPERTIES, "PropertiesChanged", SESSION, {"Active": False}, [])
    qtbot.waitUntil(lambda: heard[1] == [Trigger.AWAY])
    bus.say("/org/freedesktop/UPower", PROPERTIES, "PropertiesChanged", POWER, {"LidIsClosed": True}, [])
    qtbot.waitUntil(lambda: heard[1] == [Trigger.AWAY, Trigger.SLEEP])


def test_where_there_is_no_bus_nothing_is_heard_and_nothing_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    parent = QObject()
    sources = lock_sources.of_this_system(parent)
    assert isinstance(sources[0], BusSource) and isinstance(sources[1], ClockSource)
    for each in sources:
        each.hold()
    qtbot.wait(5)
    for each in sources:
        each.close()


def test_sleep_waits_until_the_notebook_is_closed(
    bus: Bus, heard: tuple[BusSource, list[str]], qtbot: QtBot
) -> None:
    source, _ = heard
    source.hold()
    qtbot.waitUntil(lambda: source._held is not None)
    assert bus.logind.is_held()
    source.hold()
    source.let_go()
    assert not bus.logind.is_held()
    assert len(bus.logind.held) == 1


class Hand(Source):
    """A source that the test pulls."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.holds = False

    def hold(self) -> None:
        self.holds = True

    def let_go(self) -> None:
        self.holds = False


@pytest.fixture
def hands() -> list[Hand]:
    return []


@pytest.fixture
def sources(hands: list[Hand]) -> Callable[[QObject], Sequence[Source]]:
    def made(parent: QObject) -> Sequence[Source]:
        hands.append(Hand(parent))
        return hands[-1:]

    return made


@pytest.mark.parametrize("trigger", list(Trigger))
def test_each_trigger_hides_at_once_and_lets_the_computer_sleep_when_all_is_kept(
    opened: Application, hands: list[Hand], trigger: Trigger, qtbot: QtBot
) -> None:
    (hand,) = hands
    assert hand.holds
    qtbot.waitUntil(lambda: opened.locks.now == Locking())
    hand.triggered.emit(trigger)
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert hand.holds
    qtbot.waitUntil(lambda: opened.session is None)
    assert not hand.holds


def test_a_trigger_that_is_switched_off_only_lets_the_computer_sleep(
    opened: Application, hands: list[Hand], session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    dialog = LocksDialog(session.settings, tasks)
    dialog.changed.connect(opened.locks.apply)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.boxes[Trigger.SLEEP].setChecked(False)
    dialog.leaves.setCurrentIndex(1)
    dialog.go.click()
    qtbot.waitUntil(lambda: Trigger.SLEEP not in opened.locks.now.on)
    hands[0].triggered.emit(Trigger.SLEEP)
    assert opened.window.isVisible() and not hands[0].holds
    hands[0].resumed.emit()
    assert hands[0].holds
    assert locks.read(session.settings) == Locking(frozenset({Trigger.SCREEN, Trigger.AWAY}), Leaves.WORDS)


def test_at_the_gate_a_trigger_takes_away_what_was_typed(
    launch: Callable[..., Application], hands: list[Hand]
) -> None:
    application = launch(stand_in.Door(words="right words"))
    application.gate.view.words.setText("right wo")
    hands[0].triggered.emit(Trigger.SCREEN)
    assert application.gate.view.words.text() == ""
    assert application.gate.is_working is False
    assert application.gate.window.isVisible()


def test_a_notebook_that_opens_after_the_computer_was_left_is_closed_again(
    launch: Callable[..., Application],
    hands: list[Hand],
    session: stand_in.Session,
    began: list[object],
    qtbot: QtBot,
) -> None:
    application = launch(stand_in.Door(session, words="right words"))
    application.gate.view.opening.emit("right words")
    hands[0].triggered.emit(Trigger.SLEEP)
    qtbot.waitUntil(lambda: bool(began))
    assert session.closed
    assert application.window is None
