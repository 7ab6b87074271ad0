"""Which part of the flat world a map shows, and how large."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

SQUEEZE = 0.82  # how wide a degree is beside how high: right at 35 degrees from the equator
TOP, BOTTOM = -84.0, 58.0  # what is shown of the world; the ice of the south holds nothing
WIDTH, HEIGHT = 360 * SQUEEZE, BOTTOM - TOP
WORLD = QRectF(-WIDTH / 2, TOP, WIDTH, HEIGHT)
CLOSEST = 60.0  # times the whole world
FITTED, AROUND = 24.0, 0.85  # of a small country, neighbours are seen, too; of each, the land around it


class Ground:
    """Places on the map are in degrees of latitude, from the crossing of both zero lines."""

    def __init__(self, frame: QRectF) -> None:
        self._frame = frame
        self._fitted: QRectF | None = None
        self.near = 1.0
        """How many times larger than the whole world."""
        self._middle = QPointF(0, (TOP + BOTTOM) / 2)

    @property
    def scale(self) -> float:
        """How many pixels a degree has."""
        return max(0.1, self._held_by(WORLD) * self.near)

    def resize(self, frame: QRectF) -> None:
        """Be shown in *frame*; a part that was looked at as a whole stays so."""
        self._frame = frame
        if self._fitted is not None:
            self.fit(self._fitted)
        self._stay_within()

    def fit(self, part: QRectF) -> None:
        """Show a part of the map as a whole, with some land around it."""
        self._fitted = part
        held, world = self._held_by(part), self._held_by(WORLD)
        self.near = min(FITTED, max(1.0, AROUND * held / world)) if world else 1.0
        self._middle = part.center()
        self._stay_within()

    def kept(self) -> Callable[[], None]:
        """Return the way back to what is seen now."""
        return partial(self._come_back, self.near, self._middle)

    def bring(self, place: QPointF) -> None:
        """Let *place* be seen: in the middle if it was not in the frame."""
        if not self._frame.contains(self.view().map(place)):
            self._middle = QPointF(place)
            self._stay_within()

    def zoom(self, factor: float, around: QPointF) -> None:
        self._fitted = None
        before = self.place(around)
        self.near = min(CLOSEST, max(1.0, self.near * factor))
        self._middle += before - self.place(around)
        self._stay_within()

    def move(self, pixels: QPointF) -> None:
        """Go with a hand that drags the map so far."""
        self._fitted = None
        self._middle -= pixels / self.scale
        self._stay_within()

    def show_world(self) -> None:
        self._fitted = None
        self.near = 1.0
        self._middle = QPointF(0, (TOP + BOTTOM) / 2)

    def view(self) -> QTransform:
        """Return how places on the map become pixels."""
        middle = self._frame.center()
        view = QTransform.fromTranslate(middle.x(), middle.y())
        view.scale(self.scale, self.scale)
        return view.translate(-self._middle.x(), -self._middle.y())

    def part(self, edge: float) -> QRectF:
        """Return the part of the map in the frame, and so many pixels around it."""
        return self.view().inverted()[0].mapRect(self._frame.adjusted(-edge, -edge, edge, edge))

    def place(self, pixel: QPointF) -> QPointF:
        return self._middle + (pixel - self._frame.center()) / self.scale

    def _come_back(self, near: float, middle: QPointF) -> None:
        self._fitted = None
        self.near, self._middle = near, middle
        self._stay_within()

    def _held_by(self, part: QRectF) -> float:
        """Return how many pixels a degree has where *part* just fits into the frame."""
        return min(self._frame.width() / part.width(), self._frame.height() / part.height())

    def _stay_within(self) -> None:
        x = _within(self._middle.x(), -WIDTH / 2, WIDTH / 2, self._frame.width() / self.scale / 2)
        y = _within(self._middle.y(), TOP, BOTTOM, self._frame.height() / self.scale / 2)
        self._middle = QPointF(x, y)


def _within(value: float, low: float, high: float, half: float) -> float:
    """Keep the edge of the world at the edge of the frame, or the world in the middle of it."""
    if low + half > high - half:
        return (low + high) / 2
    return min(high - half, max(low + half, value))
