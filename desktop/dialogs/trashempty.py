"""Emptying the trash now: what that does and does not do, and a word to type first."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.sheet import Sheet
from desktop.dialogs.typedword import TypedWord
from desktop.models.facade_past import Trash
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr
from sync.engine.events import ItemsChanged


class EmptyTrashDialog(Sheet):
    emptied = Signal(object)

    def __init__(self, trash: Trash, space: str, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Empty the trash"), tasks, parent)
        self._trash, self._space = trash, space
        for words in (
            tr("What lies in the trash of this space leaves it now."),
            tr("Its files may then go from this computer."),
            tr("The signed words stay in the notebook and at colleagues. Nothing can take those back."),
        ):
            self.body.addWidget(parts.label(words))
        self.word = TypedWord(tr("empty"))
        self.word.ready_changed.connect(self._on_ready_changed)
        self.body.addWidget(self.word)
        self.add_close(tr("Leave it"))
        self.go = self.add_primary(tr("Empty the trash"), self._on_go_clicked, "trash-2")
        self.go.setEnabled(False)

    def _on_ready_changed(self) -> None:
        self.go.setEnabled(self.word.is_ready())

    def _on_go_clicked(self) -> None:
        if self.word.is_ready():
            self.setEnabled(False)
            self.tasks.run(partial(self._trash.empty, self._space), self._on_emptied, self.show_problem)

    def _on_emptied(self, changed: ItemsChanged) -> None:
        self.setEnabled(True)
        self.emptied.emit(changed)
        self.accept()
