"""Taking chosen items out as ordinary files, one kind of thing at a time."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.dialogs.careful import Found
from desktop.dialogs.saving import SavingSheet
from desktop.models import leaving
from desktop.models.facade import Session
from desktop.models.facade_items import ItemRow
from desktop.models.staying import Held
from desktop.tasks import Tasks
from i18n import tr, tr_n
from sync.engine.mapping_out import Sheet
from sync.model.kinds import ALL


class TakeOutDialog(SavingSheet):
    def __init__(
        self, session: Session, ids: Sequence[str], tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Take chosen things out"), (), tasks, parent)
        self._session, self._ids = session, tuple(ids)
        self._of_kind: dict[str, list[str]] = {}
        self.save.setEnabled(False)
        tasks.run(partial(session.items.lists.rows, self._ids), self._on_rows, self.show_problem)

    def chosen(self) -> list[str]:
        return self._of_kind.get(str(self.kind.currentData()), [])

    @override
    def check(self) -> Callable[[], Found]:
        return partial(leaving.found, self._session.items, self._session.wording, self.chosen())

    @override
    def audiences(self, kind: str) -> Sequence[str]:
        rows = self._session.items.lists.rows(self._of_kind.get(kind, []))
        return self._session.transfer.audiences({row.space for row in rows})

    @override
    def held(self, kind: str) -> Sequence[Held]:
        return self._session.items.lists.held(self._of_kind.get(kind, []))

    @override
    def write(self, kind: str, target: Path, fields: Sequence[str]) -> int:
        told, stopped = self.progress.tell, self.progress.is_stopped
        ids, known = self._of_kind.get(kind, []), self._session.transfer.known_as(self.known_as)
        return known.take_out_items(kind, ids, target, fields=fields, progress=told, cancelled=stopped)

    @override
    def write_table(self, sheet: Sheet, target: Path) -> int:
        told, stopped = self.progress.tell, self.progress.is_stopped
        ids = self._of_kind.get(sheet.kind, [])
        tables = self._session.tables.known_as(self.known_as)
        return tables.take_out(ids, target, sheet, progress=told, cancelled=stopped)

    def _on_rows(self, rows: Sequence[ItemRow]) -> None:
        for row in rows:
            if row.kind in ALL:
                self._of_kind.setdefault(row.kind, []).append(row.id)
        for name, ids in self._of_kind.items():
            counted = tr_n("{count} item", "{count} items", len(ids))
            plural = tr(ALL[name].plural)
            self.kind.addItem(f"{plural} · {counted}", name)
        self.asked.setEnabled(len(self._of_kind) > 1)
        self.save.setEnabled(bool(self._of_kind) and self.form.may_save())
        self.fit_soon()
