"""Pages of one dialog; their names stay beside them, or in a box above where there is little room."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import tr

NARROW_EM = 66  # less than this, and the names of the pages are in a box above them
ROW_EM = 3
SIDE_EM, MOST_EM = 13, 18


class Pages(QWidget):
    """Each page has a name in the program, words for people, and what is on it."""

    turned = Signal(str)

    def __init__(self, title: str, pages: Sequence[tuple[str, str, QWidget]]) -> None:
        super().__init__()
        self._pages = {name: widget for name, _, widget in pages}
        self.current = pages[0][0]
        self.names = QListWidget()
        self.names.setProperty("role", "framed")
        self.names.setAccessibleName(title)
        self.box: QComboBox = parts.choice(tr("Page"), [(words, name) for name, words, _ in pages])
        for _, words, _ in pages:
            item = QListWidgetItem(words, self.names)
            item.setSizeHint(QSize(0, ROW_EM * em()))
        longest = max(self.names.fontMetrics().horizontalAdvance(words) for _, words, _ in pages)
        wide = min(max(SIDE_EM * em(), longest + space(9)), MOST_EM * em())
        self.names.setFixedSize(wide, len(pages) * ROW_EM * em() + em() // 2)
        self.names.currentRowChanged.connect(self._on_chosen)
        self.box.activated.connect(self._on_chosen)
        narrow = self.screen().availableSize().width() < NARROW_EM * em()
        self.chooser: QWidget = self.box if narrow else self.names
        """What the dialog lays beside the pages, or above them, where it does not scroll with them."""
        self._put_together()
        self.turn(self.current)

    def turn(self, page: str) -> None:
        """Show *page*, and tell."""
        self.current = page
        number = list(self._pages).index(page)
        for name, widget in self._pages.items():
            widget.setVisible(name == page)
        for chooser in (self.names, self.box):
            chooser.blockSignals(True)
        self.names.setCurrentRow(number)
        self.box.setCurrentIndex(number)
        for chooser in (self.names, self.box):
            chooser.blockSignals(False)
        self.turned.emit(page)

    def _on_chosen(self, number: int) -> None:
        self.turn(list(self._pages)[number])

    def is_narrow(self) -> bool:
        """Whether the names stand in a box above the pages."""
        return self.chooser is self.box

    def _put_together(self) -> None:
        shown: QVBoxLayout = parts.column(self)
        for widget in self._pages.values():
            shown.addWidget(widget)
        shown.addStretch(1)
