"""Links in texts that lead to another item, or to a file of the same one (PROTOCOL 3.27)."""

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QUrl

from desktop.dialogs.attachview import ViewDialog
from desktop.dialogs.flow import open_over
from desktop.dialogs.notyet import NotYet
from desktop.models import markdown, notyet
from desktop.models.facade import Item, Session
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import tr
from sync.engine.attachments import Attachment
from sync.errors import Problem

ID = re.compile(r"[0-9a-f]{32}")


class InnerLinks(QObject):
    def __init__(self, session: Session, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window

    def follow(self, url: QUrl) -> bool:
        """Go where *url* leads, and say whether it was one of these."""
        if url.scheme() not in markdown.INNER:
            return False
        name = url.path()
        if not ID.fullmatch(name):
            self._fail()
        elif url.scheme() == markdown.ITEM:
            self._tasks.run(partial(self._session.items.show, name), self._on_item, self._fail)
        else:
            work = partial(_read, self._session, self._window.desk.item)
            self._tasks.run(work, partial(self._on_files, name), self._fail)
        return True

    def _on_item(self, item: Item) -> None:
        if item.space == self._window.desk.space and not item.trashed:
            self._window.open_item(item.kind, item.id)
        else:
            self._window.banner.show_words(tr("This leads to something in another space, or in the trash."))

    def _on_files(self, name: str, read: tuple[Item, Sequence[Attachment]]) -> None:
        item, rows = read
        one = next((row for row in rows if row.id == name), None)
        if one is None:
            self._fail()
        else:
            dialog = ViewDialog(self._session.attachments, one, self._tasks, self._window)
            NotYet(dialog, partial(notyet.of, item), self._tasks)
            open_over(dialog)

    def _fail(self, _problem: Problem | None = None) -> None:
        self._window.banner.show_words(tr("What this link leads to is not here."))


def _read(session: Session, item: str) -> tuple[Item, Sequence[Attachment]]:
    return session.items.show(item), session.attachments.rows(item)
