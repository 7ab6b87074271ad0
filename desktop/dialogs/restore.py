"""Before there is a notebook: one made of a backup and enough recovery sheets."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.newwords import NewWords
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.models import when
from desktop.models.cures import Contents, Cures
from desktop.models.facade import Session
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.errors import Problem


def contents_lines(found: Contents) -> list[str]:
    """Return what a backup holds, in sentences."""
    return [
        tr("Notebook of {name}, saved on {date}", name=isolated(found.name), date=when.full(found.made_ms)),
        tr_n("{count} space", "{count} spaces", found.spaces),
        tr_n("{count} item", "{count} items", found.items),
    ]


class RestoreDialog(Flow):
    opened = Signal(object)

    def __init__(self, cures: Cures, profile: Path, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Bring a notebook back"), tasks, parent, width_em=46)
        self._cures, self._profile = cures, profile
        self._path = Path()
        self._texts: list[str] = []
        self.show_file()

    # ------------------------------------------------------------ the file
    def show_file(self) -> None:
        said = tr("You need the backup and enough recovery sheets. The lost computer loses its place.")
        choose = parts.Choice("folder-open", tr("Choose the backup"), self.choose)
        self.show_step([parts.label(said), choose])

    def choose(self) -> None:
        kinds = files.kinds(tr("Backups"), "*.backup")
        files.choose_open(self, tr("Choose the backup"), kinds, self._on_chosen)

    def _on_chosen(self, paths: list[Path]) -> None:
        self._path = paths[0]
        self.show_sheets()

    # ------------------------------------------------------------ the sheets
    def show_sheets(self) -> None:
        self.enter = EnterSheets(self._cures, self.tasks)
        self.enter.sized.connect(self.fit_soon)
        self.enter.ready_changed.connect(lambda: self.go.setEnabled(self.enter.is_ready()))
        self.show_step([self.enter], tr("Look into the backup"), self._on_sheets)
        self.go.setEnabled(False)

    def _on_sheets(self) -> None:
        self._texts = self.enter.texts()
        progress = self.begin(tr("Reading the backup…"))
        self.tasks.run(
            lambda: self._cures.look_over(self._path, self._texts, progress.tell, progress.is_stopped),
            self.show_words,
            self._on_failed,
            long=True,
        )

    def _on_failed(self, problem: Problem) -> None:
        self.show_file()
        self.show_problem(problem)

    # ------------------------------------------------------------ the words
    def show_words(self, found: Contents) -> None:
        self.new = NewWords(self._cures, self.tasks)
        self.new.ready_changed.connect(lambda: self.go.setEnabled(self.new.is_ready()))
        said = parts.label(tr("Choose the words that open the notebook from now on."))
        self.show_step([told(contents_lines(found)), said, self.new], tr("Bring it back"), self._on_words)
        self.go.setEnabled(False)

    def _on_words(self) -> None:
        new = self.new.words()
        progress = self.begin(tr("Bringing the notebook back…"))
        given = (self._path, self._texts, self._profile, new)
        work = partial(self._cures.restore, *given, progress.tell, progress.is_stopped)
        self.tasks.run(work, self._on_opened, self._on_failed, long=True)

    def _on_opened(self, session: Session) -> None:
        self.accept()
        self.opened.emit(session)
