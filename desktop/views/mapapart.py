"""Moves dots that would lie over each other apart, so that the number in each can be read."""

import math
from collections.abc import Mapping

ROUNDS, MOVES = 12, 600
"""How often all are moved at most, and how many dots in all, so that nobody waits for it."""
GAP, FURTHEST = 2.0, 1.6
"""The pixels between two, and the radii that a dot may go from its place."""

Dot = tuple[float, float, float]
"""Across, down, and radius, in pixels."""
Pair = tuple[str, str]


def apart(dots: Mapping[str, Dot]) -> dict[str, tuple[float, float]]:
    """Return how far each dot goes across and down; where there are too many, some still overlap."""
    now = {code: [across, down] for code, (across, down, _) in dots.items()}
    reach = 2 * max((radius for *_, radius in dots.values()), default=0) + GAP
    for _ in range(min(ROUNDS, MOVES // max(1, len(dots)) + 1)):
        if not _pushed(now, dots, reach):
            break
    return {code: (now[code][0] - dots[code][0], now[code][1] - dots[code][1]) for code in dots}


def _pushed(now: dict[str, list[float]], dots: Mapping[str, Dot], reach: float) -> bool:
    """Push each pair that overlaps, and say whether there was one."""
    order = sorted(now, key=lambda code: now[code][0])
    any_pushed = False
    for place, one in enumerate(order):
        for beside in range(place + 1, len(order)):
            other = order[beside]
            across, down = now[other][0] - now[one][0], now[other][1] - now[one][1]
            if across >= reach:
                break
            if abs(down) < reach and _push((one, other), (across, down), now, dots):
                any_pushed = True
    return any_pushed


def _push(pair: Pair, gap: tuple[float, float], now: dict[str, list[float]], dots: Mapping[str, Dot]) -> bool:
    far, wanted = math.hypot(*gap), dots[pair[0]][2] + dots[pair[1]][2] + GAP
    if far >= wanted:
        return False
    way = (gap[0] / far, gap[1] / far) if far else (1.0, 0.0)
    for code, sign in zip(pair, (-0.5, 0.5), strict=True):
        _move(now[code], dots[code], way, sign * (wanted - far))
    return True


def _move(now: list[float], dot: Dot, way: tuple[float, float], by: float) -> None:
    """Move a dot, but no further than it may go."""
    across, down = (now[side] + by * way[side] - dot[side] for side in (0, 1))
    part = min(1.0, FURTHEST * dot[2] / (math.hypot(across, down) or 1.0))
    now[:] = dot[0] + across * part, dot[1] + down * part
