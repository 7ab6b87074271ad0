"""Words that have less room than they need and are not shortened on purpose."""

from collections.abc import Callable, Iterator
from html import unescape

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)

from desktop.tour.flaws_places import SLACK, shown

Found = tuple[QWidget, str]
ROLES = Qt.ItemDataRole
EDGE = 2  # pixels, within a line to type in, on either side
AIR = 8
"""Above and below its letters a line has this part of its height to spare."""
HIGH, ALL = 1_000_000, QModelIndex()


def cut(window: QWidget) -> Iterator[Found]:
    """Find words of one line, or longest words of several, that are wider than their place."""
    for each in shown(window):
        for kind, search in SEARCHES:
            if isinstance(each, kind):
                yield from ((each, text) for text in search(each) if not _is_whole_elsewhere(each, text))


def squeezed(window: QWidget) -> Iterator[Found]:
    """Find words of one or several lines whose place is not high enough."""
    for each in shown(window):
        if isinstance(each, QLabel) and each.text():
            needed = each.heightForWidth(each.width()) if each.wordWrap() else each.fontMetrics().height()
            air = each.fontMetrics().height() // AIR
            if each.height() + max(SLACK, air) < needed:
                yield each, f"{each.height()} of {needed}: {each.text()}"
        elif isinstance(each, QAbstractButton) and each.text() and not _is_picture(each):
            needed = each.fontMetrics().height()
            if each.height() < needed:
                yield each, f"{each.height()} of {needed}: {each.text()}"


def _of_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if not label.wordWrap():
        needed = label.sizeHint().width()
    else:
        frame = label.width() - label.contentsRect().width()
        box = QRect(0, 0, label.contentsRect().width(), HIGH)
        flags = Qt.TextFlag.TextWordWrap.value
        needed = label.fontMetrics().boundingRect(box, flags, label.text()).width() + frame
    if label.width() + SLACK < needed:
        yield label.text()


def _of_button(button: QAbstractButton) -> Iterator[str]:
    if button.text() and not _is_picture(button) and button.width() + SLACK < button.sizeHint().width():
        yield button.text()


def _is_picture(button: QAbstractButton) -> bool:
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and button.toolButtonStyle() == only


def _of_line(line: QLineEdit) -> Iterator[str]:
    hint = line.placeholderText()
    if line.text() or not hint:
        return
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line).width()
    edges = line.textMargins()
    room -= edges.left() + edges.right() + 2 * EDGE
    if room + SLACK < line.fontMetrics().horizontalAdvance(hint):
        yield hint


def _of_page(page: QPlainTextEdit) -> Iterator[str]:
    hint = page.placeholderText()
    if hint and not page.toPlainText():
        edge = round(page.document().documentMargin())
        room = page.viewport().rect().adjusted(edge, edge, -edge, -edge)
        flags = Qt.TextFlag.TextWordWrap.value
        needed = page.fontMetrics().boundingRect(QRect(0, 0, room.width(), HIGH), flags, hint)
        if needed.height() > room.height() + SLACK or needed.width() > room.width() + SLACK:
            yield hint


def _of_choice(choice: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = choice.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, choice).width()
    needed = choice.fontMetrics().horizontalAdvance(choice.currentText())
    if not choice.itemIcon(choice.currentIndex()).isNull():
        needed += choice.iconSize().width() + 2 * EDGE
    if room + SLACK < needed:
        yield choice.currentText()


def _of_header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if header.orientation() == Qt.Orientation.Vertical:
        return
    for section in range(header.count()):
        text = model.headerData(section, header.orientation(), ROLES.DisplayRole)
        hint = model.headerData(section, header.orientation(), ROLES.ToolTipRole)
        room, needed = header.sectionSize(section), header.sectionSizeFromContents(section).width()
        if text and not hint and not header.isSectionHidden(section) and room + SLACK < needed:
            yield str(text)


def _of_list(view: QListView) -> Iterator[str]:
    for index in _seen(view):
        wanted = view.sizeHintForIndex(index)
        if not index.data(ROLES.ToolTipRole) and not _fits(wanted, view.visualRect(index).size()):
            yield str(index.data(ROLES.DisplayRole) or "")


def _fits(wanted: QSize, room: QSize) -> bool:
    return wanted.width() <= room.width() + SLACK and wanted.height() <= room.height() + SLACK


def _seen(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """Yield what stands in a list as Qt paints it; what is painted here is shortened on purpose."""
    model = view.model()
    if type(view.itemDelegate()) is not QStyledItemDelegate:
        return
    for row in range(model.rowCount(ALL)):
        index = model.index(row, 0)
        if view.visualRect(index).intersects(view.viewport().rect()):
            yield index


def _is_whole_elsewhere(widget: QWidget, text: str) -> bool:
    """Say whether a hint or what is heard has all the words of which a part has no room here."""
    if isinstance(widget, QAbstractButton) and not isinstance(widget, QToolButton):
        return False  # it ends in no dots
    plain = text.replace("&&", "&")
    heard = widget.accessibleName() if widget.accessibleName() != plain else ""
    return plain in unescape(widget.toolTip()) or plain in heard


SEARCHES: tuple[tuple[type[QWidget], Callable[..., Iterator[str]]], ...] = (
    (QLabel, _of_label),
    (QAbstractButton, _of_button),
    (QLineEdit, _of_line),
    (QPlainTextEdit, _of_page),
    (QComboBox, _of_choice),
    (QHeaderView, _of_header),
    (QListView, _of_list),
)
