"""A note beside a part of the window, with a ring around that part; nothing behind it is closed off."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.keys import left_by_escape
from desktop.theme.look import colour, em, space
from i18n import tr

WIDTH_EM = 24
EDGE = 2  # pixels
SHAPES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutRequest})


class Ring(QWidget):
    """A line around something; a mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = max(3, em() // 5)
        painter.setPen(QPen(colour(Role.Accent), wide))
        inner = self.rect().adjusted(wide, wide, -wide, -wide)
        painter.drawRoundedRect(inner, space(2), space(2))
        painter.end()


class Callout(QWidget):
    """Esc ends it, Enter goes on; where there is room it stands below what it is about, else above."""

    back_wanted = Signal()
    next_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: Callable[[], QWidget | None] = lambda: None
        self._ring = Ring(window)
        self._heading = parts.label("", "heading")
        self._text = parts.label("")
        self._count = parts.label("", "hint", wrap=False)
        self.back = parts.button(tr("Back"), role="quiet", then=self.back_wanted.emit)
        self.end = parts.button(tr("End the tour"), role="quiet", then=self.end_wanted.emit)
        self.next = parts.button(tr("Next"), role="primary", then=self.next_wanted.emit)
        self._put_together()
        window.installEventFilter(self)
        left_by_escape(self, self.end_wanted.emit)  # which else would leave a search

    def show_step(
        self, heading: str, text: str, count: tuple[int, int], target: Callable[[], QWidget | None]
    ) -> None:
        """Show a step beside *target*; *count* is its number and how many there are."""
        number, steps = count
        self._target = target
        self._heading.setText(heading)
        self._text.setText(text)
        self._count.setText(tr("{page} of {pages}", page=number, pages=steps))
        self.setAccessibleName(f"{heading} {text}")
        self.back.setVisible(number > 1)
        verb = tr("Next") if number < steps else tr("Done")
        self.next.setText(verb)
        self.next.setAccessibleName(verb)
        self.next.setAccessibleDescription(f"{heading} {text}")
        self.show()
        self.place()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        return f"{self._heading.text()} {self._text.text()}"

    def close_all(self) -> None:
        self._window.removeEventFilter(self)
        for each in (self._ring, self):
            each.hide()
            each.deleteLater()

    def place(self) -> None:
        """Stand beside what is shown, inside the window, and put the ring around it."""
        room = self._window.rect().adjusted(space(2), space(2), -space(2), -space(2))
        width = min(max(WIDTH_EM * em(), self._least_width()), room.width())
        height = self._inner.totalHeightForWidth(width)
        self.resize(width, min(height, room.height()))
        about = self._place_of_target()
        self._ring.setVisible(about is not None)
        if about is None:
            self.move(room.center() - self.rect().center())
        else:
            self._ring.setGeometry(about.adjusted(-space(1), -space(1), space(1), space(1)))
            self.move(self._beside(about, room))
        self._ring.raise_()
        self.raise_()

    def _least_width(self) -> int:
        """Return what the buttons that are shown need."""
        shown = [each for each in (self.end, self.back, self.next) if not each.isHidden()]
        return sum(each.sizeHint().width() + space(2) for each in shown) + space(10)

    def _beside(self, about: QRect, room: QRect) -> QPoint:
        leftward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        gap = space(3)
        if about.height() > about.width():  # a side of the window: beside it, not below
            x = about.left() - gap - self.width() if leftward else about.right() + gap
            y = about.top() + gap
        else:
            x = about.right() + 1 - self.width() if leftward else about.left()
            below = about.bottom() + gap
            fits = below + self.height() <= room.bottom()
            y = below if fits else about.top() - gap - self.height()
        x = max(room.left(), min(x, room.right() - self.width()))
        y = max(room.top(), min(y, room.bottom() - self.height()))
        return QPoint(x, y)

    def _place_of_target(self) -> QRect | None:
        target = self._target()
        if target is None or not target.isVisible():
            return None
        whole = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        return whole.intersected(self._window.rect())

    def _put_together(self) -> None:
        inner = self._inner = parts.column(self, gap=2, margin=4)
        inner.addWidget(self._heading)
        inner.addWidget(self._text)
        line = parts.row(gap=2)
        line.addWidget(self._count)
        line.addStretch(1)
        inner.addLayout(line)
        buttons = parts.row(gap=2)
        buttons.addWidget(self.end)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        inner.addLayout(buttons)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(Role.Accent), EDGE))
        painter.setBrush(colour(Role.Base))
        painter.drawRoundedRect(self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE), space(2), space(2))
        painter.end()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() in SHAPES and self.isVisible():
            self.place()
        return False
