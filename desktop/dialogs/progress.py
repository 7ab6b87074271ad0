"""Progress that can be stopped, told from whatever thread the work runs on."""

import threading

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.theme import parts
from desktop.theme.look import is_still
from i18n import tr

LOOK_MS = 100  # ten times a second looks smooth and costs nothing


class Progress(QWidget):
    """The worker writes two numbers; this widget looks at them now and then."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._numbers = (0, 0)
        inner = parts.column(self, gap=2)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._words = parts.label(tr("Working…"), "hint")
        inner.addWidget(self._words)
        inner.addWidget(self._bar)
        self._stop_button = parts.button(tr("Stop"), then=self._on_stop_clicked)
        line = parts.row()
        line.addStretch(1)
        line.addWidget(self._stop_button)
        inner.addLayout(line)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._on_clock_timeout)
        self.hide()

    def reset(self) -> None:
        """Forget what was told and wished before."""
        self._stop.clear()
        self._numbers = (0, 0)

    def begin(self) -> None:
        self.reset()
        self.show_now()

    def show_now(self) -> None:
        """Show how far it is that has begun already."""
        self._stop_button.setEnabled(True)
        self._bar.setRange(0, 1 if is_still() else 0)  # without an end it would run to and fro
        self._bar.setValue(0)
        self._clock.start()
        self.show()

    def end(self) -> None:
        self._clock.stop()
        self.hide()

    def tell(self, done: int, total: int) -> None:
        """Take the numbers; safe from any thread."""
        self._numbers = (done, total)

    def is_stopped(self) -> bool:
        """Say whether to give up; safe from any thread."""
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()

    def _on_clock_timeout(self) -> None:
        done, total = self._numbers
        if total > 0:
            self._bar.setRange(0, total)
            self._bar.setValue(min(done, total))
            self._words.setText(tr("{done} of {total}", done=done, total=total))

    def _on_stop_clicked(self) -> None:
        self._stop_button.setEnabled(False)
        self.stop()
        self.stopped.emit()
