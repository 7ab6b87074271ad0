"""Makes `resources/map/regions.json` out of towns: for each first-level region a name and one point on land.

python packaging/regions.py TOWNS.csv > resources/map/regions.json

TOWNS.csv has the columns lat, lon, name, admin1, admin2 and cc, as GeoNames extracts have them.
"""

import csv
import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sync.model.kinds.countries import CODES  # noqa: E402

Point = tuple[float, float]


def towns(path: Path) -> dict[str, dict[str, list[Point]]]:
    """Return longitude and latitude of all towns, by country and region, but of those that name no region."""
    found: dict[str, dict[str, list[Point]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["admin1"].strip() and row["cc"] in CODES:
                regions = found.setdefault(row["cc"], {})
                regions.setdefault(row["admin1"].strip(), []).append((float(row["lon"]), float(row["lat"])))
    return found


def central(points: Sequence[Point]) -> Point:
    """Return the town that is nearest to the middle of all towns on the globe."""
    middle = [sum(axis) for axis in zip(*map(on_globe, points), strict=True)]
    return min(sorted(points), key=lambda each: math.dist(on_globe(each), scaled(middle)))


def on_globe(point: Point) -> tuple[float, float, float]:
    longitude, latitude = map(math.radians, point)
    return (
        math.cos(latitude) * math.cos(longitude),
        math.cos(latitude) * math.sin(longitude),
        math.sin(latitude),
    )


def scaled(middle: Iterable[float]) -> list[float]:
    axes = list(middle)
    length = math.hypot(*axes) or 1.0
    return [axis / length for axis in axes]


def written(found: dict[str, dict[str, list[Point]]]) -> str:
    """Return one line for each country, in the order of codes and names."""
    lines = []
    for code in sorted(found):
        named = {name: rounded(central(found[code][name])) for name in sorted(found[code])}
        lines.append(f"{json.dumps(code)}:{json.dumps(named, ensure_ascii=False, separators=(',', ':'))}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def rounded(point: Point) -> list[float]:
    return [round(axis, 2) for axis in point]


if __name__ == "__main__":
    sys.stdout.write(written(towns(Path(sys.argv[1]))))
