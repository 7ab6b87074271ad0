"""One quiet line at the bottom: where the work is, and the button that sends and receives."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from desktop import problems
from desktop.models.delivering import sentence
from desktop.theme import parts
from desktop.theme.icons import Role, icon, pixmap
from desktop.theme.look import em, space
from i18n import tr
from sync.engine.events import DeliveryState

PICTURES = {
    "idle": "hard-drive",
    "sending": "refresh-cw",
    "up-to-date": "circle-check",
    "offline": "cloud-off",
    "no-relay": "hard-drive",
    "paused": "pause",
    "waiting-for-key": "key-round",
    "waiting-for-yes": "circle-help",
}
ROOMY_EM, WIDE_EM = 30, 60
BESIDES_EM, LINES = 11, 1.8  # what else stands in the line; some of it stays empty


class StatusLine(QFrame):
    send_requested = Signal()
    page_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._side = round(em() * 1.15)
        self._gives_way = False
        self._picture = QLabel()
        self._words = parts.label("", "hint")
        self._words.setMinimumWidth(6 * em())
        self.send = parts.button(tr("Send and receive"), "refresh-cw", then=self.send_requested.emit)
        self.page = parts.tool("ellipsis", tr("How it sends and receives"), then=self.page_requested.emit)
        line = parts.row(self, gap=2)
        line.setContentsMargins(space(4), space(2), space(4), space(2))
        line.addWidget(self._picture)
        line.addWidget(self._words, 1)
        line.addWidget(self.send)
        line.addWidget(self.page)
        self.show_state(DeliveryState("idle"))

    def show_state(self, state: DeliveryState) -> None:
        text = sentence(state)
        if state.problem is not None and state.name != "offline":
            text = f"{problems.worded(state.problem).what} {text}"
        self._words.setText(text)
        self._fold()
        self.setAccessibleName(text)
        self._picture.setPixmap(pixmap(PICTURES[state.name], self._side, Role.PlaceholderText))
        self.send.setEnabled(state.name not in ("sending", "paused"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def give_way(self, *, given: bool) -> None:
        """Leave the room to something else for a while."""
        self._gives_way = given
        self._fold()

    def _fold(self) -> None:
        """Leave the words on the button away where there is little room; its name stays."""
        roomy = self.width() > (WIDE_EM if self._gives_way else ROOMY_EM) * em() and self._is_low()
        self.send.setText(self.send.accessibleName() if roomy else "")
        self.send.setIcon(icon("refresh-cw", gap=roomy))
        self.send.setIconSize(parts.beside_words() if roomy else parts.alone())
        parts.tip(self.send, self.send.accessibleName())

    def _is_low(self) -> bool:
        """Say whether the sentence takes two lines at most with the words on the button beside it."""
        written = self.fontMetrics().horizontalAdvance
        room = self.width() - written(self.send.accessibleName()) - BESIDES_EM * em()
        return written(self.text()) < LINES * room

    def text(self) -> str:
        return self._words.text()
