"""The shapes of countries out of TopoJSON, so that they can be painted on a flat map."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from babel.core import get_global

import resources
from sync.model.kinds import countries

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring: TypeAlias = tuple[Point, ...]
HALF, WHOLE, POLE = 180.0, 360.0, -90.0
OWN_CODES = {"XKX": "XK"}  # known by these letters, and not in the standard


@dataclass(frozen=True, slots=True)
class Shape:
    code: str
    """Of ISO 3166-1, two letters; nothing where there is none."""
    rings: tuple[Ring, ...]
    """Each in one piece: one that crosses 180 degrees goes on beyond it."""
    middle: Point
    """Where a dot for it stands: in its largest part."""
    main: Ring = ()
    """Its largest part."""


@cache
def world() -> tuple[Shape, ...]:
    return read(resources.text("map/world-50m.json"))


def read(text: str) -> tuple[Shape, ...]:
    """Return the countries of a topology, as `world-atlas` writes it."""
    topology = json.loads(text)
    arcs = [tuple(_absolute(arc, topology["transform"])) for arc in topology["arcs"]]
    return tuple(_shape(each, arcs) for each in topology["objects"]["countries"]["geometries"])


def _absolute(arc: Sequence[Sequence[int]], transform: Any) -> Iterator[Point]:
    """Arcs are kept as steps on a grid."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * wide + left, y * high + low


def _shape(geometry: Any, arcs: Sequence[Ring]) -> Shape:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = tuple(_whole(_joined(ring, arcs)) for polygon in polygons for ring in polygon)
    main = max(rings, key=lambda ring: abs(_area(ring)))
    return Shape(_code(geometry), rings, _middle(main), main)


def _code(geometry: Any) -> str:
    letters = geometry["properties"].get("a3", "")
    found = OWN_CODES.get(letters) or get_global("territory_aliases").get(letters, [""])[0]
    return found if found in countries.CODES else ""


def _joined(numbers: Iterable[int], arcs: Sequence[Ring]) -> list[Point]:
    """A negative number means an arc that is walked backwards; neighbours share an end."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _whole(points: Sequence[Point]) -> Ring:
    """Go on beyond 180 degrees instead of jumping back; what goes round a pole is closed there."""
    found: list[Point] = []
    turned = 0.0
    for longitude, latitude in points:
        if found:
            gone = longitude + turned - found[-1][0]
            turned += WHOLE if gone < -HALF else -WHOLE if gone > HALF else 0.0
        found.append((longitude + turned, latitude))
    if abs(found[-1][0] - found[0][0]) > HALF:
        found += [(found[-1][0], POLE), (found[0][0], POLE)]
    return tuple(found)


def _area(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def _middle(ring: Ring) -> Point:
    """The centre of mass, or of the corners where there is no mass."""
    area = _area(ring)
    if not area:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    pairs = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (6 * area)
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (6 * area)
    return (x + HALF) % WHOLE - HALF, y
