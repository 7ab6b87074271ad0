"""Which language the open space is written in: asked for, kept, and given to the boxes of its texts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from desktop.dialogs.sheet import Sheet
from desktop.models import contentlanguage
from desktop.models.facade import Settings
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.views.board_reply import ReplyBox
from desktop.views.editor import ItemEditor
from desktop.views.fields import DocumentField, LineField, LinesField
from desktop.views.leaning import Leaning, LineLeaning
from desktop.views.window import MainWindow
from i18n import tr

LETTERS = 8  # that are always seen of a language, however large the text is


class ContentLanguages(QObject):
    def __init__(self, settings: Settings, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._settings, self._tasks, self._window = settings, tasks, window
        self.leanings: list[Leaning | LineLeaning] = []
        self.code = contentlanguage.AS_THE_WINDOW
        for editor in window.desk.panes.editors.values():
            self._on_editor_made(editor)
        window.desk.panes.editor_made.connect(self._on_editor_made)
        self._lean([Leaning(each.source) for each in window.findChildren(ReplyBox)])

    def watch(self, space: str) -> None:
        """Let what is written in *space*, which is open now, run as its language does."""
        if space:
            self._tasks.run(
                partial(contentlanguage.read, self._settings, space), partial(self._on_read, space)
            )

    def offer(self, dialog: Sheet, space: str) -> None:
        """Ask in *dialog* for the language of *space*; what is chosen holds at once."""
        choices = [(tr("As the window"), contentlanguage.AS_THE_WINDOW), *contentlanguage.names()]
        words = tr("Language written here")
        box = parts.choice(words, choices, self.code if space == self._window.desk.space else "")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(LETTERS)
        box.currentIndexChanged.connect(lambda _index: self.choose(space, str(box.currentData())))
        dialog.body.addWidget(parts.labelled(words, box))

    def choose(self, space: str, code: str) -> None:
        self._tasks.run(partial(contentlanguage.keep, self._settings, space, code))
        self._on_read(space, code)

    def _on_editor_made(self, editor: ItemEditor) -> None:
        lines = [each.box for each in editor.fields.values() if isinstance(each, LineField)]
        self._lean([*map(Leaning, _boxes(editor)), *map(LineLeaning, lines)])

    def _lean(self, made: Sequence[Leaning | LineLeaning]) -> None:
        for each in made:
            each.set_base(contentlanguage.base(self.code))
        self.leanings += made

    def _on_read(self, space: str, code: str) -> None:
        if space == self._window.desk.space:
            self.code = code
            for each in self.leanings:
                each.set_base(contentlanguage.base(code))


def _boxes(editor: ItemEditor) -> list[QPlainTextEdit]:
    fields = editor.fields.values()
    documents = [each.source for each in fields if isinstance(each, DocumentField)]
    return [*documents, *(each.box for each in fields if isinstance(each, LinesField))]
