"""The map of the world under one's hands: dragged, zoomed, and walked over by keys."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from typing_extensions import override

from desktop.theme import parts
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
        self.note = ""
        """What is said of the map where it has no dot."""
        self._held: QPointF | None = None
        self._moved = False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self._moved = event.position(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._held is None:
            over = (
                Qt.CursorShape.PointingHandCursor if self.marks.at(place) else Qt.CursorShape.OpenHandCursor
            )
            self.setCursor(over)
            return
        gone = place - self._held
        if self._moved or gone.manhattanLength() > em() / 2:
            self._moved, self._held = True, place
            self.ground.move(gone)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dot = "" if self._moved else self.marks.at(event.position())
        self._held = None
        if dot:
            self.ring(dot)
            self.chosen.emit(dot)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(STEP ** (event.angleDelta().y() / TURN), event.position())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WAYS:
            self._go(self._next(*WAYS[key]))
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

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            dot = self.marks.at(QPointF(event.pos()))
            parts.tip(self, self.dots.words(dot) if dot else self.note)
        return super().event(event)

    def _go(self, dot: str) -> None:
        """Mark a dot, and let it be seen."""
        if dot:
            self.ground.bring(self.dots.place(dot))
        self.ring(dot)

    def _next(self, right: int, down: int) -> str:
        """Return the nearest dot in that direction; the largest one in sight when none is marked yet."""
        shown = self.dots.shown
        if self.current not in shown:
            return self.dots.largest(self.marks.seen()) or self.dots.largest(shown)
        here = self.marks.centre(self.current)
        ahead: dict[str, float] = {}
        for dot in shown:
            gap = self.marks.centre(dot) - here
            along, aside = gap.x() * right + gap.y() * down, abs(gap.x() * down) + abs(gap.y() * right)
            if along > 0 and aside <= 2 * along:
                ahead[dot] = along + 2 * aside
        return min(ahead, key=lambda dot: ahead[dot], default=self.current)
