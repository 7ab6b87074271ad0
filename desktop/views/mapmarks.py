"""Dots as they are painted: how large each is, where it stands, and which one is under a hand."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPen

from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em
from desktop.views.mapapart import apart
from desktop.views.mapdots import Dots
from desktop.views.mapground import Ground
from i18n import formats

LEAST, LEAST_EM = 12.0, 0.62  # pixels, or so much of a letter where these are large
MOST_MORE = 16.0  # pixels
EDGE = 4 * MOST_MORE  # how far outside of the frame a dot may stand that still reaches into it


class Marks:
    """Where dots stand is kept until ``arrange``, or until the map has another scale."""

    def __init__(self, dots: Dots, ground: Ground) -> None:
        self._dots, self._ground = dots, ground
        self.forget()

    def forget(self) -> None:
        """Measure anew: letters may have another size."""
        self._signs: dict[int, tuple[str, float]] = {}
        self.arrange()

    def arrange(self) -> None:
        """Find room anew: there are other dots."""
        self._shifts: tuple[float, dict[str, QPointF]] = 0.0, {}

    def paint(self, painter: QPainter, current: str) -> None:
        """Paint all dots in sight, the *current* one with a ring, and above the others."""
        painter.setFont(_small())
        shown = self._dots.shown
        for dot in sorted(self.seen(), key=lambda each: (each == current, -shown[each].count)):
            self._paint_dot(painter, dot, Role.Text if dot == current else None)

    def seen(self) -> list[str]:
        """Return the dots that are in the frame, or so near to its edge that a part of them is."""
        part = self._ground.part(EDGE)
        return [dot for dot in self._dots.shown if part.contains(self._dots.place(dot))]

    def centre(self, dot: str) -> QPointF:
        """Return where a dot is painted: beside its place where others are near."""
        view = self._ground.view()
        scale = view.m11()
        if self._shifts[0] != scale:
            mapped = {each: view.map(self._dots.place(each)) for each in self._dots.shown}
            dots = {each: (at.x(), at.y(), self._room(each)) for each, at in mapped.items()}
            self._shifts = scale, {each: QPointF(*by) for each, by in apart(dots).items()}
        return view.map(self._dots.place(dot)) + self._shifts[1].get(dot, QPointF())

    def at(self, place: QPointF) -> str:
        """Return the dot that is there, the nearest of several, or nothing."""
        near = {dot: self.centre(dot) - place for dot in self.seen()}
        far = {dot: math.hypot(gap.x(), gap.y()) for dot, gap in near.items()}
        hit = [dot for dot, distance in far.items() if distance <= self._sign(dot)[1] + 2]
        return min(hit, key=lambda dot: far[dot], default="")

    def _paint_dot(self, painter: QPainter, dot: str, ring: Role | None) -> None:
        centre, (said, radius) = self.centre(dot), self._sign(dot)
        rest = self._dots.is_rest(dot)
        painter.setPen(QPen(colour(ring or (Role.Accent if rest else Role.Base)), 3 if ring else 1.5))
        painter.setBrush(colour(Role.Base if rest else Role.Accent))
        painter.drawEllipse(centre, radius, radius)
        painter.setPen(colour(Role.Text if rest else Role.HighlightedText))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
        if self._dots.shown[dot].stale:
            side = round(min(em() * 0.9, radius * 1.1))  # the number beside it stays to be read
            corner = centre + QPointF(radius, -radius) * 0.75 - QPointF(side, side) / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.Base))
            painter.drawEllipse(QRectF(corner.x() - 1, corner.y() - 1, side + 2, side + 2))
            painter.drawPixmap(corner.toPoint(), pixmap("circle-help", side, Role.Text))

    def _room(self, dot: str) -> float:
        """Return the radius of a dot with its mark."""
        return self._sign(dot)[1] * (1.25 if self._dots.shown[dot].stale else 1)

    def _sign(self, dot: str) -> tuple[str, float]:
        """The number in a dot, and its radius: more make it larger; it holds a finger and its own number."""
        count = self._dots.shown[dot].count
        if count not in self._signs:
            said = formats.number(count)
            wide = QFontMetrics(_small()).horizontalAdvance(said)
            large = max(LEAST, LEAST_EM * em()) + min(2 * math.log2(count), MOST_MORE)
            self._signs[count] = (said, max(large, wide * 0.6 + 3))
        return self._signs[count]


def _small() -> QFont:
    small = QFont(QGuiApplication.font())
    small.setPixelSize(round(em() * 0.82))
    return small
