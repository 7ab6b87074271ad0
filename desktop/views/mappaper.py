"""Paints the map of the world, with a dot for each country or region; no line takes a position."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.spots import Gathered
from desktop.theme.icons import Role
from desktop.theme.look import colour
from desktop.views.mapdots import Dots
from desktop.views.mapground import Ground
from desktop.views.mapmarks import Marks
from desktop.views.mapworld import World
from i18n import tr


class MapPaper(QWidget):
    told = Signal(str)
    """The dot in the ring, in words; nothing where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Map"))
        self.dots, self.ground = Dots(), Ground(QRectF(self.rect()))
        self.marks = Marks(self.dots, self.ground)
        self.current = ""
        self._way_back: Callable[[], None] | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many items each dot has that is shown now."""
        return {each: dot.count for each, dot in self.dots.shown.items()}

    def set_world(self, world: World) -> None:
        self.dots.set_world(world)
        self._show_dots()

    def set_gathered(self, gathered: Gathered) -> None:
        """Show a dot for each country or region, with its number, and a mark where some are stale."""
        self.dots.set(gathered)
        self._show_dots()

    def has_place(self, code: str) -> bool:
        return code in self.dots.world.places

    def ring(self, dot: str) -> None:
        """Put a ring around a dot."""
        self.current = dot
        words = self.dots.words(dot) if dot in self.dots.shown else ""
        self.setAccessibleDescription(words)
        self.told.emit(words)
        self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Come closer by *factor*, and leave what is *around* where it is."""
        self.ground.zoom(factor, around or QRectF(self.rect()).center())
        self._show_dots()

    def show_world(self) -> None:
        self.ground.show_world()
        self._show_dots()

    def open(self, country: str) -> None:
        """Come near to a country, and see it region by region; with none, go back to what was seen."""
        if country and self._way_back is None:
            self._way_back = self.ground.kept()
        self.dots.opened = country
        reach = self.dots.reach(country)
        if reach is not None:
            self.ground.fit(reach)
        elif self._way_back is not None and not country:
            self._way_back()
            self._way_back = None
        self._show_dots()

    def _show_dots(self) -> None:
        if self.dots.come(self.ground.scale, self.ground.near):
            self.marks.arrange()
            self.ring(self.dots.instead(self.current) if self.current else "")
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ground.resize(QRectF(self.rect()))
        self._show_dots()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.marks.forget()

    # ------------------------------------------------------------ painting
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(Role.Window))
        self.dots.world.land.paint(painter, self.ground.view(), QRectF(self.rect()))
        self.marks.paint(painter, self.current)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(Role.Accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
