"""The land of the map as paths: coarse while the whole world is seen, fine from near."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF, QTransform

from desktop.models.worldmap import Ring, Shape
from desktop.theme.icons import Role
from desktop.theme.look import colour
from desktop.views.mapground import SQUEEZE, WORLD

COARSE = 0.25  # degrees between corners of a coast
NEAR = 5.0  # pixels for a degree, from where on a corner more would be seen
SMALLEST = 4  # corners of a ring that is still a piece of land
TURNS = (-360 * SQUEEZE, 0.0, 360 * SQUEEZE)


class Land:
    """Made away from the window's thread: there are 75,000 corners."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._fine = [_Piece(shape.rings) for shape in shapes]
        self._coarse = [_Piece([_thinned(ring) for ring in shape.rings]) for shape in shapes]

    def paint(self, painter: QPainter, view: QTransform, frame: QRectF) -> None:
        seen = view.inverted()[0].mapRect(frame)
        pen = QPen(colour(Role.Window), 1)
        pen.setCosmetic(True)
        painter.save()
        painter.setTransform(view)
        painter.setPen(pen)
        painter.setBrush(colour(Role.Mid))
        painter.setClipRect(WORLD)
        for piece in self._coarse if view.m11() < NEAR else self._fine:
            piece.paint(painter, seen)
        painter.restore()


class _Piece:
    def __init__(self, rings: Sequence[Ring]) -> None:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in rings:
            path.addPolygon(QPolygonF([point(*corner) for corner in ring]))
        self._path, self._bounds = path, path.boundingRect()

    def paint(self, painter: QPainter, seen: QRectF) -> None:
        for turn in TURNS:
            if self._bounds.translated(turn, 0).intersects(seen):
                painter.drawPath(self._path.translated(turn, 0) if turn else self._path)


def point(longitude: float, latitude: float) -> QPointF:
    """Return where a place is on the flat map."""
    return QPointF(longitude * SQUEEZE, -latitude)


def _thinned(ring: Ring) -> Ring:
    """Leave out corners that are next to the one before; small islands stay as they are."""
    kept = list(ring[:1])
    for corner in ring[1:-1]:
        if max(abs(corner[0] - kept[-1][0]), abs(corner[1] - kept[-1][1])) >= COARSE:
            kept.append(corner)
    kept += ring[-1:]
    return tuple(kept) if len(kept) >= SMALLEST else ring
