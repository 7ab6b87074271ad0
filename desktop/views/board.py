"""The board as its topics: how much was said under each, who spoke last, and what is new."""

from collections.abc import Sequence
from functools import partial

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


class BoardLook(Look):
    def __init__(self, board: Board, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._board = board
        self.list = GroupList(tr("Topics"), tr("Without a title"))
        self.list.chosen.connect(self._on_chosen)
        empty = parts.label(tr("Nothing was said here yet. Begin a topic with “New”."), "hint")
        empty.setContentsMargins(space(5), space(4), space(4), 0)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(empty)
        outer = parts.column(self, gap=0)
        outer.addWidget(self._pages, 1)
        self.setFocusProxy(self.list)

    @override
    def _clear(self) -> None:
        self._show(())

    def read(self) -> None:
        """Read the topics anew, as when some were looked at."""
        self._read()

    @override
    def _read(self) -> None:
        if self._space:
            self._ask(partial(self._board.topics, self._space), self._show)

    def _show(self, found: Sequence[TopicRow]) -> None:
        self.list.rows.set_rows(flat(told.groups(found)))
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.first())
        self._pages.setCurrentIndex(0 if found or not self._space else 1)

    def _on_chosen(self, goal: Goal) -> None:
        self.item_wanted.emit(goal.id)
