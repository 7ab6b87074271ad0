"""An item as it was, with what differs marked: heavier, underlined, and named for those who hear it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.dialogs.compared import Compared
from desktop.dialogs.flow import emptied
from desktop.models import past, when
from desktop.models.past import Part
from desktop.theme import parts
from i18n import tr
from sync.engine.past import Change

NOW, BEFORE = "now", "before"


class PastView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        inner = parts.column(self, gap=3)
        choices = [(tr("Compare with before"), BEFORE), (tr("Compare with now"), NOW)]
        self.compare = parts.choice(tr("Compare"), choices, BEFORE)
        self.heading = parts.label("", "strong")
        self.who = parts.label("", "hint")
        inner.addWidget(self.compare)
        inner.addWidget(self.heading)
        inner.addWidget(self.who)
        self._fields = parts.column(gap=3)
        inner.addLayout(self._fields)
        inner.addStretch(1)
        self.compare.setEnabled(False)

    def compares_with_now(self) -> bool:
        return bool(self.compare.currentData() == NOW)

    def show_parts(self, change: Change, happened: str, shown: Sequence[Part]) -> None:
        """Show an item as it was after *change*."""
        self.compare.setEnabled(True)
        self.heading.setText(happened)
        self.who.setText(tr("{who}, {when}", who=past.author_of(change), when=when.full(change.at_ms)))
        emptied(self._fields)
        other = tr("Now") if self.compares_with_now() else tr("Before")
        for part in shown:
            self._add(part, other)
        if not shown:
            self._fields.addWidget(parts.label(tr("(empty)"), "hint"))

    def _add(self, part: Part, other: str) -> None:
        card = parts.frame("card")
        inner = parts.column(card, gap=1, margin=2)
        inner.addWidget(parts.label(part.label, "strong"))
        shown = [Compared(tr("Then"), part.text, part.pieces)]
        inner.addWidget(shown[0])
        if part.differs:
            shown.append(Compared(other, part.other, part.other_pieces))
            inner.addWidget(parts.label(other, "hint"))
            inner.addWidget(shown[1])
        for each in shown:
            each.let_be_copied(copied=not part.stays)
        self._fields.addWidget(card)
