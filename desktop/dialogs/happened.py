"""What was decided in a space about who belongs, newest first, and why something had no effect."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs import trust
from desktop.dialogs.flow import emptied
from desktop.dialogs.here import Here
from desktop.models import when
from desktop.models.facade_belonging import OutcomeRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import mark, tr

SHOWN = 50  # more are asked for
SAID = {
    "founded": mark("{who} made this space."),
    "added": mark("{who} let {subject} in. Role: {role}."),
    "removed": mark("{who} took {subject} out."),
    "left": mark("{who} left."),
    "raised": mark("{who} gave {subject} more to do. Role: {role}."),
    "lowered": mark("{who} gave {subject} less to do. Role: {role}."),
    "voted-remove": mark("{who} agreed to take {subject} out."),
    "voted-steward": mark("{who} agreed that {subject} becomes an organiser."),
    "voted-policy": mark("{who} agreed to other rules."),
    "decided-remove": mark("Enough agreed: {subject} is out."),
    "decided-steward": mark("Enough agreed: {subject} is an organiser."),
    "decided-policy": mark("Enough agreed: there are other rules."),
    "held": mark("{who} put a computer of {subject} on hold."),
    "freed": mark("{who} lifted the hold on a computer of {subject}."),
    "policy": mark("{who} changed the rules."),
    "admitted": mark("{who} let late work count."),
    "vouched": mark("{who} told the others that {subject} was checked."),
    "recovered": mark("{subject} is back with recovery sheets. Meet them in person."),
    "shared": mark("{who} wants the own members of {subject} to read here."),
    "unshared": mark("{who} ended that the own members of {subject} read here."),
}
OTHERWISE = mark("{who} changed something about who belongs here.")
WHY = {
    "senior": mark("Nobody alone decides about somebody who was here longer."),
    "concurrent": mark("At the same time, {who} or that computer was taken out."),
    "overruled": mark("At the same time somebody was taken out, and that counts more."),
    "no-authority": mark("{who} had no right to do this then."),
    "suspended": mark("It came from a computer that was copied or restored."),
    "other-device": mark("It came from a computer that is not theirs."),
    "not-sent": mark("Their organisation took them back at the same time."),
}
WHY_OTHERWISE = mark("The rules of this space do not allow it.")


def _name(text: str) -> str:
    return isolated(text, 40) if text else tr("No name")


def sentence(row: OutcomeRow) -> str:
    """Return what somebody did, in one or two short sentences."""
    key = f"{row.what}-{row.detail}" if row.what in ("voted", "decided") else row.what
    role = trust.role_word(row.detail)
    said = tr(SAID.get(key, OTHERWISE), who=_name(row.who), subject=_name(row.subject), role=role)
    return f"{isolated(row.organisation, 40)}: {said}" if row.organisation else said


def why(row: OutcomeRow) -> str:
    """Return that something had no effect, and why."""
    reason = tr(WHY.get(row.reason, WHY_OTHERWISE), who=_name(row.who), subject=_name(row.subject))
    return tr("This had no effect.") + " " + reason


def mutual(rows: Sequence[OutcomeRow]) -> set[int]:
    """Return the places of removals of each other that both count: neither knew of the other."""
    found: set[int] = set()
    waiting: dict[tuple[str, str, str], int] = {}
    for place, row in enumerate(rows):
        if row.what == "added":
            waiting = {key: at for key, at in waiting.items() if row.subject_id not in key}
        if row.what == "removed" and row.effect:
            other = waiting.get((row.subject_id, row.who_id, row.organisation))
            if other is not None:
                found |= {place, other}
            waiting[row.who_id, row.subject_id, row.organisation] = place
    return found


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
        both = mutual(rows)
        for place in list(reversed(range(len(rows))))[: self._shown]:
            self._list.addWidget(_line(rows[place], mutually=place in both))
        self.more.setVisible(len(rows) > self._shown)
        self.sized.emit()


def _line(row: OutcomeRow, *, mutually: bool) -> QFrame:
    card = parts.frame("card")
    inner = parts.column(card, gap=1, margin=2.5)
    inner.addWidget(parts.label(sentence(row), "strong" if row.effect else ""))
    inner.addWidget(parts.label(when.full(row.when_ms), "hint"))
    if mutually:
        inner.addWidget(parts.label(tr("Both took each other out at the same time. Both are out.")))
    elif not row.effect:
        inner.addWidget(parts.label(why(row)))
    return card
