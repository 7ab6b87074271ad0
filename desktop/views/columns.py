"""The line over a wide list that names its columns: widths are drawn there, and a press puts it in order."""

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from desktop.models import arranging
from desktop.models.asked import columns_of
from desktop.theme.look import em
from i18n import tr
from sync.engine.choice import BY_FIELD
from sync.model.kinds.declaration import Field, Kind

LEAST_EM, WIDE_EM = 5, 40


class Columns(QHeaderView):
    """The first column is the title, the last the day of the last change; both are always there."""

    pressed_on = Signal(str)
    """The order that somebody wants."""
    drawn = Signal()
    """A width changed."""
    settled = Signal()
    """Widths are as somebody wanted them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.fields: tuple[Field, ...] = ()
        self._kind: Kind | None = None
        self._model = QStandardItemModel(0, 0, self)
        self.setModel(self._model)
        self.setAccessibleName(tr("Columns"))
        self.setSectionsClickable(True)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(LEAST_EM * em())
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by key the menu of orders does the same
        self._pressed = self._by_hand = False
        self.sectionResized.connect(lambda *_sizes: self._on_resized())
        self.sectionClicked.connect(self._on_clicked)
        self.hide()

    def show_kind(self, kind: Kind | None) -> None:
        """Name the columns of a kind; without any the list has none."""
        self._kind, self.fields = kind, columns_of(kind)
        self._model.clear()
        if kind is None:
            return
        title = kind.field(kind.title_field)
        labels = [title.label if title is not None else "", *(field.label for field in self.fields)]
        self._model.setHorizontalHeaderLabels([*map(tr, labels), tr("Changed")])
        for number in range(self._model.columnCount()):
            self._model.setHorizontalHeaderItem(number, self._item(number))

    def show_sort(self, sort: str, *, descending: bool) -> None:
        orders = self._orders()
        place = orders.index(sort) if sort in orders else -1
        self.setSortIndicatorShown(place >= 0)
        if place >= 0:
            down = descending or sort == "newest"
            self.setSortIndicator(
                place, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            )

    def fit(self, width: int, kept: Sequence[float] = ()) -> None:
        """Share out *width* pixels: as it was *kept*, in parts of a thousand, or the title takes half."""
        count = self.count()
        if not count:
            return
        if len(kept) == count:
            sizes = [round(width * share) for share in kept]
        else:
            shares = [0.46, *([0.37 / max(1, count - 2)] * (count - 2)), 0.17]
            sizes = self._named([round(width * share) for share in shares])
        for number, size in enumerate(sizes):
            self.resizeSection(number, size)
        self.setFixedHeight(self.sizeHint().height())

    def shares(self) -> list[float]:
        """Return how wide each column is, as a part of all."""
        whole = max(1, sum(self.sectionSize(number) for number in range(self.count())))
        return [round(self.sectionSize(number) / whole, 3) for number in range(self.count())]

    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return where each column begins and how wide it is, from where lines of text begin."""
        sizes = [self.sectionSize(number) for number in range(self.count())]
        return tuple((sum(sizes[:number]), size) for number, size in enumerate(sizes))

    def _named(self, sizes: Sequence[int]) -> list[int]:
        """Return *sizes* with room for the names of the columns, which the title gives."""
        needed = [self.sectionSizeFromContents(number).width() for number in range(len(sizes))]
        others = [max(pair) for pair in zip(sizes[1:], needed[1:], strict=True)]
        return [max(sum(sizes) - sum(others), needed[0]), *others]

    def _item(self, number: int) -> QStandardItem:
        name = str(self._model.headerData(number, Qt.Orientation.Horizontal) or "")
        item = QStandardItem(name)
        item.setToolTip(f"<span>{html.escape(name)}</span>")  # where somebody draws it too narrow
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _orders(self) -> list[str]:
        known = {field.name for field in arranging.sorted_by(self._kind)}
        return [
            "title",
            *(BY_FIELD + field.name if field.name in known else "" for field in self.fields),
            "newest",
        ]

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        self._pressed, self._by_hand = True, False
        super().mousePressEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        self._pressed = False
        if self._by_hand:
            self.settled.emit()

    def _on_resized(self) -> None:
        self._by_hand = self._by_hand or self._pressed
        self.drawn.emit()

    def _on_clicked(self, number: int) -> None:
        sort = self._orders()[number]
        if sort:
            self.pressed_on.emit(sort)
