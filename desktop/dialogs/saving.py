"""Saving things as ordinary files: what it means is said, careful words are shown, and it can be stopped."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.dialogs import files
from desktop.dialogs.careful import Found, Leaving, ask_first
from desktop.dialogs.knownas import KnownAs, names_people
from desktop.dialogs.progress import Progress
from desktop.dialogs.saving_form import FOLDER, SavingForm
from desktop.dialogs.sheet import Sheet
from desktop.models import staying
from desktop.models.staying import Held
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.engine.mapping_out import Sheet as TableSheet
from sync.errors import Problem
from sync.model import kinds


class SavingSheet(Sheet):
    """Asks for one kind of thing and for a place; files are all there in the end, or none."""

    def __init__(
        self, heading: str, offered: Sequence[tuple[str, str]], tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(heading, tasks, parent)
        self.kind = parts.choice(tr("What to take out"), offered)
        self.asked = parts.labelled(tr("What to take out"), self.kind)
        self.body.addWidget(self.asked)
        self.staying = parts.label("", "strong")
        self.staying.hide()
        self.form, self.known = SavingForm(), KnownAs()
        self._press = 0
        self.known_as = ""
        """What was chosen there, for those who write beside the window."""
        for each in (self.staying, self.known, self.form):
            self.body.addWidget(each)
        self.kind.currentIndexChanged.connect(lambda _at: self._show_kind())
        warning = tr("The files can be read by anybody who finds them. Keep them only where you need them.")
        self.body.addWidget(parts.label(warning, "hint"))
        self.progress = Progress()
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self.add_close(tr("Close"))
        self.save = self.add_primary(tr("Save the files"), self._on_save_clicked, "download")
        self.form.changed.connect(self._on_form_changed)
        self._show_kind()

    @abstractmethod
    def check(self) -> Callable[[], Found]:
        """Return what finds the careful words in what would leave."""

    @abstractmethod
    def audiences(self, kind: str) -> Sequence[str]:
        """Return for whom people have names of their own; beside the window."""

    @abstractmethod
    def held(self, kind: str) -> Sequence[Held]:
        """Return what would leave but for its day; beside the window."""

    @abstractmethod
    def write(self, kind: str, target: Path, fields: Sequence[str]) -> int:
        """Write the files and return how many; beside the window, told of by *progress*."""

    @abstractmethod
    def write_table(self, sheet: TableSheet, target: Path) -> int:
        """Write a table and return how many rows; beside the window, told of by *progress*."""

    def _show_kind(self) -> None:
        kind = str(self.kind.currentData())
        self.form.show_kind(kind)
        self.staying.hide()
        self.known.show_audiences(())
        if names_people(kind):
            self.tasks.run(
                partial(self.audiences, kind), partial(self._on_audiences, kind), self.show_problem
            )
        declared = kinds.find(kind)
        if declared is not None and declared.embargo is not None:
            self.tasks.run(partial(self.held, kind), partial(self._on_held, kind), self.show_problem)

    def _on_audiences(self, kind: str, audiences: Sequence[str]) -> None:
        if kind == self.kind.currentData():
            self.known.show_audiences(audiences)
            self.fit_soon()

    def _on_held(self, kind: str, held: Sequence[Held]) -> None:
        if held and kind == self.kind.currentData():
            self.staying.setText(staying.words(held))
            self.staying.show()
            self.fit_soon()

    def _on_form_changed(self) -> None:
        self.save.setEnabled(self.kind.count() > 0 and self.form.may_save())
        self.fit_soon()

    def _on_save_clicked(self) -> None:
        self._press += 1
        then = partial(self._on_checked, self._press, str(self.kind.currentData()))
        leaving = Leaving(self.check(), tr("Take out all the same"), then)
        ask_first(leaving, self.tasks, self, self._on_failed)

    def _on_checked(self, press: int, kind: str) -> None:
        """Go on with the last press only, and with no other kind than the one that was looked through."""
        if press != self._press:
            return
        if kind != self.kind.currentData():
            self._on_save_clicked()
        else:
            self._choose_place()

    def _choose_place(self) -> None:
        suggested = self.form.suggested()
        if suggested == FOLDER:
            files.choose_folder(self, tr("Choose an empty folder"), self._on_place_chosen)
        elif suggested == "contacts.vcf":
            files.choose_save(self, tr("Save contacts"), suggested, self._on_place_chosen)
        else:
            files.choose_save(self, tr("Save the file"), suggested, self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self._set_working(working=True)
        self.known_as = self.known.chosen()
        kind, sheet, target = str(self.kind.currentData()), self.form.sheet(), paths[0]
        work = partial(self.write, kind, target, self.form.chosen())
        if sheet is not None:
            work = partial(self.write_table, sheet, target)
        self.tasks.run(work, self._on_taken, self._on_failed, long=True)

    def _set_working(self, *, working: bool) -> None:
        self.asked.setEnabled(not working and self.kind.count() > 1)
        self.form.setEnabled(not working)
        self.known.setEnabled(not working)
        self.save.setEnabled(not working)
        if working:
            self.banner.clear()
            self.progress.begin()
        else:
            self.progress.end()
        self.fit_soon()

    def _on_taken(self, count: int) -> None:
        self._set_working(working=False)
        self.banner.show_words(tr_n("{count} item is saved.", "{count} items are saved.", count))

    def _on_failed(self, problem: Problem) -> None:
        self._set_working(working=False)
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. Nothing was saved."))
        else:
            self.show_problem(problem)

    @override
    def reject(self) -> None:
        self.progress.stop()
        super().reject()
