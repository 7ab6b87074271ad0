"""Asks the desktop over its bus whether things may move by themselves."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from typing_extensions import override

from desktop.application.motion import Motion

PORTAL, PORTAL_PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
Key = tuple[str, str]
SHARED: Key = ("org.freedesktop.appearance", "reduced-motion")
GNOME: Key = ("org.gnome.desktop.interface", "enable-animations")
KDE: Key = ("org.kde.kdeglobals.KDE", "AnimationDurationFactor")
STILL: Mapping[Key, Callable[[object], bool]] = {
    SHARED: lambda value: value == 1,
    GNOME: lambda value: value is False,
    KDE: lambda value: _number(value) == 0.0,
}
"""What the portal tells of, and which value asks for stillness; each desktop knows some of them."""
ANY = ""


class PortalMotion(Motion):
    """*session* is the bus of the desktop; where no portal is on it, nothing is said."""

    def __init__(self, session: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._said: dict[Key, bool] = {}
        slot = SLOT("on_changed(QDBusMessage)")
        # The stubs know a slot as bytes alone; Qt takes what SLOT makes.
        session.connect(ANY, PORTAL_PATH, SETTINGS, "SettingChanged", self, slot)  # type: ignore[call-overload]
        for key in STILL:
            self._ask(key)

    @property
    @override
    def is_still(self) -> bool:
        return any(self._said.values())

    @Slot(QDBusMessage)
    def on_changed(self, message: QDBusMessage) -> None:
        """Ask anew: the value comes in a form that differs between portals."""
        for key in STILL:
            if list(key) == message.arguments()[:2]:
                self._ask(key)

    def _ask(self, key: Key) -> None:
        message = QDBusMessage.createMethodCall(PORTAL, PORTAL_PATH, SETTINGS, "Read")
        message.setArguments(list(key))
        watcher = QDBusPendingCallWatcher(self._session.asyncCall(message), self)
        watcher.finished.connect(lambda done: self._on_answer(key, done))

    def _on_answer(self, key: Key, done: QDBusPendingCallWatcher) -> None:
        reply = done.reply()
        done.deleteLater()
        if reply.type() != QDBusMessage.MessageType.ReplyMessage or not reply.arguments():
            return  # no portal, or one that does not know of it
        before = self.is_still
        self._said[key] = STILL[key](_bare(reply.arguments()[0]))
        if self.is_still != before:
            self.changed.emit()


def _bare(value: object) -> object:
    """Return a value without what it is wrapped in: portals wrap once or twice."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
