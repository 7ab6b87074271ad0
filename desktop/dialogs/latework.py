"""What stands aside in a space: late words and decisions, kept, and let in by organisers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desktop.dialogs.here import Here
from desktop.dialogs.narrowing import Card, CardList
from desktop.models import when
from desktop.models.facade_belonging import AsideRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import set_aside, tr, tr_n
from sync.errors import Problem
from sync.model.folding import fold

TITLES_MAX = 5
ROWS_MAX = 100
NAME, OLDEST = "name", "oldest"


class LateWorkPage(QWidget):
    sized = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self.rows: Sequence[AsideRow] = ()
        self.boxes: dict[str, QCheckBox] = {}
        inner = parts.column(self, gap=3)
        self._hint = parts.label("", "hint")
        inner.addWidget(self._hint)
        self.list = CardList(tr("Find in this list"), [(tr("By name"), NAME), (tr("Oldest first"), OLDEST)])
        self.list.sized.connect(self.sized)
        inner.addWidget(self.list)
        self._more = parts.label("", "hint")
        inner.addWidget(self._more)
        self.some = parts.button(tr("Let in what is chosen"), "check", then=self._on_some_wanted)
        self.every = parts.button(tr("Let everything in"), then=lambda: self.admit(None))
        line = parts.row()
        for each in (self.some, self.every):
            each.setAutoDefault(False)
            line.addWidget(each)
        line.addStretch(1)
        inner.addLayout(line)
        inner.addStretch(1)

    def reload(self) -> None:
        space, quarantine = self._here.space.id, self._here.belonging.quarantine
        self._here.tasks.run(lambda: quarantine.rows(space), self._show, self._here.banner.show_problem)

    def admit(self, chosen: Sequence[str] | None) -> None:
        """Let *chosen*, or all that may be, count after all."""
        space, quarantine = self._here.space.id, self._here.belonging.quarantine
        self.setEnabled(False)
        self._hint.setText(tr("Working…"))
        self._here.tasks.run(
            lambda: quarantine.admit(space, chosen), self._on_admitted, self._on_failed, long=True
        )

    def _on_some_wanted(self) -> None:
        self.admit([entry for entry, box in self.boxes.items() if box.isChecked()])

    def _on_admitted(self, admitted: Sequence[str]) -> None:
        self.setEnabled(True)
        self._here.banner.show_words(
            tr_n("{count} change counts now.", "{count} changes count now.", len(admitted))
        )
        self._here.changed()

    def _on_failed(self, problem: Problem) -> None:
        self.setEnabled(True)
        self._here.banner.show_problem(problem)
        self.reload()

    def _show(self, rows: Sequence[AsideRow]) -> None:
        self.rows, self.boxes = rows, {}
        decides = self._here.space.role == "steward"
        self._hint.setText(_about(rows, decides=decides))
        self.list.show_cards([_listed(row, self._card(row, decides=decides)) for row in rows[:ROWS_MAX]])
        left = len(rows) - ROWS_MAX
        self._more.setText(tr("More is shown once some of this counts.") if left > 0 else "")
        self._more.setVisible(left > 0)
        for each in (self.some, self.every):
            each.setVisible(decides and any(row.admissible for row in rows))
        self._on_chosen()
        self.sized.emit()

    def _on_chosen(self) -> None:
        self.some.setEnabled(any(box.isChecked() for box in self.boxes.values()))

    def _card(self, row: AsideRow, *, decides: bool) -> QFrame:
        card = parts.frame("card")
        inner = parts.column(card, gap=1, margin=3)
        what = _titled(row)
        if decides and row.admissible:
            box = QCheckBox(what)
            box.setAccessibleName(what)
            box.clicked.connect(self._on_chosen)
            self.boxes[row.entry] = box
            inner.addWidget(box)
        else:
            inner.addWidget(parts.label(what, "strong"))
        inner.addWidget(parts.label(set_aside.why(row.reason)))
        if not row.admissible:
            inner.addWidget(parts.label(tr("It breaks a rule, so nobody can let it count."), "hint"))
        inner.addWidget(parts.label(_from(row), "hint"))
        return card


def _listed(row: AsideRow, card: QWidget) -> Card:
    order = {NAME: (not row.author, fold(row.author)), OLDEST: row.when_ms or 0}
    return Card(card, " ".join((*row.titles, row.author)), order)


def _about(rows: Sequence[AsideRow], *, decides: bool) -> str:
    if not rows:
        return tr("Nothing is set aside here.")
    if decides:
        return tr("Nothing of this is lost. You can let it count.")
    return tr("Nothing of this is lost. Organisers can let it count.")


def _titled(row: AsideRow) -> str:
    titles = [isolated(each, 60) for each in row.titles[:TITLES_MAX] if each]
    if len(row.titles) > TITLES_MAX:
        titles.append("…")
    return tr(", ").join(titles) or tr("A change without a title")


def _from(row: AsideRow) -> str:
    author = isolated(row.author, 60) if row.author else tr("No name")
    return f"{author} · {when.full(row.when_ms)}" if row.when_ms else author
