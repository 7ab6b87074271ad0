"""What lists and forms need of a notebook so that things are found: tags that all share, and a beginning."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.dialogs.flow import open_over
from desktop.dialogs.tags import TagsDialog
from desktop.models.facade import Session
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_items import Word
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.views.editor import ItemEditor
from desktop.views.tagwords import TagWords
from desktop.views.window import MainWindow
from i18n import language, tr
from sync.model.kinds.declaration import FieldType

LIBRARY, FORM = "tool", "form"
"""The section that can begin with texts of ours, and the one of the form among them."""


class Finding(QObject):
    failed = Signal(object)

    def __init__(self, session: Session, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self._offers = [TagWords(window.desk.panes.selection.tag)]
        self._words: Sequence[Word] = ()
        self._space = ""
        desk = window.desk
        desk.feed.keep_in(session.settings, session.tags)
        desk.feed.read.connect(self._on_read)
        desk.panes.editor_made.connect(self._on_editor_made)
        desk.list.arranger.tags_page_wanted.connect(self._on_tags_page_wanted)
        desk.list.nothing.new.clicked.connect(lambda _on=False: desk.new_item())
        desk.list.nothing.starter.clicked.connect(lambda _on=False: self._add_starter())
        self.failed.connect(window.banner.show_problem)

    def _on_read(self) -> None:
        desk = self._window.desk
        whole = desk.feed.holds_all
        desk.list.nothing.offer(new=whole, starter=whole and desk.section == LIBRARY)
        if desk.space != self._space:
            self._space = desk.space
            self._read_words()

    def _read_words(self) -> None:
        work = partial(self._session.tags.words, self._space)
        self._tasks.run(work, partial(self._on_words, self._space), self.failed.emit)

    def _on_words(self, space: str, words: Sequence[Word]) -> None:
        if space == self._space:
            self._words = words
            for each in self._offers:
                each.offer(words)

    def _on_editor_made(self, editor: ItemEditor) -> None:
        for field in editor.kind.fields:
            line = editor.fields[field.name].focusProxy() if field.name in editor.fields else None
            if field.type is FieldType.TAGS and isinstance(line, QLineEdit):
                self._offers.append(TagWords(line))
                self._offers[-1].offer(self._words)

    def _on_tags_page_wanted(self) -> None:
        space = self._window.desk.space
        self._tasks.run(self._session.spaces.all, partial(self._open_tags, space), self.failed.emit)

    def _open_tags(self, space: str, rows: Sequence[SpaceRow]) -> None:
        name = next((row.name for row in rows if row.id == space), "")
        dialog = TagsDialog(self._session.tags, space, isolated(name, 40), self._tasks, self._window)
        dialog.finished.connect(lambda _how: self._read_words())
        open_over(dialog)

    def _add_starter(self) -> None:
        work = partial(self._session.starter.add, self._window.desk.space, language())
        self._window.desk.list.nothing.offer(new=True, starter=False)
        self._tasks.run(work, lambda _changed: self._tell_of_form(), self.failed.emit, long=True)

    def _tell_of_form(self) -> None:
        """Say where the form is that came along: its section may not be at the side."""
        said, show = tr("A form to look at your own work came with it."), tr("Show")
        self._window.banner.show_words(said, action=show, then=partial(self._window.choose_section, FORM))
