"""Brings windows back that stand where no screen is any more."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

GRIP = 64  # pixels: as much of a window must be seen, or nobody can take hold of it


class Screens(QObject):
    """Looks after a screen was taken away, and when one got smaller."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._soon = QTimer(self)  # Qt moves what it knows of by itself first
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.look)
        app.screenRemoved.connect(self._on_changed)
        app.screenAdded.connect(lambda screen: screen.availableGeometryChanged.connect(self._on_changed))
        for screen in app.screens():
            screen.availableGeometryChanged.connect(self._on_changed)

    def look(self) -> None:
        """Bring back every window that is not to be seen."""
        rooms = [each.availableGeometry() for each in _in_order()]
        for each in QApplication.topLevelWidgets():
            if rooms and each.isVisible():
                place = placed(each.geometry(), rooms)
                if place != each.geometry():
                    each.setGeometry(place)

    def _on_changed(self, _what: object) -> None:
        self._soon.start()


def placed(window: QRect, rooms: Sequence[QRect]) -> QRect:
    """Return where *window* is to stand: as it does, or else inside the first of *rooms*."""
    if any(_is_held(window, room) for room in rooms):
        return window
    room = rooms[0]
    made = QRect(0, 0, min(window.width(), room.width()), min(window.height(), room.height()))
    made.moveCenter(room.center())
    return made


def _is_held(window: QRect, room: QRect) -> bool:
    seen = window & room
    return seen.width() >= min(GRIP, window.width()) and room.top() <= window.top() <= room.bottom() - GRIP


def _in_order() -> list[QScreen]:
    first = QGuiApplication.primaryScreen()
    return sorted(QGuiApplication.screens(), key=lambda each: each is not first)
