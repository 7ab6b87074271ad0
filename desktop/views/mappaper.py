"""Paints the map of the world, with a dot for each country that has something; no line takes a position."""

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.worldmap import Shape
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em
from desktop.views.mapground import SQUEEZE, WORLD, Ground
from i18n import formats, named, tr, tr_n

MOST_MORE = 16.0  # pixels


class MapPaper(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Map"))
        self._land: list[tuple[QPainterPath, QRectF]] = []
        self.places: dict[str, QPointF] = {}
        self.counts: Mapping[str, int] = {}
        self.stale: Mapping[str, int] = {}
        self.ground = Ground(QRectF(self.rect()))
        self.current = ""

    def set_world(self, shapes: Sequence[Shape]) -> None:
        self._land = [(path, path.boundingRect()) for path in map(_path, shapes)]
        self.places = {shape.code: _point(*shape.middle) for shape in shapes if shape.code}
        self.update()

    def set_counts(self, counts: Mapping[str, int], stale: Mapping[str, int] | None = None) -> None:
        """Show a dot for each of these countries, with its number, and a mark where some are *stale*."""
        self.stale = stale or {}
        self.counts = {code: count for code, count in counts.items() if code in self.places}
        self.ring(self.current if self.current in self.counts else "")

    def has_place(self, code: str) -> bool:
        return code in self.places

    def ring(self, code: str) -> None:
        """Put a ring around the dot of a country."""
        self.current = code
        count = self.counts.get(code)
        said = [] if count is None else [named.country(code), formats.number(count), self._stale_words(code)]
        self.setAccessibleDescription(", ".join(filter(None, said)))
        self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Come closer by *factor*, and leave what is *around* where it is."""
        self.ground.zoom(factor, around or QRectF(self.rect()).center())
        self.update()

    def show_world(self) -> None:
        self.ground.show_world()
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ground.resize(QRectF(self.rect()))

    # ------------------------------------------------------------ painting
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(Role.Window))
        self._paint_land(painter)
        for code in sorted(self.counts, key=lambda each: (each == self.current, -self.counts[each])):
            self._paint_dot(painter, code)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(Role.Accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_land(self, painter: QPainter) -> None:
        view = self.ground.view()
        seen = view.inverted()[0].mapRect(QRectF(self.rect()))
        pen = QPen(colour(Role.Window), 1)
        pen.setCosmetic(True)
        painter.save()
        painter.setTransform(view)
        painter.setPen(pen)
        painter.setBrush(colour(Role.Mid))
        painter.setClipRect(WORLD)
        for path, bounds in self._land:
            for turn in (-360 * SQUEEZE, 0.0, 360 * SQUEEZE):
                if bounds.translated(turn, 0).intersects(seen):
                    painter.drawPath(path.translated(turn, 0) if turn else path)
        painter.restore()

    def _paint_dot(self, painter: QPainter, code: str) -> None:
        centre, radius = self.ground.view().map(self.places[code]), self._radius(code)
        marked = code == self.current
        painter.setPen(QPen(colour(Role.Text if marked else Role.Base), 3 if marked else 1.5))
        painter.setBrush(colour(Role.Accent))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(colour(Role.HighlightedText))
        painter.setFont(self._small())
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, formats.number(self.counts[code]))
        if self.stale.get(code):
            side = round(em() * 0.9)
            corner = centre + QPointF(radius, -radius) * 0.75 - QPointF(side, side) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.Base))
            painter.drawEllipse(QRectF(corner.x() - 1, corner.y() - 1, side + 2, side + 2))
            painter.drawPixmap(corner.toPoint(), pixmap("circle-help", side, Role.Text))

    def _stale_words(self, code: str) -> str:
        count = self.stale.get(code, 0)
        return tr_n("{count} to be confirmed", "{count} to be confirmed", count) if count else ""

    def _radius(self, code: str) -> float:
        """More make a larger dot; it is never smaller than a finger or its own number needs."""
        count = self.counts[code]
        said = QFontMetrics(self._small()).horizontalAdvance(formats.number(count))
        return max(12.0 + min(2 * math.log2(count), MOST_MORE), said * 0.6 + 3)

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPixelSize(round(em() * 0.82))
        return small

    def dot_at(self, place: QPointF) -> str:
        """Return the country whose dot is there, the nearest of several, or nothing."""
        view = self.ground.view()
        near = {code: view.map(self.places[code]) - place for code in self.counts}
        far = {code: math.hypot(gap.x(), gap.y()) for code, gap in near.items()}
        hit = [code for code, distance in far.items() if distance <= self._radius(code) + 2]
        return min(hit, key=lambda code: far[code], default="")


def _point(longitude: float, latitude: float) -> QPointF:
    return QPointF(longitude * SQUEEZE, -latitude)


def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in shape.rings:
        path.addPolygon(QPolygonF([_point(*point) for point in ring]))
    return path
