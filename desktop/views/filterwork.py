"""Reads what a list can be narrowed by while somebody looks at that, and keeps filters in the notebook."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.models import arranging, asked
from desktop.models.arranging import Kept
from desktop.models.asked import TRASH, Asked, Sources
from desktop.models.facade_items import Facet
from desktop.tasks import Tasks
from desktop.views.itemlist import ItemList
from sync.engine.choice import Choice

Change = Callable[[Sequence[Kept]], list[Kept]]


class FilterWork(QObject):
    failed = Signal(object)

    def __init__(self, tasks: Tasks, shown: ItemList, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._list, self._panel = tasks, shown, shown.filtering
        self._sources: Sources | None = None
        self._asked, self._choice = Asked(), Choice()
        self._tags: Mapping[str, str] = {}
        self._fresh = False
        shown.arranger.filter_wanted.connect(self._on_wanted)
        self._panel.kept.connect(self._on_kept)
        self._panel.forgotten.connect(self._on_forgotten)
        self._panel.renamed.connect(self._on_renamed)

    def show(self, sources: Sources, about: Asked, choice: Choice, tags: Mapping[str, str]) -> None:
        """Know which list is shown now; what it can be narrowed by is read once somebody wants that."""
        self._sources, self._asked, self._choice, self._tags = sources, about, choice, tags
        self._list.arranger.filter.setVisible(bool(about.words) or about.section != TRASH)
        if self._list.filters:
            self._read()

    def _on_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - Qt calls it
        self._fresh = wanted
        if wanted:
            self._read()

    def _read(self) -> None:
        if self._sources is None:
            return
        about, choice = self._asked, self._choice
        work = partial(asked.facets, self._sources, about, choice)
        self._tasks.run(work, partial(self._on_facets, about, choice), self.failed.emit)
        key = arranging.kept_key(about.space, self._place(about))
        read = partial(self._sources.get, key)
        self._tasks.run(read, lambda text: self._panel.show_kept(arranging.kept_read(text)))

    def _on_facets(self, about: Asked, choice: Choice, facets: Sequence[Facet]) -> None:
        if (about, choice) != (self._asked, self._choice) or not self._list.filters:
            return
        self._panel.show_facets(facets, choice, f"{about.space}/{self._place(about)}", about.kind, self._tags)
        if self._fresh:
            self._fresh = False
            self._panel.take_focus()

    @staticmethod
    def _place(about: Asked) -> str:
        """What was found in all sections has filters of its own."""
        return "" if about.words else about.section

    def _on_kept(self, name: str) -> None:
        choice = self._choice
        self._change(lambda every: [*_without(every, name), Kept(name, choice)])

    def _on_forgotten(self, name: str) -> None:
        self._change(lambda every: _without(every, name))

    def _on_renamed(self, old: str, new: str) -> None:
        self._change(lambda every: _renamed(every, old, new))

    def _change(self, now: Change) -> None:
        sources, key = self._sources, arranging.kept_key(self._asked.space, self._place(self._asked))
        if sources is None or sources.settings is None:
            return
        work = partial(_changed, sources, key, now)
        self._tasks.run(work, self._panel.show_kept, self.failed.emit)


def _without(every: Sequence[Kept], *names: str) -> list[Kept]:
    return [one for one in every if one.name not in names]


def _renamed(every: Sequence[Kept], old: str, new: str) -> list[Kept]:
    """Call a filter otherwise; it takes the place of one that is called so already."""
    return [*_without(every, old, new), *(Kept(new, one.choice) for one in every if one.name == old)]


def _changed(sources: Sources, key: str, now: Change) -> Sequence[Kept]:
    every = sorted(now(arranging.kept_read(sources.get(key))), key=lambda one: one.name.casefold())
    if sources.settings is not None:
        sources.settings.put(key, arranging.kept_written(every))
    return every
