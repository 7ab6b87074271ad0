"""Notices that nobody has touched a key or the mouse for a while, and the two keys that hide everything."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop.views import wishes
from desktop.views.wishes import Wish

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
    lock_pressed = Signal()
    clear_pressed = Signal()
    """Pressed over a dialog, where the keys of the window behind it are not heard."""

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
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._listen(event)
        return False

    def _listen(self, event: QKeyEvent) -> None:
        if QApplication.activeModalWidget() is None:
            return
        if wishes.is_asked(Wish.LOCK, event):
            self.lock_pressed.emit()
        elif wishes.is_asked(Wish.CLEAR, event):
            self.clear_pressed.emit()
