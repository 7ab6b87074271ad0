"""The buttons that say in which order a list stands, and what of it is shown."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.models import arranging
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.icons import icon
from desktop.theme.menus import Menu
from i18n import tr
from sync.engine.choice import BEST, BY_FIELD, Choice
from sync.model.kinds.declaration import Kind

TAGS_MAX = 200


class Arranger(QWidget):
    """Two buttons, for the filter and for a menu; ``chosen`` carries the whole new choice."""

    chosen = Signal(object)
    tags_wanted = Signal()
    filter_wanted = Signal(bool)
    tags_page_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = Choice()
        self._kind: Kind | None = None
        self._found = False
        self.filter: QToolButton = parts.tool("filter", tr("Filter"))
        self.filter.setCheckable(True)
        self.filter.toggled.connect(self.filter_wanted)
        self.button: QToolButton = parts.tool("list-ordered", tr("Order of the list"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = Menu(self.button)
        self.menu.setAccessibleName(tr("Order of the list"))
        self.tags = Menu(self.menu)
        self.tags.setTitle(tr("Only with a tag"))
        self.tags.setIcon(icon("tags"))
        self.menu.aboutToShow.connect(self._on_about_to_show)
        self.button.setMenu(self.menu)
        inner = parts.row(self, gap=0.5)
        inner.addWidget(self.filter)
        inner.addWidget(self.button)

    def show_choice(self, choice: Choice, kind: Kind | None = None, *, found: bool = False) -> None:
        self._choice, self._kind, self._found = choice, kind, found
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
        for sort in self._sorts():
            words = arranging.sort_words(sort, self._kind)
            down = choice.descending and sort == choice.sort
            self._add(self.menu, order, words, replace(choice, sort=sort, descending=down))
        if arranging.turns(choice.sort):
            turned = QAction(tr("The other way round"), self.menu)
            turned.setCheckable(True)
            turned.setChecked(choice.descending)
            wanted = replace(choice, descending=not choice.descending)
            turned.triggered.connect(partial(self._on_triggered, wanted))
            self.menu.addAction(turned)
        self.menu.addSeparator()
        shown = QActionGroup(self.menu)
        for only in arranging.only_here(self._kind):
            self._add(self.menu, shown, arranging.only_words(only), replace(choice, only=only))
        self.menu.addSeparator()
        self.menu.addMenu(self.tags)
        looked_after = QAction(tr("Tags of this space…"), self.menu)
        looked_after.triggered.connect(lambda _on=False: self.tags_page_wanted.emit())
        self.menu.addAction(looked_after)
        self.show_tags(())

    def _sorts(self) -> list[str]:
        fields = [BY_FIELD + field.name for field in arranging.sorted_by(self._kind)]
        return [*arranging.SORTS, *fields, *((BEST,) if self._found else ())]

    def _add(self, menu: QMenu, group: QActionGroup, words: str, wanted: Choice) -> None:
        made = QAction(words, menu)
        made.setCheckable(True)
        made.setChecked(wanted == self._choice)
        made.triggered.connect(partial(self._on_triggered, wanted))
        group.addAction(made)
        menu.addAction(made)

    def _on_triggered(self, wanted: Choice, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.chosen.emit(wanted)
