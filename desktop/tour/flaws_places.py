"""Parts that lie over each other, stick out of their place, or are wider than what shows them."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitterHandle,
    QWidget,
)

from desktop.theme.order import laid_in

SLACK = 2  # pixels
OF_QT = QAbstractScrollArea | QAbstractSpinBox | QComboBox | QLineEdit
"""What stands inside of these is laid out by Qt."""


def shown(window: QWidget) -> list[QWidget]:
    """Return *window* and the parts of it that are to be seen, wherever they are scrolled to."""
    parts = [
        each for each in window.findChildren(QWidget)
        if each.isVisibleTo(window) and each.window() is window.window()
    ]  # fmt: skip
    return [window, *parts]


def overlapping(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Find neighbours of one layout that share room; what lies over all the rest is in no layout."""
    for owner in shown(window):
        layout = owner.layout()
        if layout is None or isinstance(owner, OF_QT):
            continue
        placed = [each for each in _laid_out(layout) if _is_there(each, owner)]
        for one, other in combinations(placed, 2):
            shared = one.geometry().intersected(other.geometry())
            if min(shared.width(), shared.height()) > SLACK:
                yield one, f"{shared.width()}x{shared.height()} with {type(other).__name__}"


def sticking_out(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for each in shown(window):
        owner = each.parentWidget()
        if each is window or owner is None or isinstance(owner, OF_QT | QSplitterHandle) or _scrolls(owner):
            continue
        room = owner.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if _is_there(each, owner) and not room.contains(each.geometry()):
            box = each.geometry()
            yield (
                each,
                (f"{box.x()},{box.y()} {box.width()}x{box.height()} in {owner.width()}x{owner.height()}"),
            )


def sideways(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Find pages that are wider than what shows them, whether they then scroll or are cut."""
    for each in shown(window):
        inside = each.widget() if isinstance(each, QScrollArea) else None
        if not isinstance(each, QScrollArea) or inside is None or not each.widgetResizable():
            continue
        room = each.viewport().width()
        if inside.width() > room + SLACK:
            yield each, f"{inside.width()} in {room}"


def too_large(window: QWidget, room: QSize) -> Iterator[tuple[QWidget, str]]:
    if not window.isWindow():
        return
    if window.width() > room.width() or window.height() > room.height():
        yield window, f"{window.width()}x{window.height()} on {room.width()}x{room.height()}"


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for part in laid_in(layout):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid_out(part)


def _is_there(widget: QWidget, owner: QWidget) -> bool:
    seen_through = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return widget.isVisibleTo(owner) and not widget.size().isEmpty() and not seen_through


def _scrolls(widget: QWidget) -> bool:
    """Say whether *widget* is what an area shows a larger page through."""
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget
