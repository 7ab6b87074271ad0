"""What is seen for the moment in which the example is made."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.banner import Banner
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr
from sync.errors import Problem


class MakingView(QWidget):
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("backdrop")
        self.banner = Banner()
        middle = Qt.AlignmentFlag.AlignHCenter
        words = parts.label(tr("Making the example…"), "title")
        words.setAlignment(middle)
        self.setAccessibleName(words.text())
        inner = parts.column(self, gap=4, margin=6)
        inner.addWidget(self.banner)
        inner.addStretch(1)
        inner.addWidget(parts.picture("book-open", 3 * em()), 0, middle)
        inner.addWidget(words)
        inner.addStretch(2)

    def show_problem(self, problem: Problem) -> None:
        self.banner.show_problem(problem)
