"""Taking chosen items out as ordinary files, one kind of thing at a time."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.dialogs import files
from desktop.dialogs.careful import Leaving, ask_first
from desktop.dialogs.progress import Progress
from desktop.dialogs.sheet import Sheet
from desktop.models import leaving
from desktop.models.facade import Session
from desktop.models.facade_items import ItemRow
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.errors import Problem
from sync.model.kinds import ALL


class TakeOutDialog(Sheet):
    """Files cannot be locked again: that is said before a place for them is chosen."""

    def __init__(
        self, session: Session, ids: Sequence[str], tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Take chosen things out"), tasks, parent)
        self._session, self._ids = session, tuple(ids)
        self._of_kind: dict[str, list[str]] = {}
        self.kind = parts.choice(tr("What to take out"), ())
        self._asked = parts.labelled(tr("What to take out"), self.kind)
        self.body.addWidget(self._asked)
        self.body.addWidget(
            parts.label(
                tr("The files can be read by anybody who finds them. Keep them only where you need them."),
                "hint",
            )
        )
        self.progress = Progress()
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self.add_close(tr("Close"))
        self.save = self.add_primary(tr("Save the files"), self._on_save_clicked, "download")
        self.save.setEnabled(False)
        tasks.run(partial(session.items.lists.rows, self._ids), self._on_rows, self.show_problem)

    def chosen(self) -> list[str]:
        return self._of_kind.get(str(self.kind.currentData()), [])

    def _on_rows(self, rows: Sequence[ItemRow]) -> None:
        for row in rows:
            if row.kind in ALL:
                self._of_kind.setdefault(row.kind, []).append(row.id)
        for name, ids in self._of_kind.items():
            counted = tr_n("{count} item", "{count} items", len(ids))
            plural = tr(ALL[name].plural)
            self.kind.addItem(f"{plural} · {counted}", name)
        self._asked.setEnabled(len(self._of_kind) > 1)
        self.save.setEnabled(bool(self._of_kind))
        self.fit_soon()

    def _on_save_clicked(self) -> None:
        check = partial(leaving.found, self._session.items, self._session.wording, self.chosen())
        ask_first(
            Leaving(check, tr("Take out all the same"), self._choose_place), self.tasks, self, self._on_failed
        )

    def _choose_place(self) -> None:
        if self.kind.currentData() == "contact":
            files.choose_save(self, tr("Save contacts"), "contacts.vcf", self._on_place_chosen)
        else:
            files.choose_folder(self, tr("Choose an empty folder"), self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        self.save.setEnabled(False)
        self.progress.begin()
        kind, ids = str(self.kind.currentData()), self.chosen()
        work = partial(
            self._session.transfer.take_out_items, kind, ids, paths[0], progress=self.progress.tell
        )
        self.tasks.run(work, self._on_taken, self._on_failed, long=True)

    def _on_taken(self, count: int) -> None:
        self.progress.end()
        self.save.setEnabled(True)
        self.banner.show_words(tr_n("{count} item is saved.", "{count} items are saved.", count))
        self.fit_soon()

    def _on_failed(self, problem: Problem) -> None:
        self.progress.end()
        self.save.setEnabled(True)
        self.show_problem(problem)
