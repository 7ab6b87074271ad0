"""The button that says in which order a list stands, and what of it is shown."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QWidget

from desktop.models import arranging
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.icons import icon
from desktop.theme.look import space
from i18n import tr
from sync.engine.lists import Choice

TAGS_MAX = 200


class Arranger(QWidget):
    """A button with a menu; ``chosen`` carries the whole new choice."""

    chosen = Signal(object)
    tags_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = Choice()
        self.button: QToolButton = parts.tool("filter", tr("Sort and filter"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.menu.setAccessibleName(tr("Sort and filter"))
        self.tags = QMenu(self.menu)
        self.tags.setTitle(tr("Only with a tag"))
        self.tags.setIcon(icon("tags"))
        self.menu.aboutToShow.connect(self._on_about_to_show)
        self.button.setMenu(self.menu)
        parts.row(self).addWidget(self.button)

    def show_choice(self, choice: Choice) -> None:
        self._choice = choice
        self.button.setProperty("role", "quiet")
        self._fill()

    def show_tags(self, tags: Sequence[str]) -> None:
        self.tags.clear()
        group = QActionGroup(self.tags)
        self._add(self.tags, group, tr("All tags"), replace(self._choice, tag=""))
        for tag in tags[:TAGS_MAX]:
            words = one_line(tag, arranging.TAG_MAX).replace("&", "&&")
            self._add(self.tags, group, words, replace(self._choice, tag=tag))
        self.tags.setEnabled(bool(tags))

    def _on_about_to_show(self) -> None:
        self._fill()
        self.tags_wanted.emit()

    def _fill(self) -> None:
        choice = self._choice
        self.menu.clear()
        order = QActionGroup(self.menu)
        for sort in arranging.SORTS:
            self._add(self.menu, order, arranging.sort_words(sort), replace(choice, sort=sort))
        self.menu.addSeparator()
        shown = QActionGroup(self.menu)
        for only in arranging.ONLY:
            self._add(self.menu, shown, arranging.only_words(only), replace(choice, only=only))
        self.menu.addSeparator()
        self.menu.addMenu(self.tags)
        self.show_tags(())

    def _add(self, menu: QMenu, group: QActionGroup, words: str, wanted: Choice) -> None:
        made = QAction(words, menu)
        made.setCheckable(True)
        made.setChecked(wanted == self._choice)
        made.triggered.connect(partial(self._on_triggered, wanted))
        group.addAction(made)
        menu.addAction(made)

    def _on_triggered(self, wanted: Choice, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.chosen.emit(wanted)


class Narrowed(QFrame):
    """One line that says what a list leaves out, with the way back."""

    def __init__(self, show_all: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = parts.row(self, gap=1)
        parts.margins(inner, space(5), 0, space(3), 0)
        self._words = parts.label("", "hint")
        inner.addWidget(self._words, 1)
        inner.addWidget(parts.tool("x", tr("Show everything"), show_all))
        self.hide()

    def text(self) -> str:
        return self._words.text()

    def show_choice(self, choice: Choice) -> None:
        words = arranging.narrowing(choice)
        self._words.setText(words)
        self.setVisible(bool(words))
