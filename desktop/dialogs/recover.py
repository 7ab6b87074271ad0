"""Before a notebook is open: new words with enough recovery sheets."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.flow import Flow
from desktop.dialogs.newwords import NewWords
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.models.cures import Cures
from desktop.models.facade import Session
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


class RecoverDialog(Flow):
    opened = Signal(object)

    def __init__(self, cures: Cures, profile: Path, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("I forgot my words"), tasks, parent, width_em=46)
        self._cures, self._profile = cures, profile
        self.enter = EnterSheets(cures, tasks)
        self.enter.sized.connect(self.fit_soon)
        self.enter.ready_changed.connect(lambda: self.go.setEnabled(self.enter.is_ready()))
        self.new = NewWords(cures, tasks)
        self.new.ready_changed.connect(lambda: self.go.setEnabled(self.new.is_ready()))
        said = tr("Ask the people who keep your recovery sheets. They can also read the words to you.")
        self.show_step([parts.label(said), self.enter], tr("Continue"), self.show_words)
        self.go.setEnabled(False)

    def show_words(self) -> None:
        self._texts = self.enter.texts()
        said = parts.label(tr("Choose the words that open the notebook from now on."))
        self.show_step([said, self.new], tr("Open with the new words"), self._on_go)
        self.go.setEnabled(self.new.is_ready())

    def _on_go(self) -> None:
        self.setEnabled(False)
        work = partial(self._cures.recover, self._profile, self._texts, self.new.words())
        self.tasks.run(work, self._on_opened, self.show_problem, long=True)

    def _on_opened(self, session: Session) -> None:
        self.accept()
        self.opened.emit(session)
