"""What waits to be sent, space by space, and what happened in the last rounds."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs.flow import emptied
from desktop.dialogs.narrowing import Narrowing
from desktop.dialogs.sheet import Sheet
from desktop.models import glance, when
from desktop.models.facade_sending import Outlook, Round
from desktop.models.glance import Sends
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import sending as words
from i18n import tr

SHOWN = 50  # more are asked for
OLDEST, LARGEST = "oldest", "largest"


def card(head: str, lines: Sequence[str]) -> QFrame:
    made = parts.frame("card")
    inner = parts.column(made, gap=1, margin=3)
    inner.addWidget(parts.label(head, "strong"))
    for line in lines:
        inner.addWidget(parts.label(line))
    return made


class WaitingDialog(Sheet):
    def __init__(self, session: Sends, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("What waits to be sent"), tasks, parent, width_em=46)
        self.add_close()
        tasks.run(partial(glance.waiting, session), self._on_known, self.show_problem)

    def _on_known(self, waiting: Sequence[tuple[str, Outlook]]) -> None:
        emptied(self.body)
        for name, outlook in waiting:
            said = words.to_send(outlook.changes, outlook.bytes_to_send)
            self.body.addWidget(card(isolated(name) or tr("Without a name"), [said]))
        if not waiting:
            self.body.addWidget(parts.label(tr("Nothing waits to be sent.")))
        self.body.addWidget(parts.label(tr("Sizes are rounded up, so that they tell less."), "hint"))
        self.fit_soon()


class LogDialog(Sheet):
    """Kept in this notebook alone, and never sent."""

    def __init__(self, session: Sends, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("What happened"), tasks, parent, width_em=46)
        self.add_close()
        self.body.addWidget(parts.label(tr("This list stays in this notebook."), "hint"))
        self._rounds: Sequence[tuple[int, str, list[str]]] = ()
        self._shown = SHOWN
        orders = [(tr("Oldest first"), OLDEST), (tr("Largest first"), LARGEST)]
        self.narrowing = Narrowing(tr("Find in this list"), orders)
        self.narrowing.changed.connect(self._show)
        self.body.addWidget(self.narrowing)
        self._list = parts.column(gap=3)
        self.body.addLayout(self._list)
        self.more = parts.button(tr("Show more"), "chevron-down", then=self.show_more)
        self.more.hide()
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        tasks.run(
            lambda: (glance.names(session), session.delivery.traffic.log()), self._on_known, self.show_problem
        )

    def show_more(self) -> None:
        self._shown += SHOWN
        self._show()

    def _on_known(self, known: tuple[Mapping[str, str], Sequence[Round]]) -> None:
        names, rounds = known
        self._rounds = [(one.up + one.down, _moment(one), _lines(one, names)) for one in rounds]
        self._show()

    def _show(self) -> None:
        emptied(self._list)
        order = list(range(len(self._rounds)))
        found = self.narrowing.chosen(
            order, self._said, {OLDEST: lambda at: -at, LARGEST: lambda at: -self._rounds[at][0]}
        )
        for at in found[: self._shown]:
            _, head, lines = self._rounds[at]
            self._list.addWidget(card(head, lines))
        if not found:
            nothing = tr("Nothing here says this.") if self._rounds else tr("Nothing happened yet.")
            self._list.addWidget(parts.label(nothing))
        self.more.setVisible(len(found) > self._shown)
        self.narrowing.show_for(len(self._rounds))
        self.fit_soon()

    def _said(self, at: int) -> str:
        _, head, lines = self._rounds[at]
        return " ".join((head, *lines))


def _moment(one: Round) -> str:
    said = when.full(one.at_ms)
    if one.times == 1:
        return said
    return tr("{first} to {last}, {times}", first=said, last=when.full(one.last_ms),
              times=words.times(one.times))  # fmt: skip


def _lines(one: Round, names: Mapping[str, str]) -> list[str]:
    lines = []
    for part in one.parts:
        name = isolated(names.get(part.space.hex(), "")) or tr("A space that is no longer here")
        lines.append(f"{name}: {words.moved(part.sent, part.received)}")
    return [*lines, *filter(None, [words.problem(one.problem)]), words.size(one.up + one.down)]
