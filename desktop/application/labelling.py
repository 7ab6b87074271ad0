"""Puts the name and the picture that a person chose on everything that shows outside."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.flow import open_over
from desktop.dialogs.label import LabelDialog
from desktop.models import label
from desktop.models.label import Label
from desktop.models.whereabouts import Whereabouts
from desktop.tasks import Tasks
from desktop.theme.icons import Role, icon


class Labelling(QObject):
    changed = Signal()

    def __init__(self, app: QApplication, place: Whereabouts, tasks: Tasks, otherwise: Label) -> None:
        super().__init__(app)
        self._app, self._place, self._tasks, self._otherwise = app, place, tasks, otherwise
        self.now = otherwise
        self.load()

    def load(self) -> None:
        """Show what was chosen for the notebook that is to be opened."""
        self._show(label.read(self._place.profile, self._otherwise))

    def ask(self, parent: QWidget) -> LabelDialog:
        dialog = LabelDialog(self.now, self._tasks, parent)
        dialog.chosen.connect(self.choose)
        open_over(dialog)
        return dialog

    def choose(self, wanted: Label) -> None:
        self._show(wanted)
        if self._place.profile.is_dir():
            self.keep()

    def keep(self) -> None:
        """Write down what shows, beside the notebook; where nothing was chosen nothing is written."""
        if self.now != label.read(self._place.profile, self._otherwise):
            self._tasks.run(partial(label.keep, self._place.profile, self.now))

    def _show(self, wanted: Label) -> None:
        self.now = wanted
        self._app.setApplicationDisplayName(wanted.name)
        self._app.setApplicationName(wanted.name)
        self._app.setWindowIcon(icon(wanted.icon, Role.WindowText))
        for each in self._app.topLevelWidgets():
            if each.windowTitle():
                each.setWindowTitle(wanted.name)
        self.changed.emit()
