"""What locks the notebook by itself, and what is left when everything is cleared away at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.models import locks
from desktop.models.facade import Settings
from desktop.models.locks import Leaves, Locking, Trigger
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


def trigger_words(trigger: Trigger) -> str:
    return {
        Trigger.SLEEP: tr("When the computer sleeps or its lid closes"),
        Trigger.SCREEN: tr("When the screen of the computer locks"),
        Trigger.AWAY: tr("When somebody else takes over the computer"),
    }[trigger]


class LocksDialog(Sheet):
    """Keeps what is chosen in the notebook, and tells of it."""

    changed = Signal(object)

    def __init__(self, settings: Settings, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("When it locks"), tasks, parent)
        self._settings = settings
        self.boxes = {each: QCheckBox(trigger_words(each)) for each in Trigger}
        self.body.addWidget(parts.label(tr("Lock by itself"), "strong"))
        for box in self.boxes.values():
            box.setAccessibleName(box.text())
            self.body.addWidget(box)
        self.body.addWidget(
            parts.label(tr("Also when nobody touches a key, as chosen under “Language and look”."), "hint")
        )
        leaves: list[tuple[str, object]] = [
            (tr("Nothing: the program ends"), Leaves.NOTHING),
            (tr("The window for the password words"), Leaves.WORDS),
        ]
        self.leaves = parts.choice(tr("What “Close and clear” leaves"), leaves)
        self.body.addWidget(parts.labelled(tr("What “Close and clear” leaves"), self.leaves))
        for line in (
            tr("“Close and clear” hides everything at once, asks nothing and empties the clipboard."),
            tr("It cannot take back what was sent, printed or saved outside of the notebook."),
            tr("It cannot take back what somebody saw, or what a clipboard history has kept."),
        ):
            self.body.addWidget(parts.label(line, "hint"))
        self.body.addStretch(1)
        self.add_close(tr("Cancel"))
        self.go = self.add_primary(tr("Keep these settings"), self._on_go_clicked)
        self.go.setEnabled(False)
        tasks.run(lambda: locks.read(settings), self._on_read, self.show_problem)

    def _on_read(self, now: Locking) -> None:
        for each, box in self.boxes.items():
            box.setChecked(each in now.on)
        self.leaves.setCurrentIndex(self.leaves.findData(now.leaves))
        self.go.setEnabled(True)

    def _on_go_clicked(self) -> None:
        on = frozenset(each for each, box in self.boxes.items() if box.isChecked())
        wanted = Locking(on, Leaves(self.leaves.currentData()))
        self.setEnabled(False)
        self.tasks.run(
            lambda: locks.keep(self._settings, wanted), lambda _done: self._on_kept(wanted), self.show_problem
        )

    def _on_kept(self, wanted: Locking) -> None:
        self.changed.emit(wanted)
        self.accept()
