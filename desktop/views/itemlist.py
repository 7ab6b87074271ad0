"""The list in the middle: a heading, the rows, and a kind word where there are none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from desktop.models.facade_items import ItemRow
from desktop.models.items import ItemListModel
from desktop.models.steps import Step
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views.arranging import Arranger
from desktop.views.emptiness import Emptiness
from desktop.views.filtering import Filtering
from desktop.views.headline import Headline
from desktop.views.listed import Listed
from desktop.views.narrowed import Narrowed
from desktop.views.rows import id_of
from i18n import tr, tr_n
from sync.engine.choice import Choice
from sync.model.kinds.declaration import Kind

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
        self.listed = Listed(self.model)
        self.rows, self.columns = self.listed.rows, self.listed.columns
        self.nothing, self._none = Emptiness(), ""
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
        self.narrowed = Narrowed()
        self.filtering = Filtering()
        for each in (self.narrowed, self.filtering):
            each.chosen.connect(self.arranged)
        self.arranger.filter_wanted.connect(self._on_filter_wanted)
        self.filtering.closed.connect(partial(self.arranger.filter.setChecked, False))
        self.columns.pressed_on.connect(self._on_column_pressed)
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

    def show_choice(
        self,
        choice: Choice,
        kind: Kind | None = None,
        tags: Mapping[str, str] | None = None,
        *,
        found: bool = False,
    ) -> None:
        """Say how the list is arranged: of a kind, or of what was *found*; *tags* are called otherwise."""
        self._choice = choice
        self.arranger.show_choice(choice, kind, found=found)
        self.narrowed.show_choice(choice, kind, tags)
        self.narrowed.setVisible(choice.narrows and not self.filters)
        self.columns.show_sort(choice.sort, descending=choice.descending)
        self._say_empty()

    def close_filter(self) -> None:
        self.arranger.filter.setChecked(False)

    @property
    def filters(self) -> bool:
        """Whether the panel of the filter is open."""
        return self.arranger.filter.isChecked()

    def _on_column_pressed(self, sort: str) -> None:
        if sort == "newest":
            sort = "oldest" if self._choice.sort == "newest" else "newest"
        down = sort == self._choice.sort and not self._choice.descending
        self.arranged.emit(replace(self._choice, sort=sort, descending=down))

    def _on_filter_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - Qt calls it
        focused = QApplication.focusWidget()
        inside = focused is not None and self.filtering.isAncestorOf(focused)
        self._turn()
        if wanted:
            self.filtering.take_focus()
        elif inside:
            self.rows.setFocus()

    def _turn(self) -> None:
        """Show the panel of the filter, or the rows, or what stands there where there are none."""
        self.narrowed.setVisible(self._choice.narrows and not self.filters)  # the panel says it by itself
        shown = self.filtering if self.filters else (self.listed if self.model.ids else self._empty)
        self._pages.setCurrentWidget(shown)

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
        self._turn()

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
        self._empty = parts.scrolled(self.nothing)
        for each in (self._empty.viewport(), self.nothing):
            each.setAutoFillBackground(False)
        for each in (self.listed, self._empty, self.filtering):
            self._pages.addWidget(each)
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
        narrow = self._choice.narrows
        self.nothing.say(tr("Nothing here is like that.") if narrow else self._none)

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
