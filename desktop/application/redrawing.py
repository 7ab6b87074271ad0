"""A window that stays as it is while a dialog over it is open takes on the new look, and its words later."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget

from desktop.dialogs.help import HelpDialog, open_help
from desktop.dialogs.sheet import Sheet
from desktop.theme import icons
from i18n import language, tried
from i18n.speaking import spoken


def words_now() -> object:
    """Return by what it is known whether a window speaks as it would now."""
    return language(), tried(), spoken.formats


def dialogs(window: QWidget) -> list[QDialog]:
    """Return the dialogs over *window* in which somebody is at work: help beside it is none."""
    return [each for each in window.findChildren(QDialog) if each.isVisible() and each.isModal()]


def when_closed(window: QWidget, then: Callable[[], object]) -> None:
    """Call *then* each time that a dialog over *window* was closed, which may lead to another."""
    for each in dialogs(window):
        each.finished.connect(lambda _how: then())


def restyle(window: QWidget) -> None:
    """Draw the pictures in *window* and its dialogs as now, and let dialogs find their size."""
    for each in window.findChildren(QAbstractButton):
        each.setIcon(icons.anew(each.icon()))
    for label in window.findChildren(QLabel):
        if not label.pixmap().isNull():
            label.setPixmap(icons.pixmap_anew(label.pixmap()))
    for dialog in dialogs(window):
        if isinstance(dialog, Sheet):
            dialog.fit_soon()


def keep_help(old: QWidget, new: QWidget) -> None:
    """Let help that is open beside *old* stand beside *new*, in the words of now."""
    for each in old.findChildren(HelpDialog):
        if each.isVisible() and each.parentWidget() is old:
            open_help(each.page_name(), new).move(each.pos())
