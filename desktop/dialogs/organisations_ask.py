"""What is said before an organisation sends somebody no longer, or leaves a network itself."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.dialogs.flow import told
from desktop.dialogs.here import Here
from desktop.dialogs.rolechange import Deciding
from desktop.models.facade_belonging import Decision, DelegateRow, OrganisationRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr


@dataclass(frozen=True, slots=True)
class Done:
    done: bool = True
    agreed: int = 1
    needed: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    heading: str
    said: tuple[str, ...]
    verb: str
    work: Callable[[], Decision]
    subject: str
    answer: str


def releasing(here: Here, row: OrganisationRow, one: DelegateRow) -> Question:
    organisations, space = here.belonging.organisations, here.space.id
    name = isolated(one.name, 40) if one.name else tr("No name")
    said = (
        tr("{name} gets nothing new from this network.", name=name),
        tr("What {name} has of it stays readable.", name=name),
        tr("Others who decide for the organisation may have to agree."),
    )
    return Question(
        tr("Send {name} no longer", name=name), said, tr("Send no longer"),
        lambda: organisations.release(space, row.id, one.person), one.person,
        tr("{name} is no longer sent by {organisation}.", name=name, organisation=isolated(row.name, 40)),
    )  # fmt: skip


def withdrawing(here: Here, row: OrganisationRow) -> Question:
    organisations, space, name = here.belonging.organisations, here.space.id, isolated(row.name, 40)

    def withdraw() -> Decision:
        organisations.withdraw(space, row.id)
        return Done()

    said = (
        tr("Everybody whom {name} sends leaves with it.", name=name),
        tr("What you have of it stays readable for you."),
        tr("To come back, the network must add the organisation again."),
    )
    heading = tr("Leave with {name}", name=name)
    return Question(heading, said, tr("Leave"), withdraw, row.id, tr("{name} left.", name=name))


class AskDialog(Deciding):
    def __init__(self, here: Here, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(question.heading, here, parent)
        self._question = question
        first = parts.label(question.said[0], "strong")
        self.show_step([first, told(question.said[1:])], question.verb, self._on_go)

    def _on_go(self) -> None:
        self.decide(self._question.work, self._question.subject, self._question.answer)
