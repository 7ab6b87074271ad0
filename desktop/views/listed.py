"""The rows of a list, and over them the names of their columns where there is room for columns."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.items import ItemListModel
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.columns import WIDE_EM, Columns
from desktop.views.rows import Rows
from sync.model.kinds.declaration import Kind


class Listed(QWidget):
    widths_kept = Signal(object)
    """The part of all that each column takes, as somebody drew them."""

    def __init__(self, model: ItemListModel) -> None:
        super().__init__()
        self.rows = Rows(model)
        self.columns = Columns()
        self._shares: tuple[float, ...] = ()
        inner = parts.column(self, gap=0)
        inner.addWidget(self.columns)
        inner.addWidget(self.rows, 1)
        self.columns.drawn.connect(self._on_drawn)
        self.columns.settled.connect(self._on_settled)

    def show_columns(self, kind: Kind | None, shares: Sequence[float] = ()) -> None:
        """Let the list have the columns of a kind where it is wide enough for them."""
        self.columns.show_kind(kind)
        self._shares = tuple(shares)
        self._fit()

    @property
    def wide(self) -> bool:
        return self.columns.count() > 0 and self.width() >= WIDE_EM * em()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.columns.setVisible(self.wide)
        if self.wide:
            self.columns.fit(self.width(), self._shares)
        self._on_drawn()

    def _on_drawn(self) -> None:
        self.rows.show_columns(self.columns.spans() if self.wide else ())

    def _on_settled(self) -> None:
        self._shares = tuple(self.columns.shares())
        self.widths_kept.emit(self._shares)
