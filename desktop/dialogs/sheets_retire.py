"""Older recovery sheets lose their power to bring a lost computer back."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.dialogs.flow import Flow, told
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.models.cures import Cures
from desktop.models.facade_security import Recovery
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


class RetireSheetsDialog(Flow):
    def __init__(self, recovery: Recovery, cures: Cures, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Take the power of older sheets"), tasks, parent, width_em=46)
        self._recovery = recovery
        self.enter = EnterSheets(cures, tasks)
        self.enter.sized.connect(self.fit_soon)
        self.enter.ready_changed.connect(lambda: self.go.setEnabled(self.enter.is_ready()))
        said = [
            tr("Older sheets open this notebook no longer. They could still bring a computer back."),
            tr("Enter enough of the older set. Then it can do nothing more."),
        ]
        self.show_step([told(said), self.enter], tr("Take their power"), self._on_go)
        self.go.setEnabled(False)

    def _on_go(self) -> None:
        self.setEnabled(False)
        work = partial(self._recovery.retire, self.enter.texts())
        self.tasks.run(work, self._on_retired, self.show_problem)

    def _on_retired(self, _done: object) -> None:
        self.banner.clear()
        self.show_step([parts.label(tr("These sheets bring no computer back any more."), "heading")])
