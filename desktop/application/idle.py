"""Notices that nobody has touched a key or the mouse for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from typing_extensions import override

TOUCHES = frozenset({
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
})  # fmt: skip


class IdleWatch(QObject):
    """To be installed as an event filter on the application, so that dialogs count too."""

    idled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idled)

    def start(self, minutes: int) -> None:
        self._timer.start(minutes * 60_000)

    def stop(self) -> None:
        self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES and self._timer.isActive():
            self._timer.start()
        return False
