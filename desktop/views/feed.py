"""Keeps a list current: reads it elsewhere, as it was chosen, and shows no more than what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models import arranging, steps
from desktop.models.facade import Items, Settings
from desktop.models.facade_items import ItemRow, Listing, Lists
from desktop.models.steps import Step
from desktop.tasks import Tasks
from desktop.views.itemlist import ItemList
from sync.engine.lists import Choice

TRASH = "trash"
GATHER_MS = 100  # what changes together is read once
GATHER_LONG_MS, LONG = 1_000, 5_000  # rows; a long list is read more seldom while somebody types


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list is wanted: a section of a space, or what *words* find, here or everywhere."""

    space: str = ""
    section: str = ""
    words: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    choice: Choice
    listing: Listing
    changed: Sequence[ItemRow]
    steps: Sequence[Step] | None


class Feed(QObject):
    failed = Signal(object)
    read = Signal()
    """The list is as it was asked for."""

    def __init__(self, items: Items, tasks: Tasks, shown: ItemList, parent: QObject) -> None:
        super().__init__(parent)
        self._items, self._tasks, self._list = items, tasks, shown
        self._settings: Settings | None = None
        self._asked = Asked()
        self._choice: Choice | None = None
        self._changed: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.reload)
        shown.model.rows_wanted.connect(self._on_rows_wanted)
        shown.arranged.connect(self.arrange)
        shown.arranger.tags_wanted.connect(self._on_tags_wanted)

    def keep_in(self, settings: Settings) -> None:
        """Remember from now on how each list is wanted, in the notebook."""
        self._settings = settings

    def show(self, asked: Asked) -> None:
        """Show another list, as it was chosen the last time."""
        if asked != self._asked and not (asked.words and self._asked.words):
            self._choice = None  # but who goes on typing what to look for has chosen already
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
        work = partial(_answered, self._items.lists, self._settings, self._asked, self._choice)
        self._tasks.run(
            partial(_compared, work, self._items.lists, changed, model.ids),
            partial(self._on_read, self._asked, model.version), self.failed.emit,
        )  # fmt: skip

    def arrange(self, choice: Choice) -> None:
        """Show the list as *choice* says, now and the next time."""
        self._choice = choice
        if self._settings is not None and not self._asked.words:
            name = arranging.key(self._asked.space, self._asked.section)
            self._tasks.run(partial(self._settings.put, name, arranging.written(choice)))
        self.reload()

    def _on_read(self, asked: Asked, version: int, answer: Answer) -> None:
        if asked != self._asked or self._choice not in (None, answer.choice):
            return
        self._choice = answer.choice
        same = version == self._list.model.version
        self._list.show_choice(answer.choice)
        listing = answer.listing
        self._list.show_rows(listing.ids, [*listing.rows, *answer.changed], answer.steps if same else None)
        self.read.emit()

    def _on_rows_wanted(self, ids: Sequence[str]) -> None:
        self._tasks.run(partial(self._items.lists.rows, ids), self._list.model.learn, self.failed.emit)

    def _on_tags_wanted(self) -> None:
        kind = None if self._asked.section == TRASH or self._asked.words else self._asked.section
        work = partial(self._items.lists.tags, self._asked.space, kind)
        self._tasks.run(work, self._list.arranger.show_tags, self.failed.emit)


def _answered(
    lists: Lists, settings: Settings | None, asked: Asked, choice: Choice | None
) -> tuple[Choice, Listing]:
    """Read a list, and how it is wanted where nobody knows that yet (runs off the Qt thread)."""
    if choice is None and settings is not None and not asked.words:
        choice = arranging.read(settings.get(arranging.key(asked.space, asked.section)))
    choice = choice or Choice()
    if asked.words:
        return choice, lists.found(asked.words, space=asked.space if asked.here else None, choice=choice)
    trashed = asked.section == TRASH
    kind = None if trashed else asked.section
    return choice, lists.listing(asked.space, kind, trashed=trashed, choice=choice)


def _compared(
    read: "partial[tuple[Choice, Listing]]", lists: Lists, changed: Sequence[str], old: Sequence[str]
) -> Answer:
    choice, listing = read()
    fresh = {row.id for row in listing.rows}
    others = lists.rows([each for each in changed if each not in fresh])
    return Answer(choice, listing, others, steps.between(old, listing.ids))
