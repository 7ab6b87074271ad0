"""The few parts that every window is made of: plain labels, named buttons, boxes with air."""

import html
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.theme.icons import GAP, Role, icon, pixmap
from desktop.theme.lines import Line
from desktop.theme.look import em, space

Handler = Callable[[], object]
Box = TypeVar("Box", bound=QBoxLayout)


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Return a label that can only ever show plain text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


def picture(name: str, size: int, role: Role = Role.Accent) -> QLabel:
    made = QLabel()
    made.setPixmap(pixmap(name, size, role))
    made.setFixedSize(QSize(size, size))
    return made


def tip(widget: QWidget, text: str) -> None:
    """Set a tooltip that shows *text* and never reads it as markup; no text is no tooltip."""
    widget.setToolTip(f"<span>{html.escape(text)}</span>" if text else "")


def button(text: str, picture_name: str = "", *, role: str = "", then: Handler | None = None) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    made.setAutoDefault(role == "primary")
    made.setDefault(role == "primary")
    if picture_name:
        tint = Role.HighlightedText if role == "primary" else Role.ButtonText
        made.setIcon(icon(picture_name, tint, gap=True))
        made.setIconSize(beside_words())
    if then is not None:
        made.clicked.connect(lambda _on=False: then())
    return made


def box(text: str) -> QCheckBox:
    """Return a box to tick whose words may be anybody's: a "&" in them is one, and marks no key."""
    return QCheckBox(text.replace("&", "&&"))


class Choice(QPushButton):
    """A large button whose words may run over several lines."""

    def __init__(self, picture_name: str, text: str, then: Handler) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        inside = row(self, gap=3)
        inside.setContentsMargins(space(4), space(3), space(4), space(3))
        self._words = label(text)
        drawn = picture(picture_name, round(em() * 1.4))
        for each, stretch in ((drawn, 0), (self._words, 1)):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(each, stretch)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _on=False: then())

    def set_words(self, text: str) -> None:
        self._words.setText(text)
        self.setAccessibleName(text)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        return QSize(18 * em(), self.heightForWidth(18 * em()))


def margins(layout: QLayout, start: int, top: int, end: int, bottom: int) -> None:
    """Set the margins of *layout*, *start* being where a line of text begins."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    layout.setContentsMargins(start, top, end, bottom)


def tool(picture_name: str, name: str, then: Handler | None = None) -> QToolButton:
    """Return a button that shows only a picture, with a name for those who hear it."""
    made = QToolButton()
    made.setProperty("role", "quiet")
    made.setIcon(icon(picture_name))
    side = round(em() * 1.3)
    made.setIconSize(QSize(side, side))
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    tip(made, name)
    if then is not None:
        made.clicked.connect(lambda _on=False: then())
    return made


def alone() -> QSize:
    """Return the size of a picture on a button whose words are left out."""
    side = round(em() * 1.15)
    return QSize(side, side)


def beside_words() -> QSize:
    """Return the size of a picture that stands before words."""
    side = round(em() * 1.15)
    return QSize(round(side * (1 + GAP)), side)


def line(name: str, *, role: str = "", hint: str = "") -> QLineEdit:
    made = Line()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setProperty("role", role)
    return made


class ChoiceBox(QComboBox):
    """A combo box with an arrow of our own: a styled one has none that fits every theme."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = em()
        box = QRect(self.width() - side - space(2), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
        painter.drawPixmap(place, pixmap("chevron-down", side, Role.PlaceholderText))
        painter.end()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page below: whoever scrolls past chooses nothing by that."""
        event.ignore()


def choice(name: str, choices: Sequence[tuple[str, object]], chosen: object = None) -> QComboBox:
    """Return a box to choose from; each choice is its words and what they stand for."""
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.setMinimumHeight(space(8))
    for text, data in choices:
        made.addItem(text, data)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


def frame(role: str) -> QFrame:
    made = QFrame()
    made.setProperty("role", role)
    return made


def rule() -> QFrame:
    made = frame("line")
    made.setFixedHeight(1)
    return made


def column(owner: QWidget | None = None, *, gap: float = 3, margin: float = 0) -> QVBoxLayout:
    made = QVBoxLayout(owner) if owner is not None else QVBoxLayout()
    return _airy(made, gap, margin)


def row(owner: QWidget | None = None, *, gap: float = 2, margin: float = 0) -> QHBoxLayout:
    made = QHBoxLayout(owner) if owner is not None else QHBoxLayout()
    return _airy(made, gap, margin)


def form(*, gap: float = 3) -> QFormLayout:
    made = QFormLayout()
    made.setHorizontalSpacing(space(4))
    made.setVerticalSpacing(space(gap))
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return made


def labelled(text: str, widget: QWidget) -> QWidget:
    """Return *widget* under its own label, joined for those who hear it."""
    box = QWidget()
    inner = column(box, gap=1)
    above = label(text, "strong")
    above.setBuddy(widget)
    if not widget.accessibleName():
        widget.setAccessibleName(text)
    inner.addWidget(above)
    inner.addWidget(widget)
    return box


def scrolled(inside: QWidget) -> QScrollArea:
    """Return *inside* in an area that scrolls when there is little room."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    return made


def grow(widget: QWidget) -> QWidget:
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget


def _airy(made: Box, gap: float, margin: float) -> Box:
    made.setSpacing(space(gap))
    edge = space(margin)
    made.setContentsMargins(edge, edge, edge, edge)
    return made
