"""What is said before an organisation sends somebody no longer, lets somebody decide, or leaves a network."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.dialogs.flow import told
from desktop.dialogs.here import Here
from desktop.dialogs.rolechange import Deciding, kept
from desktop.dialogs.typedword import TypedWord
from desktop.models.facade_belonging import Consequences, Decision, DelegateRow, OrganisationRow, SharingRow
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
    word: str = ""
    """To be typed first, where there is no easy way back."""
    losing: str = ""
    """The name of who goes: then it is said first what they keep."""


def name_of(row: DelegateRow | OrganisationRow | SharingRow) -> str:
    return isolated(row.name, 40) if row.name else tr("No name")


def _at_once(work: Callable[[], object]) -> Callable[[], Decision]:
    def decided() -> Decision:
        work()
        return Done()

    return decided


def releasing(here: Here, row: OrganisationRow, one: DelegateRow) -> Question:
    organisations, space, name = here.belonging.organisations, here.space.id, name_of(one)
    said = (tr("Others who decide for the organisation may have to agree."),)
    return Question(
        tr("Send {name} no longer", name=name), said, tr("Send no longer"),
        lambda: organisations.release(space, row.id, one.person), one.person,
        tr("{name} is no longer sent by {organisation}.", name=name, organisation=name_of(row)),
        losing=name,
    )  # fmt: skip


def promoting(here: Here, row: OrganisationRow, one: DelegateRow) -> Question:
    organisations, space, name = here.belonging.organisations, here.space.id, name_of(one)
    said = (
        tr("{name} then chooses too whom {organisation} sends.", name=name, organisation=name_of(row)),
        tr("Others who decide for the organisation may have to agree."),
    )
    return Question(
        tr("Let {name} decide too", name=name), said, tr("Let decide too"),
        lambda: organisations.promote_officer(space, row.id, one.person), one.person,
        tr("{name} decides for {organisation} too.", name=name, organisation=name_of(row)),
    )  # fmt: skip


def withdrawing(here: Here, row: OrganisationRow) -> Question:
    organisations, space, name = here.belonging.organisations, here.space.id, name_of(row)
    said = (
        tr("Everybody whom {name} sends leaves with it.", name=name),
        tr("What you have of it stays readable for you."),
        tr("To come back, the network must add the organisation again."),
    )
    return Question(
        tr("Leave with {name}", name=name), said, tr("Leave"),
        _at_once(lambda: organisations.withdraw(space, row.id)), row.id,
        tr("{name} left.", name=name), word=tr("leave"),
    )  # fmt: skip


def stopping(here: Here, row: SharingRow) -> Question:
    """Stop as an officer."""
    sharing, space = here.belonging.sharing, here.space.id
    said = (
        tr("What they read already stays readable for them."),
        tr("What is written from now on stays closed to them."),
        tr("Those whom your organisation sends go on reading."),
    )
    return Question(
        tr("Stop sharing with our own members"), said, tr("Stop sharing"),
        _at_once(lambda: sharing.stop(space, row.organisation)), row.organisation,
        tr("Your own members read here no longer."),
    )  # fmt: skip


def refusing(here: Here, row: SharingRow) -> Question:
    """Take back as an organiser of the network what was allowed."""
    sharing, space, name = here.belonging.sharing, here.space.id, name_of(row)
    said = (
        tr("What they read already stays readable for them."),
        tr("What is written from now on stays closed to them."),
        tr("Those whom {name} sends go on reading.", name=name),
    )
    return Question(
        tr("No longer let the members of {name} read", name=name), said, tr("Allow no longer"),
        _at_once(lambda: sharing.allow(space, row.organisation, on=False)), row.organisation,
        tr("The members of {name} read here no longer.", name=name),
    )  # fmt: skip


class AskDialog(Deciding):
    def __init__(self, here: Here, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(question.heading, here, parent)
        self._question = question
        self.word = TypedWord(question.word) if question.word else None
        if not question.losing:
            self._ask(question.said)
            return
        self.show_step([parts.label(tr("Working…"), "hint")])
        stewardship, space = here.belonging.stewardship, here.space.id
        self.tasks.run(
            lambda: stewardship.consequences(space, question.subject), self._on_known, self.show_problem
        )

    def _on_known(self, found: Consequences) -> None:
        self._ask((*kept(self._question.losing, found), *self._question.said))

    def _ask(self, said: tuple[str, ...]) -> None:
        first = parts.label(said[0], "strong")
        shown: list[QWidget] = [first, told(said[1:])] if said[1:] else [first]
        if self.word is not None:
            shown.append(self.word)
            self.word.ready_changed.connect(self._on_typed)
        self.show_step(shown, self._question.verb, self._on_go)
        self._on_typed()

    def _on_typed(self) -> None:
        self.go.setEnabled(self.word is None or self.word.is_ready())

    def _on_go(self) -> None:
        self.decide(self._question.work, self._question.subject, self._question.answer)
