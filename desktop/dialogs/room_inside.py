"""What is shown of a room that this notebook is in: the picture, the letters, what went so far."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from desktop import problems
from desktop.dialogs import clipboard, qrcode
from desktop.models import when
from desktop.models.facade_rooms import Room
from desktop.models.gathering import Standing
from desktop.theme import parts
from desktop.theme.look import em
from i18n import rooms as words
from i18n import tr
from sync.engine.events import RoomState
from sync.errors import RelayTooSlow, RelayUnreachable

QR_EM, SHARE = 24, 0.45
IN_A_LINE = 3  # groups of letters
AWAY = (RelayUnreachable, RelayTooSlow)


def said(state: RoomState) -> str:
    """Return what was exchanged, or what keeps it from going on."""
    moment = when.short(state.last_ms) if state.last_ms is not None else ""
    text = words.exchanged(state.sent, state.received, moment)
    return f"{trouble(state)} {text}".strip()


def trouble(state: RoomState) -> str:
    """Return what keeps it from going on, or nothing."""
    problem = state.problem or state.quiet
    if problem is None or problems.is_silent(problem):
        return ""
    if isinstance(problem, AWAY):
        return words.silent()
    return problems.worded(problem).what


def in_lines(text: str) -> str:
    """Return letters in groups as several short lines."""
    groups = text.split("-")
    lines = (groups[at : at + IN_A_LINE] for at in range(0, len(groups), IN_A_LINE))
    return "\n".join(" ".join(each) for each in lines)


class RoomPart(QWidget):
    leave_wanted = Signal()

    def __init__(self, now: Standing, room: Room, screen_side: int) -> None:
        super().__init__()
        self._room = room
        self.state = parts.label("")
        self.picture = self._picture(min(QR_EM * em(), round(SHARE * screen_side)))
        self.letters = parts.label(in_lines(room.text), "words", wrap=False)
        self.letters.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.letters.setAccessibleName(tr("Letters of the room"))
        inner = parts.column(self, gap=3)
        inner.addWidget(parts.label(words.standing(ours=room.is_ours), "strong"))
        inner.addWidget(self.state)
        self.way_in = QWidget()
        inner.addWidget(self.way_in)
        self._show_way_in()
        for text in (*words.safe(), words.ends(ours=room.is_ours)):
            inner.addWidget(parts.label(text, "hint"))
        inner.addLayout(self._ways())
        self.show_state(now.state)

    def show_state(self, state: RoomState) -> None:
        self.state.setText(said(state))

    def _show_way_in(self) -> None:
        side = parts.row(self.way_in, gap=5)
        side.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        beside = parts.column(gap=3)
        told = tr("Others choose “Join people in this room” and photograph this picture.")
        for text in (told, tr("Or they type these letters:")):
            beside.addWidget(parts.label(text))
        copy = clipboard.button(lambda: clipboard.lend(self._room.text))
        for widget in (self.letters, copy):
            line = parts.row()
            line.addWidget(widget)
            line.addStretch(1)
            beside.addLayout(line)
        beside.addStretch(1)
        side.addLayout(beside, 1)

    def _ways(self) -> QBoxLayout:
        line = parts.row(gap=2)
        text = words.leaving(ours=self._room.is_ours)
        self.leave = parts.button(text, "log-out", then=self.leave_wanted.emit)
        line.addWidget(self.leave)
        after = tr("Then all that it holds is erased. What came in stays.")
        line.addWidget(parts.label(after if self._room.is_ours else words.left(ours=False)[1], "hint"), 1)
        return line

    def _picture(self, side: int) -> QLabel:
        made = QLabel()
        made.setPixmap(qrcode.drawn(self._room.qr_text, side))
        made.setAccessibleName(tr("The way into the room as a QR picture"))
        return made
