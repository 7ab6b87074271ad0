"""The shapes of countries: whole ones, each with a middle, none with a bar across the map."""

import json
from itertools import pairwise

import pytest

from desktop.models import worldmap
from desktop.models.worldmap import Shape


@pytest.fixture(scope="module")
def shapes() -> dict[str, Shape]:
    return {shape.code: shape for shape in worldmap.world() if shape.code}


def test_the_world_is_there_with_small_islands_too(shapes: dict[str, Shape]) -> None:
    assert len(shapes) > 230
    assert {"KE", "KM", "CV", "MV", "FJ", "PS", "EH", "XK", "SS", "ST"} <= shapes.keys()


def test_no_edge_is_longer_than_half_the_world(shapes: dict[str, Shape]) -> None:
    for shape in shapes.values():
        for ring in shape.rings:
            assert all(abs(one[0] - two[0]) <= 180 for one, two in pairwise(ring) if two[1] > -89)


def test_countries_on_both_sides_of_180_degrees_are_in_pieces_that_go_on(shapes: dict[str, Shape]) -> None:
    for code in ("RU", "FJ"):
        reach = [longitude for ring in shapes[code].rings for longitude, _ in ring]
        assert max(reach) > 180 or min(reach) < -180
    assert any(latitude == worldmap.POLE for ring in shapes["AQ"].rings for _, latitude in ring)


@pytest.mark.parametrize(("code", "where"), [("KE", (38, 1)), ("SN", (-14, 14)), ("FJ", (178, -18))])
def test_a_dot_stands_in_the_largest_part(
    shapes: dict[str, Shape], code: str, where: tuple[int, int]
) -> None:
    middle = shapes[code].middle
    assert abs(middle[0] - where[0]) < 2 and abs(middle[1] - where[1]) < 2


def test_a_shape_without_a_code_and_without_an_area_is_read_too() -> None:
    line = [[0, 0], [2, 0], [-2, 0]]
    topology = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [line],
        "objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {}}]}},
    }
    (shape,) = worldmap.read(json.dumps(topology))
    assert shape.code == "" and shape.rings == (((10, 20), (12, 20), (10, 20)),)
    assert shape.middle == pytest.approx((32 / 3, 20))
