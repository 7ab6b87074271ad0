"""Forms of things that may have a day before which nothing of them leaves: copying from them asks."""

from PySide6.QtCore import QObject

from desktop.dialogs.notyet import NotYet
from desktop.models import notyet
from desktop.models.facade import Item
from desktop.models.staying import Held
from desktop.tasks import Tasks
from desktop.views.editor import ItemEditor
from desktop.views.window import MainWindow


class Copying(QObject):
    def __init__(self, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._tasks = tasks
        window.desk.panes.editor_made.connect(self._on_editor_made)

    def _on_editor_made(self, editor: ItemEditor) -> None:
        if editor.kind.embargo is not None:
            _Form(editor, self._tasks)


class _Form(QObject):
    def __init__(self, editor: ItemEditor, tasks: Tasks) -> None:
        super().__init__(editor)
        self._editor = editor
        self._item: Item | None = None
        editor.shown.connect(self._on_shown)
        NotYet(editor, self._held, tasks)

    def _on_shown(self, item: Item | None) -> None:
        self._item = item

    def _held(self) -> Held | None:
        fields = self._editor.fields
        return None if self._item is None else notyet.of(self._item, lambda name: fields[name].text())
