"""Asks above the form of what is to be confirmed whether it is still right."""

from functools import partial

from PySide6.QtCore import QObject

from desktop.application.homepage import HomePage
from desktop.models.facade import Item
from desktop.models.facade_agenda import Plans, Standing
from desktop.tasks import Tasks
from desktop.views.editor import ItemEditor
from desktop.views.freshline import FreshLine
from desktop.views.window import MainWindow


class Freshness(QObject):
    def __init__(self, plans: Plans, tasks: Tasks, window: MainWindow, home: HomePage) -> None:
        super().__init__(window)
        self._confirming, self._tasks, self._window, self._home = plans.confirming, tasks, window, home
        window.desk.panes.editor_made.connect(self._on_editor_made)

    def _on_editor_made(self, editor: ItemEditor) -> None:
        if editor.kind.confirmed is None:
            return
        line = FreshLine()
        line.confirmed.connect(self._home.confirm)
        editor.add_above(line)
        editor.shown.connect(partial(self._look, editor, line))

    def _look(self, editor: ItemEditor, line: FreshLine, item: Item | None) -> None:
        if item is None:
            line.show_standing("", None)
            return
        work = partial(self._confirming.of, item.id)
        self._tasks.run(
            work, partial(self._on_looked, editor, line, item.id), self._window.banner.show_problem
        )

    @staticmethod
    def _on_looked(editor: ItemEditor, line: FreshLine, item: str, now: Standing | None) -> None:
        if editor.item == item:
            line.show_standing(item, now)
