"""The few parts that every window is made of: plain labels, named buttons, boxes with air."""

import html
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.icons import Role, icon, pixmap
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
    """Set a tooltip that shows *text* and never reads it as markup."""
    widget.setToolTip(f"<span>{html.escape(text)}</span>")


def button(text: str, picture_name: str = "", *, role: str = "", then: Handler | None = None) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    made.setAutoDefault(role == "primary")
    made.setDefault(role == "primary")
    if picture_name:
        tint = Role.HighlightedText if role == "primary" else Role.ButtonText
        made.setIcon(icon(picture_name, tint))
        made.setIconSize(QSize(round(em() * 1.15), round(em() * 1.15)))
    if then is not None:
        made.clicked.connect(lambda: then())
    return made


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
        made.clicked.connect(lambda: then())
    return made


def line(name: str, *, role: str = "", hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setProperty("role", role)
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


def grow(widget: QWidget) -> QWidget:
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget


def _airy(made: Box, gap: float, margin: float) -> Box:
    made.setSpacing(space(gap))
    edge = space(margin)
    made.setContentsMargins(edge, edge, edge, edge)
    return made
