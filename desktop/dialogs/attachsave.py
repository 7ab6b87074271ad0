"""Before a file leaves the notebook for the disk: one sentence on what that means. And a new name for one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.sheet import Sheet
from desktop.models import attachments as said
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr
from sync.engine.attachments import Attachment

NAME_MAX = 120


class SaveFileDialog(Sheet):
    agreed = Signal()

    def __init__(self, one: Attachment, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Save a file"), tasks, parent)
        for words in (
            said.name_of(one),
            tr("Another program will open it. Traces may stay on this computer."),
            tr("On the disk it is not closed by your password words."),
        ):
            self.body.addWidget(parts.label(words))
        self.add_close(tr("Leave it"))
        self.go = self.add_primary(tr("Choose where…"), self._on_go_clicked, "save")

    def _on_go_clicked(self) -> None:
        self.accept()
        self.agreed.emit()


class RenameFileDialog(Sheet):
    named = Signal(str)

    def __init__(self, one: Attachment, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Rename a file"), tasks, parent)
        self.line = parts.line(tr("Name of the file"))
        self.line.setMaxLength(NAME_MAX)
        self.line.setText(one.name)
        self.line.textChanged.connect(self._on_text_changed)
        self.body.addWidget(parts.labelled(tr("Name of the file"), self.line))
        self.add_close(tr("Leave it"))
        self.go = self.add_primary(tr("Rename"), self._on_go_clicked, "pencil")

    def _on_text_changed(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))

    def _on_go_clicked(self) -> None:
        self.named.emit(self.line.text())
        self.accept()
