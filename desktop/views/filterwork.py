"""Reads what a list can be narrowed by while somebody looks at that, and keeps filters in the notebook."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.models import arranging, asked
from desktop.models.arranging import Kept
from desktop.models.asked import TRASH, Asked, Sources
from desktop.models.facade_items import Facet
from desktop.tasks import Tasks
from desktop.views.itemlist import ItemList
from sync.engine.choice import Choice


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
        self._change(name, [Kept(name, self._choice)])

    def _on_forgotten(self, name: str) -> None:
        self._change(name, [])

    def _change(self, name: str, now: Sequence[Kept]) -> None:
        sources, key = self._sources, arranging.kept_key(self._asked.space, self._place(self._asked))
        if sources is None or sources.settings is None:
            return
        work = partial(_changed, sources, key, name, now)
        self._tasks.run(work, self._panel.show_kept, self.failed.emit)


def _changed(sources: Sources, key: str, name: str, now: Sequence[Kept]) -> Sequence[Kept]:
    """Put a filter in the place of the one with its name, or take that away."""
    others = [one for one in arranging.kept_read(sources.get(key)) if one.name != name]
    every = sorted([*others, *now], key=lambda one: one.name.casefold())
    if sources.settings is not None:
        sources.settings.put(key, arranging.kept_written(every))
    return every
