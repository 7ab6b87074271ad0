"""Always there while an example is open: that nothing is kept, and the way to a notebook of one's own."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.icons import Role, icon
from desktop.theme.look import em, space
from i18n import tr

ROOMY_EM = 56


class ExampleLine(QFrame):
    own_wanted = Signal()
    tour_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        words = parts.label(tr("This is an example. Nothing here is kept."), "strong")
        self.setAccessibleName(words.text())
        self.tour = parts.button(tr("Show me around"), "circle-help", then=self.tour_wanted.emit)
        self.tour.setText("")  # a window never grows for these words
        self.own = parts.button(tr("Start my own notebook"), role="primary", then=self.own_wanted.emit)
        self.own.setAutoDefault(False)
        line = parts.row(self, gap=3)
        line.setContentsMargins(space(4), space(1.5), space(4), space(1.5))
        line.addWidget(parts.picture("info", round(1.3 * em()), Role.WindowText))
        line.addWidget(words, 1)
        line.addWidget(self.tour)
        line.addWidget(self.own)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of the tour away where there is little room; its name stays."""
        super().resizeEvent(event)
        roomy = event.size().width() > ROOMY_EM * em()
        self.tour.setText(self.tour.accessibleName() if roomy else "")
        self.tour.setIcon(icon("circle-help", gap=roomy))
        self.tour.setIconSize(parts.beside_words() if roomy else parts.alone())
        parts.tip(self.tour, self.tour.accessibleName())
