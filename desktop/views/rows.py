"""The rows of a list: one column that is chosen from by key and mouse, as quick with 100,000 as with ten."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.models.items import ItemListModel
from desktop.models.paged import KEPT_MAX
from desktop.models.rows import IdRole
from desktop.theme.icons import pixmap
from desktop.theme.look import em
from desktop.views.rowpaint import RowPainter

Move = QAbstractItemView.CursorAction
STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)  # arrows of some keyboards
ENDS = {Move.MoveHome: 0, Move.MoveEnd: -1}


class Rows(QTableView):
    """A table, because a list view measures every row again whenever one of them moves."""

    deleted = Signal()
    menu_wanted = Signal(object)

    def __init__(self, model: ItemListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = model
        self.setModel(model)
        painter = RowPainter(self)
        self.setItemDelegate(painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure(painter)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda place: self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        )

    def chosen(self) -> list[str]:
        """Return the ids of all selected rows, in the order they stand."""
        ids = self.items.ids
        ranges = sorted((each.top(), each.bottom()) for each in self._ranges())
        return [each for top, bottom in ranges for each in ids[top : bottom + 1]]

    def count_chosen(self) -> int:
        return sum(each.height() for each in self._ranges())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.key() in STEPS and event.modifiers() in PLAIN and self._stands_unchosen():
            self.choose_current()
        else:
            super().keyPressEvent(event)

    def choose_current(self) -> None:
        """Choose the row where the keys are, alone."""
        self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _stands_unchosen(self) -> bool:
        """Whether the keys came to a row that nobody chose: the first step must not pass it over."""
        return self.currentIndex().isValid() and not self.count_chosen()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Go to what begins with the typed letters, where that does not mean to read a very long list."""
        if self.items.rowCount() <= KEPT_MAX:
            super().keyboardSearch(search)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Drag a picture that shows nothing of what is dragged."""
        drag = QDrag(self)
        drag.setMimeData(self.items.mimeData([]))
        drag.setPixmap(pixmap("file-text", 2 * em()))
        drag.exec(Qt.DropAction.CopyAction)

    @override
    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last = self.items.rowCount() - 1
        if action in ENDS and last >= 0:
            return self.items.index(0 if ENDS[action] == 0 else last)
        return super().moveCursor(action, modifiers)

    def show_columns(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Show each item in one line of columns with these places and widths; in several without any."""
        painter = self.itemDelegate()
        if isinstance(painter, RowPainter) and painter.spans != spans:
            again = bool(painter.spans) != bool(spans)
            painter.spans = spans
            if again:
                self._measure(painter)
            self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        painter = self.itemDelegate()
        if event.type() == QEvent.Type.FontChange and isinstance(painter, RowPainter):
            self._measure(painter)

    def _ranges(self) -> list[QItemSelectionRange]:
        return self.selectionModel().selection().toList()

    def _measure(self, painter: RowPainter) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for each in (across, down):
            each.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(1)
        down.setDefaultSectionSize(painter.sizeHint(option, QPersistentModelIndex()).height())


def id_of(index: QModelIndex) -> str:
    return str(index.data(IdRole) or "")
