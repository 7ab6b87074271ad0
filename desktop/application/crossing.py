"""Copying to another space, from wherever in a window it is asked for."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.dialogs.crossing import CopyDialog
from desktop.dialogs.flow import open_over
from desktop.models.facade import Session
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import crossing as words
from i18n import tr


class Crossing(QObject):
    space_wanted = Signal(str)

    def __init__(self, session: Session, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        window.desk.several.copy_wanted.connect(self.ask)
        window.desk.several.copy_taken_back.connect(lambda: window.banner.show_words(words.taken_back()))

    def ask_chosen(self) -> None:
        """Ask about the chosen rows, or else about what is open."""
        desk = self._window.desk
        self.ask(desk.list.selected() or ([desk.item] if desk.item else []))

    def ask(self, items: Sequence[str]) -> None:
        """Ask where to; items of another window may go to the space that is open in this one."""
        window = self._window
        window.desk.panes.flush()
        if not items:
            window.banner.show_words(tr("Choose something to copy first."))
            return
        dialog = CopyDialog(self._session, items, self._tasks, window, to=window.desk.space)
        dialog.space_wanted.connect(self.space_wanted)
        open_over(dialog)
