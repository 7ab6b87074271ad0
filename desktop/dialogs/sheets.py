"""The page "in case you forget": what recovery sheets there are, made, tried, and kept for others."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.comeback import LetInDialog
from desktop.dialogs.flow import open_over
from desktop.dialogs.journey import set_line
from desktop.dialogs.sheets_kept import KeptSheets, SealForDialog
from desktop.dialogs.sheets_make import MakeSheetsDialog, TrySheetsDialog
from desktop.dialogs.sheets_retire import RetireSheetsDialog
from desktop.models import when
from desktop.models.cures import Cures
from desktop.models.facade_security import Secured, SheetRow, SheetSet
from desktop.models.facade_spaces import Spaces
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


def state_sentence(known: SheetSet | None) -> str:
    if known is None:
        return tr("There are no recovery sheets. Without your words nobody can open this notebook.")
    return set_line(known)


def tried_sentence(known: SheetSet | None) -> str:
    if known is None:
        return ""
    if not known.rehearsed_ms:
        return tr("They were never tried.")
    return tr("Last tried on {date}.", date=when.day(known.rehearsed_ms))


class SheetsPage(QWidget):
    failed = Signal(object)
    sized = Signal()

    def __init__(self, session: Secured, spaces: Spaces, cures: Cures, tasks: Tasks) -> None:
        super().__init__()
        self._session, self._spaces, self._cures, self._tasks = session, spaces, cures, tasks
        self._known: SheetSet | None = None
        inner = parts.column(self, gap=3)
        self.state = parts.label("", "strong")
        self.tried = parts.label("", "hint")
        self.try_them = parts.Choice("list-checks", tr("Try the recovery sheets"), self.show_try)
        self.try_them.hide()
        self.retire = parts.button(tr("Take the power of older sheets…"), role="link", then=self.show_retire)
        self.retire.hide()
        inner.addWidget(self.state)
        inner.addWidget(self.tried)
        inner.addWidget(parts.Choice("file-text", tr("Make recovery sheets"), self.show_make))
        inner.addWidget(self.try_them)
        line = parts.row()
        line.addWidget(self.retire)
        line.addStretch(1)
        inner.addLayout(line)
        self.kept = KeptSheets(session.keeping, tasks)
        self.kept.failed.connect(self.failed)
        self.kept.sized.connect(self.sized)
        inner.addWidget(self.kept)
        inner.addWidget(
            parts.Choice("users", tr("Help somebody back whose computer is gone"), self.show_let_in)
        )

    def reload(self) -> None:
        recovery = self._session.recovery
        self._tasks.run(lambda: recovery.current, self._on_known, self.failed.emit)
        self.kept.reload()

    def _on_known(self, known: SheetSet | None) -> None:
        self._known = known
        self.state.setText(state_sentence(known))
        self.tried.setText(tried_sentence(known))
        self.tried.setVisible(known is not None)
        for each in (self.try_them, self.retire):
            each.setVisible(known is not None)
        self.sized.emit()

    def show_make(self, shares: int = 0) -> None:
        recovery = self._session.recovery
        dialog = MakeSheetsDialog(recovery, self._known, self._cures, self._tasks, self.window())
        if shares:
            dialog.choose(shares)
        dialog.handing.connect(partial(self._on_handing, dialog))
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)

    def _on_handing(self, over: QWidget, sheet: SheetRow) -> None:
        open_over(SealForDialog(self._session.keeping, self._spaces, sheet, self._tasks, over))

    def show_retire(self) -> None:
        open_over(RetireSheetsDialog(self._session.recovery, self._cures, self._tasks, self.window()))

    def show_let_in(self) -> None:
        open_over(LetInDialog(self._session.returning, self._spaces, self._tasks, self.window()))

    def show_try(self) -> None:
        dialog = TrySheetsDialog(self._session.recovery, self._cures, self._tasks, self.window())
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)
