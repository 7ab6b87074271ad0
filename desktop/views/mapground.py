"""Which part of the flat world a map shows, and how large."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

SQUEEZE = 0.82  # how wide a degree is beside how high: right at 35 degrees from the equator
TOP, BOTTOM = -84.0, 58.0  # what is shown of the world; the ice of the south holds nothing
WIDTH, HEIGHT = 360 * SQUEEZE, BOTTOM - TOP
WORLD = QRectF(-WIDTH / 2, TOP, WIDTH, HEIGHT)
CLOSEST = 60.0  # times the whole world


class Ground:
    """Places on the map are in degrees of latitude, from the crossing of both zero lines."""

    def __init__(self, frame: QRectF) -> None:
        self._frame = frame
        self._zoom = 1.0
        self._middle = QPointF(0, (TOP + BOTTOM) / 2)

    @property
    def scale(self) -> float:
        """How many pixels a degree has."""
        return max(0.1, min(self._frame.width() / WIDTH, self._frame.height() / HEIGHT) * self._zoom)

    def resize(self, frame: QRectF) -> None:
        self._frame = frame
        self._stay_within()

    def zoom(self, factor: float, around: QPointF) -> None:
        before = self.place(around)
        self._zoom = min(CLOSEST, max(1.0, self._zoom * factor))
        self._middle += before - self.place(around)
        self._stay_within()

    def move(self, pixels: QPointF) -> None:
        """Go with a hand that drags the map so far."""
        self._middle -= pixels / self.scale
        self._stay_within()

    def show_world(self) -> None:
        self._zoom = 1.0
        self._middle = QPointF(0, (TOP + BOTTOM) / 2)

    def view(self) -> QTransform:
        """Return how places on the map become pixels."""
        middle = self._frame.center()
        view = QTransform.fromTranslate(middle.x(), middle.y())
        view.scale(self.scale, self.scale)
        return view.translate(-self._middle.x(), -self._middle.y())

    def place(self, pixel: QPointF) -> QPointF:
        return self._middle + (pixel - self._frame.center()) / self.scale

    def _stay_within(self) -> None:
        x = _within(self._middle.x(), -WIDTH / 2, WIDTH / 2, self._frame.width() / self.scale / 2)
        y = _within(self._middle.y(), TOP, BOTTOM, self._frame.height() / self.scale / 2)
        self._middle = QPointF(x, y)


def _within(value: float, low: float, high: float, half: float) -> float:
    """Keep the edge of the world at the edge of the frame, or the world in the middle of it."""
    if low + half > high - half:
        return (low + high) / 2
    return min(high - half, max(low + half, value))
