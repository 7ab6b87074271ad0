"""The list in the middle: a heading, the rows, and a kind word where there are none."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desktop.models.facade_items import ItemRow
from desktop.models.items import ItemListModel
from desktop.models.steps import Step
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em, space
from desktop.views.arranging import Arranger, Narrowed
from desktop.views.headline import Headline
from desktop.views.rows import Rows, id_of
from i18n import tr, tr_n
from sync.engine.lists import Choice

LEAST_EM = 2
KEPT_MAX = 1_000  # selected rows that are found again after a list was made anew
Flag = QItemSelectionModel.SelectionFlag


def counted(count: int) -> str:
    return tr_n("{count} item", "{count} items", count)


class ItemList(QFrame):
    """``chosen`` says which one item is wanted, ``several_chosen`` how many are while it is not one."""

    chosen = Signal(str)
    several_chosen = Signal(int)
    trash_requested = Signal()
    arranged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.model = ItemListModel(tr("Without a title"), self)
        self.rows = Rows(self.model)
        self.rows.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.rows.clicked.connect(self._on_clicked)
        self.rows.activated.connect(self._on_activated)
        self.rows.deleted.connect(self._on_deleted)
        self.headline = Headline()
        self._quiet = False
        self._choice = Choice()
        self._counted: Callable[[int], str] = counted
        self.arranger = Arranger()
        self.arranger.chosen.connect(self.arranged)
        self.narrowed = Narrowed(lambda: self.arranged.emit(Choice(self._choice.sort)))
        self._put_together()

    def set_heading(self, text: str, empty: str) -> None:
        """Say what the list holds, and what stands there when it holds nothing."""
        self.headline.set_heading(text)
        self.rows.setAccessibleName(text)
        self._none = empty
        self._say_empty()

    def count_as(self, words: Callable[[int], str]) -> None:
        """Say how many there are in these words."""
        self._counted = words
        self._say_count()

    def show_choice(self, choice: Choice) -> None:
        """Say how the list is arranged."""
        self._choice = choice
        self.arranger.show_choice(choice)
        self.narrowed.show_choice(choice)
        self._say_empty()

    def set_rows(self, rows: Sequence[ItemRow]) -> None:
        self.show_rows([row.id for row in rows], rows, None)

    def show_rows(
        self, ids: Sequence[str], rows: Iterable[ItemRow], steps: Sequence[Step] | None = None
    ) -> None:
        """Show *ids*; who is selected stays so."""
        self._quiet = True
        current, kept = self.current(), self.selected() if steps is None else []
        self.model.show(ids, rows, steps)
        if steps is None:
            self._select_again(current, kept)
        self._quiet = False
        self._say_count()
        self._pages.setCurrentIndex(0 if ids else 1)

    def current(self) -> str:
        return id_of(self.rows.currentIndex())

    def selected(self) -> list[str]:
        return self.rows.chosen()

    def select(self, item: str) -> None:
        """Mark *item* alone, whatever keys are still held down, without telling anybody."""
        self._quiet = True
        self.rows.selectionModel().setCurrentIndex(self.model.index_of(item), Flag.ClearAndSelect)
        self._quiet = False

    def _put_together(self) -> None:
        head = parts.row(gap=2)
        parts.margins(head, space(5), space(4), space(3), space(1))
        head.addWidget(self.headline, 1)
        head.addWidget(self.arranger)
        self.act = parts.button(tr("Choose what to do…"), "list-checks")
        self.act.hide()
        acting = parts.row()
        parts.margins(acting, space(4), 0, space(3), 0)
        acting.addWidget(self.act, 1)
        self._pages = QStackedWidget()
        self._pages.setMinimumHeight(LEAST_EM * em())  # what is said above it comes first
        self._pages.addWidget(self.rows)
        self._pages.addWidget(self._made_empty())
        outer = parts.column(self, gap=1)
        outer.addLayout(head)
        outer.addWidget(self.narrowed)
        outer.addLayout(acting)
        outer.addWidget(self._pages, 1)

    def _select_again(self, current: str, kept: Sequence[str]) -> None:
        if current:
            self.rows.selectionModel().setCurrentIndex(self.model.index_of(current), Flag.NoUpdate)
        places = {item: number for number, item in enumerate(self.model.ids)} if kept else {}
        again = QItemSelection()
        for item in kept[:KEPT_MAX]:
            if item in places:
                index = self.model.index(places[item])
                again.select(index, index)
        self.rows.selectionModel().select(again, Flag.ClearAndSelect)

    def _say_count(self) -> None:
        count = len(self.model.ids)
        self.headline.set_count(count, self._counted(count) if count else "")

    def _say_empty(self) -> None:
        narrow = bool(self._choice.tag or self._choice.only)
        self._empty.setText(tr("Nothing here is like that.") if narrow else self._none)

    def _made_empty(self) -> QWidget:
        box = QWidget()
        inner = parts.column(box, gap=2, margin=1)
        self._none = ""
        self._empty = parts.label("", "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        inner.addWidget(
            parts.picture("inbox", round(2.2 * em()), Role.PlaceholderText),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        inner.addWidget(self._empty)
        inner.addStretch(4)
        return box

    def _on_selection_changed(self) -> None:
        count = self.rows.count_chosen()
        if count <= 1:
            self.act.hide()
        if not self._quiet and count > 1:
            self.several_chosen.emit(count)
        elif not self._quiet and count == 1:
            self.chosen.emit(self.selected()[0])

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows.count_chosen() == 1 and self.rows.selectionModel().isSelected(index):
            self.chosen.emit(id_of(index))

    def _on_activated(self, index: QModelIndex) -> None:
        """Open by Enter also the row that the keys came to before anything was chosen."""
        if not self.rows.count_chosen():
            self.rows.choose_current()
        else:
            self._on_clicked(index)

    def _on_deleted(self) -> None:
        if self.rows.count_chosen():
            self.trash_requested.emit()
