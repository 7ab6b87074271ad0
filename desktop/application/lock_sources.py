"""Which triggers there are on this system; on macOS only that its clocks tell of sleep afterwards."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.application.locks import Source
from desktop.application.locks_clocks import ClockSource, clocks


def of_this_system(parent: QObject) -> Sequence[Source]:
    """Return what tells of sleep, locked screens and other people; each library only where it is."""
    made = {"Linux": _of_linux, "Windows": _of_windows}.get(platform.system())
    found = clocks()
    told = [*made(parent)] if made is not None else []
    return [*told, ClockSource(*found, parent)] if found is not None else told


def _of_linux(parent: QObject) -> Sequence[Source]:
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - elsewhere there is no such bus

    from desktop.application.locks_linux import BusSource  # noqa: PLC0415

    session = QDBusConnection.sessionBus() if has_session_bus() else QDBusConnection("none")
    return [BusSource(QDBusConnection.systemBus(), session, parent)]


def has_session_bus() -> bool:
    """Say whether the desktop has a bus: asking for one where there is none would start one."""
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (bool(own) and (Path(own) / "bus").exists())


def _of_windows(parent: QObject) -> Sequence[Source]:
    from desktop.application.locks_windows import Windows, WindowsSource  # noqa: PLC0415

    return [WindowsSource(Windows(), parent)]
