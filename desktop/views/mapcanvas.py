"""The map of the world under one's hands: dragged, zoomed, and walked over by keys."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from typing_extensions import override

from desktop.theme.look import em
from desktop.views.mappaper import MapPaper

STEP = 1.5
TURN = 120  # of a wheel, one notch
Key = Qt.Key
WAYS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}


class MapCanvas(MapPaper):
    """Drag or wheel to move; arrow keys go from dot to dot, Enter opens, + and - zoom."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._held: QPointF | None = None
        self._moved = False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self._moved = event.position(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._held is None:
            over = Qt.CursorShape.PointingHandCursor if self.dot_at(place) else Qt.CursorShape.OpenHandCursor
            self.setCursor(over)
            return
        gone = place - self._held
        if self._moved or gone.manhattanLength() > em() / 2:
            self._moved, self._held = True, place
            self.ground.move(gone)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        code = "" if self._moved else self.dot_at(event.position())
        self._held = None
        if code:
            self.ring(code)
            self.chosen.emit(code)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(STEP ** (event.angleDelta().y() / TURN), event.position())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WAYS:
            self.ring(self._next(*WAYS[key]))
        elif key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space) and self.current:
            self.chosen.emit(self.current)
        elif key in (Key.Key_Plus, Key.Key_Equal):
            self.zoom(STEP)
        elif key == Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key == Key.Key_Home:
            self.show_world()
        else:
            super().keyPressEvent(event)

    def _next(self, right: int, down: int) -> str:
        """Return the nearest dot in that direction; the first one when none is marked yet."""
        if self.current not in self.counts:
            return max(self.counts, key=lambda code: self.counts[code], default="")
        here = self.places[self.current]
        ahead: dict[str, float] = {}
        for code in self.counts:
            gap = self.places[code] - here
            along, aside = gap.x() * right + gap.y() * down, abs(gap.x() * down) + abs(gap.y() * right)
            if along > 0 and aside <= 2 * along:
                ahead[code] = along + 2 * aside
        return min(ahead, key=lambda code: ahead[code], default=self.current)
