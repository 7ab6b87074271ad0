"""Lets the Tab key go as one reads: through what is laid out, whatever was made first."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override


class ReadingOrder(QObject):
    """Watches *root* and orders the stops of *whole* anew when something in it was laid out anew."""

    def __init__(self, root: QWidget, whole: QWidget) -> None:
        super().__init__(root)
        self._whole = whole
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._order)
        root.installEventFilter(self)
        self._soon.start()

    def is_due(self) -> bool:
        """Whether something was laid out anew since the stops were ordered."""
        return self._soon.isActive()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and not self._soon.isActive():
            self._soon.start()
        return False

    def _order(self) -> None:
        put_in_order(self._whole)
        for area in self._whole.findChildren(QScrollArea):
            content = area.widget()
            if content is not None:
                content.installEventFilter(self)  # what scrolls is laid out by itself


def put_in_order(whole: QWidget) -> None:
    """Chain the stops of *whole* as they are laid out; where the keyboard is now stays."""
    found = [
        each for each in inside(whole)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.window() is whole.window()
    ]  # fmt: skip
    for before, after in pairwise(found):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def inside(whole: QWidget) -> Iterator[QWidget]:
    """Yield the widgets in *whole*, in the order in which they are laid out."""
    for each in _parts(whole):
        yield each
        yield from inside(each)


def _parts(whole: QWidget) -> Iterator[QWidget]:
    layout = whole.layout()
    if isinstance(whole, QScrollArea):
        content = whole.widget()
        if content is not None:
            yield content
    elif isinstance(whole, QStackedWidget | QSplitter):
        for number in range(whole.count()):
            part = whole.widget(number)
            if part is not None:
                yield part
    elif isinstance(whole, QAbstractItemView):
        rows = [each for each in whole.viewport().children() if isinstance(each, QWidget)]
        yield from sorted(rows, key=lambda each: each.y())  # what stands in its rows
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for part in laid_in(layout):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid_out(part)


def laid_in(layout: QLayout) -> list[QWidget | QLayout]:
    """Return the widgets and layouts right in *layout*, in its order.

    The items of a layout are never asked for: Qt makes and deletes them unknown to Python, which would take
    something new at the same place in memory for an item that is gone.
    """
    around = layout.parentWidget()
    widgets = [] if around is None else [each for each in around.children() if isinstance(each, QWidget)]
    inner = [each for each in layout.children() if isinstance(each, QLayout)]
    found: dict[int, QWidget | QLayout] = {layout.indexOf(each): each for each in widgets}
    found |= {layout.indexOf(each): each for each in inner}
    return [found[number] for number in _numbers(layout) if number in found]


def _numbers(layout: QLayout) -> list[int]:
    """Return the places of the items of *layout*; those of a grid by row and column."""
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        # The stubs call it an object; it is (row, column, rows, columns).
        numbers.sort(key=lambda number: tuple(layout.getItemPosition(number))[:2])  # type: ignore[arg-type]
    return numbers
