"""Backups of the open notebook: when the last one was, one more, and whether a file is whole."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.flow import Flow, open_over, told
from desktop.dialogs.restore import contents_lines
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.dialogs.whole import BringBackDialog, TakeEverythingDialog
from desktop.models import when
from desktop.models.cures import Contents, Cures
from desktop.models.facade import Settings
from desktop.models.facade_security import Secured
from desktop.models.facade_whole import HoldsAll
from desktop.models.plain import isolated
from desktop.models.reminders import BACKUP_DAYS, BACKUP_DEFAULT, BACKUP_SETTING
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.errors import Problem


def last_sentence(last_ms: int | None, days: int | None) -> str:
    if last_ms is None or days is None:
        return tr("There is no backup of this notebook yet.")
    if days == 0:
        return tr("The last backup is of today, {time}.", time=when.short(last_ms))
    return tr_n(
        "The last backup is {count} day old, of {date}.",
        "The last backup is {count} days old, of {date}.",
        days,
        date=when.day(last_ms),
    )


class Backed(Secured, HoldsAll, Protocol):
    """What there is to keep a copy of."""


class BackupPage(QWidget):
    failed = Signal(object)
    sized = Signal()
    sheets_wanted = Signal()

    def __init__(self, session: Backed, settings: Settings, cures: Cures, tasks: Tasks) -> None:
        super().__init__()
        self._session, self._settings, self._cures, self._tasks = session, settings, cures, tasks
        self._has_sheets = False
        inner = parts.column(self, gap=3)
        self.state = parts.label("", "strong")
        inner.addWidget(self.state)
        inner.addWidget(
            parts.label(tr("Everything in one sealed file. Only enough recovery sheets open it."), "hint")
        )
        inner.addWidget(parts.Choice("usb", tr("Write a backup to a file or stick"), self.show_write))
        inner.addWidget(parts.Choice("circle-check", tr("Test a backup"), self.show_check))
        choices = [(tr_n("After {count} day", "After {count} days", each), each) for each in BACKUP_DAYS]
        self.remind = parts.choice(tr("Remind me of the next backup"), [*choices, (tr("Never"), 0)])
        self.remind.activated.connect(self._on_reminder_chosen)
        inner.addWidget(parts.labelled(tr("Remind me of the next backup"), self.remind))
        inner.addWidget(parts.rule())
        inner.addWidget(parts.Choice("upload", tr("Take everything out, as open files"), self.show_take_out))
        inner.addWidget(parts.Choice("download", tr("Bring everything in, from such files"), self.show_bring))

    def reload(self) -> None:
        backups, recovery, settings = self._session.backups, self._session.recovery, self._settings
        self._tasks.run(
            lambda: (
                backups.last_ms,
                backups.due(),
                recovery.current is not None,
                settings.get(BACKUP_SETTING),
            ),
            self._on_known,
            self.failed.emit,
        )

    def _on_known(self, known: tuple[int | None, int | None, bool, str | None]) -> None:
        last_ms, days, self._has_sheets, kept = known
        self.state.setText(last_sentence(last_ms, days))
        chosen = int(kept) if kept is not None and kept.isdecimal() else BACKUP_DEFAULT
        self.remind.setCurrentIndex(max(0, self.remind.findData(chosen)))
        self.sized.emit()

    def _on_reminder_chosen(self, _number: int) -> None:
        days = str(self.remind.currentData())
        self._tasks.run(partial(self._settings.put, BACKUP_SETTING, days), failed=self.failed.emit)

    def show_write(self) -> None:
        dialog = WriteBackupDialog(self._session, self._tasks, self.window(), has_sheets=self._has_sheets)
        dialog.sheets_wanted.connect(self.sheets_wanted)
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)

    def show_take_out(self) -> None:
        open_over(TakeEverythingDialog(self._session, self._tasks, self.window()))

    def show_bring(self) -> None:
        open_over(BringBackDialog(self._session, self._tasks, self.window()))

    def show_check(self) -> None:
        open_over(CheckBackupDialog(self._session, self._cures, self._tasks, self.window()))


class WriteBackupDialog(Flow):
    sheets_wanted = Signal()

    def __init__(
        self, session: Secured, tasks: Tasks, parent: QWidget | None = None, *, has_sheets: bool
    ) -> None:
        super().__init__(tr("Write a backup"), tasks, parent)
        self._backups = session.backups
        if has_sheets:
            self.show_asked()
        else:
            said = tr("A backup opens only with recovery sheets. Make them first.")
            make = parts.Choice("file-text", tr("Make recovery sheets"), self._on_sheets_wanted)
            self.show_step([parts.label(said), make])

    def _on_sheets_wanted(self) -> None:
        self.accept()
        self.sheets_wanted.emit()

    def show_asked(self) -> None:
        said = [
            tr("Choose a stick, or a folder on another disk. A copy on this computer goes with it."),
            tr("Keep it away from the recovery sheets."),
        ]
        self.show_step([told(said)], tr("Choose where…"), self.choose)

    def choose(self) -> None:
        files.choose_save(self, tr("Write a backup"), "notes.backup", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        path, progress = paths[0], self.begin(tr("Writing the backup, then reading it back…"))

        def work() -> bool:
            self._backups.write(path, progress.tell, progress.is_stopped)
            return self._backups.is_ours(path)

        self.tasks.run(work, partial(self._on_written, path), self._on_failed, long=True)

    def _on_written(self, path: Path, whole: bool) -> None:  # noqa: FBT001 - what the engine answers
        if not whole:
            self.show_asked()
            self.banner.show_words(
                tr("The file is not what was written. The stick may be failing."), tr("Use another one.")
            )
            return
        done = parts.label(tr("The backup is written and was read back."), "heading")
        self.show_step([done, told([tr("Saved as {name}.", name=isolated(path.name))])])

    def _on_failed(self, problem: Problem) -> None:
        self.show_asked()
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. No backup was written."))
        else:
            self.show_problem(problem)


class CheckBackupDialog(Flow):
    """Without sheets only the outside shows; with them everything is read."""

    def __init__(self, session: Secured, cures: Cures, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Test a backup"), tasks, parent, width_em=46)
        self._backups, self._cures = session.backups, cures
        self._path = Path()
        self.show_asked()

    def show_asked(self) -> None:
        self.show_step([parts.Choice("folder-open", tr("Choose the backup"), self.choose)])

    def choose(self) -> None:
        kinds = files.kinds(tr("Backups"), "*.backup")
        files.choose_open(self, tr("Choose the backup"), kinds, self._on_chosen)

    def _on_chosen(self, paths: list[Path]) -> None:
        self._path = paths[0]
        self.setEnabled(False)
        self.tasks.run(partial(self._backups.is_ours, self._path), self._on_known, self._on_failed, long=True)

    def _on_known(self, ours: bool) -> None:  # noqa: FBT001 - what the engine answers
        self.banner.clear()
        said = (
            tr("This file is, to the last letter, a backup that this notebook wrote.")
            if ours
            else tr("This notebook does not know the file. Only sheets show whether it is whole.")
        )
        inside = parts.Choice("file-text", tr("Read all of it, with recovery sheets"), self.show_sheets)
        self.show_step([parts.label(said, "heading"), inside])

    def show_sheets(self) -> None:
        self.enter = EnterSheets(self._cures, self.tasks)
        self.enter.sized.connect(self.fit_soon)
        self.enter.ready_changed.connect(lambda: self.go.setEnabled(self.enter.is_ready()))
        self.show_step([self.enter], tr("Look into the backup"), self._on_sheets)
        self.go.setEnabled(False)

    def _on_sheets(self) -> None:
        texts, progress = self.enter.texts(), self.begin(tr("Reading the backup…"))
        work: Callable[[], Contents] = partial(
            self._cures.look_over, self._path, texts, progress.tell, progress.is_stopped
        )
        self.tasks.run(work, self._on_read, self._on_failed, long=True)

    def _on_read(self, found: Contents) -> None:
        whole = parts.label(tr("The backup is whole. All of it was read."), "heading")
        self.show_step([whole, told(contents_lines(found))])

    def _on_failed(self, problem: Problem) -> None:
        self.show_asked()
        self.show_problem(problem)
