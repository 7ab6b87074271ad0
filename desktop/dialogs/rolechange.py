"""Changing what somebody may do, taking somebody out, and leaving: each says first what will be so."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import agreeing, trust
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.here import Here
from desktop.dialogs.typedword import TypedWord
from desktop.models import when
from desktop.models.facade_belonging import Consequences, Decision, DecisionRow, MemberRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr, tr_n

RANKS = {"reader": 0, "member": 1, "steward": 2}
Settled = tuple[Decision, Sequence[DecisionRow]]


class Deciding(Flow):
    """Asks, has it decided, and shows what came of it: done, or who must still agree."""

    settled = Signal()

    def __init__(self, heading: str, here: Here, parent: QWidget | None) -> None:
        super().__init__(heading, here.tasks, parent)
        self.here = here

    def decide(self, work: Callable[[], Decision], subject: str, done: str) -> None:
        self.setEnabled(False)
        space, belonging = self.here.space.id, self.here.belonging

        def settle() -> Settled:
            decision = work()
            return decision, () if decision.done else belonging.stewardship.open_decisions(space)

        self.tasks.run(settle, partial(self._on_settled, subject, done), self.show_problem)

    def _on_settled(self, subject: str, done: str, answer: Settled) -> None:
        decision, rows = answer
        self.banner.clear()
        self.settled.emit()
        if decision.done:
            self.show_step([parts.label(done)])
            return
        row = next((one for one in rows if one.subject_id == subject and one.mine), None)
        first, then = agreeing.waits(decision)
        shown = agreeing.view(row) if row is not None else parts.label(first, "strong")
        self.show_step([shown, parts.label(then)])


class RoleDialog(Deciding):
    def __init__(self, here: Here, member: MemberRow, parent: QWidget | None = None) -> None:
        name = trust.name_of(member)
        super().__init__(tr("What may {name} do here?", name=name), here, parent)
        self._member, self._name = member, name
        others = [each for each in ("steward", "member", "reader") if each != member.role]
        self.role = parts.choice(tr("New role"), [(here.role_word(each), each) for each in others])
        now = tr("Now: {role}", role=here.role_word(member.role))
        explained = [
            tr("Organisers let people in, take them out and set the rules."),
            tr("Members read and write. Readers only read."),
        ]
        votes = parts.label(tr("A new organiser needs the votes of others, where there are some."), "hint")
        shown = [parts.label(now, "strong"), told(explained), parts.labelled(tr("New role"), self.role)]
        self.show_step([*shown, votes], tr("Give this role"), self._on_go)

    def _on_go(self) -> None:
        role = str(self.role.currentData())
        wishes = self.here.belonging.stewardship
        change = wishes.promote if RANKS[role] > RANKS[self._member.role] else wishes.demote
        space, person = self.here.space.id, self._member.person
        said = tr("{name} is now: {role}.", name=self._name, role=self.here.role_word(role))
        self.decide(lambda: change(space, person, role), person, said)


def kept(name: str, found: Consequences) -> list[str]:
    """Say what somebody keeps after a removal, what stays closed, and where they stay."""
    said = []
    if found.entries:
        said.append(
            tr_n(
                "{name} keeps what is already there: {count} change since {date}.",
                "{name} keeps what is already there: {count} changes since {date}.",
                found.entries, name=name, date=when.day(found.since_ms),
            )
        )  # fmt: skip
    else:
        said.append(tr("{name} has nothing of this space to keep.", name=name))
    said.append(tr("What is written from now on stays closed to them."))
    said.append(tr_n("It concerns {count} computer.", "It concerns {count} computers.", found.devices))
    if found.elsewhere:
        spaces = agreeing.names(found.elsewhere)
        said.append(tr("They stay in these spaces that you share: {spaces}", spaces=spaces))
    return said


class RemoveDialog(Deciding):
    def __init__(self, here: Here, member: MemberRow, parent: QWidget | None = None) -> None:
        name = trust.name_of(member)
        super().__init__(tr("Take {name} out of this space", name=name), here, parent)
        self._member, self._name = member, name
        self.word = TypedWord(tr("remove"))
        self.word.ready_changed.connect(lambda: self.go.setEnabled(self.word.is_ready()))
        self.show_step([parts.label(tr("Working…"), "hint")])
        space, person = here.space.id, member.person
        self.tasks.run(
            lambda: (here.belonging.stewardship.consequences(space, person),
                     here.belonging.stewardship.open_decisions(space)),
            self._on_known, self.show_problem,
        )  # fmt: skip

    def _on_known(self, answer: tuple[Consequences, Sequence[DecisionRow]]) -> None:
        found, open_ones = answer
        shown: list[QWidget] = [told(kept(self._name, found))]
        already = agreeing.found(open_ones, self._member.person, "remove")
        if already is not None:
            shown.append(agreeing.view(already))
        elif self._member.role == "steward":
            shown.append(parts.label(tr("Other organisers may have to agree first."), "hint"))
        self.show_step([*shown, self.word], tr("Take out"), self._on_go)
        self.go.setEnabled(False)

    def _on_go(self) -> None:
        stewardship, space, person = self.here.belonging.stewardship, self.here.space.id, self._member.person
        said = tr("{name} is no longer in this space.", name=self._name)
        self.decide(lambda: stewardship.remove(space, person), person, said)


class LeaveDialog(Deciding):
    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        name = isolated(here.space.name)
        super().__init__(tr("Leave {space}", space=name), here, parent)
        self.word = TypedWord(tr("leave"))
        self.word.ready_changed.connect(lambda: self.go.setEnabled(self.word.is_ready()))
        said = [
            tr("All your computers leave. You get nothing new from this space."),
            tr("What you have of it stays readable for you."),
            tr("To come back, you need a new invitation."),
        ]
        self.show_step([told(said), self.word], tr("Leave"), partial(self._on_go, name))
        self.go.setEnabled(False)

    def _on_go(self, name: str) -> None:
        stewardship, space = self.here.belonging.stewardship, self.here.space.id
        self.decide(lambda: stewardship.leave(space), "", tr("You left {space}.", space=name))
