"""The history of one item: who changed what and when, how it was then, and the way back to that."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from desktop.dialogs import trust
from desktop.dialogs.narrowing import Narrowing
from desktop.dialogs.pastview import PastView
from desktop.dialogs.progress import Progress
from desktop.dialogs.sheet import Sheet
from desktop.models import past
from desktop.models.facade import Item, Items
from desktop.models.facade_past import Fields, Past
from desktop.models.wording import Wording
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.icons import Role, icon
from desktop.theme.look import em
from desktop.theme.wholerows import wrap
from i18n import tr
from sync.engine.past import Change
from sync.errors import Cancelled, Problem
from sync.model.kinds.declaration import Kind

WIDTH_EM, BESIDE_EM, LIST_EM, LEAST_EM, LOW_EM = 74, 52, 21, 34, 13
CHANGE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Told:
    """Where the history is asked for, and in which words it is told."""

    past: Past
    items: Items
    kind: Kind
    wording: Wording


class PastSheet(Sheet):
    brought_back = Signal()

    def __init__(self, told: Told, item: str, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("History"), tasks, parent, width_em=WIDTH_EM)
        self.least_em = LEAST_EM
        self._told, self._item = told, item
        self._now: Fields = {}
        self.list = QListWidget()
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(tr("Changes, the newest first"))
        wrap(self.list)
        self.list.setIconSize(parts.alone())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.view = PastView()
        self.view.compare.activated.connect(self._on_compare_activated)
        self.progress = Progress()
        self._hint = parts.label(tr("What was written stays in the history, for all in this space."), "hint")
        self.narrowing = Narrowing(tr("Find in the history"))
        self.narrowing.changed.connect(self._narrow)
        self._side = self._made_side()
        self._panes = parts.row(gap=4)
        self._panes.addWidget(self._side)
        self._panes.addWidget(self.view, 1)
        for each in (self._hint, self.progress):
            self.body.addWidget(each)
        self.body.addLayout(self._panes, 1)
        self.add_close()
        self.back = self.add_primary(tr("Bring this version back"), self._on_back_clicked, "history")
        self.back.setEnabled(False)
        self.finished.connect(lambda _code: self.progress.stop())
        self._arrange()
        self.reload()

    def _made_side(self) -> QWidget:
        made = QWidget()
        inner = parts.column(made, gap=2)
        inner.addWidget(self.narrowing)
        inner.addWidget(self.list, 1)
        return made

    def reload(self) -> None:
        """Read the history anew; a long one takes a moment and can be stopped."""
        self.progress.begin()
        work = partial(
            self._told.past.of, self._item, sittings=True, progress=self.progress.tell,
            cancelled=self.progress.is_stopped,
        )  # fmt: skip
        self.tasks.run(work, self._on_read, self._on_failed, long=True)
        self.tasks.run(partial(self._told.items.show, self._item), self._on_shown, self.show_problem)

    def chosen(self) -> Change | None:
        """Return the change that is chosen."""
        found = self.list.model().data(self.list.currentIndex(), CHANGE)
        return found if isinstance(found, Change) else None

    def _on_shown(self, item: Item) -> None:
        self._now = {name: "\n".join(each.value for each in values) for name, values in item.fields.items()}
        self._look()

    def _on_read(self, changes: Sequence[Change]) -> None:
        self.progress.end()
        self.list.clear()
        for day, group in past.by_day(changes):
            self._add_day(day)
            for change in group:
                self._add(change)
        self.narrowing.show_for(len(changes))
        self._narrow()
        if self.list.count():
            self.list.setFocus()
        self.fit_soon()

    def _narrow(self) -> None:
        """List what is looked for, and the days on which there is some of it; choose the newest."""
        rows = range(self.list.count())
        changes = [row for row in rows if self._change_at(row) is not None]
        found = set(self.narrowing.chosen(changes, lambda row: self.list.item(row).text(), {}))
        headed = [row for row in rows if self._change_at(row) is None]
        days = {headed[bisect(headed, row) - 1] for row in found}
        for row in rows:
            self.list.setRowHidden(row, row not in found | days)
        if self.list.currentRow() not in found:
            self.list.setCurrentRow(min(found, default=-1))

    def _change_at(self, row: int) -> Change | None:
        change = self.list.item(row).data(CHANGE)
        return change if isinstance(change, Change) else None

    def _add_day(self, day: str) -> None:
        made = QListWidgetItem(day)
        made.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.list.font()
        font.setBold(True)
        made.setFont(font)
        self.list.addItem(made)

    def _add(self, change: Change) -> None:
        happened = past.sentence(change, self._told.kind, self._told.wording)
        known = trust.of(change.checked, me=change.checked == "me")
        made = QListWidgetItem(
            f"{past.time_of(change)} · {happened}\n{past.author_of(change)} · {known.short}"
        )
        tint = Role.Accent if known.sure else Role.PlaceholderText
        made.setIcon(icon(known.picture, tint))
        made.setData(CHANGE, change)
        made.setData(Qt.ItemDataRole.AccessibleTextRole, past.heard(change, happened, known.words))
        self.list.addItem(made)

    def _on_chosen(self) -> None:
        self.back.setEnabled(False)
        self._look()

    def _on_compare_activated(self) -> None:
        self._look()

    def _look(self) -> None:
        change = self.chosen()
        if change is not None:
            work = partial(self._told.past.around, self._item, change)
            self.tasks.run(work, partial(self._on_looked, change), self.show_problem)

    def _on_looked(self, change: Change, found: tuple[Fields, Fields]) -> None:
        if self.chosen() is not change:
            return
        before, then = found
        told = self._told
        with_now = self.view.compares_with_now()
        shown = past.parts_of(told.kind, then, self._now if with_now else before, told.wording)
        happened = past.sentence(change, told.kind, told.wording)
        self.view.show_parts(change, happened, shown)
        self.back.setEnabled(then != self._now and any(then.values()))

    def _on_back_clicked(self) -> None:
        change = self.chosen()
        if change is not None:
            self.setEnabled(False)
            work = partial(self._told.past.restore_at, self._item, change.at_ms, change=change.id)
            self.tasks.run(work, self._on_back, self.show_problem)

    def _on_back(self, _changed: object) -> None:
        self.setEnabled(True)
        self.brought_back.emit()
        self.accept()

    def _on_failed(self, problem: Problem) -> None:
        self.progress.end()
        if not isinstance(problem, Cancelled):
            self.show_problem(problem)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """List and item beside each other, or where there is little room one below the other."""
        beside = self.width() >= BESIDE_EM * em()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._panes.setDirection(across if beside else down)
        most = LIST_EM * em() if beside else 16777215
        self._side.setMaximumWidth(most)
        self._side.setMinimumWidth(LIST_EM * em() if beside else 0)
        self.list.setMinimumHeight(LOW_EM * em())
        self.list.setMaximumHeight(16777215 if beside else LOW_EM * em())
