"""The line above a form that asks whether all of it is still right, and the button that says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.models import confirming
from desktop.models.facade_agenda import Standing
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em
from i18n import tr


class FreshLine(QFrame):
    confirmed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.item = ""
        self.said = parts.label("")
        self.button = parts.button(tr("Still right"), "check", then=lambda: self.confirmed.emit(self.item))
        inner = parts.row(self)
        parts.margins(inner, 2 * em(), 0, 2 * em(), em() // 2)
        inner.addWidget(parts.picture("circle-help", round(1.2 * em()), Role.Accent))
        inner.addWidget(self.said, 1)
        inner.addWidget(self.button)
        self.hide()

    def show_standing(self, item: str, standing: Standing | None) -> None:
        """Ask where it is time again; whoever only reads is told, and not asked."""
        self.item = item
        waits = standing is not None and standing.stale
        if standing is not None and waits:
            self.said.setText(confirming.question(standing) if standing.mine else confirming.ago(standing))
            self.button.setVisible(standing.mine)
        self.setVisible(waits)
