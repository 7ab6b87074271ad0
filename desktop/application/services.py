"""The page of delivery services, and the quiet lines: one is caught, its operator speaks, few tickets."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import QObject

from desktop.dialogs.flow import open_over
from desktop.dialogs.services import ServicesDialog
from desktop.dialogs.services_card import NOTICE_MAX, place
from desktop.models import services
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_relays import Serves
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import problems, relay_signs, tr
from sync.engine.events import DeliveryState, RelayCaught, RelayNotice
from sync.errors import Problem

LINES_MAX = 5  # whatever comes on top of them stands on the page


@dataclass(frozen=True, slots=True)
class Line:
    said: str
    more: str
    open: Callable[[], object]


class Services(QObject):
    def __init__(self, session: Serves, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._names: Mapping[str, str] = {}
        self._open = ""
        self._due: deque[Line] = deque(maxlen=LINES_MAX)
        self._told: frozenset[tuple[str, str]] = frozenset()
        self._page: ServicesDialog | None = None
        window.banner.closed.connect(self._say)

    def page(self, space: str) -> ServicesDialog:
        """Return the page of a space, which follows what happens there."""
        self._page = ServicesDialog(self._session, self._tasks, space, self._window)
        return self._page

    def show(self, space: str) -> ServicesDialog:
        dialog = self.page(space)
        open_over(dialog)
        return dialog

    def watch(self, rows: Sequence[SpaceRow], opened: str) -> None:
        """Follow these spaces; the one that is *opened* leads where a line does not say which."""
        self._names, self._open = {each.id: each.name for each in rows}, opened
        self._look()

    # ------------------------------------------------------------ hearing
    def tell_caught(self, event: RelayCaught) -> None:
        what, *safe = relay_signs.lines(event.code) or [""]
        if what and event.space in self._names:
            name = isolated(self._names[event.space])
            more = tr("It is about {space}.", space=name) if len(self._names) > 1 else ""
            self._put(what, " ".join([*safe[:1], more]).strip(), partial(self.show, event.space))
        self._refresh()

    def tell_notice(self, event: RelayNotice) -> None:
        text = isolated(event.text, NOTICE_MAX)
        said = tr("{address} says: {text}", address=place(event.address), text=text)
        self._put(said, "", partial(self._show_relay, event.relay))
        self._refresh()

    def on_delivery_changed(self, state: DeliveryState) -> None:
        if state.name != "sending":
            self._look()

    def _look(self) -> None:
        """Ask what organisers should look after, and say each thing once."""
        self._tasks.run(partial(services.concern, self._session, self._told), self._on_concern)
        self._refresh()

    def _refresh(self) -> None:
        if self._page is not None and shiboken6.isValid(self._page) and self._page.isVisible():
            self._page.reload()

    def _on_concern(self, problem: Problem | None) -> None:
        if problem is None or services.known_by(problem) in self._told:
            return
        self._told |= {services.known_by(problem)}
        address = str(problem.holes.get("address", ""))
        words = problems.sentences(problem.code, {**problem.holes, "address": place(address)})
        self._put(words.what, f"{words.safe} {words.do}", partial(self._show_relay, address))
        self._look()

    # ------------------------------------------------------------ saying
    def _put(self, said: str, more: str, then: Callable[[], object]) -> None:
        if all(each.said != said for each in self._due) and not self._window.banner.text().startswith(said):
            self._due.append(Line(said, more, then))
            self._say()

    def _say(self) -> None:
        """Say what came first, as soon as nothing else stands there."""
        if self._due and not self._window.banner.text():
            line = self._due.popleft()
            self._window.banner.show_words(line.said, line.more, action=tr("Look at it…"), then=line.open)

    def _show_relay(self, relay: str) -> None:
        work = partial(services.space_of, self._session, relay, self._open)
        self._tasks.run(work, self._on_found)

    def _on_found(self, space: str) -> None:
        if space:
            self.show(space)
