"""The quiet lines about what others wrote: it has not arrived, or an archive is being read."""

from functools import partial

import shiboken6
from PySide6.QtCore import QObject

from desktop.dialogs.flow import open_over
from desktop.dialogs.missing import MissingDialog
from desktop.models import missing
from desktop.models.facade_repairs import Mends
from desktop.models.missing import Lack
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import missing as words
from i18n import tr
from sync.engine.events import ArchiveProgress, DeliveryState, GapsChanged


class Arrivals(QObject):
    def __init__(self, session: Mends, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._told: dict[str, frozenset[str]] = {}
        """The laptops of each space of which it was said, for as long as something of theirs is missing."""
        self._due: Lack | None = None
        self._dialog: MissingDialog | None = None
        window.banner.closed.connect(self._say)
        window.archive.put_off.connect(self._put_off)

    # ------------------------------------------------------------ what is missing
    def show(self) -> MissingDialog:
        self._dialog = MissingDialog(self._session, self._tasks, self._window)
        open_over(self._dialog)
        return self._dialog

    def on_gaps_changed(self, event: GapsChanged) -> None:
        work = partial(missing.in_space, self._session, event.space)
        self._tasks.run(work, self._on_looked)
        if self._dialog is not None and shiboken6.isValid(self._dialog) and self._dialog.isVisible():
            self._dialog.reload()

    def _on_looked(self, now: Lack | None) -> None:
        if now is None:
            return
        space, before = now.space.id, self._told.get(now.space.id, frozenset())
        self._told[space] = now.devices
        if self._due is not None and self._due.space.id == space:
            self._due = now if now.gaps else None
        if now.devices - before:
            self._due = now
        self._say()

    def _say(self) -> None:
        """Say it as soon as nothing else stands there."""
        lack = self._due
        if lack is None or self._window.banner.text():
            return
        self._due = None
        name = isolated(lack.name) if lack.name else ""
        more = tr("It is about {space}.", space=isolated(lack.space.name))
        self._window.banner.show_words(
            words.gap(name, lack.count), more, action=tr("Look at it…"), then=self.show
        )

    # ------------------------------------------------------------ archives
    def on_archive_progressed(self, event: ArchiveProgress) -> None:
        self._tasks.run(partial(missing.name_of, self._session, event.space), partial(self._on_named, event))

    def _on_named(self, event: ArchiveProgress, name: str) -> None:
        shown = isolated(name) or tr("Without a name")
        self._window.archive.show_progress(event.space, shown, event.done, event.total)

    def on_delivery_changed(self, state: DeliveryState) -> None:
        if state.name != "sending":
            self._tasks.run(lambda: None, self._on_ended)  # after what came before

    def _on_ended(self, _done: None) -> None:
        self._window.archive.end()

    def _put_off(self, space: str) -> None:
        self._tasks.run(partial(self._session.archive.put_off, space))
        self._window.banner.show_words(
            tr("Older changes come in later."), tr("It goes on from there at the next sending.")
        )
