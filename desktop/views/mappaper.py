"""Paints the map of the world, with a dot for each country that has something; no line takes a position."""

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.worldmap import Shape
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em
from desktop.views.mapapart import apart
from desktop.views.mapground import Ground
from desktop.views.mapland import Land, point
from i18n import formats, named, tr, tr_n

MOST_MORE = 16.0  # pixels


class MapPaper(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Map"))
        self._land = Land(())
        self._signs: dict[str, tuple[str, float]] = {}
        self._shifts: tuple[float, dict[str, QPointF]] = 0.0, {}
        self.places: dict[str, QPointF] = {}
        self.counts: Mapping[str, int] = {}
        self.stale: Mapping[str, int] = {}
        self.ground = Ground(QRectF(self.rect()))
        self.current = ""

    def set_world(self, shapes: Sequence[Shape], land: Land) -> None:
        self._land = land
        self.places = {shape.code: point(*shape.middle) for shape in shapes if shape.code}
        self.update()

    def set_counts(self, counts: Mapping[str, int], stale: Mapping[str, int] | None = None) -> None:
        """Show a dot for each of these countries, with its number, and a mark where some are *stale*."""
        self.stale = stale or {}
        self._forget_signs()
        self.counts = {code: count for code, count in counts.items() if code in self.places}
        self.ring(self.current if self.current in self.counts else "")

    def has_place(self, code: str) -> bool:
        return code in self.places

    def ring(self, code: str) -> None:
        """Put a ring around the dot of a country."""
        self.current = code
        count = self.counts.get(code)
        said = [] if count is None else [named.country(code), formats.number(count), self._stale_words(code)]
        self.setAccessibleDescription(", ".join(filter(None, said)))
        self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Come closer by *factor*, and leave what is *around* where it is."""
        self.ground.zoom(factor, around or QRectF(self.rect()).center())
        self.update()

    def show_world(self) -> None:
        self.ground.show_world()
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ground.resize(QRectF(self.rect()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._forget_signs()  # letters may have another size now

    def _forget_signs(self) -> None:
        self._signs, self._shifts = {}, (0.0, {})

    # ------------------------------------------------------------ painting
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(Role.Window))
        self._land.paint(painter, self.ground.view(), QRectF(self.rect()))
        painter.setFont(self._small())
        for code in sorted(self.counts, key=lambda each: (each == self.current, -self.counts[each])):
            self._paint_dot(painter, code)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(Role.Accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_dot(self, painter: QPainter, code: str) -> None:
        centre, (said, radius) = self.centre(code), self._sign(code)
        marked = code == self.current
        painter.setPen(QPen(colour(Role.Text if marked else Role.Base), 3 if marked else 1.5))
        painter.setBrush(colour(Role.Accent))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(colour(Role.HighlightedText))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
        if self.stale.get(code):
            side = round(min(em() * 0.9, radius * 1.1))  # the number beside it stays to be read
            corner = centre + QPointF(radius, -radius) * 0.75 - QPointF(side, side) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.Base))
            painter.drawEllipse(QRectF(corner.x() - 1, corner.y() - 1, side + 2, side + 2))
            painter.drawPixmap(corner.toPoint(), pixmap("circle-help", side, Role.Text))

    def centre(self, code: str) -> QPointF:
        """Return where the dot of a country is painted: beside its place where others are near."""
        view = self.ground.view()
        scale = view.m11()
        if self._shifts[0] != scale:
            mapped = {each: view.map(self.places[each]) for each in self.counts}
            dots = {each: (at.x(), at.y(), self._room(each)) for each, at in mapped.items()}
            self._shifts = scale, {each: QPointF(*by) for each, by in apart(dots).items()}
        return view.map(self.places[code]) + self._shifts[1].get(code, QPointF())

    def _room(self, code: str) -> float:
        """Return the radius of a dot with its mark."""
        return self._sign(code)[1] * (1.25 if self.stale.get(code) else 1)

    def _stale_words(self, code: str) -> str:
        count = self.stale.get(code, 0)
        return tr_n("{count} to be confirmed", "{count} to be confirmed", count) if count else ""

    def _sign(self, code: str) -> tuple[str, float]:
        """The number in a dot, and its radius: more make it larger; it holds a finger and its own number."""
        if code not in self._signs:
            count = self.counts[code]
            said = formats.number(count)
            wide = QFontMetrics(self._small()).horizontalAdvance(said)
            large = 12.0 + min(2 * math.log2(count), MOST_MORE)
            self._signs[code] = (said, max(large, wide * 0.6 + 3))
        return self._signs[code]

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPixelSize(round(em() * 0.82))
        return small

    def dot_at(self, place: QPointF) -> str:
        """Return the country whose dot is there, the nearest of several, or nothing."""
        near = {code: self.centre(code) - place for code in self.counts}
        far = {code: math.hypot(gap.x(), gap.y()) for code, gap in near.items()}
        hit = [code for code, distance in far.items() if distance <= self._sign(code)[1] + 2]
        return min(hit, key=lambda code: far[code], default="")
