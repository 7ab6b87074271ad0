"""What is dropped on a window: files are brought in, packages opened, and items trashed or copied."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from desktop.models.asked import TRASH
from desktop.models.items import DRAGGED
from desktop.models.rows import IdRole
from desktop.views.rows import Rows

PACKAGE = ".pack"
HEARD = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Dropping(QObject):
    """Listens to one window; files stay where they are.

    Items of ours go to the trash, or, where the spaces are chosen, somebody is asked where to copy them.
    """

    files_dropped = Signal(object)
    packages_dropped = Signal(object)
    trashed = Signal(object)
    copied = Signal(object)

    def __init__(self, window: QWidget, sections: QListView, spaces: QWidget) -> None:
        super().__init__(window)
        self._window, self._sections, self._spaces = window, sections, spaces
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.watch(window)

    def watch(self, part: QWidget) -> None:
        """Let no file fall into the texts of *part*, as one that was made later."""
        for area in part.findChildren(QAbstractScrollArea):
            if isinstance(area, QPlainTextEdit | QTextEdit):
                area.viewport().installEventFilter(self)
        for line in part.findChildren(QLineEdit):
            line.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in HEARD or not isinstance(event, QDropEvent):
            return False
        if watched is not self._window:
            return self._passes_by(event)
        if self._takes(event):
            if event.type() == QEvent.Type.Drop:
                self._drop(event)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragMoveEvent):
            self._enter(event)
        return True

    def _passes_by(self, event: QDropEvent) -> bool:
        """Let only text fall into a text: where a file lies on this computer is nothing to be shared."""
        ours = event.mimeData().hasUrls() or event.mimeData().hasFormat(DRAGGED)
        if ours:
            event.ignore()
        return ours

    def _enter(self, event: QDropEvent) -> None:
        """Let items in wherever they come in, so that they can be moved on to where they may fall."""
        if event.mimeData().hasFormat(DRAGGED):
            event.accept()

    def _takes(self, event: QDropEvent) -> bool:
        if event.mimeData().hasFormat(DRAGGED):
            place = event.position().toPoint()
            return isinstance(event.source(), Rows) and (
                self._is_on_trash(place) or self._is_on_spaces(place)
            )
        return bool(paths(event))

    def _drop(self, event: QDropEvent) -> None:
        source = event.source()
        if isinstance(source, Rows):
            wanted = self.copied if self._is_on_spaces(event.position().toPoint()) else self.trashed
            wanted.emit(source.chosen())
            return
        dropped = paths(event)
        packages = [each for each in dropped if each.suffix.lower() == PACKAGE]
        others = [each for each in dropped if each not in packages]
        if packages:
            self.packages_dropped.emit(packages)
        if others and not packages:
            self.files_dropped.emit(others)

    def _is_on_trash(self, place: QPoint) -> bool:
        within = self._sections.viewport().mapFrom(self._window, place)
        inside = self._sections.viewport().rect().contains(within)
        return inside and self._sections.indexAt(within).data(IdRole) == TRASH

    def _is_on_spaces(self, place: QPoint) -> bool:
        return self._spaces.rect().contains(self._spaces.mapFrom(self._window, place))


def paths(event: QDropEvent) -> list[Path]:
    """Return the files and folders of this computer that are dropped."""
    return [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]
