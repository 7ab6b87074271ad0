"""A computer is lost: its person begins anew with recovery sheets, and a colleague lets them in (A2.4)."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.join import read_small
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.dialogs.sheets_kept import Colleague, colleagues
from desktop.models.cures import Cures
from desktop.models.facade_security import Devices, Returned, Returning
from desktop.models.facade_spaces import Spaces
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


def cards() -> str:
    return files.kinds(tr("Cards"), "*.card")


class ComeBackDialog(Flow):
    """On a new computer: the card from a colleague, the sheets, and then the colleague's answer."""

    adopted = Signal()

    def __init__(
        self, returning: Returning, devices: Devices, cures: Cures, tasks: Tasks, parent: QWidget | None
    ) -> None:
        super().__init__(tr("My computer is gone"), tasks, parent, width_em=50)
        self._returning, self._devices, self._cures = returning, devices, cures
        self._begun = self._card = b""
        said = [
            tr("With your recovery sheets you become yourself again here. Your lost computer is shut out."),
            tr("A colleague saves your card for you. It is in Settings, under “In case you forget”."),
        ]
        choose = parts.Choice("file-text", tr("Open your card from a colleague"), self.choose_card)
        self.show_step([told(said), choose])

    def choose_card(self) -> None:
        files.choose_open(self, tr("Open your card from a colleague"), cards(), self._on_card_chosen)

    def _on_card_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(read_small, paths[0]), self._on_card, self.show_problem)

    def _on_card(self, shown: bytes) -> None:
        self._begun = shown
        self.banner.clear()
        self.enter = EnterSheets(self._cures, self.tasks)
        self.enter.sized.connect(self.fit_soon)
        self.enter.ready_changed.connect(lambda: self.go.setEnabled(self.enter.is_ready()))
        self.show_step([self.enter], tr("Begin anew with these sheets"), self._on_sheets)
        self.go.setEnabled(False)

    def _on_sheets(self) -> None:
        shown, texts = self._begun, self.enter.texts()

        def work() -> tuple[bytes, tuple[str, ...]]:
            return self._returning.enrol(shown, texts), self._devices.check_words()

        self.setEnabled(False)
        self.tasks.run(work, self._on_enrolled, self.show_problem, long=True)

    def _on_enrolled(self, made: tuple[bytes, tuple[str, ...]]) -> None:
        self._card, words = made
        self.banner.clear()
        self.adopted.emit()
        said = tr("Give the new card to a colleague in each space. They compare these words with you:")
        save = parts.Choice("download", tr("Save the new card"), self.save)
        answer = parts.Choice("import", tr("Open the answer of a colleague"), self.choose_answer)
        done = parts.label(tr("This computer is yours."), "heading")
        self.show_step([done, parts.label(said), CheckWords(words), save, answer])

    def save(self) -> None:
        files.choose_save(self, tr("Save the new card"), "back.card", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(save_bytes, paths[0], self._card), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.banner.show_words(tr("Saved as {name}.", name=isolated(path.name)))
        self.fit_soon()

    def choose_answer(self) -> None:
        files.choose_open(self, tr("Open the answer of a colleague"), cards(), self._on_answer_chosen)

    def _on_answer_chosen(self, paths: list[Path]) -> None:
        def work() -> str:
            return self._devices.adopt(read_small(paths[0]))

        self.tasks.run(work, self._on_adopted, self.show_problem, long=True)

    def _on_adopted(self, _person: str) -> None:
        self.adopted.emit()
        self.banner.show_words(
            tr("You are let in."), tr("Your spaces and what is in them come with what is received next.")
        )
        self.fit_soon()


class LetInDialog(Flow):
    """In a colleague's notebook: the card to begin with, then the new computer compared and let in."""

    def __init__(self, returning: Returning, spaces: Spaces, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Help somebody back"), tasks, parent, width_em=50)
        self._returning = returning
        self._people: list[Colleague] = []
        self._new_card = self._answer = b""
        self.who = parts.choice(tr("Who lost a computer"), [])
        self.show_step([parts.label(tr("Working…"), "hint")])
        tasks.run(partial(colleagues, spaces), self._on_people, self.show_problem)

    # ------------------------------------------------------------ the card to begin with
    def _on_people(self, people: list[Colleague]) -> None:
        self._people = people
        if not people:
            self.show_step([parts.label(tr("There is nobody in your spaces yet."))])
            return
        for number, (_, _, name) in enumerate(people):
            self.who.addItem(isolated(name) or tr("No name"), number)
        first = [
            parts.label(tr("First: the card with which they begin on the new computer."), "strong"),
            parts.labelled(tr("Who lost a computer"), self.who),
            parts.Choice("download", tr("Save their card"), self.save_card),
        ]
        then = [
            parts.label(tr("Then: the new card that they bring back."), "strong"),
            parts.Choice("file-text", tr("Open their new card"), self.choose),
        ]
        self.show_step([*first, *then])

    def save_card(self) -> None:
        files.choose_save(self, tr("Save their card"), "begin.card", self._on_card_place_chosen)

    def _on_card_place_chosen(self, paths: list[Path]) -> None:
        _, person, _ = self._people[self.who.currentData()]

        def work() -> Path:
            return save_bytes(paths[0], self._returning.card_of(person))

        self.tasks.run(work, self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.banner.show_words(tr("Saved as {name}.", name=isolated(path.name)))
        self.fit_soon()

    # ------------------------------------------------------------ the new computer
    def choose(self) -> None:
        files.choose_open(self, tr("Open their new card"), cards(), self._on_chosen)

    def _on_chosen(self, paths: list[Path]) -> None:
        def work() -> tuple[bytes, Returned]:
            shown = read_small(paths[0])
            return shown, self._returning.look(shown)

        self.tasks.run(work, self._on_looked, self.show_problem)

    def _on_looked(self, seen: tuple[bytes, Returned]) -> None:
        self._new_card, found = seen
        self.banner.clear()
        name = isolated(found.name) or tr("No name")
        said = [
            tr("This card brings {name} back, and shuts their lost computers out.", name=name),
            tr("Meet or call. The new computer shows these words:"),
        ]
        self.show_step(
            [told(said), CheckWords(found.laptop_words)], tr("The words are the same"), self._on_same
        )

    def _on_same(self) -> None:
        self.setEnabled(False)
        work = partial(self._returning.let_in, self._new_card)
        self.tasks.run(work, self._on_let_in, self.show_problem, long=True)

    def _on_let_in(self, answer: bytes) -> None:
        self._answer = answer
        done = parts.label(tr("They are back in your spaces."), "heading")
        said = tr("One more step: bring the saved answer to the new computer.")
        self.show_step([done, parts.label(said)], tr("Save the answer…"), self.save_answer)

    def save_answer(self) -> None:
        files.choose_save(self, tr("Save the answer…"), "answer.card", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(partial(save_bytes, paths[0], self._answer), self._on_saved, self.show_problem)
