"""Bringing notes and contacts in from ordinary files, and taking them out again."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.dialogs import files, reasons
from desktop.dialogs.careful import Leaving, ask_first
from desktop.dialogs.progress import Progress
from desktop.dialogs.sheet import Sheet
from desktop.models.facade import Brought, Transfer
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_words import Forms, SpaceWords
from desktop.models.plain import isolated
from desktop.models.wording import Wording
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import language, tr, tr_n
from sync.errors import Problem
from sync.model.kinds import ALL


class ImportDialog(Sheet):
    def __init__(
        self, transfer: Transfer, space: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Bring things into {space}", space=isolated(space.name)), tasks, parent)
        self._transfer, self._space = transfer, space
        self._choices = QWidget()
        choices = parts.column(self._choices, gap=3)
        for picture, text, then in (
            ("folder-open", tr("A folder of notes (Markdown or text)"), self._on_folder_wanted),
            ("file-text", tr("Single notes (Markdown or text)"), self._on_notes_wanted),
            ("contact", tr("Contacts (.vcf)"), self._on_contacts_wanted),
        ):
            choices.addWidget(parts.Choice(picture, text, then))
        choices.addWidget(parts.label(tr("The files stay as they are; this makes copies."), "hint"))
        self.body.addWidget(self._choices)
        self.progress = Progress()
        self.body.addWidget(self.progress)
        self.outcome = parts.label("", "heading")
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(tr("What could not be read, and why"))
        self.report.setMinimumHeight(8 * em())
        self.report.hide()
        self.body.addWidget(self.report, 1)
        self.body.addStretch(1)
        self.add_close()

    def bring_in(self, paths: Sequence[Path]) -> None:
        self._choices.hide()
        self.progress.begin()
        self.tasks.run(
            lambda: self._transfer.bring_in(
                self._space.id, paths, progress=self.progress.tell, cancelled=self.progress.is_stopped
            ),
            self._on_brought,
            self._on_failed,
            long=True,
        )

    @override
    def reject(self) -> None:
        self.progress.stop()
        super().reject()

    def _on_folder_wanted(self) -> None:
        files.choose_folder(self, tr("Choose a folder of notes"), self.bring_in)

    def _on_notes_wanted(self) -> None:
        kinds = files.kinds(tr("Notes"), "*.md *.markdown *.txt")
        files.choose_open(self, tr("Choose notes"), kinds, self.bring_in, several=True)

    def _on_contacts_wanted(self) -> None:
        kinds = files.kinds(tr("Contacts"), "*.vcf")
        files.choose_open(self, tr("Choose contacts"), kinds, self.bring_in, several=True)

    def _on_brought(self, brought: Brought) -> None:
        self.progress.end()
        self.outcome.setText(
            tr_n(
                "{count} item is in your notebook now.",
                "{count} items are in your notebook now.",
                brought.added,
            )
        )
        self.outcome.show()
        if brought.refused:
            lines = [f"{isolated(each.name)}: {reasons.words(each.reason)}" for each in brought.refused]
            self.report.setPlainText("\n".join([tr("These could not be read:"), *lines]))
            self.report.show()
        self.fit_soon()

    def _on_failed(self, problem: Problem) -> None:
        self.progress.end()
        self._choices.show()
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. What was read before stays in your notebook."))
        self.show_problem(problem)
        self.fit_soon()


class ExportDialog(Sheet):
    """What careful words stand in what is taken out is shown before a place for it is chosen."""

    def __init__(
        self, transfer: Transfer, wording: SpaceWords, space: SpaceRow, tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("Take things out of {space}", space=isolated(space.name)), tasks, parent)
        self._transfer, self._space, self._wording = transfer, space, wording
        kinds = [(tr(kind.plural), kind.name) for kind in ALL.values()]
        self.kind = parts.choice(tr("What to take out"), kinds)
        self.body.addWidget(parts.labelled(tr("What to take out"), self.kind))
        self.body.addWidget(
            parts.label(
                tr("The files can be read by anybody who finds them. Keep them only where you need them."),
                "hint",
            )
        )
        self.body.addStretch(1)
        self.add_close(tr("Cancel"))
        self.save = self.add_primary(tr("Save the files"), self._on_save_clicked, "download")
        tasks.run(partial(wording.shown, space.id, language()), self._name_kinds)

    def _name_kinds(self, own: Mapping[str, Forms]) -> None:
        """Call what there is here as the space does."""
        wording = Wording(own)
        for at in range(self.kind.count()):
            self.kind.setItemText(at, wording.say(f"kind.{self.kind.itemData(at)}.many"))

    def _on_save_clicked(self) -> None:
        kind = str(self.kind.currentData())
        leaving = Leaving(
            partial(self._wording.check_kind, self._space.id, kind),
            tr("Take out all the same"),
            self._choose_place,
        )
        ask_first(leaving, self.tasks, self, self.show_problem)

    def _choose_place(self) -> None:
        if self.kind.currentData() == "contact":
            files.choose_save(self, tr("Save contacts"), "contacts.vcf", self._on_place_chosen)
        else:
            files.choose_folder(self, tr("Choose an empty folder"), self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        kind = self.kind.currentData()
        self.setEnabled(False)
        self.tasks.run(
            lambda: self._transfer.take_out(self._space.id, kind, paths[0]),
            self._on_taken,
            self.show_problem,
            long=True,
        )

    def _on_taken(self, count: int) -> None:
        self.setEnabled(True)
        self.banner.show_words(tr_n("{count} item is saved.", "{count} items are saved.", count))
        self.fit_soon()
