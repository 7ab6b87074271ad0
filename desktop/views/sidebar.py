"""At the side: the sections of a space, one for each kind of thing, and the trash."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desktop.models.rows import IdRole
from desktop.models.sections import Section, SectionModel
from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import tr


class Sidebar(QFrame):
    chosen = Signal(str)
    help_requested = Signal()

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
        inner = parts.column(self)
        inner.setContentsMargins(space(1), space(3), space(1), space(2))
        inner.addWidget(self.list, 1)
        self.help = parts.button(tr("Help"), "circle-help", role="quiet", then=self.help_requested.emit)
        parts.tip(self.help, tr("Help"))
        inner.addWidget(self.help)
        self.set_compact(compact=False)

    def select(self, section: str) -> None:
        self.list.setCurrentIndex(self.model.index_of(section))

    def select_number(self, number: int) -> None:
        if number < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(number))

    def set_compact(self, *, compact: bool) -> None:
        self.setFixedWidth(round((4.2 if compact else 12) * em()))
        mode = QListView.ViewMode.IconMode if compact else QListView.ViewMode.ListMode
        self.list.setViewMode(mode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setFlow(QListView.Flow.TopToBottom)
        self.list.setGridSize(QSize(round(3.6 * em()), round(3 * em())) if compact else QSize())
        self.model.set_pictures_only(only=compact)
        self.help.setText("" if compact else tr("Help"))

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(str(current.data(IdRole)))
