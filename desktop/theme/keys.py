"""Keys that are heard in one part of a window only."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override


def heard_within(part: QWidget, keys: Iterable[QKeySequence], then: Callable[[], object]) -> None:
    """Call *then* when one of *keys* is pressed while the focus is in *part*.

    The context is set afterwards: as an argument it is not heeded, and what two parts listen for in the whole
    window is heard by none.
    """
    for each in keys:
        made = QShortcut(each, part, then)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def left_by_escape(part: QWidget, then: Callable[[], object]) -> None:
    """Call *then* when Esc is pressed while the focus is in *part*, before the window hears it."""
    part.installEventFilter(_Escape(part, then))


class _Escape(QObject):
    def __init__(self, part: QWidget, then: Callable[[], object]) -> None:
        super().__init__(part)
        self._then = then

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._then()
        return True
