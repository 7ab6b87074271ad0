"""What was decided in a space about who belongs, newest first, and why something had no effect."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs.flow import emptied
from desktop.dialogs.here import Here
from desktop.dialogs.narrowing import Narrowing
from desktop.models import when
from desktop.models.facade_belonging import OutcomeRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import happened, tr

SHOWN = 50  # more are asked for
NAME_MAX = 40
OLDEST = "oldest"


class HappenedPage(QWidget):
    sized = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self._shown = SHOWN
        self.rows: Sequence[OutcomeRow] = ()
        inner = parts.column(self, gap=3)
        self._hint = parts.label("", "hint")
        inner.addWidget(self._hint)
        self.narrowing = Narrowing(tr("Find in this list"), [(tr("Oldest first"), OLDEST)])
        self.narrowing.changed.connect(lambda: self._show(self.rows))
        inner.addWidget(self.narrowing)
        self._list = parts.column(gap=2)
        inner.addLayout(self._list)
        self.more = parts.button(tr("Show more"), "chevron-down", then=self.show_more)
        self.more.hide()
        line = parts.row()
        line.addWidget(self.more)
        line.addStretch(1)
        inner.addLayout(line)
        inner.addStretch(1)

    def reload(self) -> None:
        stewardship, space = self._here.belonging.stewardship, self._here.space.id
        self._here.tasks.run(lambda: stewardship.history(space), self._show, self._here.banner.show_problem)

    def show_more(self) -> None:
        self._shown += SHOWN
        self._show(self.rows)

    def _show(self, rows: Sequence[OutcomeRow]) -> None:
        self.rows = rows
        emptied(self._list)
        self._hint.setText(
            tr("Newest first. All computers that know the same show the same.")
            if rows
            else tr("Nothing has happened here yet.")
        )
        both = happened.mutual(rows)
        found = self._found(rows)
        for place in found[: self._shown]:
            self._list.addWidget(_line(rows[place], mutually=place in both))
        if rows and not found:
            self._list.addWidget(parts.label(tr("Nothing here says this."), "hint"))
        self.more.setVisible(len(found) > self._shown)
        self.narrowing.show_for(len(rows))
        self.sized.emit()

    def _found(self, rows: Sequence[OutcomeRow]) -> Sequence[int]:
        """Return the places of what is looked for, the newest first unless somebody wants it otherwise."""
        newest = list(reversed(range(len(rows))))
        return self.narrowing.chosen(newest, lambda at: happened.sentence(rows[at], _named), {OLDEST: int})


def _line(row: OutcomeRow, *, mutually: bool) -> QFrame:
    card = parts.frame("card")
    inner = parts.column(card, gap=1, margin=2.5)
    inner.addWidget(parts.label(happened.sentence(row, _named), "strong" if row.effect else ""))
    inner.addWidget(parts.label(when.full(row.when_ms), "hint"))
    outcome = happened.outcome(row, _named, mutually=mutually)
    if outcome:
        inner.addWidget(parts.label(outcome))
    return card


def _named(text: str) -> str:
    return isolated(text, NAME_MAX)
