"""Keeps a list current: reads it elsewhere, as it was chosen, and shows no more than what changed."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models import arranging, asked
from desktop.models.asked import Answer, Asked, Rows, Sources
from desktop.models.facade import Items, Settings
from desktop.models.facade_items import Tags
from desktop.tasks import Tasks
from desktop.views.filterwork import FilterWork
from desktop.views.itemlist import ItemList
from sync.engine.choice import Choice

TRASH = asked.TRASH
GATHER_MS = 100  # what changes together is read once
GATHER_LONG_MS, LONG = 1_000, 5_000  # rows; a long list is read more seldom while somebody types


class Feed(QObject):
    failed = Signal(object)
    read = Signal()
    """The list is as it was asked for."""
    tags_read = Signal(object)
    """What tags of the open space are called in the interface's language."""

    def __init__(self, items: Items, tasks: Tasks, shown: ItemList, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._list = tasks, shown
        self._sources = Sources(items.lists)
        self._asked = Asked()
        self._choice: Choice | None = None
        self._tags: Mapping[str, str] = {}
        self._changed: set[str] = set()
        self._columns_of: Asked | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.reload)
        self.filters = FilterWork(tasks, shown, self)
        self.filters.failed.connect(self.failed)
        shown.model.rows_wanted.connect(self._on_rows_wanted)
        shown.arranged.connect(self.arrange)
        shown.arranger.tags_wanted.connect(self._on_tags_wanted)
        shown.listed.widths_kept.connect(self._on_widths_kept)

    @property
    def holds_all(self) -> bool:
        """Whether a section is shown of which nothing is left out."""
        return self._asked.kind is not None and not (self._choice or Choice()).narrows

    def keep_in(self, settings: Settings, tags: Tags | None = None) -> None:
        """Remember from now on how each list is wanted, in the notebook; *tags* says what they are called."""
        self._sources = Sources(self._sources.lists, settings, tags)

    def show(self, asked: Asked) -> None:
        """Show another list, as it was chosen the last time."""
        if asked != self._asked and not (asked.words and self._asked.words):
            self._choice = None  # but who goes on typing what to look for has chosen already
            self._list.close_filter()
        self._asked = asked
        self.reload()

    def on_items_changed(self, ids: Iterable[str]) -> None:
        self._changed.update(ids)
        if not self._soon.isActive():
            self._soon.start(GATHER_LONG_MS if self._list.model.rowCount() > LONG else GATHER_MS)

    def reload(self) -> None:
        if not self._asked.space:
            self._list.set_rows(())
            return
        model = self._list.model
        changed = model.known(self._changed)
        self._changed.clear()
        work = partial(asked.answered, self._sources, self._asked, self._choice, changed, model.ids)
        self._tasks.run(work, partial(self._on_read, self._asked, model.version), self.failed.emit)

    def arrange(self, choice: Choice) -> None:
        """Show the list as *choice* says, now and the next time."""
        self._choice = choice
        settings = self._sources.settings
        if settings is not None and not self._asked.words:
            name = arranging.key(self._asked.space, self._asked.section)
            self._tasks.run(partial(settings.put, name, arranging.written(choice)))
        self.reload()

    def _on_read(self, about: Asked, version: int, answer: Answer) -> None:
        if about != self._asked or self._choice not in (None, answer.choice):
            return
        self._choice, self._tags = answer.choice, answer.tags
        model = self._list.model
        same = version == model.version
        if about != self._columns_of:
            self._columns_of = about
            self._list.listed.show_columns(about.kind, answer.shares)
        self._list.show_choice(answer.choice, about.kind, answer.tags, found=bool(about.words))
        listing = answer.listing
        model.call_tags(answer.tags)
        model.learn_cells(asked.columns_of(about.kind), answer.cells)
        self._list.show_rows(listing.ids, [*listing.rows, *answer.changed], answer.steps if same else None)
        self.filters.show(self._sources, about, answer.choice, answer.tags)
        self.tags_read.emit(answer.tags)
        self.read.emit()
        if listing.more:
            work = partial(asked.whole, self._sources, about, answer.choice, model.ids)
            self._tasks.run(work, partial(self._on_read, about, model.version), self.failed.emit)

    def _on_rows_wanted(self, ids: Sequence[str]) -> None:
        work = partial(asked.rows, self._sources.lists, self._asked, ids)
        self._tasks.run(work, partial(self._on_rows, self._asked), self.failed.emit)

    def _on_rows(self, about: Asked, read: Rows) -> None:
        rows, cells = read
        if about == self._asked:
            self._list.model.learn_cells(asked.columns_of(about.kind), cells)
        self._list.model.learn(rows)

    def _on_tags_wanted(self) -> None:
        kind = None if self._asked.section == TRASH or self._asked.words else self._asked.section
        work = partial(self._sources.lists.tags, self._asked.space, kind)
        self._tasks.run(work, self._list.arranger.show_tags, self.failed.emit)

    def _on_widths_kept(self, shares: Sequence[float]) -> None:
        settings = self._sources.settings
        if settings is not None and self._asked.kind is not None:
            key, text = asked.widths_key(self._asked), asked.widths_written(shares)
            self._tasks.run(partial(settings.put, key, text))
