"""A section as something else than a list, such as a map; the list is always one press away."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from desktop.models.facade import Settings
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import space
from desktop.views.itemlist import ItemList
from i18n import tr

SETTING = "look/"  # and the section: the same in all spaces
LISTED, LOOKED = "list", "look"
GATHER_MS = 300
T = TypeVar("T")


class Look(QWidget):
    """What may stand in the place of the list; it reads anew a moment after something changed."""

    item_wanted = Signal(str)
    new_wanted = Signal(str, object)
    """A kind, and the fields that the new item begins with."""
    failed = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks, self._space = tasks, ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(GATHER_MS)
        self._soon.timeout.connect(self._read)

    @abstractmethod
    def _read(self) -> None:
        """Ask for what the open space holds; nothing is open while there is none."""

    @abstractmethod
    def _clear(self) -> None:
        """Let no word of the space stay behind."""

    def show_space(self, space_id: str) -> None:
        """Show what this space holds."""
        if space_id != self._space:
            self.forget()
        self._space = space_id
        self._read()

    def on_items_changed(self, _ids: Iterable[str]) -> None:
        """Read anew what changed, many changes at once."""
        if self._space:
            self._soon.start()

    def forget(self) -> None:
        """Let no word stay behind."""
        self._soon.stop()
        self._space = ""
        self._clear()

    def _ask(self, work: Callable[[], T], then: Callable[[T], object], *, long: bool = False) -> None:
        """Do *work*, and go on with its answer unless another space is open by then."""
        self._tasks.run(work, partial(self._hand_on, self._space, then), self.failed.emit, long=long)

    def _hand_on(self, space_id: str, then: Callable[[T], object], answer: T) -> None:
        if space_id == self._space:
            then(answer)


@dataclass(frozen=True, slots=True)
class _Offered:
    look: Look
    button: QPushButton


class Looks(QWidget):
    """The list of a section or its look, with two buttons above where there are both."""

    turned = Signal()
    item_wanted = Signal(str)
    new_wanted = Signal(str, object)
    failed = Signal(object)

    def __init__(self, listed: ItemList, tasks: Tasks) -> None:
        super().__init__()
        self._list, self._tasks = listed, tasks
        self._settings: Settings | None = None
        self._offered: dict[str, _Offered] = {}
        self._looked: dict[str, bool] = {}
        self._space = self._section = ""
        self._pages = QStackedWidget()
        self._pages.addWidget(listed)
        self._bar = QWidget()
        self._row = parts.row(self._bar, gap=1)
        parts.margins(self._row, space(3), space(2), space(3), 0)
        self._group = QButtonGroup(self)
        self._as_list = self._made_button(tr("List"), "list")
        self._row.addWidget(self._as_list)
        self._row.addStretch(1)
        self._bar.hide()
        outer = parts.column(self, gap=0)
        outer.addWidget(self._bar)
        outer.addWidget(self._pages, 1)
        self._as_list.clicked.connect(lambda _on=False: self.turn(looked=False))

    def offer(self, section: str, look: Look, label: str, picture: str, *, first: bool = False) -> None:
        """Let *section* be seen as *look*; *first* where it is that until somebody wants the list."""
        button = self._made_button(label, picture)
        button.hide()
        button.clicked.connect(lambda _on=False: self.turn(looked=True))
        self._row.insertWidget(self._row.count() - 1, button)
        self._offered[section] = _Offered(look, button)
        self._looked[section] = first
        self._pages.addWidget(look)
        look.item_wanted.connect(self.item_wanted)
        look.new_wanted.connect(self.new_wanted)
        look.failed.connect(self.failed)

    def keep_in(self, settings: Settings) -> None:
        """Remember from now on in the notebook how each section is seen."""
        self._settings = settings
        self._tasks.run(partial(_kept, settings, tuple(self._offered)), self._on_kept, self.failed.emit)

    @property
    def look(self) -> Look | None:
        """What stands in the place of the list, if anything does."""
        shown = self._pages.currentWidget()
        return shown if isinstance(shown, Look) else None

    def show_section(self, space_id: str, section: str, *, found: bool) -> None:
        """Show a section; what was *found* is always a list."""
        self._space, self._section = space_id, "" if found else section
        offered = self._offered.get(self._section)
        for each in self._offered.values():
            each.button.setVisible(each is offered)
        self._bar.setVisible(offered is not None)
        self._show()

    def turn(self, *, looked: bool) -> None:
        """See the open section as its look or as the list, now and the next time."""
        self._looked[self._section] = looked
        if self._settings is not None:
            kept = LOOKED if looked else LISTED
            self._tasks.run(partial(self._settings.put, SETTING + self._section, kept))
        self._show()
        self.turned.emit()

    def on_items_changed(self, ids: Iterable[str]) -> None:
        if self.look is not None:
            self.look.on_items_changed(ids)

    def take_focus(self) -> None:
        (self.look or self._list.rows).setFocus()

    def _show(self) -> None:
        offered = self._offered.get(self._section)
        if offered is not None and self._looked[self._section]:
            offered.button.setChecked(True)
            self._pages.setCurrentWidget(offered.look)
            offered.look.show_space(self._space)
        else:
            self._as_list.setChecked(True)
            self._pages.setCurrentWidget(self._list)
        for each in self._offered.values():
            if each.look is not self.look:
                each.look.forget()

    def _on_kept(self, kept: Mapping[str, str]) -> None:
        self._looked |= {section: how == LOOKED for section, how in kept.items()}
        if self._section in kept:
            self._show()
            self.turned.emit()

    def _made_button(self, label: str, picture: str) -> QPushButton:
        made = parts.button(label, picture)
        made.setCheckable(True)
        self._group.addButton(made)
        return made


def _kept(settings: Settings, sections: Iterable[str]) -> dict[str, str]:
    found = {section: settings.get(SETTING + section) for section in sections}
    return {section: how for section, how in found.items() if how}
