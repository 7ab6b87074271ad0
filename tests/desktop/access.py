"""What somebody with a keyboard, a screen reader or an unsteady hand would stumble over in a window."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QToolBar,
    QToolButton,
    QWidget,
)

from desktop.dialogs.help import HelpDialog
from i18n import tr

SIDE_LEAST = 24
OVERLAP = 0.5


def faults(window: QWidget) -> list[str]:
    """Return what is wrong, each as a few words."""
    return [
        *nameless(window),
        *small(window),
        *out_of_reach(window),
        *out_of_order(window),
        *readable(window),
        *unhelped(window),
    ]


def shown(window: QWidget) -> list[QWidget]:
    return [
        each for each in window.findChildren(QWidget)
        if each.isVisibleTo(window) and each.window() is window.window() and not each.size().isEmpty()
    ]  # fmt: skip


def stops(window: QWidget) -> list[QWidget]:
    """Return where the Tab key stops, in its order."""
    inside = {id(each) for each in shown(window)}
    found, at = [], window.nextInFocusChain()
    while at is not window:
        stopping = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled() and at.focusProxy() is None
        if id(at) in inside and stopping:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def said(widget: QWidget) -> str:
    """Return the name that a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or said(widget)!r}"


def nameless(window: QWidget) -> Iterator[str]:
    if window.isWindow() and not isinstance(window, QMenu) and not said(window):
        yield f"no name: window {type(window).__name__}"
    pressed = [each for each in shown(window) if isinstance(each, QAbstractButton)]
    for each in {id(one): one for one in (*stops(window), *pressed)}.values():
        own = each.objectName().startswith("qt_") or isinstance(each.parent(), QLineEdit)
        if not own and not said(each):
            yield f"no name: {called(each)} in {type(each.parent()).__name__}"


def unhelped(window: QWidget) -> Iterator[str]:
    """Name a window without a way to the help; the help itself needs none."""
    ways = [each for each in shown(window) if isinstance(each, QToolButton) and said(each) == tr("Help")]
    if isinstance(window, QDialog | QMainWindow) and not isinstance(window, HelpDialog) and not ways:
        yield f"no help: {type(window).__name__}"


def small(window: QWidget) -> Iterator[str]:
    for each in shown(window):
        if not isinstance(each, QAbstractButton | QComboBox) or isinstance(each.parent(), QLineEdit):
            continue
        if min(each.width(), each.height()) < SIDE_LEAST:
            yield f"small: {called(each)} {each.width()}x{each.height()}"


def out_of_reach(window: QWidget) -> Iterator[str]:
    """Name the actions that are in no menu and on no button, and have no keys."""
    for owner in (window, *shown(window)):
        if isinstance(owner, QMenu | QToolBar | QToolButton | QLineEdit | QAbstractScrollArea):
            continue
        for action in owner.actions():
            if not action.isSeparator() and action.shortcut().isEmpty():
                yield f"no keys and no menu: {action.text()!r} of {called(owner)}"
    for menu in window.findChildren(QMenu):
        for action in menu.actions():
            if not action.isSeparator() and not action.text().strip():
                yield "no words: an entry of a menu"


def readable(window: QWidget) -> Iterator[str]:
    """Name what would read what somebody wrote as markup."""
    for each in window.findChildren(QWidget):
        if isinstance(each, QLabel) and each.text() and each.textFormat() != Qt.TextFormat.PlainText:
            yield f"markup: {called(each)}"
        if each.toolTip() and not each.toolTip().startswith("<span>"):
            yield f"markup in the tip: {called(each)}"


def out_of_order(window: QWidget) -> Iterator[str]:
    rightward = window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    for one, other in pairwise(stops(window)):
        if one.isAncestorOf(other) or other.isAncestorOf(one) or _lie_over(one, other, window):
            continue
        first, second = _apart(one, other), _apart(other, one)
        if _is_before(_place(second, window), _place(first, window), rightward=rightward):
            yield f"order: {called(one)} then {called(other)}"


def _lie_over(one: QWidget, other: QWidget, window: QWidget) -> bool:
    """Say whether the two are on sheets of which one lies over the other, as a palette does."""
    under, over = _sheet(one, window), _sheet(other, window)
    return under is not over and under.geometry().intersects(over.geometry())


def _sheet(widget: QWidget, window: QWidget) -> QWidget:
    parent = widget.parentWidget()
    return widget if parent is None or parent is window else _sheet(parent, window)


def _apart(widget: QWidget, other: QWidget) -> QWidget:
    """Return the outermost part that scrolls with *widget* and without *other*, or the widget itself."""
    found, at = widget, _scroller(widget)
    while at is not None and not at.isAncestorOf(other):
        found, at = at, _scroller(at)
    return found


def _scroller(widget: QWidget) -> QWidget | None:
    """Return what *widget* scrolls with: what lies outside the part that is seen has its place there."""
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QAbstractScrollArea):
        at = at.parentWidget()
    return at


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _is_before(one: QRect, other: QRect, *, rightward: bool) -> bool:
    """Say whether *one* is read before *other*: above it in one column, or ahead of it in one line."""
    high = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    wide = min(one.right(), other.right()) - max(one.left(), other.left())
    if high > OVERLAP * min(one.height(), other.height()):
        return one.right() <= other.left() if rightward else one.left() >= other.right()
    return one.bottom() <= other.top() and wide > OVERLAP * min(one.width(), other.width())
