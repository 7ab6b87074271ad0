"""The list in the middle: a heading, the rows, and a kind word where there are none."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStackedWidget, QWidget
from typing_extensions import override

from desktop.models.facade import ItemRow
from desktop.models.items import ItemListModel
from desktop.models.rows import IdRole
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em, space
from desktop.views.rowpaint import RowPainter
from i18n import tr, tr_n

LEAST_EM = 5


class _Rows(QListView):
    deleted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class ItemList(QFrame):
    chosen = Signal(str)
    trash_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.model = ItemListModel(tr("Without a title"), self)
        self.rows = _Rows()
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(RowPainter(self.rows))
        self.rows.setUniformItemSizes(True)
        self.rows.setMouseTracking(True)
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.selectionModel().currentChanged.connect(self._on_current_changed)
        self.rows.clicked.connect(self._on_clicked)
        self.rows.deleted.connect(self._on_deleted)
        self._heading = parts.label("", "heading", wrap=False)
        self._count = parts.label("", "hint", wrap=False)
        self._quiet = False
        head = parts.row(gap=2)
        head.setContentsMargins(space(5), space(4), space(5), space(1))
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._count)
        self._pages = QStackedWidget()
        self._pages.setMinimumHeight(LEAST_EM * em())  # so that a line of two parts fits above it
        self._pages.addWidget(self.rows)
        self._pages.addWidget(self._made_empty())
        outer = parts.column(self, gap=1)
        outer.addLayout(head)
        outer.addWidget(self._pages, 1)

    def set_heading(self, text: str, empty: str) -> None:
        """Say what the list holds, and what stands there when it holds nothing."""
        self._heading.setText(text)
        self.rows.setAccessibleName(text)
        self._empty.setText(empty)

    def set_rows(self, rows: Sequence[ItemRow]) -> None:
        self._quiet = True
        chosen = self.current()
        self.model.set_rows(rows)
        if chosen:
            self.rows.setCurrentIndex(self.model.index_of(chosen))
        self._quiet = False
        self._count.setText(tr_n("{count} item", "{count} items", len(rows)) if rows else "")
        self._pages.setCurrentIndex(0 if rows else 1)

    def current(self) -> str:
        return str(self.rows.currentIndex().data(IdRole) or "")

    def select(self, item: str) -> None:
        """Mark *item* without telling anybody."""
        self._quiet = True
        self.rows.setCurrentIndex(self.model.index_of(item))
        self._quiet = False

    def _made_empty(self) -> QWidget:
        box = QWidget()
        inner = parts.column(box, gap=2, margin=1)
        self._empty = parts.label("", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        inner.addWidget(
            parts.picture("inbox", round(2.2 * em()), Role.PlaceholderText),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        inner.addWidget(self._empty)
        inner.addStretch(4)
        return box

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(str(current.data(IdRole)))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data(IdRole)))

    def _on_deleted(self) -> None:
        if self.current():
            self.trash_requested.emit(self.current())
