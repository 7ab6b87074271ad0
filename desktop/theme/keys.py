"""Keys that are heard in one part of a window only."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def heard_within(part: QWidget, keys: Iterable[QKeySequence], then: Callable[[], object]) -> None:
    """Call *then* when one of *keys* is pressed while the focus is in *part*.

    The context is set afterwards: as an argument it is not heeded, and what two parts listen for in the whole
    window is heard by none.
    """
    for each in keys:
        made = QShortcut(each, part, then)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
