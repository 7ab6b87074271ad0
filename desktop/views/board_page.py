"""A topic to read: its text, then every reply in order; what is new since the last look is marked."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget
from typing_extensions import override

from desktop.models import board as told
from desktop.models.facade import Item
from desktop.models.facade_board import Board, Thread, Word
from desktop.models.plain import one_line
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.theme.wrapping import Wrapping
from desktop.views.board_reply import ReplyBox
from desktop.views.board_word import WordView, divider
from desktop.views.reading import ReadingPage
from i18n import tr, tr_n

FIRST_SHOWN = 40  # replies; earlier ones come when they are asked for
NAME_MAX = 200
GATHER_MS = 200


class TopicPage(ReadingPage):
    """Marks stay while one reads; what was on the screen is not new the next time."""

    def __init__(self, board: Board, tasks: Tasks) -> None:
        super().__init__()
        self._board, self._tasks = board, tasks
        self._thread: Thread | None = None
        self._known: Item | None = None
        self._new: frozenset[str] = frozenset()
        self._most = FIRST_SHOWN
        self.views: list[WordView] = []
        self._parted = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self._read)
        self.title = parts.label("", "title")
        self._chips = QWidget()
        self._flow = Wrapping(gap=2)
        self._chips.setLayout(self._flow)
        self._words = parts.column(gap=3)
        self.reply = ReplyBox(board, tasks)
        self.reply.given.connect(self._read)
        self.reply.failed.connect(self.failed)
        self.area: QScrollArea = self._made_area()
        self.outer.addWidget(self.area, 1)

    @override
    def show_item(self, item: Item) -> None:
        if self._thread is None or self._thread.id != item.id:
            self._new, self._most = frozenset(), FIRST_SHOWN
            self._empty()
        self.item, self._known = item.id, item
        self.shown.emit(item)
        self._read()

    @override
    def on_items_changed(self, ids: frozenset[str], by: object) -> None:
        """Read anew whatever changed: a reply that came names its topic only inside."""
        if self.item in ids:
            self.shown.emit(self._known)
        if self.item and self.isVisible() and by is not self.reply:
            self._soon.start()

    @override
    def flush(self) -> None:
        self.reply.flush()

    @override
    def clear(self) -> None:
        self.reply.clear()
        self.item, self._known = "", None
        self._thread = None
        self.shown.emit(None)
        self._empty()

    @override
    def add_below(self, made: QWidget) -> None:
        """Put it below all replies, to be scrolled with them."""
        self._page.insertWidget(1, made)

    def _read(self) -> None:
        if self.item:
            work = partial(self._board.thread, self.item)
            self._tasks.run(work, self._on_thread, self.failed.emit)

    def _on_thread(self, thread: Thread) -> None:
        if thread.id != self.item or _same(thread, self._thread):
            return
        fresh = self._thread is None
        self._thread = thread
        self._new |= {word.id for word in thread.words if word.new}
        self._show(thread)
        self.reply.begin(thread.id, thread.draft)
        if any(word.new for word in thread.words):
            looked = partial(self._board.looked, thread.id, [word.id for word in thread.words])
            self._tasks.run(looked, lambda _done: self.looked.emit(), self.failed.emit)
        if fresh:
            QTimer.singleShot(0, self, self._go_to_new)

    # ------------------------------------------------------------ showing
    def _show(self, thread: Thread) -> None:
        """Show all of it; where only replies were added, what is on the screen stays where it is."""
        added = told.added([view.word for view in self.views], thread.words)
        if added is None:
            self._empty()
            added = self._begin(thread)
        self.title.setText(one_line(thread.title, NAME_MAX) or tr("Without a title"))
        self._show_chips(thread)
        for word in added:
            if word.id in self._new and not self._parted:
                self._parted = True
                if thread.words.index(word) > 1:
                    self._words.addWidget(divider(tr("New since you last looked")))
            self._put(word)

    def _begin(self, thread: Thread) -> Sequence[Word]:
        """Show the topic and whether there is more before; return the replies that follow."""
        opening, *replies = thread.words
        self._put(opening, opening=True)
        first_new = next((at for at, word in enumerate(replies) if word.id in self._new), len(replies))
        begin = max(0, min(len(replies) - self._most, first_new))
        if begin:
            self._offer_earlier(begin)
        return replies[begin:]

    def _show_chips(self, thread: Thread) -> None:
        _clear(self._flow)
        state = told.state_of(thread.state)
        replies = len(thread.words) - 1
        said = tr_n("{count} reply", "{count} replies", replies) if replies else tr("No reply yet")
        for words in (state, said):
            if words:
                self._flow.addWidget(parts.label(words, "chip", wrap=False))
        for meeting, title in thread.meetings:
            name = one_line(title, NAME_MAX) or tr("Without a title")
            button = parts.button(name.replace("&", "&&"), "calendar", role="quiet")
            button.setAccessibleName(tr("Meeting: {name}", name=name))
            button.clicked.connect(lambda _on=False, meeting=meeting: self.item_wanted.emit(meeting))
            self._flow.addWidget(button)

    def _put(self, word: Word, *, opening: bool = False) -> None:
        view = WordView(word, new=word.id in self._new, opening=opening)
        view.link_wanted.connect(self.link_wanted)
        view.change_wanted.connect(self.item_wanted)
        self.views.append(view)
        self._words.addWidget(view)

    def _offer_earlier(self, count: int) -> None:
        words = tr_n("Show {count} earlier reply", "Show {count} earlier replies", count)
        self._words.addWidget(parts.button(words, "chevron-up", role="quiet", then=self._show_earlier))

    def _show_earlier(self) -> None:
        self._most += FIRST_SHOWN
        if self._thread is not None:
            self._empty()
            self._show(self._thread)
            if len(self.views) > 1:
                self.views[1].page.setFocus()

    def _go_to_new(self) -> None:
        """Begin where somebody stopped reading; at the top where all or nothing is new."""
        first = next((view for view in self.views if view.word.id in self._new), None)
        known = first is not None and first is not self.views[0]
        self.area.ensureWidgetVisible(first if known and first else self.title, 0, 4 * em())

    def _empty(self) -> None:
        self.views = []
        self._parted = False
        self.title.setText("")
        for layout in (self._words, self._flow):
            _clear(layout)

    def _made_area(self) -> QScrollArea:
        inside = QFrame()
        inside.setObjectName("body")
        self._page = parts.column(inside)
        inner = parts.column(gap=3)
        parts.margins(inner, 2 * em(), 0, 2 * em(), em())
        for each in (self.title, self._chips):
            inner.addWidget(each)
        inner.addLayout(self._words)
        inner.addSpacing(space(2))
        inner.addWidget(self.reply)
        self._page.addLayout(inner)
        self._page.addStretch(1)
        return parts.scrolled(inside)


def _same(one: Thread, other: Thread | None) -> bool:
    """Whether nothing is to be shown anew; that something was looked at changes nothing on the screen."""
    return other is not None and _said(one) == _said(other)


def _said(thread: Thread) -> tuple[object, ...]:
    words = tuple(told.content(word) for word in thread.words)
    return thread.id, thread.title, thread.state, tuple(thread.meetings), words


def _clear(layout: QLayout) -> None:
    while (part := layout.takeAt(0)) is not None:
        widget = part.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
