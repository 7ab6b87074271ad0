"""Triggers of Linux: what logind, UPower and the screen savers say on the buses of D-Bus.

Nothing here waits for an answer; a bus or a service that is not there simply never says anything.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)
from typing_extensions import override

from desktop.application.locks import Source
from desktop.models.locks import Trigger

LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
POWER, POWER_PATH = "org.freedesktop.UPower", "/org/freedesktop/UPower"
PROPERTIES = "org.freedesktop.DBus.Properties"
SAVERS = tuple(f"org.{each}.ScreenSaver" for each in ("freedesktop", "gnome", "cinnamon", "mate", "xfce"))
WHO = "Notebook"  # the system lists it, and it says nothing about people
WHY = "Saving"
ANY = ""

Answer = Callable[[list[Any]], None]


class BusSource(Source):
    """*system* carries logind and UPower, *session* the screen savers of the desktop."""

    def __init__(self, system: QDBusConnection, session: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self._system, self._session = system, session
        self._own_session = ANY
        self._held: QDBusUnixFileDescriptor | None = None
        self._wants_hold = False
        self._subscriptions: list[tuple[QDBusConnection, str, str, str, str, str]] = []
        self._subscribe()
        self._call(LOGIN_PATH, MANAGER, "GetSession", ["auto"], self._on_own_session)

    @override
    def hold(self) -> None:
        """Take what delays sleep until it is closed; the system waits some seconds at most."""
        if self._wants_hold:
            return
        self._wants_hold = True
        self._call(LOGIN_PATH, MANAGER, "Inhibit", ["sleep", WHO, WHY, "delay"], self._on_held)

    @override
    def let_go(self) -> None:
        self._wants_hold = False
        self._held = None  # which closes it

    @override
    def close(self) -> None:
        self.let_go()
        for bus, service, path, interface, name, slot in self._subscriptions:
            # The stubs know a slot as bytes alone; Qt takes what SLOT makes.
            bus.disconnect(service, path, interface, name, self, slot)  # type: ignore[call-overload]
        self._subscriptions.clear()

    def _subscribe(self) -> None:
        for interface, name, slot in (
            (MANAGER, "PrepareForSleep", SLOT("on_sleep(QDBusMessage)")),
            (SESSION, "Lock", SLOT("on_lock(QDBusMessage)")),
            (PROPERTIES, "PropertiesChanged", SLOT("on_properties(QDBusMessage)")),
        ):
            self._listen(self._system, interface, name, slot)
        for saver in SAVERS:
            self._listen(self._session, saver, "ActiveChanged", SLOT("on_saver(QDBusMessage)"))

    def _listen(self, bus: QDBusConnection, interface: str, name: str, slot: str) -> None:
        # The stubs know a slot as bytes alone; Qt takes what SLOT makes.
        if bus.connect(ANY, ANY, interface, name, self, slot):  # type: ignore[call-overload]
            self._subscriptions.append((bus, ANY, ANY, interface, name, slot))

    # ------------------------------------------------------------ what is heard
    @Slot(QDBusMessage)
    def on_sleep(self, message: QDBusMessage) -> None:
        if _first(message) is False:
            self.resumed.emit()
        else:
            self.triggered.emit(Trigger.SLEEP)

    @Slot(QDBusMessage)
    def on_lock(self, message: QDBusMessage) -> None:
        if self._is_own(message):
            self.triggered.emit(Trigger.SCREEN)

    @Slot(QDBusMessage)
    def on_saver(self, message: QDBusMessage) -> None:
        if _first(message) is True:
            self.triggered.emit(Trigger.SCREEN)

    @Slot(QDBusMessage)
    def on_properties(self, message: QDBusMessage) -> None:
        """Ask what a property is now: the changes come in a form that is not read here."""
        about, path = _first(message), message.path()
        if about == SESSION and self._is_own(message):
            self._ask(LOGIN, path, SESSION, "Active", self._on_active)
        elif about == POWER:
            self._ask(POWER, POWER_PATH, POWER, "LidIsClosed", self._on_lid)

    def _is_own(self, message: QDBusMessage) -> bool:
        """Say whether it is about this session; as long as nobody told which one that is, all are."""
        return self._own_session in (ANY, message.path())

    def _on_active(self, answer: list[Any]) -> None:
        if _value(answer) is False:
            self.triggered.emit(Trigger.AWAY)

    def _on_lid(self, answer: list[Any]) -> None:
        if _value(answer) is True:
            self.triggered.emit(Trigger.SLEEP)

    def _on_own_session(self, answer: list[Any]) -> None:
        path = getattr(answer[0], "path", None) if answer else None
        self._own_session = path() if callable(path) else ANY

    def _on_held(self, answer: list[Any]) -> None:
        given = answer[0] if answer else None
        if self._wants_hold and isinstance(given, QDBusUnixFileDescriptor):
            self._held = given

    # ------------------------------------------------------------ asking
    def _ask(self, service: str, path: str, interface: str, name: str, then: Answer) -> None:
        self._call(path, PROPERTIES, "Get", [interface, name], then, service)

    def _call(
        self, path: str, interface: str, name: str, said: list[Any], then: Answer, service: str = LOGIN
    ) -> None:
        message = QDBusMessage.createMethodCall(service, path, interface, name)
        message.setArguments(said)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(message), self)

        def on_finished(done: QDBusPendingCallWatcher) -> None:
            reply = done.reply()
            answered = reply.type() == QDBusMessage.MessageType.ReplyMessage
            then(list(reply.arguments()) if answered else [])
            done.deleteLater()

        watcher.finished.connect(on_finished)


def _first(message: QDBusMessage) -> object:
    said = message.arguments()
    return said[0] if said else None


def _value(answer: list[Any]) -> object:
    return answer[0].variant() if answer and isinstance(answer[0], QDBusVariant) else None
