"""At the side: the sections of a space, one for each kind of thing, and the trash."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QWidget
from typing_extensions import override

from desktop.models.rows import IdRole
from desktop.models.sections import Section, SectionModel
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views import wishes
from desktop.views.wishes import Wish
from i18n import tr

PICTURES_EM, LEAST_EM, MOST_EM = 4.2, 12, 17


class Sidebar(QFrame):
    chosen = Signal(str)
    requested = Signal(str)

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.model = SectionModel(self)
        self.model.set_rows(sections)
        self.list = QListView()
        self.list.setProperty("role", "sections")
        self.list.setModel(self.model)
        self.list.setAccessibleName(tr("Sections"))
        self.list.setIconSize(QSize(round(em() * 1.25), round(em() * 1.25)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._sections, self._marked, self._quiet = tuple(sections), "", False
        self._hidden: frozenset[str] = frozenset()
        self._unread, self._compact = 0, False
        self.choose = self._made_choose()
        self.list.setMinimumHeight(round(1.5 * em()))  # little, where a low window has a message to show
        self._inner = inner = parts.column(self, gap=1)
        inner.setContentsMargins(space(1), space(3), space(1), space(2))
        inner.addWidget(self.list, 1)
        inner.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_compact(compact=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight which section is open, also where a longer line below takes of the room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))

    def hide_sections(self, hidden: Collection[str]) -> None:
        """Leave out what is switched off, but for the one that is open: one sees where one is."""
        self._hidden = frozenset(hidden)
        self._fill()

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show the same sections under other names."""
        self._sections = tuple(sections)
        self._fill()

    def show_unread(self, count: int) -> None:
        self._unread = count
        self._fill()

    def _fill(self) -> None:
        first, *rest = self._sections
        left_out = self._hidden - {self._marked}
        shown = [replace(first, unread=self._unread), *(row for row in rest if row.name not in left_out)]
        self._quiet = True
        self.model.set_rows(shown)
        self.list.setCurrentIndex(self.model.index_of(self._marked))
        self._quiet = False
        self._fit()

    def mark(self, section: str) -> None:
        """Show which section is open, without telling anybody."""
        self._marked = section
        self._fill()

    def select(self, section: str) -> None:
        self.list.setCurrentIndex(self.model.index_of(section))

    def select_number(self, number: int) -> None:
        if number < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(number))

    def set_compact(self, *, compact: bool) -> None:
        self._compact = compact
        mode = QListView.ViewMode.IconMode if compact else QListView.ViewMode.ListMode
        self.list.setViewMode(mode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setFlow(QListView.Flow.TopToBottom)
        self.list.setWrapping(False)  # what does not fit is scrolled to, not put where nobody sees it
        self.list.setGridSize(QSize(round(3.6 * em()), round(2.5 * em())) if compact else QSize())
        self.model.set_pictures_only(only=compact)
        self.choose.setHidden(compact)  # then it is in the menu only, and the sections have the room
        self._fit()

    def _fit(self) -> None:
        """Take the room that the longest name needs, within bounds: a space may have words of its own."""
        needed = self.list.sizeHintForColumn(0) + space(4)
        roomy = min(max(needed, round(LEAST_EM * em())), round(MOST_EM * em()))
        self.setFixedWidth(round(PICTURES_EM * em()) if self._compact else roomy)

    def _made_choose(self) -> QPushButton:
        """Return the button below the sections."""
        wanted = partial(self.requested.emit, Wish.SECTIONS)
        made = parts.button(tr("Sections…"), "list-checks", role="quiet", then=wanted)
        made.setAutoDefault(False)
        parts.tip(made, wishes.words(Wish.SECTIONS))
        return made

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self._marked = str(current.data(IdRole))
            QTimer.singleShot(0, self, self._fill)  # one that was there only while it was open goes
            self.chosen.emit(self._marked)
