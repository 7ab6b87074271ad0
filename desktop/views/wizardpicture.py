"""The one picture of the first run: two laptops, and between them a package that stays locked."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em, space
from i18n import tr


class Picture(QWidget):
    """Painted of our own icons, so that it has the colours and the fineness of everything else."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Two laptops, and between them a package that only they can open."))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(6.5 * em()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(18 * em(), round(6.5 * em()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(Role.AlternateBase))
        painter.drawRoundedRect(QRectF(self.rect()), space(3), space(3))
        middle = self.height() / 2
        away = min(self.width() * 0.36, 9.0 * em())
        centres = [QPointF(self.width() / 2 + side * away, middle) for side in (-1, 0, 1)]
        self._draw_way(painter, centres)
        for centre in (centres[0], centres[2]):
            self._draw(painter, "laptop", centre, round(3.4 * em()), Role.WindowText)
            above = centre - QPointF(0, round(0.25 * em()))
            self._draw(painter, "user", above, round(1.2 * em()), Role.Accent)
        self._draw_parcel(painter, centres[1])
        painter.end()

    def _draw_way(self, painter: QPainter, centres: list[QPointF]) -> None:
        pen = QPen(colour(Role.Shadow), max(1.5, em() / 10), Qt.PenStyle.DotLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(centres[0] + QPointF(2.2 * em(), 0), centres[2] - QPointF(2.2 * em(), 0))

    def _draw_parcel(self, painter: QPainter, centre: QPointF) -> None:
        painter.setPen(QPen(colour(Role.Mid), 1))
        painter.setBrush(colour(Role.Base))
        painter.drawEllipse(centre, 2.2 * em(), 2.2 * em())
        self._draw(painter, "lock", centre, round(1.9 * em()), Role.Accent)

    def _draw(self, painter: QPainter, name: str, centre: QPointF, side: int, role: Role) -> None:
        place = QPointF(centre.x() - side / 2, centre.y() - side / 2)
        painter.drawPixmap(QRectF(place, QSize(side, side)).toRect(), pixmap(name, side, role))
