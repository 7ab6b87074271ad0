"""How far the look over a notebook is that nobody closed, or what a newer version does with it once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.theme import parts
from i18n import tr
from sync.engine.opening import RENEWING

LOOK_MS = 100


class Checking(QWidget):
    """The worker tells numbers; this looks at them now and then, and shows itself when there are any."""

    came = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._numbers = (0, 0)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        inner = parts.column(self, gap=2)
        self.words = parts.label("", "hint")
        inner.addWidget(self.words)
        inner.addWidget(self.bar)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self.look)
        self.hide()

    def begin(self) -> None:
        self._numbers = (0, 0)
        self._clock.start()

    def end(self) -> None:
        self._clock.stop()
        self.hide()

    def tell(self, done: int, total: int) -> None:
        """Take the numbers; safe from any thread."""
        self._numbers = (done, total)

    def look(self) -> None:
        done, total = self._numbers
        if total > 0:
            self.words.setText(_words(total))
            self.bar.setRange(0, total if done else 0)
            self.bar.setValue(min(done, total))
            if self.isHidden():
                self.show()
                self.came.emit()


def _words(total: int) -> str:
    if total == RENEWING:
        return tr("A newer version is preparing the notebook, just this once…")
    return tr("The notebook was not closed last time. Looking it over…")
