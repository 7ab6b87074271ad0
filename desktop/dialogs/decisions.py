"""What waits to be decided in a space: how many agreed, who, who is missing, and agreeing oneself."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs import agreeing, trust
from desktop.dialogs.here import Here
from desktop.dialogs.narrowing import Card, CardList
from desktop.models.facade_belonging import Decision, DecisionRow, MemberRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr
from sync.errors import Problem
from sync.model.folding import fold

NAME, NEEDS = "name", "needs"
Known = tuple[Sequence[DecisionRow], Sequence[MemberRow]]


def wanted(row: DecisionRow, organisation: str = "") -> str:
    """Return what is to be decided, as a sentence; *organisation* is its name where its own decide."""
    name = isolated(row.subject, 60) if row.subject else tr("No name")
    if organisation:
        sentences = {
            "remove": tr("{name} is no longer sent by {organisation}.", name=name, organisation=organisation),
            "steward": tr("{name} decides for {organisation} too.", name=name, organisation=organisation),
        }
    else:
        sentences = {
            "remove": tr("{name} leaves this space.", name=name),
            "steward": tr("{name} becomes an organiser.", name=name),
        }
    return sentences.get(row.what, tr("The rules of this space change."))


class DecisionsPage(QWidget):
    sized = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self.rows: Sequence[DecisionRow] = ()
        self._deciding = False
        inner = parts.column(self, gap=3)
        self._hint = parts.label("", "hint")
        inner.addWidget(self._hint)
        orders = ((tr("By name"), NAME), (tr("Needs you first"), NEEDS))
        self.list = CardList(tr("Find in this list"), orders)
        self.list.sized.connect(self.sized)
        inner.addWidget(self.list)
        inner.addStretch(1)

    def reload(self) -> None:
        space, belonging = self._here.space.id, self._here.belonging
        self._here.tasks.run(
            lambda: (belonging.stewardship.open_decisions(space), belonging.spaces.members(space)),
            self._show, self._here.banner.show_problem,
        )  # fmt: skip

    def agree(self, row: DecisionRow) -> None:
        stewardship, space = self._here.belonging.stewardship, self._here.space.id
        self.setEnabled(False)
        self._here.tasks.run(
            lambda: stewardship.vote(space, row.action, row.organisation), self._on_agreed, self._on_failed
        )

    def _on_agreed(self, decision: Decision) -> None:
        self.setEnabled(True)
        if decision.done:
            self._here.banner.show_words(tr("Enough have agreed. It is done."))
        else:
            self._here.banner.show_words(
                tr("You agreed."), agreeing.counted(decision.agreed, decision.needed)
            )
        self._here.changed()

    def _on_failed(self, problem: Problem) -> None:
        self.setEnabled(True)
        self._here.banner.show_problem(problem)
        self.reload()

    def _show(self, known: Known) -> None:
        self.rows, members = known
        self._hint.setText(
            tr("Each happens as soon as enough organisers agree.")
            if self.rows
            else tr("Nothing waits to be decided.")
        )
        known_ones = {each.person: each for each in members}
        me = next((each for each in members if each.me), None)
        self.list.show_cards([self._listed(row, known_ones, me) for row in self.rows])
        self.sized.emit()

    def _listed(self, row: DecisionRow, members: Mapping[str, MemberRow], me: MemberRow | None) -> Card:
        """Return a decision with what it is looked for by; what one has to answer oneself can come first."""
        said = _said(row, members)
        name = (not row.subject, fold(row.subject))
        needs = me is not None and not row.mine and _decides(row, me)
        words = " ".join((said, *row.agreed, *row.missing))
        return Card(self._card(row, members, me), words, {NAME: name, NEEDS: (not needs, *name)})

    def _card(self, row: DecisionRow, members: Mapping[str, MemberRow], me: MemberRow | None) -> QFrame:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=4)
        said, subject = _said(row, members), members.get(row.subject_id)
        inner.addWidget(parts.label(said, "heading"))
        if subject is not None and not subject.organisation:
            inner.addWidget(trust.line(trust.of_member(subject)))
        inner.addWidget(agreeing.view(row))
        if row.mine:
            inner.addWidget(parts.label(tr("You have agreed."), "hint"))
        elif me is not None and _decides(row, me):
            agree = parts.button(tr("Agree"), "check", role="primary", then=partial(self.agree, row))
            agree.setAccessibleName(f"{agree.text()}: {said}")
            agree.setAutoDefault(False)
            line = parts.row()
            line.addWidget(agree)
            line.addStretch(1)
            inner.addLayout(line)
        return card


def _said(row: DecisionRow, members: Mapping[str, MemberRow]) -> str:
    house = members.get(row.organisation)
    return wanted(row, trust.name_of(house, 40) if house is not None else "")


def _decides(row: DecisionRow, me: MemberRow) -> bool:
    """Say whether one is among those who decide: only then the button is offered."""
    if row.organisation:
        return me.inside == row.organisation and me.officer
    return me.role == "steward" and me.state in trust.HERE
