"""Which attached files go by themselves, and above which size a person is asked first."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.facade_attachments import Rule
from desktop.theme import parts
from i18n import sending as words
from i18n import tr

SIZES_MB = (1, 5, 20, 100, 1000)


class FilesChoice(QWidget):
    """A box to choose from, and below it what the choice means."""

    chosen = Signal(object)
    """A call that keeps what was chosen."""

    def __init__(self, keep: Callable[[str, int], object]) -> None:
        super().__init__()
        inner = parts.column(self, gap=1)
        self.box = parts.choice(tr("Attached files"), [])
        self.meaning = parts.label("", "hint")
        inner.addWidget(parts.labelled(tr("Attached files"), self.box))
        inner.addWidget(self.meaning)
        self.box.activated.connect(lambda _number: self._on_activated(keep))

    def show_rule(self, rule: Rule) -> None:
        """Offer the usual sizes, and the one that holds now."""
        sizes = sorted({*SIZES_MB, rule.above_mb}) if rule.way == "ask" else SIZES_MB
        self.box.clear()
        for way, size in (("always", 0), *(("ask", each) for each in sizes), ("never", 0)):
            self.box.addItem(words.files(way, size), f"{way} {size}")
        now = f"{rule.way} {rule.above_mb if rule.way == 'ask' else 0}"
        self.box.setCurrentIndex(max(0, self.box.findData(now)))
        self.meaning.setText(words.files_meaning(rule.way))
        self.box.setAccessibleDescription(self.meaning.text())

    def _on_activated(self, keep: Callable[[str, int], object]) -> None:
        way, _, size = str(self.box.currentData()).partition(" ")
        self.meaning.setText(words.files_meaning(way))
        self.chosen.emit(lambda: keep(way, int(size)))
