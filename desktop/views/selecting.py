"""What can be done with several chosen items at once, in the place where one would be shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.dialogs.progress import Progress
from desktop.models.field_tags import separated
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr, tr_n

TAG_MAX = 200


class SelectionPane(QFrame):
    trash_requested = Signal()
    restore_requested = Signal()
    tag_requested = Signal(str)
    take_out_requested = Signal()
    print_requested = Signal()
    copy_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.count = parts.label("", "title")
        self.back = parts.tool("arrow-left", tr("Back to the list"), self.closed.emit)
        self.back.hide()
        self.tag = parts.line(tr("Add a tag"), hint=tr("Add a tag"))
        self.tag.setMaxLength(TAG_MAX)
        self.tag.returnPressed.connect(self._on_tag_wanted)
        self.add = parts.button(tr("Add this tag"), "tags", then=self._on_tag_wanted)
        self.add.setEnabled(False)
        self.tag.textChanged.connect(lambda text: self.add.setEnabled(bool(text.strip())))
        self.take_out = parts.button(tr("Take these out…"), "download", then=self.take_out_requested.emit)
        self.print = parts.button(tr("Print these…"), "printer", then=self.print_requested.emit)
        self.copy = parts.button(tr("Copy these…"), "copy", then=self.copy_requested.emit)
        parts.tip(self.copy, tr("Copy to another space…"))
        self.trash = parts.button(tr("Move to the trash"), "trash-2", then=self.trash_requested.emit)
        self.restore = parts.button(
            tr("Put these back"), "rotate-ccw", role="primary", then=self.restore_requested.emit
        )
        self.progress = Progress()
        self._tagging = QWidget()
        line = parts.row(self._tagging, gap=2)
        line.addWidget(self.tag, 1)
        line.addWidget(self.add)
        self._put_together()

    def show_count(self, count: int, *, trashed: bool) -> None:
        self.count.setText(tr_n("{count} item is chosen.", "{count} items are chosen.", count))
        self.restore.setVisible(trashed)
        for each in (self._tagging, self.take_out, self.print, self.copy, self.trash):
            each.setVisible(not trashed)
        self.tag.clear()

    def _put_together(self) -> None:
        inside = QWidget()
        inside.setObjectName("body")
        inner = parts.column(inside, gap=3)
        inner.setContentsMargins(2 * em(), 2 * em(), 2 * em(), 2 * em())
        parts.column(self).addWidget(parts.scrolled(inside))
        head = parts.row(gap=1)
        head.addWidget(self.back)
        head.addWidget(self.count, 1)
        inner.addLayout(head)
        inner.addWidget(parts.label(tr("What you do here is done to all of them."), "hint"))
        inner.addWidget(self.progress)
        inner.addSpacing(em() // 2)
        inner.addWidget(self._tagging)
        for each in (self.take_out, self.print, self.copy, self.trash, self.restore):
            inner.addLayout(_at_the_start(each))
        inner.addStretch(1)

    def _on_tag_wanted(self) -> None:
        if self.tag.text().strip():
            self.tag_requested.emit(separated(self.tag.text()))
            self.tag.clear()


def _at_the_start(button: QPushButton) -> QHBoxLayout:
    line = parts.row()
    line.addWidget(button)
    line.addStretch(1)
    return line
