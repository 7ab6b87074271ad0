"""The main window: it puts its parts in their places and makes room where there is little."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from desktop.dialogs.banner import Banner
from desktop.models.facade import Items
from desktop.models.sections import HOME, TRASH, Section
from desktop.models.wording import USUAL, Wording
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.theme.order import ReadingOrder
from desktop.views import wishes
from desktop.views.archiveline import ArchiveLine
from desktop.views.desk import Desk
from desktop.views.home import HomeView
from desktop.views.roomline import RoomLine
from desktop.views.sidebar import Sidebar
from desktop.views.status import StatusLine
from desktop.views.topbar import TopBar
from desktop.views.trustline import TrustLine
from desktop.views.wishes import Wish
from i18n import tr
from sync.engine.events import DeliveryState
from sync.model.kinds.declaration import Kind

ROOMY_EM, WIDE_EM = 46, 66
HIGH_EM, LEAST_EM = 26, 3


class MainWindow(QMainWindow):
    requested = Signal(str)
    space_chosen = Signal(str)
    closing = Signal()
    delivery_shown = Signal(object)
    search_wanted = Signal(str)
    section_shown = Signal(str)

    def __init__(self, kinds: Mapping[str, Kind], items: Items, tasks: Tasks) -> None:
        super().__init__()
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.banner = Banner()
        self.desk = Desk(kinds, items, tasks)
        self.top = TopBar()
        self.home = HomeView()
        self.pages = QStackedWidget()
        self._kinds, self.wording = kinds, USUAL
        self.sections = _sections(kinds, USUAL)
        self.side = Sidebar(self.sections)
        self.trust = TrustLine()
        self.archive = ArchiveLine()
        self.room = RoomLine()
        self.status = StatusLine()
        self._put_together()
        self._join_up()
        for wish in wishes.KEYS:
            QShortcut(wishes.keys(wish), self, lambda name=wish: self.ask(name))
        for number in range(1, 10):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda at=number: self._choose_number(at - 1))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._on_escape)
        self.resize(QSize(82 * em(), 52 * em()).boundedTo(self.screen().availableSize()))
        self._fold(self.width())  # before it is shown: words that are left out then make no window wider
        self.desk.list.rows.setFocus()

    def ask(self, wish: str) -> None:
        """Do what the window can do by itself; hand on the rest."""
        own = {
            Wish.NEW: lambda: self.desk.new_item(first=self.section == HOME),
            Wish.FIND_HERE: self._find_here,
            Wish.NEXT_PANE: self._next_pane,
            Wish.UNDO: self.desk.undo,
            Wish.REDO: self.desk.redo,
        }
        do = own.get(Wish(wish))
        if do is not None:
            do()
        else:
            self.requested.emit(wish)

    @property
    def section(self) -> str:
        """The section that is shown, or nothing before the first."""
        return HOME if self.pages.currentWidget() is self.home else self.desk.section

    def open_space(self, chosen: str) -> None:
        """Show *chosen* from its first section on, unless one is open already."""
        section = self.section or HOME
        if self.section and chosen == self.desk.space:
            return
        self.desk.show_section(chosen, self.desk.section or self.sections[1].name)
        self.choose_section(section)

    def choose_section(self, section: str) -> None:
        """Show a section, also one that is not at the side; one of a newer release is none.

        Where it is named after a kind that stands in another kind's section, that one is shown.
        """
        kind = self._kinds.get(section)
        section = (kind.section if kind else "") or section
        if section in {each.name for each in self.sections}:
            self.side.mark(section)
            self._on_section_chosen(section)

    def open_item(self, section: str, item: str) -> None:
        self.choose_section(section)
        self.desk.open_item(item)

    def focus_rows(self) -> None:
        """Let the keys go to what is listed now."""
        if self.section == HOME:
            self.home.take_focus()
        else:
            self.desk.looks.take_focus()

    def speak(self, wording: Wording) -> None:
        """Say what is in the open space in its own words; the title of the window never does."""
        self.wording = wording
        self.sections = _sections(self._kinds, wording)
        self.side.show_sections(self.sections)
        self.desk.spoken.speak(wording)
        self._name_new(self.section)

    def show_delivery(self, state: DeliveryState) -> None:
        self.status.show_state(state)
        self.delivery_shown.emit(state)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width())

    def _fold(self, width_px: int) -> None:
        """Leave out words, and list or item, where there is no room for them."""
        width = width_px / em()
        self.side.set_compact(compact=width < WIDE_EM)
        self.top.set_compact(compact=width < WIDE_EM)
        self.trust.set_compact(compact=width < WIDE_EM)
        self.desk.set_narrow(narrow=width < ROOMY_EM)
        self._make_way()

    def _make_way(self) -> None:
        """Let a message have all the room that it needs: where the window is low, of the line below it."""
        is_low = self.height() < HIGH_EM * em()
        self.banner.keep_whole(self.width() - 2 * space(3), is_low=is_low)
        given = is_low and not self.banner.isHidden()
        self.trust.give_way(given=given)
        self.status.give_way(given=given)

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
        outer.addWidget(self.desk.several.progress)
        body = parts.row(gap=0)
        body.addWidget(self.side)
        for page in (self.desk, self.home):
            self.pages.addWidget(page)
        self.pages.setMinimumHeight(LEAST_EM * em())  # the line at the bottom stays on a low screen
        shown = parts.column(gap=0)
        shown.addWidget(self.trust)
        shown.addWidget(self.pages, 1)
        body.addLayout(shown, 1)
        outer.addLayout(body, 1)
        outer.addWidget(self.archive)
        outer.addWidget(self.room)
        outer.addWidget(self.status)
        self.setCentralWidget(middle)
        ReadingOrder(middle, middle)
        for wider, narrower in ((self.top.search, self.side.list), (self.side.list, self.desk.list.rows)):
            QWidget.setTabOrder(wider, narrower)

    def _join_up(self) -> None:
        self.top.requested.connect(self.ask)
        self.top.space_chosen.connect(self.space_chosen)
        self.top.searched.connect(self._on_searched)
        self.top.search.wanted.connect(self.search_wanted)
        self.side.chosen.connect(self._on_section_chosen)
        self.side.requested.connect(self.ask)
        self.trust.people_requested.connect(lambda: self.ask(Wish.PEOPLE))
        self.desk.shown.connect(self._leave_home)
        self.desk.panes.currentChanged.connect(self._on_pane_changed)
        self.status.send_requested.connect(lambda: self.ask(Wish.SEND))
        self.status.page_requested.connect(lambda: self.ask(Wish.SENDING))
        self.desk.failed.connect(self.banner.show_problem)
        self.desk.dropped.connect(self._on_dropped)
        for told in (self.banner.shown, self.banner.closed):
            told.connect(self._make_way)
        self.desk.taken_back.connect(self._on_taken_back)

    def show_all(self, words: str) -> None:
        """List everything in all spaces that holds *words*."""
        self.top.search.show_place(here=False)
        self.top.search.setText(words)

    def _on_searched(self, words: str) -> None:
        if words:
            self._leave_home()
        self.desk.search(words, here=self.top.search.here)

    def _on_section_chosen(self, section: str) -> None:
        if self.desk.space:
            self.top.search.clear()
            self.top.search.show_place(here=False)
        if section == HOME:
            self.desk.panes.flush()
            self.pages.setCurrentWidget(self.home)
        else:
            self.pages.setCurrentWidget(self.desk)
            if self.desk.space:
                self.desk.show_section(self.desk.space, section)
        self._name_new(section)
        self.section_shown.emit(section)

    def _name_new(self, section: str) -> None:
        self.top.name_new(self.wording.say(f"kind.{section}.new") if section in self._kinds else tr("New"))

    def _leave_home(self) -> None:
        """Show the list and the item beside it, as something happened there."""
        if self.pages.currentWidget() is self.home:
            self.pages.setCurrentWidget(self.desk)
        self.side.mark(self.desk.section)
        self._name_new(self.desk.section)

    def _on_pane_changed(self, _at: int) -> None:
        if not self.desk.panes.shows_nothing():
            self._leave_home()

    def _on_dropped(self) -> None:
        self.banner.show_words(tr("Moved to the trash."), action=tr("Undo"), then=self.desk.undo)

    def _on_taken_back(self) -> None:
        """Offer no longer to take back what was taken back by key: that would be the thing done before."""
        if self.banner.text() == tr("Moved to the trash."):
            self.banner.clear()

    def _find_here(self) -> None:
        self.top.search.show_place(here=True)
        self.top.search.setFocus()
        self.top.search.selectAll()

    def _on_escape(self) -> None:
        if self.top.search.text() or self.top.search.here:
            self.top.search.clear()
            self.top.search.show_place(here=False)
            self.focus_rows()
        elif not self.banner.isHidden():
            self.banner.clear()
        else:
            self.focus_rows()

    def _choose_number(self, number: int) -> None:
        self.side.select_number(number)
        self.focus_rows()

    def _next_pane(self) -> None:
        editor = next((each for each in self.desk.panes.editors.values() if each.isVisible()), None)
        panes = [self.top.search, self.side.list, self.home.list, self.desk.list.rows]
        if editor is not None:
            panes.append(editor.fields[editor.kind.title_field])
        panes = [each for each in panes if each.isVisible()]
        focused = self.focusWidget()
        now = next((n for n, each in enumerate(panes) if focused is each or each.isAncestorOf(focused)), -1)
        panes[(now + 1) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _sections(kinds: Mapping[str, Kind], wording: Wording) -> list[Section]:
    own = ((name, kind) for name, kind in kinds.items() if kind.is_section)
    made = [Section(name, wording.say(f"kind.{name}.many"), kind.icon) for name, kind in own]
    trash = Section(TRASH, wording.say("section.trash"), "trash-2")
    return [Section(HOME, tr("Home"), "house"), *made, trash]
