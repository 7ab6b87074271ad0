"""Before something leaves a space: the careful words that stand in it, and whether it leaves all the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.dialogs.flow import open_over
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_words import CarefulFound
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.errors import Problem

Found = Sequence[CarefulFound]
TITLES_MAX = 5
PRESS = "press"


class CarefulDialog(Sheet):
    """Lists what was found; somebody may let it leave all the same."""

    def __init__(self, found: Found, leaving: "Leaving", tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Careful words stand in this"), tasks, parent)
        self._then = leaving.then
        self.body.addWidget(parts.label(tr("This space asks to look at these words before they leave it.")))
        for one in found:
            self.body.addWidget(_card(one))
        self.body.addWidget(parts.label(tr("Nothing has left yet, and nothing was changed."), "hint"))
        self.body.addStretch(1)
        self.go = parts.button(leaving.verb, then=self._on_go)
        self.buttons.addWidget(self.go)
        self.back = self.add_primary(tr("Back"), self.reject, "arrow-left")
        self.back.setFocus()

    def _on_go(self) -> None:
        self.accept()
        self._then()


def _card(one: CarefulFound) -> QWidget:
    card = parts.frame("card")
    inner = parts.column(card, gap=1, margin=2.5)
    where = tr_n("In {count} place", "In {count} places", len(one.items))
    inner.addWidget(parts.label(f"{isolated(one.word, 80)} · {where}", "strong"))
    titles = [
        isolated(title, 60) if title.strip() else tr("Without a title") for title in one.titles[:TITLES_MAX]
    ]
    rest = len(one.titles) - len(titles)
    more = [tr_n("and {count} more", "and {count} more", rest)] if rest else []
    inner.addWidget(parts.label("\n".join([*titles, *more]), "hint"))
    return card


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is about to leave a space."""

    check: Callable[[], Found]
    """`wording.check_kind(space, kind)` or `wording.check_items(space, items)`."""
    verb: str
    """On the button that goes on: “Take out all the same”, “Print all the same”."""
    then: Callable[[], object]
    """What takes it out; nothing leaves before it is called."""
    button: QPushButton | None = None
    """Cannot be pressed again while it is looked through."""

    def wait(self, *, on: bool) -> None:
        if self.button is not None and shiboken6.isValid(self.button):
            self.button.setEnabled(not on)


def ask_first(
    leaving: Leaving, tasks: Tasks, parent: QWidget, failed: Callable[[Problem], object] | None = None
) -> None:
    """Look for careful words off the thread of the windows; go on at once where there are none.

    What cannot be looked through does not leave: *failed* hears why. In one dialog the last press counts: an
    earlier one, still looked through, opens nothing any more.
    """
    if isinstance(parent, Sheet):
        parent.setProperty(PRESS, press := int(parent.property(PRESS) or 0) + 1)
    else:
        press = 0
    leaving.wait(on=True)
    checked = partial(_on_checked, leaving, tasks, parent, press)
    unread = None if failed is None else partial(_on_failed, leaving, failed)
    tasks.run(leaving.check, checked, unread, long=True)


def _on_failed(leaving: Leaving, failed: Callable[[Problem], object], problem: Problem) -> None:
    leaving.wait(on=False)
    failed(problem)


def _on_checked(leaving: Leaving, tasks: Tasks, parent: QWidget, press: int, found: Found) -> None:
    if not shiboken6.isValid(parent) or (press and press != parent.property(PRESS)):
        return
    leaving.wait(on=False)
    if found:
        open_over(CarefulDialog(found, leaving, tasks, parent))
    else:
        leaving.then()
