"""Recovery sheets in colleagues' notebooks: one sealed for somebody, and those kept here for others."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.flow import Flow, emptied, open_over, told
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.join import read_small
from desktop.dialogs.sheets_make import words_grid
from desktop.models import when
from desktop.models.facade_security import Keeping, KeptRow, SheetRow
from desktop.models.facade_spaces import Spaces
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import sheets, tr

Colleague = tuple[str, str, str]
"""Space, person, name."""


def colleagues(spaces: Spaces) -> list[Colleague]:
    """Return everybody but ourselves, each once."""
    found: dict[str, Colleague] = {}
    for space in spaces.all():
        for member in spaces.members(space.id):
            if not member.me and member.state == "present":
                found.setdefault(member.person, (space.id, member.person, member.name))
    return list(found.values())


class SealForDialog(Flow):
    """Saves a file in which only one colleague finds a sheet."""

    def __init__(
        self, keeping: Keeping, spaces: Spaces, sheet: SheetRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Seal a sheet for a colleague"), tasks, parent)
        self._keeping, self._sheet = keeping, sheet
        self._people: list[Colleague] = []
        self.who = parts.choice(tr("Who keeps it"), [])
        self.show_step([parts.label(tr("Working…"), "hint")])
        tasks.run(partial(colleagues, spaces), self._on_people, self.show_problem)

    def _on_people(self, people: list[Colleague]) -> None:
        self._people = people
        if not people:
            self.show_step([parts.label(tr("There is nobody in your spaces yet. Print the sheet instead."))])
            return
        for number, (_, _, name) in enumerate(people):
            self.who.addItem(isolated(name) or tr("No name"), number)
        said = [
            sheets.title(self._sheet),
            tr("Only this person can open the file. Send it any way you like."),
            tr("They open it in Settings, under “In case you forget”, and keep it in their notebook."),
        ]
        asked = parts.labelled(tr("Who keeps it"), self.who)
        self.show_step([told(said), asked], tr("Save the file…"), self.save)

    def save(self) -> None:
        name = f"{self._sheet.set_id}-{self._sheet.number}.sheet"
        files.choose_save(self, tr("Save the file…"), name, self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        space, person, _ = self._people[self.who.currentData()]

        def work() -> Path:
            return save_bytes(paths[0], self._keeping.seal(space, person, self._sheet))

        self.tasks.run(work, self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.show_step([parts.label(tr("Saved as {name}.", name=isolated(path.name)), "heading")])


class KeptSheets(QWidget):
    """The sheets that are kept here for other people."""

    failed = Signal(object)
    sized = Signal()

    def __init__(self, keeping: Keeping, tasks: Tasks) -> None:
        super().__init__()
        self._keeping, self._tasks = keeping, tasks
        inner = parts.column(self, gap=2)
        inner.addWidget(parts.label(tr("Sheets you keep for others"), "heading"))
        self._list = parts.column(gap=2)
        inner.addLayout(self._list)
        inner.addWidget(parts.Choice("import", tr("Keep a sheet for somebody"), self.choose))

    def reload(self) -> None:
        self._tasks.run(self._keeping.rows, self._on_rows, self.failed.emit)

    def choose(self) -> None:
        kinds = files.kinds(tr("Recovery sheets"), "*.sheet")
        files.choose_open(self, tr("Keep a sheet for somebody"), kinds, self._on_chosen)

    def _on_chosen(self, paths: list[Path]) -> None:
        self._tasks.run(
            lambda: self._keeping.keep(read_small(paths[0])), lambda _kept: self.reload(), self.failed.emit
        )

    def _on_rows(self, rows: Sequence[KeptRow]) -> None:
        emptied(self._list)
        for row in rows:
            self._list.addWidget(self._card(row))
        self.sized.emit()

    def _card(self, row: KeptRow) -> QWidget:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=3)
        name = isolated(row.name) or tr("No name")
        inner.addWidget(parts.label(tr("For {name}, of {date}", name=name, date=when.day(row.made_ms))))
        line = parts.row(gap=2)
        for text, then in ((tr("Read it out…"), self.show_sheet), (tr("Keep it no longer…"), self.show_end)):
            made = parts.button(text, then=partial(then, row))
            made.setAccessibleName(f"{text} {name}")
            line.addWidget(made)
        line.addStretch(1)
        inner.addLayout(line)
        return card

    def show_sheet(self, row: KeptRow) -> None:
        open_over(ReadOutDialog(self._keeping, row, self._tasks, self.window()))

    def show_end(self, row: KeptRow) -> None:
        dialog = KeepNoLongerDialog(self._keeping, row, self._tasks, self.window())
        dialog.finished.connect(lambda _how: self.reload())
        open_over(dialog)


class ReadOutDialog(Flow):
    def __init__(self, keeping: Keeping, row: KeptRow, tasks: Tasks, parent: QWidget | None = None) -> None:
        name = isolated(row.name) or tr("No name")
        super().__init__(tr("Recovery sheet of {name}", name=name), tasks, parent)
        self._keeping, self._row = keeping, row
        said = [
            tr("Make sure that it is really {name} who asks: meet, or know the voice.", name=name),
            tr("Nobody else may hear or see these words."),
        ]
        self.show_step([told(said)], tr("Show the words"), self._on_go)

    def _on_go(self) -> None:
        self.setEnabled(False)
        self.tasks.run(partial(self._keeping.hand_out, self._row.id.hex()), self._on_sheet, self.show_problem)

    def _on_sheet(self, sheet: SheetRow) -> None:
        self.show_step([parts.label(sheets.title(sheet), "heading"), words_grid(sheet.words)])


class KeepNoLongerDialog(Flow):
    def __init__(self, keeping: Keeping, row: KeptRow, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Keep this sheet no longer"), tasks, parent)
        said = tr("Only if {name} has made other sheets, or has it back.", name=isolated(row.name))
        self._forget = partial(keeping.forget, row.id.hex())
        self.show_step([parts.label(said)], tr("Keep it no longer"), self._on_go)

    def _on_go(self) -> None:
        self.setEnabled(False)
        self.tasks.run(self._forget, lambda _done: self.accept(), self.show_problem)
