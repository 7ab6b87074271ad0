"""What lies in the trash: how it began, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.models import when
from desktop.models.facade import ItemRow
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr, tr_n


class TrashPane(QFrame):
    restore_requested = Signal(str)
    empty_requested = Signal()
    row_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._item = ""
        self._title = parts.label("", "title")
        self._when = parts.label("", "hint")
        self._words = parts.label("")
        inside = QWidget()
        inside.setObjectName("body")
        inner = parts.column(inside, gap=3)
        inner.setContentsMargins(2 * em(), 2 * em(), 2 * em(), 2 * em())
        parts.column(self).addWidget(parts.scrolled(inside))
        for each in (self._when, self._title, self._words):
            inner.addWidget(each)
        line = parts.row()
        self.restore = parts.button(
            tr("Put it back"), "rotate-ccw", role="primary", then=self._on_restore_clicked
        )
        line.addWidget(self.restore)
        line.addStretch(1)
        self.leaves = parts.label("", "hint")
        self.empty = parts.button(tr("Empty the trash…"), "trash-2", then=self.empty_requested.emit)
        last = parts.row()
        last.addWidget(self.empty)
        last.addStretch(1)
        inner.addSpacing(em())
        inner.addLayout(line)
        inner.addSpacing(em())
        inner.addWidget(self.leaves)
        inner.addLayout(last)
        inner.addStretch(1)

    def show_row(self, row: ItemRow) -> None:
        self._item = row.id
        self.leaves.setText("")
        self._title.setText(one_line(row.title) or tr("Without a title"))
        self._words.setText(one_line(row.preview, 400))
        self._when.setText(tr("Changed {when}", when=when.short(row.changed_ms)))
        self.row_shown.emit()

    @property
    def item(self) -> str:
        return self._item

    def show_days(self, days: int) -> None:
        """Say after how many days the thing leaves the trash by itself."""
        said = tr_n("It leaves the trash in {count} day.", "It leaves the trash in {count} days.", days)
        self.leaves.setText(said if days > 0 else "")

    def _on_restore_clicked(self) -> None:
        self.restore_requested.emit(self._item)
