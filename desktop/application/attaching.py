"""Files of items in one window: attached, looked at, fetched when asked, and saved after a sentence."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit

from desktop import problems
from desktop.dialogs import files
from desktop.dialogs.attach import AttachDialog
from desktop.dialogs.attachsave import RenameFileDialog, SaveFileDialog
from desktop.dialogs.attachview import ViewDialog
from desktop.dialogs.careful import Leaving, ask_first
from desktop.dialogs.flow import open_over
from desktop.dialogs.notyet import NotYet
from desktop.models import notyet, pictures
from desktop.models.facade import Item
from desktop.models.facade_attachments import Attachments, Came
from desktop.models.facade_words import CarefulFound, SpaceWords
from desktop.tasks import Tasks
from desktop.views.attachments import AttachmentStrip
from desktop.views.editor import ItemEditor
from desktop.views.reading import ReadingPage
from desktop.views.window import MainWindow
from i18n import tr
from sync.attachment_refusals import FileComesAtPace, FileGoesAtPace
from sync.engine import attach_cleaning, attach_texts
from sync.engine.attach_cleaning import Wish
from sync.engine.attachments import Attachment
from sync.errors import Cancelled, Problem

PASTED = "picture.png"
T = TypeVar("T")
Pane = ItemEditor | ReadingPage


class Attaching(QObject):
    link_wanted = Signal(QUrl)

    def __init__(
        self, attachments: Attachments, wording: SpaceWords, tasks: Tasks, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._attachments, self._wording, self._tasks, self._window = attachments, wording, tasks, window
        window.desk.panes.editor_made.connect(self._add_to)
        for page in window.desk.panes.readers.pages.values():
            self._add_to(page)

    def _add_to(self, pane: Pane) -> None:
        strip = Strip(self._attachments, self._wording, self._tasks, self._window, pane)
        strip.link_wanted.connect(self.link_wanted)
        pane.add_below(strip.shown)


class Strip(QObject):
    """What the strip below one form, or below a page to read, asks for."""

    link_wanted = Signal(QUrl)

    def __init__(
        self, attachments: Attachments, wording: SpaceWords, tasks: Tasks, window: MainWindow, pane: Pane
    ) -> None:
        super().__init__(pane)
        self._attachments, self._wording, self._tasks, self._window = attachments, wording, tasks, window
        self.shown = AttachmentStrip()
        self.shown.listen_to(pane.findChildren(QPlainTextEdit))
        self._item = ""
        self._shows: Item | None = None
        for signal, hear in (
            (self.shown.add_requested, self._choose),
            (self.shown.files_dropped, self.ask),
            (self.shown.picture_pasted, self._paste),
            (self.shown.view_requested, self._view),
            (self.shown.fetch_requested, self._fetch),
            (self.shown.send_requested, self._send),
            (self.shown.save_requested, self._ask_to_save),
            (self.shown.rename_requested, self._rename),
            (self.shown.remove_requested, self._remove),
        ):
            signal.connect(hear)
        pane.shown.connect(self._on_item)

    def _on_item(self, item: Item | None) -> None:
        self._item, self._shows = "" if item is None else item.id, item
        if item is None:
            self.shown.forget()
        else:
            self.reload()

    def reload(self) -> None:
        if self._item:
            work = partial(self._attachments.rows, self._item)
            self._tasks.run(work, partial(self._on_rows, self._item), self._fail)

    def _on_rows(self, item: str, rows: Sequence[Attachment]) -> None:
        if item == self._item:
            self.shown.show_rows(rows)

    # ------------------------------------------------------------ putting in
    def _choose(self) -> None:
        files.choose_open(
            self._window, tr("Attach files"), files.kinds(tr("All files"), "*"), self.ask, several=True
        )

    def ask(self, paths: Sequence[Path]) -> None:
        """Show what would be attached, before it is."""
        dialog = AttachDialog(paths, self._tasks, self._window)
        dialog.wanted.connect(partial(self._add, self._item))
        open_over(dialog)

    def _add(self, item: str, paths: Sequence[Path], keep: bool) -> None:  # noqa: FBT001 - a signal's
        self._work(partial(self._add_each, item, tuple(paths), keep=keep))

    def _add_each(self, item: str, paths: Sequence[Path], *, keep: bool) -> None:
        progress = self.shown.progress
        for path in paths:
            wish = Wish(keep, progress.tell, progress.is_stopped)
            attach_cleaning.add(self._attachments, item, path, wish)

    def _paste(self, pasted: QImage | bytes) -> None:
        self._work(partial(self._add_pasted, self._item, pasted))

    def _add_pasted(self, item: str, pasted: QImage | bytes) -> Attachment:
        bare = (
            attach_cleaning.cleaned(PASTED, pasted) if isinstance(pasted, bytes) else pictures.written(pasted)
        )
        return self._attachments.add_pieces(item, PASTED, "image/png", [bare])

    # ------------------------------------------------------------ looking, fetching, saving
    def _view(self, one: Attachment) -> None:
        dialog = ViewDialog(self._attachments, one, self._tasks, self._window)
        if self._shows is not None:
            NotYet(dialog, partial(notyet.of, self._shows), self._tasks)
        dialog.link_wanted.connect(self.link_wanted)
        dialog.save_requested.connect(self._ask_to_save)
        open_over(dialog)

    def _fetch(self, one: Attachment, *, at_once: bool = False) -> None:
        progress = self.shown.progress
        fetch = partial(
            self._attachments.fetch, [one.id], progress=progress.tell, cancelled=progress.is_stopped,
            at_once=at_once,
        )  # fmt: skip
        now = partial(self._fetch, one, at_once=True)
        self._work(fetch, self._on_fetched, partial(self._at_pace, tr("Get it at once"), now))

    def _on_fetched(self, came: Came) -> None:
        if came.missing:
            self._window.banner.show_words(tr("Nobody has sent this file yet. It comes once they do."))

    def _send(self, one: Attachment, *, at_once: bool = False) -> None:
        progress = self.shown.progress
        send = partial(
            self._attachments.send, [one.id], progress=progress.tell, cancelled=progress.is_stopped,
            at_once=at_once,
        )  # fmt: skip
        now = partial(self._send, one, at_once=True)
        self._work(send, self._on_sent, partial(self._at_pace, tr("Send it at once"), now))

    def _at_pace(self, action: str, now: Callable[[], None], problem: Problem) -> None:
        """Where a space keeps a steady pace, one file may leave it once a person says so."""
        if not isinstance(problem, (FileGoesAtPace, FileComesAtPace)):
            self._fail(problem)
            return
        self.shown.progress.end()
        self.reload()
        said = problems.worded(problem)
        self._window.banner.show_words(f"{said.what} {said.safe} {said.do}", action=action, then=now)

    def _on_sent(self, count: int) -> None:
        gone, kept = tr("Others can get this file now."), tr("No delivery service has taken this file yet.")
        self._window.banner.show_words(gone if count else kept)

    def _ask_to_save(self, one: Attachment) -> None:
        dialog = SaveFileDialog(one, self._tasks, self._window)
        dialog.agreed.connect(partial(self._check, one))
        open_over(dialog)

    def _check(self, one: Attachment) -> None:
        """Ask about the careful words in its name, as wherever something leaves."""
        leaving = Leaving(
            partial(self._found, one), tr("Take out all the same"), partial(self._choose_target, one)
        )
        ask_first(leaving, self._tasks, self._window, self._fail)

    def _found(self, one: Attachment) -> Sequence[CarefulFound]:
        text = attach_texts.text_of(self._attachments, one)
        return self._wording.check_file(one.item, one.name, text)

    def _choose_target(self, one: Attachment) -> None:
        files.choose_save(self._window, tr("Save a file"), one.name, partial(self._save, one))

    def _save(self, one: Attachment, paths: Sequence[Path]) -> None:
        progress = self.shown.progress
        for path in paths:
            self._work(
                partial(
                    self._attachments.save, one.id, path, progress=progress.tell,
                    cancelled=progress.is_stopped,
                )
            )  # fmt: skip

    # ------------------------------------------------------------ names
    def _rename(self, one: Attachment) -> None:
        dialog = RenameFileDialog(one, self._tasks, self._window)
        dialog.named.connect(
            lambda name: self._short(partial(self._attachments.rename, one.item, one.id, name))
        )
        open_over(dialog)

    def _remove(self, one: Attachment) -> None:
        self._short(partial(self._attachments.remove, one.item, one.id))
        self._window.banner.show_words(
            tr("The file was taken off."), action=tr("Undo"), then=self._window.desk.undo
        )

    def _short(self, work: Callable[[], object]) -> None:
        self._tasks.run(work, lambda _done: self.reload(), self._fail)

    def _work(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] = lambda _done: None,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Do something that takes its time, with a way to stop it."""
        self.shown.progress.begin()
        self._tasks.run(work, partial(self._on_worked, then), failed or self._fail, long=True)

    def _on_worked(self, then: Callable[[T], object], done: T) -> None:
        self.shown.progress.end()
        self.reload()
        then(done)

    def _fail(self, problem: Problem) -> None:
        self.shown.progress.end()
        self.reload()
        if not isinstance(problem, Cancelled):
            self._window.banner.show_problem(problem)
