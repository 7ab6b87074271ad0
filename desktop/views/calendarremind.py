"""What a calendar shows, when to be reminded, and of what: a menu below its button."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.models.facade_agenda import Reminders, When, Wish
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.menus import Menu
from i18n import mark, tr
from sync.model import kinds

WHENS: tuple[tuple[When, str], ...] = (
    ("off", mark("Do not remind me")),
    ("day", mark("On the day")),
    ("day-before", mark("A day before")),
    ("week-before", mark("A week before")),
)
"""As a person chooses; on the day itself they are reminded again."""


class RemindMenu(Menu):
    def __init__(
        self, reminders: Reminders, tasks: Tasks, failed: Callable[[object], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._reminders, self._tasks, self._failed = reminders, tasks, failed
        self._when: dict[When, QAction] = {}
        self._of: dict[str, QAction] = {}
        self._group = QActionGroup(self)
        self.deadlines = QAction(tr("Deadlines too"), self)
        self.deadlines.setCheckable(True)
        self.deadlines.setChecked(True)
        self.addAction(self.deadlines)
        self.addSeparator()
        for when, label in WHENS:
            self._when[when] = self._added(tr(label))
            self._group.addAction(self._when[when])
        self.addSeparator()
        for name in reminders.kinds():
            kind = kinds.find(name)
            self._of[name] = self._added(tr(kind.plural) if kind else name)
        self.addSeparator()
        self._later = self.addAction(tr("Say nothing until tomorrow"), self._snooze)
        self.aboutToShow.connect(self.read)

    def read(self) -> None:
        """Show how it is now."""
        self._tasks.run(lambda: self._reminders.wish, self._show, self._failed)

    def _show(self, wish: Wish) -> None:
        self._when[wish.when].setChecked(True)
        for name, action in self._of.items():
            action.setChecked(name not in wish.without)
            action.setEnabled(wish.when != "off")

    def _choose(self) -> None:
        when = next(each for each, action in self._when.items() if action.isChecked())
        without = [name for name, action in self._of.items() if not action.isChecked()]
        self._tasks.run(partial(self._reminders.choose, when, without), failed=self._failed)

    def _snooze(self) -> None:
        self._tasks.run(partial(_snoozed, self._reminders), failed=self._failed)

    def _added(self, text: str) -> QAction:
        made = QAction(text, self)
        made.setCheckable(True)
        made.triggered.connect(lambda _on=False: self._choose())
        self.addAction(made)
        return made


def _snoozed(reminders: Reminders) -> None:
    for each in reminders.now():
        reminders.snooze(each.name)


def remind_button(menu: RemindMenu) -> QToolButton:
    """Return the button that the menu opens below."""
    made = parts.tool("ellipsis", tr("What the calendar shows, and when to remind me"))
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made
