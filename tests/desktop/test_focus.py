"""Whoever uses the keyboard sees where they are, on every control and in every set of colours."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.theme import look, parts
from desktop.theme.colours import SCHEMES
from desktop.theme.look import Look
from tests.desktop.test_contrast import CONTROL_LEAST, contrast


def in_role(made: QWidget, role: str) -> QWidget:
    made.setProperty("role", role)
    return made


def listed(role: str) -> QListView:
    made = QListView()
    made.setModel(QStringListModel(["one", "two"], made))
    made.setCurrentIndex(made.model().index(0, 0))
    in_role(made, role)
    return made


CONTROLS: dict[str, Callable[[], QWidget]] = {
    **{f"button {role}": lambda role=role: parts.button("Go", role=role)
       for role in ("", "primary", "quiet", "link")},
    "choice": lambda: parts.Choice("plus", "Go", lambda: None),
    "tool": lambda: parts.tool("plus", "Go"),
    **{f"line {role}": lambda role=role: parts.line("Name", role=role)
       for role in ("", "search", "headline", "whisper")},
    "text": QPlainTextEdit,
    "page": lambda: in_role(QPlainTextEdit(), "page"),
    "shown page": lambda: in_role(QTextBrowser(), "page"),
    "box": lambda: parts.choice("Name", [("one", 1)]),
    "number": QSpinBox,
    "tick": lambda: QCheckBox("Tick"),
    "one of": lambda: QRadioButton("One"),
    "sections": lambda: listed("sections"),
    "framed": lambda: listed("framed"),
    "rows": lambda: listed(""),
}  # fmt: skip


def picture(owner: QWidget) -> QImage:
    QApplication.processEvents()
    return owner.grab().toImage()


def told_apart(before: QImage, after: QImage) -> int:
    """Return how many pixels differ by so much that everybody sees it."""
    found = 0
    for x in range(before.width()):
        for y in range(before.height()):
            if before.pixel(x, y) != after.pixel(x, y):
                one, other = before.pixelColor(x, y).name(), after.pixelColor(x, y).name()
                found += contrast(one, other) >= CONTROL_LEAST
    return found


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_the_focus_is_seen(scheme: str, qapp: QApplication, qtbot: QtBot) -> None:
    look.apply(qapp, Look(scheme))
    hidden = []
    for name, made in CONTROLS.items():
        owner = QWidget()
        qtbot.addWidget(owner)
        control = made()
        inner = QVBoxLayout(owner)
        elsewhere = parts.button("Elsewhere", role="quiet")
        inner.addWidget(control)
        owner.resize(120, 80)
        owner.show()
        qtbot.waitExposed(owner)
        elsewhere.setParent(owner)
        elsewhere.setGeometry(0, 200, 10, 10)
        elsewhere.show()
        owner.activateWindow()
        elsewhere.setFocus()
        if isinstance(control, QPlainTextEdit | QSpinBox | QTextBrowser):
            qapp.setCursorFlashTime(0)
        before = picture(owner)
        control.setFocus()
        if told_apart(before, picture(owner)) < 2 * min(control.width(), control.height()):
            hidden.append(name)
    assert not hidden


def test_the_number_of_pixels_is_of_what_changed() -> None:
    one = QImage(4, 4, QImage.Format.Format_RGB32)
    one.fill(0xFFFFFF)
    other = one.copy()
    other.setPixelColor(1, 1, "#000000")
    other.setPixelColor(2, 2, "#eeeeee")
    assert told_apart(one, other) == 1
