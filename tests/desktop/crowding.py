"""What does not fit into a window: words that are cut, and parts that stick out of their place."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QLabel,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from tests.desktop.access import called, shown

SLACK = 2  # pixels


def crowded(window: QWidget) -> list[str]:
    """Return what is cut in *window*, each as a few words."""
    return [*too_large(window), *cut_buttons(window), *cut_labels(window), *stuck_out(window)]


def too_large(window: QWidget) -> Iterator[str]:
    room = window.screen().availableSize()
    if isinstance(window, QDialog) and (window.width() > room.width() or window.height() > room.height()):
        yield f"larger than the screen: {window.width()}x{window.height()}"


def cut_buttons(window: QWidget) -> Iterator[str]:
    for each in shown(window):
        if not isinstance(each, QAbstractButton) or not each.text() or _may_be_short(each):
            continue
        marked = isinstance(each, QCheckBox | QRadioButton)
        words = max(each.fontMetrics().horizontalAdvance(line) for line in each.text().split("\n"))
        picture = each.iconSize().width() if marked or not each.icon().isNull() else 0
        if each.width() + SLACK < words + picture:
            yield f"cut: {called(each)} {each.width()} for {words + picture}"


def cut_labels(window: QWidget) -> Iterator[str]:
    for each in shown(window):
        if type(each) is not QLabel or not each.text():
            continue
        if each.wordWrap():
            needed = each.heightForWidth(each.width())
            if each.height() + SLACK < needed:
                yield f"cut below: {called(each)} {each.height()} for {needed}"
        elif each.width() + SLACK < each.sizeHint().width():
            yield f"cut: {called(each)} {each.width()} for {each.sizeHint().width()}"


def stuck_out(window: QWidget) -> Iterator[str]:
    for area in shown(window):
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if not isinstance(area, QScrollArea) or inside is None:
            continue
        never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if never and inside.width() > area.viewport().width() + SLACK:
            yield f"wider than its place: {inside.width()} in {area.viewport().width()}"
    for each in shown(window):
        parent = each.parentWidget()
        if isinstance(each, QAbstractButton | QLabel) and parent is not None:
            here = QRect(each.mapTo(parent, QPoint()), each.size())
            if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(here):
                yield f"sticks out: {called(each)}"


def _may_be_short(button: QAbstractButton) -> bool:
    """Say whether all its words are in its hint, and dots where they end."""
    return isinstance(button, QToolButton) and bool(button.toolTip())
