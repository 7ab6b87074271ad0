"""The main window: it puts its parts in their places and makes room where there is little."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

from desktop.dialogs.banner import Banner
from desktop.models.facade import Items
from desktop.models.facade_belonging import SpaceRow
from desktop.models.sections import Section
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views import wishes
from desktop.views.archiveline import ArchiveLine
from desktop.views.desk import TRASH, Desk
from desktop.views.roomline import RoomLine
from desktop.views.sidebar import Sidebar
from desktop.views.status import StatusLine
from desktop.views.topbar import TopBar
from desktop.views.wishes import Wish
from i18n import tr
from sync.engine.events import DeliveryState
from sync.model.kinds.declaration import Kind

ROOMY_EM, WIDE_EM = 46, 66


class MainWindow(QMainWindow):
    requested = Signal(str)
    space_chosen = Signal(str)
    closing = Signal()
    delivery_shown = Signal(object)

    def __init__(self, kinds: Mapping[str, Kind], items: Items, tasks: Tasks) -> None:
        super().__init__()
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.banner = Banner()
        self.desk = Desk(kinds, items, tasks)
        self.top = TopBar()
        self.side = Sidebar(_sections(kinds))
        self.archive = ArchiveLine()
        self.room = RoomLine()
        self.status = StatusLine()
        self._here = False
        self._put_together()
        self._join_up()
        for wish in wishes.KEYS:
            QShortcut(wishes.keys(wish), self, lambda name=wish: self.ask(name))
        for number in range(1, 10):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda at=number: self.side.select_number(at - 1))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._on_escape)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self.desk.list.rows, self.desk.undo,
                  context=Qt.ShortcutContext.WidgetShortcut)  # fmt: skip
        self.resize(82 * em(), 52 * em())
        self.desk.list.rows.setFocus()

    def ask(self, wish: str) -> None:
        """Do what the window can do by itself; hand on the rest."""
        own = {
            Wish.NEW: self.desk.new_item,
            Wish.SEARCH: lambda: self._begin_search(here=False),
            Wish.FIND_HERE: lambda: self._begin_search(here=True),
            Wish.NEXT_PANE: self._next_pane,
            Wish.UNDO: self.desk.undo,
        }
        do = own.get(Wish(wish))
        if do is not None:
            do()
        else:
            self.requested.emit(wish)

    def show_spaces(self, spaces: Sequence[SpaceRow], chosen: str) -> None:
        self.top.show_spaces(spaces, chosen)

    def open_space(self, chosen: str) -> None:
        """Show *chosen* from its first section on, unless one is open already."""
        section = self.desk.section or self.side.model.rows[0].name
        self.desk.show_section(chosen, section)
        self.side.select(section)

    def show_delivery(self, state: DeliveryState) -> None:
        self.status.show_state(state)
        self.delivery_shown.emit(state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width() / em()
        self.side.set_compact(compact=width < WIDE_EM)
        self.top.set_compact(compact=width < WIDE_EM)
        self.desk.set_narrow(narrow=width < ROOMY_EM)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.panes.flush()
        self.closing.emit()
        super().closeEvent(event)

    def _put_together(self) -> None:
        middle = QWidget()
        middle.setObjectName("backdrop")
        outer = parts.column(middle, gap=0)
        outer.addWidget(self.top)
        notice = parts.row()
        notice.setContentsMargins(space(3), 0, space(3), 0)
        notice.addWidget(self.banner)
        outer.addLayout(notice)
        body = parts.row(gap=0)
        body.addWidget(self.side)
        body.addWidget(self.desk, 1)
        outer.addLayout(body, 1)
        outer.addWidget(self.archive)
        outer.addWidget(self.room)
        outer.addWidget(self.status)
        self.setCentralWidget(middle)
        for wider, narrower in ((self.top.search, self.side.list), (self.side.list, self.desk.list.rows)):
            QWidget.setTabOrder(wider, narrower)

    def _join_up(self) -> None:
        self.top.requested.connect(self.ask)
        self.top.space_chosen.connect(self.space_chosen)
        self.top.searched.connect(self._on_searched)
        self.side.chosen.connect(self._on_section_chosen)
        self.status.send_requested.connect(lambda: self.ask(Wish.SEND))
        self.status.page_requested.connect(lambda: self.ask(Wish.SENDING))
        self.desk.failed.connect(self.banner.show_problem)
        self.desk.dropped.connect(self._on_dropped)

    def _on_searched(self, words: str) -> None:
        self.desk.search(words, here=self._here)

    def _on_section_chosen(self, section: str) -> None:
        if self.desk.space:
            self.top.search.clear()
            self.desk.show_section(self.desk.space, section)

    def _on_dropped(self) -> None:
        self.banner.show_words(tr("Moved to the trash."), action=tr("Undo"), then=self.desk.undo)

    def _begin_search(self, *, here: bool) -> None:
        self._here = here
        self.top.search.setPlaceholderText(wishes.words(Wish.FIND_HERE if here else Wish.SEARCH))
        self.top.search.setFocus()
        self.top.search.selectAll()

    def _on_escape(self) -> None:
        if self.top.search.text():
            self.top.search.clear()
        elif not self.banner.isHidden():
            self.banner.clear()
        else:
            self.desk.list.rows.setFocus()

    def _next_pane(self) -> None:
        editor = next((each for each in self.desk.panes.editors.values() if each.isVisible()), None)
        panes = [self.top.search, self.side.list, self.desk.list.rows]
        if editor is not None:
            panes.append(editor.fields[editor.kind.title_field])
        panes = [each for each in panes if each.isVisible()]
        focused = self.focusWidget()
        now = next((n for n, each in enumerate(panes) if focused is each or each.isAncestorOf(focused)), -1)
        panes[(now + 1) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _sections(kinds: Mapping[str, Kind]) -> list[Section]:
    made = [Section(kind.name, tr(kind.plural), kind.icon) for kind in kinds.values()]
    return [*made, Section(TRASH, tr("Trash"), "trash-2")]
