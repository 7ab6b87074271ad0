"""From an item or the trash to what was: the history dialog, and the trash emptied."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QToolButton

from desktop.dialogs.flow import open_over
from desktop.dialogs.notyet import NotYet
from desktop.dialogs.past import PastSheet, Told
from desktop.dialogs.trashempty import EmptyTrashDialog
from desktop.models import notyet
from desktop.models.asked import TRASH
from desktop.models.facade import Item, Session
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.views import wishes
from desktop.views.editor import ItemEditor
from desktop.views.window import MainWindow
from desktop.views.wishes import Wish
from i18n import tr
from sync.engine.events import ItemsChanged
from sync.model import kinds


class Bygone(QObject):
    def __init__(self, session: Session, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        window.desk.panes.editor_made.connect(self._on_editor_made)
        for page in window.desk.panes.readers.pages.values():
            page.add_tool(self._made_tool())
        self._trash = window.desk.panes.trash
        self._trash.empty_requested.connect(self._empty_trash)
        self._trash.row_shown.connect(self._count_days)
        self._model = window.desk.list.model
        self._soon = QTimer(self)  # once for many rows that come and go
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._on_rows)
        for changed in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            changed.connect(lambda *_which: self._soon.start())

    def _on_editor_made(self, editor: ItemEditor) -> None:
        editor.add_tool(self._made_tool())
        editor.history_wanted.connect(self.show_history)

    def _made_tool(self) -> QToolButton:
        keys = wishes.keys(Wish.HISTORY).toString(QKeySequence.SequenceFormat.NativeText)
        made = parts.tool("history", tr("History"), self.show_history)
        parts.tip(made, tr("{name} ({keys})", name=tr("History"), keys=keys))
        return made

    def _on_rows(self) -> None:
        if self._window.desk.section == TRASH:
            self._count_days()

    def _count_days(self) -> None:
        """Say of what lies in the trash how long it still does."""
        self._tasks.run(partial(self._session.trash.days_left, self._window.desk.space), self._on_days)

    def _on_days(self, days: Mapping[str, int]) -> None:
        self._model.learn_days(days)
        self._trash.show_days(days.get(self._trash.item, 0))

    def _empty_trash(self) -> None:
        desk = self._window.desk
        dialog = EmptyTrashDialog(self._session.trash, desk.space, self._tasks, self._window)
        dialog.emptied.connect(self._on_emptied)
        open_over(dialog)

    def _on_emptied(self, changed: ItemsChanged) -> None:
        self._window.desk.close_item()
        self._window.banner.show_words(tr("The trash is empty."))
        self._window.desk.on_items_changed(changed.ids, self)

    def show_history(self) -> None:
        """Show the history of the item that is open."""
        desk = self._window.desk
        desk.panes.flush()
        if not desk.item:
            self._window.banner.show_words(tr("Choose something first. Then you can see its history."))
            return
        self._tasks.run(
            partial(self._session.items.show, desk.item), self._open, self._window.banner.show_problem
        )

    def _open(self, item: Item) -> None:
        kind, name = kinds.find(item.kind), item.id
        if kind is None:
            return
        session, window = self._session, self._window
        sheet = PastSheet(Told(session.past, session.items, kind, window.wording), name, self._tasks, window)
        NotYet(sheet, partial(notyet.of, item), self._tasks)
        sheet.brought_back.connect(partial(self._on_back, name))
        open_over(sheet)

    def _on_back(self, item: str) -> None:
        words = tr("The earlier version is back. The later words stay in History.")
        self._window.banner.show_words(words, action=tr("Undo"), then=self._window.desk.undo)
        self._window.desk.open_item(item)
