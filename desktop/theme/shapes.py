"""Draws boxes to tick and rings of focus, so that they can be seen on every ground and grow with the text."""

from typing import TypeGuard

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QMenu, QProxyStyle, QPushButton, QStyle, QStyleHintReturn, QStyleOption, QWidget
from typing_extensions import override

from desktop.theme.icons import Role

Primitive = QStyle.PrimitiveElement
Metric = QStyle.PixelMetric
INDICATORS = frozenset({
    Metric.PM_IndicatorWidth,
    Metric.PM_IndicatorHeight,
    Metric.PM_ExclusiveIndicatorWidth,
    Metric.PM_ExclusiveIndicatorHeight,
})  # fmt: skip
ARROWS = {Primitive.PE_IndicatorArrowRight: 1, Primitive.PE_IndicatorArrowLeft: -1}
GAPS = frozenset({Metric.PM_CheckBoxLabelSpacing, Metric.PM_RadioButtonLabelSpacing})


class Shapes(QProxyStyle):
    """Fusion draws the edges of boxes darker than the window, which on a dark one is nothing."""

    def __init__(self, em: int, *, still: bool = False) -> None:
        super().__init__("Fusion")
        self._em, self._still = em, still

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if self._still and hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        if hint == QStyle.StyleHint.SH_Menu_Scrollable:
            return 1  # a long menu scrolls; columns would be wider than a small screen
        return super().styleHint(hint, option, widget, returnData)

    @override
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in INDICATORS:
            return round(self._em * 1.25)
        if metric in GAPS:
            return round(self._em * 0.6)
        if metric == Metric.PM_SmallIconSize:
            return round(self._em * 1.15)
        return super().pixelMetric(metric, option, widget)

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element in (Primitive.PE_IndicatorCheckBox, Primitive.PE_IndicatorRadioButton):
            _indicator(option, painter, is_round=element == Primitive.PE_IndicatorRadioButton)
        elif element == Primitive.PE_IndicatorMenuCheckMark:
            _tick(option, painter, self._em)
        elif element in ARROWS and isinstance(widget, QMenu):
            _arrow(option, painter, self._em, ARROWS[element])
        elif element == Primitive.PE_FrameFocusRect and _is_primary(widget):
            _ring_inside(option, painter, widget)
        else:
            super().drawPrimitive(element, option, painter, widget)


def _is_primary(widget: QWidget | None) -> TypeGuard[QPushButton]:
    return isinstance(widget, QPushButton) and widget.property("role") == "primary"


def _ring_inside(option: QStyleOption, painter: QPainter, button: QPushButton) -> None:
    """Draw the ring of a button that is all of one colour: within its edge, and off its words."""
    room = QRectF(button.rect()).adjusted(4, 4, -4, -4)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(option.palette.color(Role.HighlightedText), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room, 5, 5)
    painter.restore()


def _indicator(option: QStyleOption, painter: QPainter, *, is_round: bool) -> None:
    colours = option.palette
    on = bool(option.state & QStyle.StateFlag.State_On)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    room = QRectF(option.rect)
    box = room.adjusted(4, 4, -4, -4) if focused else room.adjusted(2, 2, -2, -2)
    radius = box.width() / 2 if is_round else box.width() / 5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if focused:
        _ring(painter, room.adjusted(1, 1, -1, -1), colours.color(Role.Accent), is_round=is_round)
    edge = colours.color(Role.Accent if on or focused else Role.Shadow)
    painter.setPen(QPen(edge, 1.5))
    painter.setBrush(colours.color(Role.Accent) if on else colours.color(Role.Base))
    painter.drawRoundedRect(box, radius, radius)
    if on:
        _mark(painter, box, colours.color(Role.HighlightedText), is_round=is_round)
    painter.restore()


def _ring(painter: QPainter, room: QRectF, colour: QColor, *, is_round: bool) -> None:
    """Draw the ring that says where the keyboard is."""
    radius = room.width() / 2 if is_round else room.width() / 4
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room, radius, radius)


def _tick(option: QStyleOption, painter: QPainter, em: int) -> None:
    """Draw the tick of what is chosen in a menu."""
    box = QRectF(0, 0, em, em)
    box.moveCenter(QRectF(option.rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _mark(painter, box, option.palette.color(Role.Text), is_round=False)
    painter.restore()


def _arrow(option: QStyleOption, painter: QPainter, em: int, way: int) -> None:
    """Draw what says that a menu goes on beside itself: to the right, or where *way* is -1 to the left."""
    middle, reach = QRectF(option.rect).center(), em * 0.15
    pen = QPen(option.palette.color(Role.Text), em / 10)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    steps = ((-way, -2.0), (way, 0.0), (-way, 2.0))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([middle + QPointF(x, y) * reach for x, y in steps]))
    painter.restore()


def _mark(painter: QPainter, box: QRectF, colour: QColor, *, is_round: bool) -> None:
    side = box.width()
    if is_round:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(box.center(), side / 5, side / 5)
        return
    pen = QPen(colour, side / 8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = ((0.24, 0.53), (0.43, 0.72), (0.77, 0.32))
    painter.drawPolyline(QPolygonF([QPointF(box.left() + x * side, box.top() + y * side) for x, y in points]))
