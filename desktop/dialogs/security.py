"""The page of words and locks: each large button opens what it says."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.dialogs import notebooks
from desktop.dialogs.flow import Flow, open_over
from desktop.dialogs.journey import JourneyDialog
from desktop.dialogs.locks import LocksDialog
from desktop.dialogs.notebooks import AddDialog, NoClearingDialog
from desktop.dialogs.words import ChangeWordsDialog, SealAnewDialog
from desktop.models.door import Maker
from desktop.models.facade import Settings
from desktop.models.facade_security import Secured
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


class SecurityPage(QWidget):
    sheets_wanted = Signal()
    journey_wanted = Signal(object)
    """Carries the dialog, which is to hear of a problem."""
    locks_changed = Signal(object)
    label_wanted = Signal()

    def __init__(self, session: Secured, settings: Settings, maker: Maker, tasks: Tasks) -> None:
        super().__init__()
        self._session, self._settings, self._maker, self._tasks = session, settings, maker, tasks
        inner = parts.column(self, gap=2)
        for picture, text, hint, then in (
            ("key-round", tr("Change the password words"), "", self.show_change),
            ("shield", tr("Seal the notebook anew"),
             tr("When somebody may know your old words. It takes a while."), self.show_sealing),
            ("clock", tr("When it locks"), "", self.show_locks),
            ("eye", tr("How it shows outside"), "", self.label_wanted.emit),
            ("lock", tr("Lock for a journey"),
             tr("Then even you cannot open it without the keepers of your sheets."), self.show_journey),
            ("library", tr("One more notebook in this folder"),
             tr("Behind the same door, with its own password words."), self.show_one_more),
        ):  # fmt: skip
            inner.addWidget(parts.Choice(picture, text, then))
            if hint:
                inner.addWidget(parts.label(hint, "hint"))
        inner.addWidget(parts.label(tr("Words that clear everything"), "strong"))
        inner.addWidget(
            parts.label(tr("Off, unless you add such words. Most people are safer without."), "hint")
        )
        line = parts.row(gap=2)
        line.addWidget(parts.button(tr("Read about it…"), then=self.show_clearing))
        line.addWidget(parts.button(tr("Take them back…"), then=self.show_no_clearing))
        line.addStretch(1)
        inner.addLayout(line)

    def show_change(self) -> None:
        dialog = ChangeWordsDialog(self._session.words, self._maker, self._tasks, self.window())
        self._open(dialog, dialog.sheets_wanted)

    def show_locks(self) -> None:
        dialog = LocksDialog(self._settings, self._tasks, self.window())
        dialog.changed.connect(self.locks_changed)
        open_over(dialog)

    def show_sealing(self) -> None:
        dialog = SealAnewDialog(self._session.words, self._tasks, self.window())
        self._open(dialog, dialog.sheets_wanted)

    def show_journey(self) -> None:
        dialog = JourneyDialog(self._session.recovery, self._tasks, self.window())
        dialog.wanted.connect(lambda: self.journey_wanted.emit(dialog))
        self._open(dialog, dialog.sheets_wanted)

    def show_one_more(self) -> None:
        adding = notebooks.one_more(self._session.compartments)
        open_over(AddDialog(adding, self._maker, self._tasks, self.window()))

    def show_clearing(self) -> None:
        adding = notebooks.clearing(self._session.compartments)
        open_over(AddDialog(adding, self._maker, self._tasks, self.window()))

    def show_no_clearing(self) -> None:
        open_over(NoClearingDialog(self._session.compartments, self._tasks, self.window()))

    def _open(self, dialog: Flow, sheets_wanted: SignalInstance) -> None:
        def on_wanted() -> None:
            dialog.accept()
            self.sheets_wanted.emit()

        sheets_wanted.connect(on_wanted)
        open_over(dialog)
