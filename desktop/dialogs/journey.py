"""The lock for a journey: from then on only recovery sheets open the notebook."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.flow import Flow, told
from desktop.dialogs.typedword import TypedWord
from desktop.models import when
from desktop.models.facade_security import Recovery, SheetSet
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import notices, tr


def set_line(known: SheetSet) -> str:
    """Return which sheets there are, in one sentence."""
    return tr(
        "Set {set_id}, made on {date}: any {need} of {shares} sheets.",
        set_id=known.set_id, date=when.day(known.made_ms), need=known.need, shares=known.shares,
    )  # fmt: skip


class JourneyDialog(Flow):
    """Only asks; whoever opened it locks the notebook when `wanted` is told."""

    wanted = Signal()
    sheets_wanted = Signal()

    def __init__(self, recovery: Recovery, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Lock for a journey"), tasks, parent)
        self.word = TypedWord(tr("journey"))
        self.word.ready_changed.connect(lambda: self.go.setEnabled(self.word.is_ready()))
        self.show_step([parts.label(tr("Working…"), "hint")])
        tasks.run(lambda: recovery.current, self._on_known, self.show_problem)

    def _on_known(self, known: SheetSet | None) -> None:
        if known is None:
            missing = tr("This needs recovery sheets, and there are none that open this notebook.")
            make = parts.Choice("file-text", tr("Make recovery sheets"), self.sheets_wanted.emit)
            self.show_step([parts.label(missing), make])
            return
        shown = [*notices.lines(notices.TRAVEL_LOCK), set_line(known)]
        if not known.rehearsed_ms:
            shown.append(tr("Nobody has tried these sheets yet. Try them first."))
        self.show_step([told(shown), self.word], tr("Lock for a journey"), partial(self._on_go))
        self.go.setEnabled(False)

    def _on_go(self) -> None:
        self.setEnabled(False)
        self.wanted.emit()
