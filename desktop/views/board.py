"""The board as its topics: how much was said under each, who spoke last, and what is new."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from desktop.models import board as told
from desktop.models.facade_board import Board, TopicRow
from desktop.models.grouped import Goal, flat
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import space
from desktop.views.grouplist import GroupList
from desktop.views.looks import Look
from i18n import tr

GATHER_MS = 300


class BoardLook(Look):
    def __init__(self, board: Board, tasks: Tasks) -> None:
        super().__init__()
        self._board, self._tasks = board, tasks
        self._space = ""
        self.list = GroupList(tr("Topics"), tr("Without a title"))
        self.list.chosen.connect(self._on_chosen)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self.read)
        empty = parts.label(tr("Nothing was said here yet. Begin a topic with “New”."), "hint")
        empty.setContentsMargins(space(5), space(4), space(4), 0)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(empty)
        outer = parts.column(self, gap=0)
        outer.addWidget(self._pages, 1)
        self.setFocusProxy(self.list)

    @override
    def show_space(self, space_id: str) -> None:
        self._space = space_id
        self.read()

    @override
    def on_items_changed(self, ids: Iterable[str]) -> None:
        if self._space:
            self._soon.start()

    @override
    def forget(self) -> None:
        self._soon.stop()
        self._space = ""
        self._show(())

    def read(self) -> None:
        """Read the topics anew, as when some were looked at."""
        if self._space:
            work = partial(self._board.topics, self._space)
            self._tasks.run(work, partial(self._on_read, self._space), self.failed.emit)

    def _on_read(self, space_id: str, found: Sequence[TopicRow]) -> None:
        if space_id == self._space:
            self._show(found)

    def _show(self, found: Sequence[TopicRow]) -> None:
        self.list.rows.set_rows(flat(told.groups(found)))
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.first())
        self._pages.setCurrentIndex(0 if found or not self._space else 1)

    def _on_chosen(self, goal: Goal) -> None:
        self.item_wanted.emit(goal.id)
