"""One window on the open notebook, and where somebody is in it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QDialog

from desktop.application.errands import Errands
from desktop.models.places import Place
from desktop.views.window import MainWindow


@dataclass(frozen=True, slots=True)
class Opened:
    window: MainWindow
    errands: Errands
    words: object = None
    """As which it was drawn: its language, and how it writes numbers and dates."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a window is, so that one drawn anew is there again."""

    space: str
    section: str
    item: str
    alone: bool
    geometry: QRect | None = None


def spot(opened: Opened) -> Spot:
    window, desk = opened.window, opened.window.desk
    return Spot(desk.space, window.section, desk.item, desk.alone, window.geometry())


def show(opened: Opened, at: Spot) -> None:
    """Show a window where it was; it knows that before, too, so that dialogs over it know their screen."""
    if at.geometry is not None:
        opened.window.setGeometry(at.geometry)
    opened.window.show()
    if at.geometry is not None:
        opened.window.setGeometry(at.geometry)


def place(opened: Opened) -> Place:
    at, size = spot(opened), opened.window.size()
    return Place(at.space, at.section, at.item, size.width(), size.height(), alone=at.alone)


def chosen(opened: Opened) -> list[str]:
    desk = opened.window.desk
    return desk.list.selected() or ([desk.item] if desk.item else [])


def widen(window: MainWindow) -> None:
    """Make a window that has lost its item a window like any other."""
    desk = window.desk
    if desk.alone and desk.panes.shows_nothing():
        desk.alone = False
        window.side.show()


def let_go(opened: Opened) -> None:
    for each in opened.window.findChildren(QDialog):
        each.blockSignals(True)
        each.hide()  # at once: what is shown anew has its place
    opened.window.blockSignals(True)
    opened.window.close()
    opened.window.deleteLater()
