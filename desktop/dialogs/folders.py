"""The folders through which this notebook exchanges: which there are, how they do, more and fewer of them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import problems
from desktop.dialogs import files
from desktop.dialogs.choosing import ChoosingList, Deed, boxed
from desktop.dialogs.flow import Flow, open_over, told
from desktop.dialogs.narrowing import Card
from desktop.dialogs.room_spaces import SpacesChoice
from desktop.dialogs.sheet import Sheet
from desktop.models import gathering, plain
from desktop.models.facade_rooms import FolderRow, Folders, Gathers
from desktop.models.gathering import Folder, Known
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import rooms as words
from i18n import tr, tr_n
from sync.errors import Problem
from sync.model.folding import fold

NAME, NEEDS = "name", "needs"


class FolderCard(QWidget):
    removal_wanted = Signal(object)

    def __init__(self, folder: Folder) -> None:
        super().__init__()
        self.folder = folder
        name = isolated(folder.row.path.name)
        card = parts.frame("card")
        parts.column(self).addWidget(card)
        inner = parts.column(card, gap=2, margin=3)
        above, self.box = boxed(name)
        inner.addWidget(above)
        inner.addWidget(parts.label(plain.address(str(folder.row.path)), "hint"))
        line = parts.row(gap=2)
        picture = parts.picture("circle-check" if self.is_well else "circle-alert", round(em() * 1.2))
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(parts.label(self._state()), 1)
        inner.addLayout(line)
        names = [isolated(each) or tr("Without a name") for each in folder.names]
        inner.addWidget(parts.label(words.covered(names)))
        remove = parts.button(tr("Remove"), "x", then=lambda: self.removal_wanted.emit(folder.row))
        remove.setAccessibleName(f"{remove.text()} {name}")
        below = parts.row()
        below.addWidget(remove)
        below.addStretch(1)
        inner.addLayout(below)

    @property
    def is_well(self) -> bool:
        return self.folder.row.is_there and self.folder.problem is None

    def _state(self) -> str:
        if self.folder.problem is not None:
            said = problems.worded(self.folder.problem)
            return f"{said.what} {said.safe} {said.do}"
        if self.folder.row.is_there:
            return tr("It is there.")
        return tr("It is away, or cannot be used. It is left out until it is back.")


class FoldersDialog(Sheet):
    def __init__(self, session: Gathers, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Exchange through a folder"), tasks, parent, width_em=46)
        self._session = session
        self.known: Known | None = None
        self.cards: list[FolderCard] = []
        for text in (
            tr("A shared folder, or a stick that people hand on."),
            tr("Whoever opens it sees that something lies there, and cannot read it."),
        ):
            self.body.addWidget(parts.label(text, "hint"))
        orders = ((tr("By name"), NAME), (tr("Needs you first"), NEEDS))
        deed = Deed(_removing, "x", self._on_several_wanted)
        self.list = ChoosingList(tr("Find in this list"), orders, deed)
        self.list.sized.connect(self.fit_soon)
        self.body.addWidget(self.list)
        self._none = parts.label(tr("No folder yet."))
        self._none.hide()
        self.body.addWidget(self._none)
        self.add = parts.Choice("plus", tr("Add a folder"), self.show_add)
        self.body.addWidget(self.add)
        self.body.addStretch(1)
        self.buttons.insertWidget(0, self.list.act)
        self.add_close()
        self.reload()

    def reload(self) -> None:
        work = partial(gathering.folders, self._session)
        self.tasks.run(work, self._on_known, self.show_problem, long=True)  # a share may be slow to answer

    def _on_known(self, known: Known) -> None:
        self.setEnabled(True)
        self.known = known
        self.cards = [FolderCard(each) for each in known.folders]
        for card in self.cards:
            card.removal_wanted.connect(self._on_removal_wanted)
        boxes = {str(each.folder.row.path): each.box for each in self.cards}
        self.list.show_choices([_listed(each) for each in self.cards], boxes)
        self._none.setVisible(not self.cards)
        self.fit_soon()

    def show_add(self) -> None:
        if self.known is None:
            return
        dialog = AddFolderDialog(self._session.folders, self.known, self.tasks, self)
        dialog.added.connect(self._on_added)
        open_over(dialog)

    def _on_added(self, row: FolderRow) -> None:
        name = isolated(row.path.name)
        self.banner.show_words(tr("Exchanged through {name} at each sending from now on.", name=name))
        self.reload()

    def _on_several_wanted(self) -> None:
        wanted = set(self.list.chosen())
        self._remove([each.folder.row for each in self.cards if str(each.folder.row.path) in wanted])

    def _on_removal_wanted(self, row: FolderRow) -> None:
        self._remove([row])

    def _remove(self, rows: Sequence[FolderRow]) -> None:
        """Exchange through these no longer, one after the other; after a problem the others stay."""
        self.setEnabled(False)
        removed: list[FolderRow] = []

        def work() -> None:
            for row in rows:
                self._session.folders.remove(row.path)
                removed.append(row)

        self.tasks.run(work, lambda _done: self._on_removed(removed), self._on_failed, long=True)

    def _on_failed(self, problem: Problem) -> None:
        self.reload()
        self.show_problem(problem)

    def _on_removed(self, rows: Sequence[FolderRow]) -> None:
        said = tr("Not exchanged there any more. The files stay.")
        self.banner.show_words(said, action=tr("Undo"), then=partial(self._bring_back, rows))
        self.reload()

    def _bring_back(self, rows: Sequence[FolderRow]) -> None:
        def work() -> list[FolderRow]:
            return [self._session.folders.add(each.path, tuple(each.spaces)) for each in rows]

        self.tasks.run(work, self._on_brought_back, self._on_failed, long=True)

    def _on_brought_back(self, rows: Sequence[FolderRow]) -> None:
        if len(rows) == 1:
            self._on_added(rows[0])
            return
        said = tr_n("{count} folder is used again.", "{count} folders are used again.", len(rows))
        self.banner.show_words(said)
        self.reload()


def _removing(count: int) -> str:
    return tr_n("Remove {count} folder", "Remove {count} folders", count)


def _listed(card: FolderCard) -> Card:
    row = card.folder.row
    name = (fold(row.path.name), str(row.path))
    said = " ".join((str(row.path), *card.folder.names))
    return Card(card, said, {NAME: name, NEEDS: (card.is_well, *name)})


class AddFolderDialog(Flow):
    added = Signal(object)

    def __init__(self, folders: Folders, known: Known, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add a folder"), tasks, parent)
        self._folders = folders
        self.path: Path | None = None
        self.choose = parts.Choice("folder-open", tr("Choose a folder…"), self.choose_folder)
        self.place = parts.label("")
        self.place.hide()
        self.spaces = SpacesChoice(known.spaces)
        self.spaces.changed.connect(self._on_changed)
        about = told([tr("Everybody who shall exchange there adds the same folder.")])
        self.show_step([about, self.choose, self.place, self.spaces], tr("Exchange through it"), self._on_go)
        self._on_changed()

    def choose_folder(self) -> None:
        files.choose_folder(self, tr("Choose a folder"), self._on_folder_chosen)

    def _on_folder_chosen(self, paths: list[Path]) -> None:
        self.path = paths[0]
        self.place.setText(plain.address(str(self.path)))
        self.place.show()
        self.choose.set_words(tr("Choose another folder…"))
        self.banner.clear()
        self._on_changed()

    def _on_changed(self) -> None:
        self.go.setEnabled(self.path is not None and self.spaces.is_ready())
        self.fit_soon()

    def _on_go(self) -> None:
        if self.path is None:
            return
        self.setEnabled(False)
        chosen = self.spaces.chosen() or ()
        work = partial(self._folders.add, self.path, chosen)
        self.tasks.run(work, self._on_added, self.show_problem, long=True)

    def _on_added(self, row: FolderRow) -> None:
        self.added.emit(row)
        self.accept()
