"""All that a notebook holds, out as an open folder and back in (PROTOCOL 3.27)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sync.engine import under_way
from sync.engine.bringing import HowFar, Progress
from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.spaces import Spaces
from sync.engine.under_way import Going, Note
from sync.engine.whole_export import Attached, WholeExport
from sync.engine.whole_import import Attaches, BroughtBack, WholeImport
from sync.engine.whole_joplin import WholeJoplin

Stopped = Callable[[], bool]


class Files(Attached, Attaches, Protocol):
    """The files of items, both ways."""


class Whole:
    def __init__(self, book: Notebook, items: Items, spaces: Spaces, files: Files | None = None) -> None:
        self.going: Going = under_way.unnoted
        """Notes that something is being brought in."""
        self.take_out = WholeExport(book, items, spaces, files).take_out
        self._import = WholeImport(book, items, spaces, files)
        self._joplin = WholeJoplin(book, items, files)

    def bring_in(
        self,
        folder: Path,
        space: str | None = None,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
        by: object = None,
    ) -> BroughtBack:
        """Read an open folder as `WholeImport` does."""
        with self._noted(folder, space or "", progress) as told:
            return self._import.bring_in(folder, space, progress=told, cancelled=cancelled, by=by)

    def bring_in_joplin(
        self,
        path: Path,
        space: str,
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
        by: object = None,
    ) -> BroughtBack:
        """Read an export as `WholeJoplin` does."""
        with self._noted(path, space, progress) as told:
            return self._joplin.bring_in(path, space, progress=told, cancelled=cancelled, by=by)

    @contextmanager
    def _noted(self, path: Path, space: str, progress: Progress | None) -> Iterator[Progress]:
        """What comes has no name by which it would be known again."""
        with self.going(Note(under_way.FILES, path.name, space)) as mark:
            how_far = HowFar(mark, progress)
            how_far.coming(twice=True)
            yield how_far.of_door
