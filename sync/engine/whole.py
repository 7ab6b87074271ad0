"""All that a notebook holds, out as an open folder and back in (PROTOCOL 3.27)."""

from typing import Protocol

from sync.engine.items import Items
from sync.engine.notebook import Notebook
from sync.engine.spaces import Spaces
from sync.engine.whole_export import Attached, WholeExport
from sync.engine.whole_import import Attaches, WholeImport
from sync.engine.whole_joplin import WholeJoplin


class Files(Attached, Attaches, Protocol):
    """The files of items, both ways."""


class Whole:
    def __init__(self, book: Notebook, items: Items, spaces: Spaces, files: Files | None = None) -> None:
        self.take_out = WholeExport(book, items, spaces, files).take_out
        self.bring_in = WholeImport(book, items, spaces, files).bring_in
        self.bring_in_joplin = WholeJoplin(book, items, files).bring_in
