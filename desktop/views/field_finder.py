"""A line in which a name is found among many by typing a part of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import shiboken6
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMoveEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QCompleter, QListView, QWidget
from typing_extensions import override

from desktop.models.plain import one_line
from desktop.models.rows import UserRole
from desktop.theme.lines import Line
from desktop.theme.look import em
from sync.model.folding import fold

FoldedRole, KeyRole, WrittenRole = UserRole + 1, UserRole + 2, UserRole + 3
SHOWN = 8
Choices: TypeAlias = Sequence[tuple[str, str]]
Index = QModelIndex | QPersistentModelIndex


class Names(QListView):
    """The list that drops down: as wide as its names are, however narrow the line above it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def widen(self, names: Iterable[str]) -> None:
        longest = sorted(names, key=len)[-SHOWN:]
        needed = max(map(self.fontMetrics().horizontalAdvance, longest), default=0)
        around = self.verticalScrollBar().sizeHint().width() + 2 * em()
        self.setMinimumWidth(min(needed + around, self.screen().availableGeometry().width()))

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._stay_on_screen()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        room = self.screen().availableGeometry()
        fitting = max(room.left(), min(self.x(), room.right() + 1 - self.width()))
        if self.isWindow() and fitting != self.x():
            self.move(fitting, self.y())


class Folding(QCompleter):
    """Finds “Côte” by typing “cote”, anywhere in a name."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.names = Names()
        self.setPopup(self.names)
        self.setCompletionRole(FoldedRole)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(SHOWN)

    @override
    def splitPath(self, path: str) -> list[str]:
        return [fold(path.strip())]

    @override
    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(WrittenRole) or "")


class Finder(Line):
    """``chosen`` carries the key of what was taken from the list, or found by its whole name."""

    chosen = Signal(str)

    def __init__(self, name: str, offered: Callable[[], Choices] = tuple, *, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._names: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._model = QStandardItemModel(self)
        self._completer = Folding(self)
        self._completer.setModel(self._model)
        self._completer.names.setAccessibleName(name)
        # The stubs know one form of the signal alone; there is one for texts and one for places.
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self.setCompleter(self._completer)
        self._offered: Callable[[], Choices] | None = offered

    def offer(self, choices: Choices) -> None:
        """Offer these from now on: the name of each, and what it stands for."""
        self._offered = None
        self._names = {key: name for name, key in choices}
        self._keys = {fold(name): key for name, key in reversed(choices)}
        self._model.clear()
        for name, key in choices:
            row = QStandardItem(one_line(name))
            row.setData(fold(name), FoldedRole)
            row.setData(key, KeyRole)
            row.setData(self.written(key), WrittenRole)
            self._model.appendRow(row)
        self._completer.names.widen(one_line(name) for name, _key in choices)

    def written(self, key: str) -> str:
        """Return what stands in the line for *key*: its name, or *key* itself where it has none."""
        return one_line(self._names.get(key, key))

    @property
    def names(self) -> Names:
        """The list that drops down."""
        return self._completer.names

    def key(self) -> str:
        """Return what the text stands for, or nothing where it is no whole name."""
        text = self.text().strip()
        if not text:
            return ""
        self._load()
        return self._keys.get(fold(text)) or (text if text in self._names else "")

    def show_key(self, key: str) -> None:
        """Show the name of *key*, or *key* itself where it has none."""
        if key:
            self._load()
        if self.key() != key or not key:
            self.setText(self.written(key))
            self.setCursorPosition(0)

    def complete_alone(self) -> None:
        """Take the only name that begins with what was typed."""
        wanted = fold(self.text().strip())
        begun = [key for name, key in self._keys.items() if wanted and name.startswith(wanted)]
        if not self.key() and len(begun) == 1:
            self.show_key(begun[0])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._load()
        super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._load()
        super().inputMethodEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason and shiboken6.isValid(self._model):
            self.complete_alone()
        super().focusOutEvent(event)

    def _load(self) -> None:
        """Know the names only when they are needed: there are hundreds, in each of many lines."""
        if self._offered is not None:
            self.offer(self._offered())

    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data(KeyRole) or ""))
