"""From a wish to the dialog that grants it, each with only the part of the engine that it needs."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog

from desktop.application.arrivals import Arrivals
from desktop.application.attaching import Attaching
from desktop.application.bygone import Bygone
from desktop.application.company import Company
from desktop.application.contentlanguages import ContentLanguages
from desktop.application.copying import Copying
from desktop.application.crossing import Crossing
from desktop.application.cutoffs import CutOffs
from desktop.application.gathering import Gathering
from desktop.application.innerlinks import InnerLinks
from desktop.application.lastplace import LastPlace
from desktop.application.overhead import Overhead
from desktop.application.places import Places
from desktop.application.safekeeping import Safekeeping
from desktop.application.services import Services
from desktop.application.wordings import Wordings
from desktop.bridge import Bridge
from desktop.dialogs import files
from desktop.dialogs.help import HelpDialog, open_help
from desktop.dialogs.invite import InviteDialog
from desktop.dialogs.join import JoinDialog
from desktop.dialogs.link import LinkDialog
from desktop.dialogs.network_words import NetworkWordsDialog
from desktop.dialogs.packages import MakePackageDialog, OpenPackageDialog
from desktop.dialogs.requests import RequestsDialog
from desktop.dialogs.spaces import NewSpaceDialog
from desktop.dialogs.takeout import TakeOutDialog
from desktop.dialogs.transfer import ExportDialog, ImportDialog
from desktop.models import helppages
from desktop.models.facade import Session
from desktop.models.facade_belonging import Joined, SpaceRow
from desktop.models.places import Place
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.views import wishes
from desktop.views.window import MainWindow
from desktop.views.wishes import Wish
from i18n import tr
from sync.errors import Problem


class Errands(QObject):
    """Knows the spaces there are and which of them is open."""

    lock_requested = Signal()
    clear_requested = Signal()
    scale_requested = Signal(int)
    print_requested = Signal()
    window_requested = Signal()

    def __init__(
        self, session: Session, tasks: Tasks, window: MainWindow, now: Preferences, safe: Safekeeping
    ) -> None:
        super().__init__(window)
        self.safe = safe
        safe.adopted.connect(self.reload)
        self._session, self._tasks, self._window = session, tasks, window
        self.company = Company(session, tasks, window)
        self.company.requests_wanted.connect(partial(self.grant, Wish.REQUESTS))
        self.services = Services(session, tasks, window)
        self.wordings = Wordings(session.wording, tasks, window)
        self.arrivals = Arrivals(session, tasks, window)
        self.cut_offs = CutOffs(session, tasks, window)
        self.gathering = Gathering(session, tasks, window)
        self.bygone = Bygone(session, tasks, window)
        Copying(tasks, window)
        self.attaching = Attaching(session.attachments, session.wording, tasks, window)
        self.inner = InnerLinks(session, tasks, window)
        self.attaching.link_wanted.connect(self.ask_about_link)
        self.places = Places(session, tasks, window)
        self.places.space_wanted.connect(self.open_space)
        self.places.page_wanted.connect(self._show_page)
        self.written = ContentLanguages(session.settings, tasks, window)
        self.places.sections_offered.connect(self.written.offer)
        self.overhead = Overhead(session, tasks, window)
        self.crossing = Crossing(session, tasks, window)
        self.crossing.space_wanted.connect(self.open_space)
        self.last = LastPlace(session, tasks, window)
        self._spaces: Sequence[SpaceRow] = ()
        self._space = self._wanted = ""
        self._handlers: dict[Wish, Callable[[], object]] = {
            Wish.LOCK: self.lock_requested.emit,
            Wish.CLEAR: self.clear_requested.emit,
            Wish.SEND: self._send,
            Wish.NEW_SPACE: self._new_space,
            Wish.JOIN: self._join,
            Wish.INVITE: self._with_space(lambda s: InviteDialog(session, s, tasks, window)),
            Wish.REQUESTS: self._with_space(lambda s: RequestsDialog(session, s, tasks, window)),
            Wish.PEOPLE: self._with_space(self.company.sheet),
            Wish.RELAY: self._with_space(lambda s: self.services.page(s.id)),
            Wish.WORDS: self._with_space(lambda s: NetworkWordsDialog(session.wording, s, tasks, window)),
            Wish.MAKE_PACKAGE: self._with_space(
                lambda s: MakePackageDialog(session.packages, s, tasks, window)
            ),
            Wish.OPEN_PACKAGE: self._open_package,
            Wish.ROOM: self.gathering.show,
            Wish.BRING_IN: self._with_space(lambda s: ImportDialog(session, s, tasks, window)),
            Wish.TAKE_OUT: self._with_space(lambda s: ExportDialog(session, s, tasks, window)),
            Wish.COPY: self.crossing.ask_chosen,
            Wish.PRINT: self.print_requested.emit,
            Wish.HISTORY: self.bygone.show_history,
            Wish.NEW_WINDOW: self.window_requested.emit,
            Wish.SEARCH: self.places.search,
            Wish.SECTIONS: self._choose_sections,
            Wish.SETTINGS: lambda: safe.show_settings(now),
            Wish.SENDING: lambda: safe.show_settings(now, "sending"),
            Wish.HELP: self._help,
            Wish.LARGER: lambda: self.scale_requested.emit(1),
            Wish.SMALLER: lambda: self.scale_requested.emit(-1),
            Wish.PLAIN_SIZE: lambda: self.scale_requested.emit(0),
        }

    def follow(self, bridge: Bridge) -> None:
        """Let everything in the window hear of what happens in the notebook."""
        window, home, over = self._window, self.places.home, self.overhead
        for signal, hearers in (
            (bridge.items_changed, (window.desk.on_items_changed, home.on_items_changed, over.refresh)),
            (bridge.spaces_changed, (self.reload,)),
            (bridge.members_changed, (self.company.on_members_changed, home.refresh, over.refresh)),
            (bridge.requests_waiting, (self.company.tell_of_requests, home.refresh)),
            (bridge.delivery_changed, (
                window.show_delivery, self.services.on_delivery_changed, self.arrivals.on_delivery_changed,
            )),
            (bridge.words_changed, (self.wordings.on_words_changed,)),
            (bridge.gaps_changed, (self.arrivals.on_gaps_changed,)),
            (bridge.archive_progressed, (self.arrivals.on_archive_progressed,)),
            (bridge.room_changed, (self.gathering.on_room_changed,)),
            (bridge.relay_caught, (self.services.tell_caught,)),
            (bridge.relay_noticed, (self.services.tell_notice,)),
        ):  # fmt: skip
            for hear in hearers:
                signal.connect(hear)

    @property
    def space(self) -> str:
        return self._space

    def grant(self, wish: str) -> None:
        self._handlers[Wish(wish)]()

    def reload(self, _by: object = None) -> None:
        self._tasks.run(self._session.spaces.all, self._on_spaces)

    def open_first(self, space: str) -> None:
        """Begin with *space*, or where somebody was last, or with the first space there is."""
        self._wanted = space
        self.last.read(self._on_place_read)

    def open_in(self, space: str) -> None:
        """Begin with *space* in a window whose place is not kept."""
        self._wanted = space
        self.reload()

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring files that were dropped into the open space."""
        row = next((each for each in self._spaces if each.id == self._space), None)
        if row is not None:
            dialog = ImportDialog(self._session, row, self._tasks, self._window)
            self._show(dialog)
            dialog.bring_in(paths)

    def take_out(self, items: Sequence[str]) -> None:
        self._show(TakeOutDialog(self._session, items, self._tasks, self._window))

    def open_packages(self, paths: list[Path]) -> None:
        self._show(OpenPackageDialog(self._session.packages, paths, self._tasks, self._window))

    def _on_place_read(self, place: Place) -> None:
        if not self._wanted:
            self.last.dress(place)
            self._wanted = place.space
        wanted = place if self._wanted == place.space else None
        self._tasks.run(self._session.spaces.all, partial(self._on_first_spaces, wanted))

    def _on_first_spaces(self, place: Place | None, spaces: Sequence[SpaceRow]) -> None:
        self._on_spaces(spaces)
        if place is not None and place.space == self._space:
            self.last.arrive(place)

    def open_space(self, space: str) -> None:
        self._space = self._wanted = space
        self._window.top.show_spaces(self._spaces, space)
        self._window.open_space(space)
        self.company.watch(self._spaces, space)
        self.wordings.watch(space)
        self.services.watch(self._spaces, space)
        self.places.watch(space)
        self.written.watch(space)

    def ask_about_link(self, url: QUrl) -> None:
        if not self.inner.follow(url):
            self._show(LinkDialog(url, self._tasks, self._window))

    def _on_spaces(self, spaces: Sequence[SpaceRow]) -> None:
        self._spaces = spaces
        known = {each.id for each in spaces}
        shown = self._space if self._space in known else ""
        first = spaces[0].id if spaces else ""
        wanted = self._wanted  # a list that was read before it was made does not hold it yet
        self.open_space(wanted if wanted in known else shown or first)
        self._wanted = wanted

    def _with_space(self, made: Callable[[SpaceRow], QDialog]) -> Callable[[], None]:
        def open_dialog() -> None:
            row = next((each for each in self._spaces if each.id == self._space), None)
            if row is not None:
                self._show(made(row))

        return open_dialog

    def _show_page(self, space: str, page: str, person: str) -> None:
        row = next((each for each in self._spaces if each.id == space), None)
        if row is not None:
            self.company.show(row, page, person)

    def _choose_sections(self) -> None:
        row = next((each for each in self._spaces if each.id == self._space), None)
        if row is not None:
            self.places.sections(row.id, row.name)

    def _show(self, dialog: QDialog) -> None:
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    def _send(self) -> None:
        self._window.desk.panes.flush()
        self._tasks.run(self._session.delivery.sync, failed=self._on_send_failed, long=True)

    def _on_send_failed(self, problem: Problem) -> None:
        self._window.banner.show_problem(problem)

    def _new_space(self) -> None:
        dialog = NewSpaceDialog(self._session.spaces, self._tasks, self._window)
        dialog.made.connect(self._on_space_made)
        self._show(dialog)

    def _on_space_made(self, row: SpaceRow) -> None:
        self._wanted = row.id
        self.reload()

    def _join(self) -> None:
        room = self._session.rooms.current
        address = room.address if room is not None else ""
        dialog = JoinDialog(
            self._session.invitations, self._session.me, self._tasks, self._window, address=address
        )
        dialog.joined.connect(self._on_joined)
        self._show(dialog)

    def _on_joined(self, joined: Joined) -> None:
        self._wanted = joined.space
        self.reload()

    def _open_package(self) -> None:
        kinds = files.kinds(tr("Packages"), "*.pack")
        files.choose_open(self._window, tr("Open a package"), kinds, self.open_packages, several=True)

    def _help(self) -> None:
        open_help(helppages.of_section(self._window.desk.section), self._window)


def _keys() -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    return [(wishes.keys(each).toString(native), wishes.words(each).rstrip("…")) for each in wishes.KEYS]


HelpDialog.told_keys = staticmethod(_keys)
