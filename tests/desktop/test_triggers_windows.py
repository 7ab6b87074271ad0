"""What Windows says of sleep, lids, locked sessions and other people, without Windows (L02)."""

import ctypes

from PySide6.QtCore import QObject

from desktop.application import locks_windows as windows
from desktop.application.locks_windows import Heard, WindowsSource
from desktop.models.locks import Trigger


class Quiet:
    """Windows, that is asked for nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def begin(self, window: int) -> None:
        self.asked.append(f"begin {window}")

    def end(self, window: int) -> None:
        self.asked.append(f"end {window}")


def test_messages_of_windows_are_heard() -> None:
    parent, quiet, triggers = QObject(), Quiet(), []
    source = WindowsSource(quiet, parent)
    source.triggered.connect(triggers.append)
    for message in (
        Heard(windows.WM_POWERBROADCAST, windows.PBT_POWERSETTINGCHANGE, lid_closed=True),  # as it was before
        Heard(windows.WM_POWERBROADCAST, windows.PBT_APMSUSPEND),
        Heard(windows.WM_WTSSESSION_CHANGE, windows.WTS_SESSION_LOCK),
        Heard(windows.WM_WTSSESSION_CHANGE, 8),
        Heard(windows.WM_WTSSESSION_CHANGE, windows.WTS_CONSOLE_DISCONNECT),
        Heard(windows.WM_ENDSESSION, 1),
        Heard(windows.WM_POWERBROADCAST, windows.PBT_POWERSETTINGCHANGE, lid_closed=True),
    ):
        source.hear(message)
    assert triggers == [Trigger.SLEEP, Trigger.SCREEN, Trigger.AWAY, Trigger.AWAY, Trigger.SLEEP]
    source.close()
    assert [each.split()[0] for each in quiet.asked] == ["begin", "end"]


def test_a_message_of_windows_is_read_as_it_lies_in_memory() -> None:
    found: list[Heard] = []
    ear = windows.Ear(found.append)
    setting = windows.Setting((ctypes.c_ubyte * 16)(*windows.LID), 4, 0)
    lid = windows.Message(
        None, windows.WM_POWERBROADCAST, windows.PBT_POWERSETTINGCHANGE, ctypes.addressof(setting)
    )
    other = windows.Message(None, 0x0200, 0, 0)
    for message in (lid, other):
        assert ear.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message)) == (False, 0)
    ear.nativeEventFilter(b"xcb_generic_event_t", 0)
    assert found == [Heard(windows.WM_POWERBROADCAST, windows.PBT_POWERSETTINGCHANGE, lid_closed=True)]
