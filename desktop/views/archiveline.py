"""A quiet line that stands while the archive of a space is read, and can put that off."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import missing as words
from i18n import sending, tr

KILO = 1000
LONG_EM, SHORT_EM, ROOMY_EM = 8, 3, 46


class ArchiveLine(QFrame):
    put_off = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._space = ""
        self._words = parts.label("", "hint")
        self._words.setMinimumWidth(6 * em())
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setFixedWidth(LONG_EM * em())
        self.later = parts.button(tr("Later"), "pause", then=self._on_later_clicked)
        line = parts.row(self, gap=2)
        line.setContentsMargins(space(4), space(2), space(4), space(2))
        line.addWidget(self._words, 1)
        line.addWidget(self._bar)
        line.addWidget(self.later)
        self.hide()

    def show_progress(self, space_id: str, name: str, done: int, total: int) -> None:
        """Show how many bytes of how many came in; all of them end it."""
        if done >= total:
            self.end()
            return
        if space_id != self._space or self.isHidden():
            self.later.setEnabled(True)
        self._space = space_id
        text = words.reading(name, sending.size(done), sending.size(total))
        self._words.setText(text)
        self.setAccessibleName(text)
        self._bar.setRange(0, max(1, total // KILO))  # Qt counts no further than 2 GB
        self._bar.setValue(done // KILO)
        self.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the words where there is little."""
        super().resizeEvent(event)
        roomy = event.size().width() > ROOMY_EM * em()
        self._bar.setFixedWidth((LONG_EM if roomy else SHORT_EM) * em())

    def end(self) -> None:
        self._space = ""
        self.hide()

    def text(self) -> str:
        return "" if self.isHidden() else self._words.text()

    def _on_later_clicked(self) -> None:
        self.later.setEnabled(False)
        self.put_off.emit(self._space)
