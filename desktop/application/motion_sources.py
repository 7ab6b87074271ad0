"""Where this system says whether things may move by themselves."""

import platform
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.application.lock_sources import has_session_bus
from desktop.application.motion import KeptMotion, Motion

KEPT = Path("Library/Preferences/com.apple.universalaccess.plist")


def of_this_system(parent: QObject) -> Motion:
    """Return what tells it; Windows tells Qt, and nothing more is needed there."""
    system = platform.system()
    if system == "Darwin":
        return KeptMotion(Path.home() / KEPT, parent)
    if system == "Linux" and has_session_bus():
        return _of_portal(parent)
    return Motion(parent)


def _of_portal(parent: QObject) -> Motion:
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - elsewhere there is no such bus

    from desktop.application.motion_linux import PortalMotion  # noqa: PLC0415

    return PortalMotion(QDBusConnection.sessionBus(), parent)
