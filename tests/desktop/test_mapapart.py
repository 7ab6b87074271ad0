"""Dots of neighbours on the map do not hide each other's numbers."""

import math

from desktop.views.mapapart import FURTHEST, GAP, apart


def moved(dots: dict[str, tuple[float, float, float]]) -> dict[str, tuple[float, float]]:
    return {code: (dots[code][0] + by[0], dots[code][1] + by[1]) for code, by in apart(dots).items()}


def test_dots_that_lie_over_each_other_are_moved_apart() -> None:
    dots = {"KE": (100.0, 100.0, 12.0), "UG": (92.0, 97.0, 12.0), "RW": (90.0, 104.0, 12.0)}
    there = list(moved(dots).values())
    gaps = [math.dist(one, other) for one in there for other in there if one != other]
    assert min(gaps) > 24 + GAP / 2


def test_two_in_one_place_go_aside_and_those_far_off_stay() -> None:
    dots = {"A": (10.0, 10.0, 8.0), "B": (10.0, 10.0, 8.0), "C": (300.0, 10.0, 8.0)}
    there = moved(dots)
    assert math.dist(there["A"], there["B"]) >= 16
    assert there["C"] == (300.0, 10.0)
    assert apart({}) == {}


def test_no_dot_goes_far_from_its_place_however_many_there_are() -> None:
    dots = {str(number): (50.0 + number % 3, 50.0, 12.0) for number in range(40)}
    assert max(math.hypot(*by) for by in apart(dots).values()) <= FURTHEST * 12 + 0.001
