"""A damaged notebook: what can be saved of it, and a report of what came back."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.flow import Flow, told
from desktop.models.cures import Cures, LostInSpace, Rescued
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.errors import Problem


def lost_line(one: LostInSpace) -> str:
    """Return what *one* space lacks, or nothing."""
    name = isolated(one.name) if one.name else tr("A space without a name")
    if one.missing:
        return tr_n(
            "{name}: {count} change is missing. It comes back from colleagues.",
            "{name}: {count} changes are missing. They come back from colleagues.",
            one.missing,
            name=name,
        )
    if one.uncertain:
        return tr("{name}: some of what you wrote last may be missing.", name=name)
    return tr("{name}: everything is there.", name=name)


class RescueDialog(Flow):
    """Tells `again` when the notebook is to be opened again, with the same words."""

    again = Signal()

    def __init__(
        self, cures: Cures, where: Path, words: str, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Save what is there"), tasks, parent)
        self._cures, self._where, self._words = cures, where, words
        self.show_asked()

    def show_asked(self) -> None:
        said = [
            tr("Part of the notebook cannot be read. Whatever still can be is put into a new one."),
            tr("The damaged files stay beside it, as they are. The same words open the new one."),
            tr("This may take some minutes. You can stop it at any time."),
        ]
        self.show_step([told(said)], tr("Save what is there"), self._on_go)

    def _on_go(self) -> None:
        progress = self.begin(tr("Reading what can be read…"))
        self.tasks.run(
            lambda: self._cures.rescue(self._where, self._words, progress.tell, progress.is_stopped),
            self._on_rescued,
            self._on_failed,
            long=True,
        )

    def _on_failed(self, problem: Problem) -> None:
        self.show_asked()
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. Nothing was changed."))
        else:
            self.show_problem(problem)

    def _on_rescued(self, done: Rescued) -> None:
        saved = tr_n("{count} change was saved.", "{count} changes were saved.", done.entries)
        kept = tr("The damaged files are kept as: {names}", names=isolated(tr(", ").join(done.kept_as)))
        lines = [*map(lost_line, done.spaces), kept]
        shown = [parts.label(saved, "heading"), told(lines)]
        self.show_step(shown, tr("Open the notebook"), self._on_again)
        self.leave_with(tr("Later"))

    def _on_again(self) -> None:
        self.accept()
        self.again.emit()
