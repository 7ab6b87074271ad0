"""A quiet line over each section: who can read this, where it is, and who changed it last."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop.models import trusting
from desktop.models.trusting import Trust
from desktop.theme import parts
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em, space
from i18n import formats


class ShortLabel(QLabel):
    """One plain line that gives way: what has no room ends in dots, and is whole in a hint and when heard."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "hint")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        parts.tip(self, text)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(3 * em(), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colour(Role.PlaceholderText))
        shown = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class TrustLine(QFrame):
    people_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._compact = self._gives_way = False
        self._now: Trust | None = None
        self._side = round(em() * 1.1)
        self.people = parts.button("", "users", role="quiet", then=self.people_requested.emit)
        self.people.setAutoDefault(False)
        self._state, self._state_picture = ShortLabel(), QLabel()
        self._writer, self._writer_picture = ShortLabel(), QLabel()
        line = parts.row(self, gap=1.5)
        parts.margins(line, space(2), space(1), space(4), space(1))
        line.addWidget(self.people)
        line.addStretch(1)
        for each in (self._writer_picture, self._writer):
            line.addWidget(each)
        line.addSpacing(space(1))
        for each in (self._state_picture, self._state):
            line.addWidget(each)
        self.hide()

    def show_trust(self, now: Trust | None) -> None:
        self._now = now
        if now is None:
            self.hide()
            return
        state, writer = trusting.state(now), trusting.writer(now)
        self.people.setAccessibleName(trusting.readers(now))
        parts.tip(self.people, trusting.readers(now))
        self._state.setText(trusting.where(state))
        self._state_picture.setPixmap(pixmap(trusting.PICTURES[state], self._side, Role.PlaceholderText))
        self._writer.setText(writer)
        self._writer_picture.setPixmap(pixmap(trusting.writer_picture(now), self._side, Role.PlaceholderText))
        heard = (trusting.readers(now), writer, trusting.where(state))
        self.setAccessibleName(". ".join(part for part in heard if part))
        self._arrange()
        self.setHidden(self._gives_way)

    def give_way(self, *, given: bool) -> None:
        """Leave the room to something else for a while."""
        self._gives_way = given
        self.setHidden(given or self._now is None)

    def set_compact(self, *, compact: bool) -> None:
        """Leave out words where there is little room; pictures, hints and what is heard stay."""
        self._compact = compact
        self._arrange()

    @property
    def space(self) -> str:
        return self._now.space if self._now is not None else ""

    def text(self) -> str:
        return "" if self._now is None or self.isHidden() else self.accessibleName()

    def _arrange(self) -> None:
        now = self._now
        if now is None:
            return
        self.people.setText(formats.number(now.readers) if self._compact else trusting.readers(now))
        self.people.setMinimumWidth(self.people.sizeHint().width())
        for each in (self._writer, self._writer_picture):
            each.setVisible(bool(self._writer.text()))
