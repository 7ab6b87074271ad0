"""The world as the map paints it: the land, where dots stand, and how far each country reaches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from desktop.models import regions, worldmap
from desktop.models.regions import Region
from desktop.models.worldmap import Shape
from desktop.views.mapland import Land, point

SMALLEST = 1.0  # degrees: what is smaller is shown with what is around it


@dataclass(frozen=True, slots=True)
class World:
    land: Land = field(default_factory=lambda: Land(()))
    places: Mapping[str, QPointF] = field(default_factory=dict)
    """Where the dot of a country stands, by its letters, and that of a region, by its id."""
    reach: Mapping[str, QRectF] = field(default_factory=dict)
    """Around the largest part of each country."""


@cache
def read() -> World:
    """Read the files of the map; it takes too long for Qt's thread."""
    shapes, known = worldmap.world(), regions.known()
    drawn = {shape.code: shape for shape in shapes if shape.code}
    places = {region.id: point(*region.place) for each in known.values() for region in each}
    places |= {code: _middle(each) for code, each in known.items()}  # small territories have no shape
    places |= {code: point(*shape.middle) for code, shape in drawn.items()}
    reach = {code: around(_corners(shape)) for code, shape in drawn.items()}
    return World(Land(shapes), places, reach)


def around(points: Sequence[QPointF]) -> QRectF:
    """Return the box that all *points* are in, not too small to be looked at."""
    box = QPolygonF(points).boundingRect()
    more = max(0.0, SMALLEST - box.width()) / 2, max(0.0, SMALLEST - box.height()) / 2
    return box.adjusted(-more[0], -more[1], more[0], more[1])


def _corners(shape: Shape) -> Sequence[QPointF]:
    return [point(*corner) for corner in shape.main]


def _middle(known: Iterable[Region]) -> QPointF:
    points = [point(*region.place) for region in known]
    return sum(points, QPointF()) / len(points)
