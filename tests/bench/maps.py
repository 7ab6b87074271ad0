"""How long the map of 5,000 programmes takes to be there, and each picture while it is moved; run by hand.

python tests/bench/maps.py [--programmes 5000] [--pictures 200]
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from PySide6.QtCore import QPointF, QRectF  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from crypto.passphrase import FLOOR  # noqa: E402
from desktop.application import collecting  # noqa: E402
from desktop.models import regions  # noqa: E402
from desktop.models.preferences import Preferences  # noqa: E402
from desktop.tour.stage import WORDS, Stage, Stuck, settle, until  # noqa: E402
from desktop.views import mapworld  # noqa: E402
from desktop.views.map import MapLook  # noqa: E402
from desktop.views.mapcanvas import STEP, MapCanvas  # noqa: E402
from desktop.views.mapland import point  # noqa: E402
from sync.engine import session  # noqa: E402
from sync.model.kinds.countries import CODES  # noqa: E402

NOW = Preferences(scheme="light")
SECOND = 1_000  # milliseconds
NEARER = STEP**0.25


def filled(home: Path, count: int) -> str:
    """Write a notebook with *count* programmes everywhere, three of four in a region; return its space."""
    one = session.create(home, WORDS, name="A", cost=FLOOR)
    space = one.spaces.new("Field team").id
    codes = sorted(CODES)
    for number in range(count):
        places = {placed(codes[number % len(codes)], number), placed(codes[number * 7 % 40], number)}
        fields = {"title": f"Programme {number}", "places": "\n".join(sorted(places)), "tags": "water"}
        one.items.new(space, "programme", fields)
    one.close()
    return space


def placed(code: str, number: int) -> str:
    known = regions.of(code)
    return known[number % len(known)].id if known and number % 4 else code


def painted(canvas: MapCanvas, work: Callable[[], object]) -> float:
    """Return the milliseconds that a change takes until it is drawn."""
    began = time.perf_counter()
    work()
    canvas.repaint()
    return (time.perf_counter() - began) * SECOND


def told(what: str, times: list[float]) -> None:
    late = statistics.quantiles(times, n=20)[-1]
    print(
        f"{what}: {statistics.median(times):.1f} ms, 95 % within {late:.1f} ms, longest {max(times):.1f} ms"
    )


def measured(stage: Stage, pictures: int) -> None:
    stage.window.choose_section("programme")
    until(lambda: stage.window.desk.section == "programme")
    began = time.perf_counter()
    stage.window.desk.looks.turn(looked=True)
    look = stage.window.desk.looks.look
    if not isinstance(look, MapLook):
        raise Stuck
    canvas = look.canvas
    until(lambda: bool(canvas.counts) and canvas.isVisible())
    canvas.repaint()
    print(f"from the click to the map drawn: {(time.perf_counter() - began) * SECOND:.0f} ms")
    told("reading land, countries and regions", [timed(mapworld.read.__wrapped__) for _ in range(5)])
    settle(0.5)
    way = [QPointF(7, 3) if step % 50 < 25 else QPointF(-7, -3) for step in range(pictures)]
    told(
        "a picture while the whole world is dragged",
        [painted(canvas, partial(drag, canvas, by)) for by in way],
    )
    told(
        "a picture while it comes nearer", [painted(canvas, partial(canvas.zoom, NEARER)) for _ in range(24)]
    )
    told(
        "a picture while what is near is dragged", [painted(canvas, partial(drag, canvas, by)) for by in way]
    )

    nearer(canvas, way)
    look.open_country("US")
    canvas.repaint()
    told("a picture while a country is dragged", [painted(canvas, partial(drag, canvas, by)) for by in way])


def nearer(canvas: MapCanvas, way: list[QPointF]) -> None:
    """Look at Europe from where all its regions are dots."""
    canvas.show_world()
    canvas.ground.fit(QRectF(point(-10, 62), point(35, 35)))
    canvas.zoom(1)
    settle(0.2)
    told(
        f"a picture over {len(canvas.marks.seen())} of {len(canvas.counts)} dots",
        [painted(canvas, partial(drag, canvas, by)) for by in way],
    )
    told(
        "a step with the wheel there",
        [painted(canvas, partial(canvas.zoom, factor)) for factor in (STEP, 1 / STEP) * 8],
    )
    told(
        "finding the dot under a hand there",
        [timed(partial(canvas.marks.at, QPointF(300, 300))) for _ in way],
    )


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * SECOND


def drag(canvas: MapCanvas, by: QPointF) -> None:
    canvas.ground.move(by)
    canvas.update()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--programmes", type=int, default=5_000)
    asked.add_argument("--pictures", type=int, default=200)
    given = asked.parse_args()
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    collecting.Collector(app)
    with tempfile.TemporaryDirectory() as place:
        space = filled(Path(place) / "book", given.programmes)
        stage = Stage(app, Path(place) / "book", NOW)
        stage.window.resize(1440, 900)
        stage.open_space(space)
        settle(0.5)
        measured(stage, given.pictures)
        stage.close()


if __name__ == "__main__":
    main()
