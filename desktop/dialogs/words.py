"""Other password words for the open notebook, and sealing it anew so that old ones are of no use."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dialogs.flow import Flow, told
from desktop.dialogs.newwords import NewWords
from desktop.models.door import Maker
from desktop.models.facade_security import Rekeyed, Words
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import notices, tr
from sync.errors import Problem


def secret_line(name: str) -> QLineEdit:
    made = parts.line(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class ChangeWordsDialog(Flow):
    sheets_wanted = Signal()

    def __init__(self, words: Words, maker: Maker, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Change the password words"), tasks, parent)
        self._words = words
        self.current = secret_line(tr("The words until now"))
        self.new = NewWords(maker, tasks)
        self.current.textChanged.connect(lambda _text: self._on_edited())
        self.new.ready_changed.connect(self._on_edited)
        asked = [
            parts.labelled(tr("The words until now"), self.current),
            parts.label(tr("The new words"), "heading"),
            self.new,
        ]
        self.show_step(asked, tr("Change the words"), self._on_change_clicked)
        self._on_edited()

    def _on_edited(self) -> None:
        self.go.setEnabled(bool(self.current.text()) and self.new.is_ready())

    def _on_change_clicked(self) -> None:
        current, new = self.current.text(), self.new.words()
        self.setEnabled(False)
        self.tasks.run(
            partial(self._words.change, current, new),
            partial(self._on_changed, new),
            self.show_problem,
            long=True,
        )

    def _on_changed(self, new: str, _done: None) -> None:
        self.banner.clear()
        done = parts.label(tr("From now on the new words open this notebook."), "heading")
        again = parts.Choice("shield", tr("Seal the notebook anew"), partial(self._on_anew_wanted, new))
        self.show_step([done, told(notices.lines(notices.WORDS_CHANGED)), again])

    def _on_anew_wanted(self, new: str) -> None:
        begin_sealing(self, self._words, new, self.sheets_wanted.emit)


class SealAnewDialog(Flow):
    sheets_wanted = Signal()

    def __init__(self, words: Words, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Seal the notebook anew"), tasks, parent)
        self._words = words
        self.current = secret_line(tr("Your password words"))
        self.current.textChanged.connect(lambda text: self.go.setEnabled(bool(text)))
        explained = [
            tr("Everything is written once more with new keys. Old words, and old copies of the small files "
               "that check words, then open nothing that is here."),
            tr("A copy of the whole folder made before still opens with its old words."),
            tr("This needs free room as large as the notebook. You can stop it at any time."),
        ]  # fmt: skip
        self.show_step(
            [told(explained), parts.labelled(tr("Your password words"), self.current)],
            tr("Seal anew"),
            self._on_seal_clicked,
        )
        self.go.setEnabled(False)

    def _on_seal_clicked(self) -> None:
        begin_sealing(self, self._words, self.current.text(), self.sheets_wanted.emit)


def begin_sealing(flow: Flow, words: Words, typed: str, sheets_wanted: Callable[[], object]) -> None:
    """Seal anew in *flow*, and say what that means for the recovery sheets."""
    progress = flow.begin(tr("Sealing anew. You can go on in a moment."))
    flow.tasks.run(
        lambda: words.rekey(typed, progress=progress.tell, cancelled=progress.is_stopped),
        partial(_on_sealed, flow, sheets_wanted),
        partial(_on_failed, flow),
        long=True,
    )


def _on_sealed(flow: Flow, sheets_wanted: Callable[[], object], done: Rekeyed) -> None:
    shown: list[QWidget] = [parts.label(tr("The notebook is sealed anew."), "heading")]
    if done.sheets_void:
        shown.append(told(notices.lines(notices.SHEETS_VOID)))
        shown.append(parts.Choice("file-text", tr("Make recovery sheets"), sheets_wanted))
    flow.show_step(shown)


def _on_failed(flow: Flow, problem: Problem) -> None:
    flow.show_step([parts.label(tr("The notebook is as it was before."))])
    if problem.code == "cancelled":
        flow.banner.show_words(tr("Stopped. Nothing was changed."))
    else:
        flow.show_problem(problem)
