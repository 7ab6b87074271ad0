"""Before files are attached: what they are, how large, and what is hidden in them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.sheet import Sheet
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import sending, tr, tr_n
from sync.engine import attach_cleaning
from sync.engine.attach_cleaning import Looked

SHOWN = 12


class AttachDialog(Sheet):
    """``wanted`` carries the paths, and whether hidden details are kept."""

    wanted = Signal(object, bool)

    def __init__(self, paths: Sequence[Path], tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Attach files"), tasks, parent)
        self.files: Sequence[Looked] = ()
        self._list = parts.column(gap=1)
        self.body.addLayout(self._list)
        self.hidden = parts.label(
            tr("Pictures are attached without their hidden details. No point of them changes."), "hint"
        )
        self.office = parts.label(
            tr("Office files are attached without who made them, and when.")
            + " " + tr("Names at comments and changes stay."),
            "hint",
        )  # fmt: skip
        self.keep = parts.box(tr("Keep hidden details (place, camera, author)"))
        self.stay = parts.label(
            tr("Other files may hold hidden details: who made them, when and where. These stay inside."),
            "hint",
        )
        for each in (self.hidden, self.office, self.keep, self.stay):
            each.hide()
            self.body.addWidget(each)
        self.body.addWidget(parts.label(tr("Everybody in this space can get what is attached here."), "hint"))
        self.add_close(tr("Leave it"))
        self.go = self.add_primary(tr("Attach"), self._on_go_clicked, "paperclip")
        self.go.setEnabled(False)
        tasks.run(partial(_looked, tuple(paths)), self._on_looked, self.show_problem)

    def _on_looked(self, files: Sequence[Looked]) -> None:
        self.files = files
        for one in files[:SHOWN]:
            self._list.addWidget(parts.label(_said_of(one)))
        left = len(files) - SHOWN
        if left > 0:
            self._list.addWidget(parts.label(tr_n("and {count} more", "and {count} more", left)))
        sorts = {one.sort for one in files}
        self.hidden.setVisible("cleaned" in sorts)
        self.office.setVisible("emptied" in sorts)
        self.keep.setVisible(bool(sorts & {"cleaned", "emptied"}))
        self.stay.setVisible("kept" in sorts)
        self.go.setEnabled(bool(files))
        self.fit_soon()

    def _on_go_clicked(self) -> None:
        self.wanted.emit([one.path for one in self.files], self.keep.isChecked())
        self.accept()


def _said_of(one: Looked) -> str:
    stays = (tr("hidden details stay"),) if one.sort == "kept" else ()
    return " · ".join((isolated(one.path.name), sending.size(one.size), *stays))


def _looked(paths: Sequence[Path]) -> list[Looked]:
    return [attach_cleaning.look(path) for path in paths]
