"""Pictures with a direction, and what we paint ourselves, are mirrored where text runs from right to left."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

import resources
from desktop.dialogs.memberpaint import MemberPainter
from desktop.models.items import ChangedRole, PreviewRole
from desktop.models.members import PictureRole
from desktop.theme.icons import DIRECTED, icon, pixmap
from desktop.theme.report import Report
from desktop.views.rowpaint import RowPainter

BOTH = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)
WIDTH, HEIGHT = 400, 80


def drawn(name: str, way: Qt.LayoutDirection) -> QImage:
    QApplication.setLayoutDirection(way)
    return pixmap(name, 24).toImage()


def share_at_start(image: QImage) -> float:
    """Return how much of the ink is in the left half."""
    ink = [
        x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 60
    ]
    return sum(x < image.width() / 2 for x in ink) / len(ink)


@pytest.mark.parametrize("name", sorted(DIRECTED))
def test_a_picture_with_a_direction_is_turned(name: str) -> None:
    plain, turned = (drawn(name, way) for way in BOTH)
    assert turned != plain
    assert abs(share_at_start(plain) + share_at_start(turned) - 1) < 0.12


@pytest.mark.parametrize("name", ["log-out", "check"])
def test_a_picture_keeps_off_the_words_beside_it(name: str) -> None:
    for way, end in zip(BOTH, ("left", "right"), strict=True):
        QApplication.setLayoutDirection(way)
        image = icon(name, gap=True).pixmap(48, 48).toImage()
        side = image.height()
        words_at = range(side, image.width()) if end == "left" else range(image.width() - side)
        assert not any(image.pixelColor(x, y).alpha() for x in words_at for y in range(side))


def test_no_picture_that_points_to_a_side_is_forgotten() -> None:
    sides = ("left", "right", "undo", "redo", "log-")
    names = {path.stem for path in resources.path("icons").glob("*.svg")}
    assert {name for name in names if any(side in name for side in sides)} <= DIRECTED


@pytest.mark.parametrize("name", ["clock", "list-ordered", "search", "check"])
def test_others_stay_as_they_are(name: str) -> None:
    assert drawn(name, BOTH[0]) == drawn(name, BOTH[1])


@pytest.mark.parametrize("painter", [RowPainter, MemberPainter])
def test_rows_that_we_paint_begin_at_the_other_side(painter: type[QStyledItemDelegate]) -> None:
    model = QStandardItemModel()
    item = QStandardItem("سلام" if painter is MemberPainter else "Plan")
    item.setData("x", PreviewRole)
    item.setData("", ChangedRole)
    item.setData("check", PictureRole)
    model.appendRow(item)
    shares = []
    for way in BOTH:
        QApplication.setLayoutDirection(way)
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        option = QStyleOptionViewItem()
        option.rect, option.direction = QRect(0, 0, WIDTH, HEIGHT), way
        canvas = QPainter(image)
        painter().paint(canvas, option, model.index(0, 0))
        canvas.end()
        shares.append(share_at_start(image))
    assert shares[0] > 0.6 and abs(sum(shares) - 1) < 0.1


@pytest.mark.parametrize("way", BOTH)
def test_lines_that_say_what_came_of_something_begin_where_the_window_does(
    way: Qt.LayoutDirection, qtbot: QtBot
) -> None:
    QApplication.setLayoutDirection(way)
    report = Report("تعذرت قراءة هذه:")
    qtbot.addWidget(report)
    report.resize(WIDTH, HEIGHT)
    ink = share_of_dark(report.grab().toImage())
    assert ink > 0.9 if way == BOTH[0] else ink < 0.1


def share_of_dark(image: QImage) -> float:
    """Return how much of what is written, leaving out the edge, is in the left half."""
    ink = [
        x for x in range(8, image.width() - 8) for y in range(8, image.height() - 8)
        if image.pixelColor(x, y).lightness() < 100
    ]  # fmt: skip
    return sum(x < image.width() / 2 for x in ink) / len(ink)
