"""A page on which an item is read rather than edited; a button leads to its form."""

from abc import abstractmethod

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QToolButton, QWidget

from desktop.models.facade import Item
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr


class ReadingPage(QFrame):
    link_wanted = Signal(QUrl)
    item_wanted = Signal(str)
    edit_wanted = Signal(str)
    trash_requested = Signal(str)
    closed = Signal()
    failed = Signal(object)
    looked = Signal()
    """What was on the screen is not new any more."""
    shown = Signal(object)
    """The item as it was read last; nothing once its words are gone from the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.item = ""
        self.outer = parts.column(self, gap=2, margin=0)
        self._head = head = parts.row(gap=1, margin=0)
        parts.margins(head, 2 * em(), em() // 2, em(), 0)
        self.back = parts.tool("arrow-left", tr("Back to the list"), self.closed.emit)
        self.back.hide()
        self.edit = parts.tool("pencil", tr("Change this text"), lambda: self.edit_wanted.emit(self.item))
        trash = parts.tool("trash-2", tr("Move to the trash"), lambda: self.trash_requested.emit(self.item))
        head.addWidget(self.back)
        head.addStretch(1)
        head.addWidget(self.edit)
        head.addWidget(trash)
        self.outer.addLayout(head)

    @abstractmethod
    def show_item(self, item: Item) -> None: ...

    @abstractmethod
    def on_items_changed(self, ids: frozenset[str], by: object) -> None: ...

    def add_tool(self, made: QToolButton) -> None:
        """Put one more button above, before that of the trash."""
        self._head.insertWidget(self._head.count() - 1, made)

    def add_below(self, made: QWidget) -> None:
        """Put something below what is read."""
        self.outer.addWidget(made)

    def flush(self) -> None:
        """Keep now what is being written."""

    @abstractmethod
    def clear(self) -> None:
        """Let no word stay behind."""


class Readers(QObject):
    """The pages on which items of some kinds are read, among the other panes of *stack*."""

    link_wanted = Signal(QUrl)
    item_wanted = Signal(str)
    edit_wanted = Signal(str)
    trash_requested = Signal(str)
    closed = Signal()
    failed = Signal(object)

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self.pages: dict[str, ReadingPage] = {}

    def offer(self, kind: str, page: ReadingPage) -> None:
        """Let items of *kind* be read on *page* from now on; their form opens from there."""
        self.pages[kind] = page
        page.edit_wanted.connect(self.edit_wanted)
        page.item_wanted.connect(self.item_wanted)
        page.link_wanted.connect(self.link_wanted)
        page.trash_requested.connect(self.trash_requested)
        page.failed.connect(self.failed)
        page.closed.connect(self.closed)
        self._stack.addWidget(page)

    def of(self, item: Item) -> ReadingPage | None:
        """Return where *item* is read, if anywhere; where nothing was written yet, there is only its form."""
        written = (values[0].value.strip() for values in item.fields.values() if values)
        return self.pages.get(item.kind) if any(written) else None
