"""A quiet line that stands as long as a notebook is in a room, with the way out of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs.room_inside import said, trouble
from desktop.models.gathering import Standing
from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import rooms as words
from i18n import tr
from sync.engine.events import RoomState


class RoomLine(QFrame):
    show_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._words = parts.label("", "hint")
        self._words.setMinimumWidth(6 * em())
        self.look = parts.tool("qr-code", tr("Show the room"), then=self.show_wanted.emit)
        self.leave = parts.button("", "log-out", then=self.leave_wanted.emit)
        line = parts.row(self, gap=2)
        line.setContentsMargins(space(4), space(2), space(4), space(2))
        line.addWidget(parts.picture("users", round(em() * 1.15)))
        line.addWidget(self._words, 1)
        line.addWidget(self.look)
        line.addWidget(self.leave)
        self.hide()

    def show_standing(self, now: Standing) -> None:
        if now.room is None:
            self.hide()
            return
        ours = now.room.is_ours
        self._words.setText(_short(now.state, ours=ours))
        self.setAccessibleName(f"{words.standing(ours=ours)} {said(now.state)}")
        self.leave.setText(words.leaving(ours=ours))
        self.leave.setAccessibleName(words.leaving(ours=ours))
        self.leave.setEnabled(True)
        self.show()

    def text(self) -> str:
        return "" if self.isHidden() else self._words.text()


def _short(state: RoomState, *, ours: bool) -> str:
    """Return where this notebook is, and what is wrong there; the page says more."""
    return f"{words.standing(ours=ours)} {trouble(state)}".strip()
