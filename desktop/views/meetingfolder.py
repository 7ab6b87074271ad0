"""What lies in the folder of a meeting besides its papers: topics and plans that name it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from desktop.dialogs.flow import emptied
from desktop.models import said
from desktop.models.facade_agenda import Belonging
from desktop.models.plain import isolated, one_line
from desktop.theme import parts
from desktop.theme.look import em
from desktop.theme.wrapping import Wrapping
from i18n import tr, tr_n
from sync.model import kinds

SHOWN = 40
TITLE_MAX = 80


class MeetingFolder(QFrame):
    item_wanted = Signal(str)
    new_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Belonging] = ()
        inner = parts.column(self, gap=1)
        parts.margins(inner, 2 * em(), 0, 2 * em(), em() // 2)
        inner.addWidget(parts.rule())
        inner.addWidget(parts.label(tr("Belongs to this meeting"), "strong"))
        self.nothing = parts.label(tr("No topic and no plan names this meeting yet."), "hint")
        inner.addWidget(self.nothing)
        self._list = parts.column(gap=1)
        inner.addLayout(self._list)
        line = QFrame()
        flow = Wrapping(gap=2)
        line.setLayout(flow)
        self.add = {
            "topic": parts.button(tr("New topic"), "plus", then=partial(self.new_wanted.emit, "topic")),
            "plan": parts.button(tr("New plan"), "plus", then=partial(self.new_wanted.emit, "plan")),
        }
        for each in self.add.values():
            flow.addWidget(each)
        inner.addWidget(line)

    def show_rows(self, rows: Sequence[Belonging], *, writable: bool) -> None:
        """Show what names the meeting; who may write may begin more."""
        for each in self.add.values():
            each.setVisible(writable)
        if list(rows) == list(self._rows):
            return  # then the keys stay where they are in it
        self._rows = rows
        self.nothing.setVisible(not rows)
        emptied(self._list)
        for one in rows[:SHOWN]:
            title = one_line(one.title, TITLE_MAX) or tr("Without a title")
            kind = kinds.find(one.kind)
            words = " · ".join(part for part in (isolated(title), *_details(one)) if part)
            then = partial(self.item_wanted.emit, one.item)
            self._list.addWidget(parts.Choice(kind.icon if kind else "circle", words, then))
        left = len(rows) - SHOWN
        if left > 0:
            self._list.addWidget(parts.label(tr_n("and {count} more", "and {count} more", left), "hint"))


def _details(one: Belonging) -> list[str]:
    """Return how something stands and when it is due, in words."""
    kind = kinds.find(one.kind)
    found = []
    for name, value in (("state", one.state), ("due", one.due)):
        field = kind.field(name) if kind is not None and value else None
        if field is not None:
            found.append(said.in_a_line(field, value))
    return found
