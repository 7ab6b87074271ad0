"""Nothing moves by itself where somebody told the system so: on Linux its bus says it, on macOS a file."""

import plistlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer, QDBusVariant, QDBusVirtualObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.application import motion_sources
from desktop.application.application import Application
from desktop.application.motion import KeptMotion, Motion
from desktop.application.motion_linux import GNOME, KDE, PORTAL_PATH, SETTINGS, SHARED, PortalMotion
from desktop.application.systemlook import SystemLook
from desktop.theme import look
from desktop.theme.look import Look


class Portal(QDBusVirtualObject):
    """Answers as the portal of a desktop does, which wraps values twice."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, ...], object] = {}
        self.asked = 0

    @override
    def introspect(self, path: str) -> str:
        return ""

    @override
    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        key = tuple(message.arguments())
        self.asked += 1
        if key not in self.kept:
            return connection.send(message.createErrorReply("org.freedesktop.portal.Error.NotFound", ""))
        reply = message.createReply()
        reply.setArguments([QDBusVariant(QDBusVariant(self.kept[key]))])
        return connection.send(reply)


class Bus:
    """Two ends of a bus that nobody else is on."""

    def __init__(self) -> None:
        self.server = QDBusServer()
        self.theirs: list[QDBusConnection] = []
        self.portal = Portal()
        self.server.newConnection.connect(self._on_connected)
        self.ours = QDBusConnection.connectToPeer(self.server.address(), "moving")

    def _on_connected(self, connection: QDBusConnection) -> None:
        self.theirs.append(connection)
        sub = QDBusConnection.VirtualObjectRegisterOption.SubPath
        connection.registerVirtualObject("/org", self.portal, sub)

    def change(self, key: tuple[str, str], value: object) -> None:
        self.portal.kept[key] = value
        message = QDBusMessage.createSignal(PORTAL_PATH, SETTINGS, "SettingChanged")
        message.setArguments([*key, QDBusVariant(value)])
        assert self.theirs[0].send(message)


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[Bus]:
    made = Bus()
    qtbot.waitUntil(lambda: bool(made.theirs))
    yield made
    QDBusConnection.disconnectFromPeer("moving")


@pytest.fixture(autouse=True)
def moving_again(qapp: QApplication) -> Iterator[None]:
    yield
    look.note_stillness(qapp, still=False)
    look.apply(qapp, Look("light"))


@pytest.mark.parametrize(
    ("key", "moving", "still"),
    [(SHARED, 0, 1), (GNOME, True, False), (KDE, "1", "0.0"), (KDE, "quick", "0")],
)
def test_the_desktop_tells_and_is_followed(
    bus: Bus, key: tuple[str, str], moving: object, still: object, qtbot: QtBot
) -> None:
    bus.portal.kept[key] = moving
    parent = QObject()
    heard = PortalMotion(bus.ours, parent)
    qtbot.waitUntil(lambda: bus.portal.asked == 3)
    with qtbot.waitSignal(heard.changed):
        bus.change(key, still)
    assert heard.is_still
    with qtbot.waitSignal(heard.changed):
        bus.change(key, moving)
    assert not heard.is_still
    bus.change(("org.gnome.desktop.interface", "cursor-size"), 24)
    bus.change(SHARED, "a word")
    qtbot.waitUntil(lambda: bus.portal.asked == 6)
    assert not heard.is_still


def test_windows_hold_still_as_soon_as_the_system_says_so(
    qapp: QApplication, opened: Application, bus: Bus, qtbot: QtBot
) -> None:
    bus.portal.kept[GNOME] = False
    window = opened.window
    follows = SystemLook(qapp, opened, lambda parent: PortalMotion(bus.ours, parent))
    qtbot.waitUntil(look.is_still)
    assert opened.window is window, "what is open stays"
    bus.change(GNOME, value=True)
    qtbot.waitUntil(lambda: not look.is_still())
    follows.deleteLater()


def test_a_file_of_the_system_tells(tmp_path: Path, qapp: QApplication, opened: Application) -> None:
    kept, parent = tmp_path / "kept.plist", QObject()
    assert not KeptMotion(kept, parent).is_still
    for said in (b"nonsense", b"bplist00", b"<plist>", plistlib.dumps(["reduceMotion"])):
        kept.write_bytes(said)
        assert not KeptMotion(kept, parent).is_still, said
    for said, still in ((True, True), (False, False), (1, True), ("yes", False)):
        kept.write_bytes(plistlib.dumps({"reduceMotion": said}, fmt=plistlib.FMT_BINARY))
        assert KeptMotion(kept, parent).is_still is still
    kept.write_bytes(plistlib.dumps({"reduceMotion": True}))
    follows = SystemLook(qapp, opened, lambda parent: KeptMotion(kept, parent))
    assert look.is_still()
    follows.deleteLater()


def test_each_system_is_asked_in_its_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    parent = QObject()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    for system, made in (("Darwin", KeptMotion), ("Linux", Motion), ("Windows", Motion)):
        monkeypatch.setattr(motion_sources.platform, "system", lambda system=system: system)
        assert type(motion_sources.of_this_system(parent)) is made
    assert not Motion(parent).is_still
