"""Triggers of Windows: what it sends to a window when the session locks, ends or sleeps."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import Structure, c_int32, c_size_t, c_ssize_t, c_ubyte, c_uint32, c_void_p
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QWindow
from typing_extensions import override

from desktop.application.locks import Source
from desktop.models.locks import Trigger

# of wtsapi32.h and winuser.h
WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WM_ENDSESSION = 0x0218, 0x02B1, 0x0016
PBT_APMSUSPEND, PBT_APMRESUMESUSPEND, PBT_APMRESUMEAUTOMATIC, PBT_POWERSETTINGCHANGE = 4, 7, 18, 0x8013
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 2, 4, 6, 7
NOTIFY_FOR_THIS_SESSION = DEVICE_NOTIFY_WINDOW_HANDLE = 0
LID = UUID("BA3E0F4D-B817-4094-A2D1-D56379E6A0F3").bytes_le  # GUID_LIDSWITCH_STATE_CHANGE
MESSAGES = frozenset({b"windows_generic_MSG", b"windows_dispatcher_MSG"})


class Point(Structure):
    _fields_ = (("x", c_int32), ("y", c_int32))


class Message(Structure):
    """MSG of winuser.h."""

    _fields_ = (
        ("window", c_void_p), ("message", c_uint32), ("word", c_size_t), ("long", c_ssize_t),
        ("time", c_uint32), ("point", Point),
    )  # fmt: skip


class Setting(Structure):
    """POWERBROADCAST_SETTING of winuser.h, with the four bytes that a lid has."""

    _fields_ = (("guid", c_ubyte * 16), ("length", c_uint32), ("data", c_uint32))


@dataclass(frozen=True, slots=True)
class Heard:
    message: int
    word: int
    lid_closed: bool | None = None


class System(Protocol):
    """What is asked of Windows; a test hands in another one."""

    def begin(self, window: int) -> None: ...
    def end(self, window: int) -> None: ...


class Ear(QAbstractNativeEventFilter):
    def __init__(self, heard: Callable[[Heard], None]) -> None:
        super().__init__()
        self._heard = heard

    @override
    def nativeEventFilter(self, eventType: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        """Pass on what may be a trigger; every message goes on to the window."""
        kind = eventType.data() if isinstance(eventType, QByteArray) else bytes(eventType)
        if kind in MESSAGES:
            found = Message.from_address(int(message))
            if found.message in (WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WM_ENDSESSION):
                self._heard(Heard(found.message, found.word, _lid(found)))
        return False, 0


class WindowsSource(Source):
    """Listens with a window that is never shown."""

    def __init__(self, system: System, parent: QObject) -> None:
        super().__init__(parent)
        self._system = system
        self._knows_lid = False
        self._window = QWindow()
        self._ear = Ear(self.hear)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._ear)
        self._system.begin(int(self._window.winId()))

    def hear(self, heard: Heard) -> None:
        if heard.message == WM_WTSSESSION_CHANGE:
            self._hear_session(heard.word)
        elif heard.message == WM_POWERBROADCAST:
            self._hear_power(heard)
        elif heard.word:
            self.triggered.emit(Trigger.AWAY)

    @override
    def close(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self._ear)
        self._system.end(int(self._window.winId()))
        self._window.destroy()

    def _hear_session(self, word: int) -> None:
        if word == WTS_SESSION_LOCK:
            self.triggered.emit(Trigger.SCREEN)
        elif word in (WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF):
            self.triggered.emit(Trigger.AWAY)

    def _hear_power(self, heard: Heard) -> None:
        """Lock when it sleeps or the lid closes; what is first said of the lid is how it was before."""
        if heard.lid_closed is not None:
            was_known, self._knows_lid = self._knows_lid, True
            if heard.lid_closed and was_known:
                self.triggered.emit(Trigger.SLEEP)
        elif heard.word == PBT_APMSUSPEND:
            self.triggered.emit(Trigger.SLEEP)
        elif heard.word in (PBT_APMRESUMESUSPEND, PBT_APMRESUMEAUTOMATIC):
            self.resumed.emit()


class Windows:
    """Asks Windows itself."""

    def __init__(self) -> None:
        self._lid: int | None = None

    def begin(self, window: int) -> None:
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(c_void_p(window), NOTIFY_FOR_THIS_SESSION)
            register = ctypes.windll.user32.RegisterPowerSettingNotification
            register.restype = c_void_p
            lid = (c_ubyte * 16)(*LID)
            self._lid = register(c_void_p(window), ctypes.byref(lid), DEVICE_NOTIFY_WINDOW_HANDLE)

    def end(self, window: int) -> None:
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(c_void_p(window))
            if self._lid is not None:
                ctypes.windll.user32.UnregisterPowerSettingNotification(c_void_p(self._lid))


def _lid(found: Message) -> bool | None:
    """Return whether the lid is closed, if the message is about it."""
    if found.message != WM_POWERBROADCAST or found.word != PBT_POWERSETTINGCHANGE or not found.long:
        return None
    setting = Setting.from_address(found.long)
    return setting.data == 0 if bytes(setting.guid) == LID else None
