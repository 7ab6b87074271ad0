"""The palette over the window: a line to type in, and what it may mean, grouped."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.models import palette
from desktop.models.facade import ItemRow
from desktop.models.grouped import Entry, Goal, Group, flat
from desktop.models.palette import Ground
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import colour, em, space
from desktop.views import wishes
from desktop.views.grouplist import GroupList
from desktop.views.wishes import Wish
from i18n import tr, tr_n
from sync.errors import Problem

WIDTH_EM, HEIGHT_EM = 46, 32
BEHIND = 200  # of 255: how much of what lies behind is covered
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
PASSED_ON = (Wish.LOCK, Wish.CLEAR, Wish.HELP, Wish.LARGER, Wish.SMALLER, Wish.PLAIN_SIZE)
Find = Callable[[str, int], Sequence[ItemRow]]
Offer = Callable[[Ground], Sequence[Group]]


class Palette(QWidget):
    """Lies over the whole window; a press beside the card or Esc closes it and changes nothing.

    *find* asks the notebook for items and *read* for the ground; both are called away from Qt. *offer* says
    what else there is to choose from.
    """

    chosen = Signal(object)
    closed = Signal()
    """It was closed, and where the keys went before is gone."""

    def __init__(
        self, find: Find, read: Callable[[], Ground], offer: Offer, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._over = parent
        self._find, self._read, self._offer, self._tasks = find, read, offer, tasks
        self._ground = Ground()
        self._found: Sequence[ItemRow] = ()
        self._asking = False
        self._moved = False
        self._before: QWidget | None = None
        self.pictures: dict[str, str] = {}
        self.line = parts.line(tr("Search everything"), role="search", hint=tr("Search everything"))
        self.line.textChanged.connect(self._on_words_changed)
        self.line.installEventFilter(self)
        self.list = GroupList(tr("What was found"), tr("Without a title"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self._on_chosen)
        self._nothing = parts.label(tr("Nothing found. Try fewer or shorter words."), "hint")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._card = parts.frame("card")
        self._card.setParent(self)
        inner = parts.column(self._card, gap=2, margin=3)
        inner.addWidget(self.line)
        inner.addWidget(self.list, 1)
        inner.addWidget(self._nothing, 1)
        self.setAccessibleName(tr("Search everything"))
        self.hide()

    # ------------------------------------------------------------ coming and going
    def open(self, words: str = "") -> None:
        self._found, self._moved = (), False
        if self.isHidden():
            self._before = self._over.focusWidget()
        self.line.setText(words)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tasks.run(self._read, self._on_ground, self._on_ground_failed, long=True)
        self._show()

    def close_it(self) -> None:
        """Let go of every word in it: what was looked for is nobody's business later."""
        if self.isHidden():
            return
        self.hide()
        self.line.clear()
        self._found, self._ground = (), Ground()
        self.list.rows.set_rows(())
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if not any(wishes.is_asked(wish, event) for wish in PASSED_ON):
                event.accept()  # what lies behind hears no keys
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        """Take the keys that are for the list; the others are typed."""
        if event.key() in MOVES:
            self._moved = True
            self.list.keyPressEvent(event)
            self._announce()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.choose_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            return False
        return True

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.isHidden():
            return super().focusNextPrevChild(forward)  # what is hidden must not go on hearing keys
        self.line.setFocus()  # nothing behind it can be used meanwhile
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_it()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        air = space(3)
        width = min(WIDTH_EM * em(), self.width() - 2 * air)
        height = min(HEIGHT_EM * em(), self.height() - 2 * air)
        self._card.setGeometry((self.width() - width) // 2, air, width, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Let what lies behind fade: it cannot be used meanwhile."""
        faded = colour(Role.Window)
        faded.setAlpha(BEHIND)
        painter = QPainter(self)
        painter.fillRect(self.rect(), faded)
        painter.end()

    # ------------------------------------------------------------ asking
    def _on_words_changed(self, _text: str) -> None:
        self._found, self._moved = (), False
        if self.isVisible():
            self._ask()
            self._show()

    def _words(self) -> str:
        return self.line.text().strip()[: palette.WORDS_MAX]

    def _ask(self) -> None:
        """Ask one thing at a time; what is typed meanwhile is asked after that."""
        words = self._words()
        if words and not self._asking:
            self._asking = True
            work = partial(self._find, words, palette.ITEMS_SHOWN + 1)
            self._tasks.run(work, partial(self._on_found, words), partial(self._on_failed, words))

    def _on_found(self, words: str, rows: Sequence[ItemRow]) -> None:
        self._asking = False
        if self.isHidden():
            return
        if words == self._words():
            self._found = rows
            self._show()
        else:
            self._ask()  # what came is an answer to older words

    def _on_ground(self, known: Ground) -> None:
        if self.isVisible():
            self._ground = known
            self._show()

    def _on_failed(self, words: str, _problem: Problem) -> None:
        self._asking = False
        if self.isHidden():
            return
        if words != self._words():
            self._ask()
        self._show()

    def _on_ground_failed(self, _problem: Problem) -> None:
        """Leave what is there: everything else in the palette works without the notebook."""

    # ------------------------------------------------------------ showing
    def _show(self) -> None:
        found: list[Entry] = palette.item_entries(self._found, self._ground, self.pictures)
        rows = flat(palette.groups(self._words(), self._offer(self._ground), found))
        self.list.rows.set_rows(rows)
        nothing = not rows and not self._asking
        self.list.setHidden(nothing)
        self._nothing.setVisible(nothing)
        if not self._moved:
            self.list.setCurrentIndex(self.list.rows.first())
            self.list.scrollToTop()
        things = sum(not row.heading for row in rows)
        self.line.setAccessibleDescription(tr_n("{count} item", "{count} items", things))

    def _announce(self) -> None:
        """Say which row is chosen: the line keeps the focus, so nothing else would."""
        heard = self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, str(heard or "")))

    def _on_chosen(self, goal: Goal) -> None:
        self.close_it()
        self.chosen.emit(goal)
