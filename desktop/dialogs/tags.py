"""The tags of a space: words that all say, also in other languages, and two that become one."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.dialogs.flow import Flow
from desktop.dialogs.narrowing import USUAL, Card, CardList, Wanted
from desktop.models.facade_items import Tags, Word
from desktop.models.plain import isolated, one_line
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import languages, named, tr, tr_n
from sync.errors import Problem
from sync.model.folding import fold

NAME, USED = "name", "used"
WORD_MAX, WORDS_MAX = 80, 500
OTHERS_MAX = 200  # words to choose from in a box


class TagsDialog(Flow):
    """What is done here holds at once, and can be undone in the list."""

    def __init__(
        self, tags: Tags, space: str, name: str, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Tags in {space}", space=name), tasks, parent)
        self._tags, self._space = tags, space
        self.words: Sequence[Word] = ()
        self._wanted: Wanted = ("", USUAL)
        """What is looked for stays while one is changed after the other."""
        self.read()

    def read(self) -> None:
        """Show the words as they are now."""
        self.tasks.run(partial(self._tags.words, self._space), self.show_words, self.show_problem)

    def show_words(self, words: Sequence[Word]) -> None:
        self.words = words
        hint = tr("Words that all of this space use. Each can be said in other languages.")
        self.line = parts.line(tr("New tag"), hint=tr("New tag"))
        self.line.setMaxLength(WORD_MAX)
        self.line.returnPressed.connect(self._on_added)
        self.add = parts.button(tr("Add"), "plus", then=self._on_added)
        top = QWidget()
        inner = parts.row(top)
        inner.addWidget(self.line, 1)
        inner.addWidget(self.add)
        self.rows = [self._row(word) for word in words[:WORDS_MAX]]
        self.list = self._made_list(words)
        self.show_step([parts.label(hint, "hint"), top, self.list])

    def _made_list(self, words: Sequence[Word]) -> CardList:
        made = CardList(tr("Find a tag"), ((tr("By name"), NAME), (tr("Most used first"), USED)))
        made.narrowing.begin_as(self._wanted)
        made.narrowing.changed.connect(lambda: self._look_for(made.narrowing.wanted()))
        made.show_cards([_listed(word, row) for word, row in zip(words, self.rows, strict=False)])
        made.sized.connect(self.fit_soon)
        return made

    def _look_for(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def show_word(self, word: Word) -> None:
        """Show one word, what it is called elsewhere, and into which other it may go."""
        self.name = self._line(tr("Tag"), word.word)
        self.called = {
            code: self._line(named.language(code), word.translations.get(code, "")) for code in _codes(word)
        }
        others = [each for each in self.words if each.id and each.id != word.id][:OTHERS_MAX]
        choices = [(one_line(each.word, WORD_MAX), each.id) for each in others]
        self.into: QComboBox = parts.choice(tr("Another tag"), [(tr("No other tag"), ""), *choices])
        self.into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.merge = parts.button(tr("Make one tag of both"), "tags", then=partial(self._on_merged, word))
        self.merge.setEnabled(False)
        self.into.currentIndexChanged.connect(lambda at: self.merge.setEnabled(at > 0))
        self.drop = parts.button(tr("Share this tag no longer"), "x", then=partial(self._on_dropped, word))
        self.back = parts.button(tr("All tags"), "arrow-left", then=self.read)
        lines = [parts.labelled(each.accessibleName(), each) for each in (self.name, *self.called.values())]
        joined = [parts.labelled(tr("Goes into another tag"), self.into), self.merge] if others else []
        verb = tr("Keep")
        self.show_step([self.back, *lines, *joined, self.drop], verb, partial(self._on_kept, word))

    def _row(self, word: Word) -> QWidget:
        """Return a line for a word: one that is shared opens, another can be shared."""
        line = QWidget()
        inner = parts.row(line)
        shown = one_line(word.word, WORD_MAX)
        inner.addWidget(parts.label(isolated(word.word, WORD_MAX), "strong"), 1)
        count = tr_n("{count} item", "{count} items", word.count)
        called = tr(", ").join(isolated(each, WORD_MAX) for each in word.translations.values())
        inner.addWidget(parts.label(called or count, "hint"), 1)
        do = self.show_word if word.id else self._on_shared
        text, picture = (tr("Change"), "pencil") if word.id else (tr("Share"), "share-2")
        act = parts.button(text, picture, then=partial(do, word))
        name = tr("Change: {tag}", tag=shown) if word.id else tr("Share: {tag}", tag=shown)
        act.setAccessibleName(name)
        act.setAccessibleDescription(count)
        inner.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return line

    @staticmethod
    def _line(name: str, text: str) -> QLineEdit:
        made = parts.line(name)
        made.setMaxLength(WORD_MAX)
        made.setText(text)
        return made

    # ------------------------------------------------------------ doing
    def _do(self, work: Callable[[], object]) -> None:
        self.setEnabled(False)
        self.tasks.run(work, lambda _done: self.read(), self.show_problem)

    def _on_added(self) -> None:
        if self.line.text().strip():
            self._do(partial(self._tags.add, self._space, self.line.text()))

    def _on_shared(self, word: Word) -> None:
        self._do(partial(self._tags.add, self._space, word.word))

    def _on_dropped(self, word: Word) -> None:
        self._do(partial(self._tags.drop, word.id))

    def _on_kept(self, word: Word) -> None:
        said = {code: line.text().strip() for code, line in self.called.items() if line.text().strip()}
        self._long(partial(_kept, self._tags, word, self.name.text(), said))

    def _on_merged(self, word: Word) -> None:
        self._long(partial(self._tags.merge, word.id, str(self.into.currentData())))

    def _long(self, work: Callable[..., object]) -> None:
        progress = self.begin(tr("Changing the tags…"))
        told = partial(work, progress=progress.tell, cancelled=progress.is_stopped)
        self.tasks.run(told, lambda _done: self.read(), self._on_failed, long=True)

    def _on_failed(self, problem: Problem) -> None:
        self.read()
        self.show_problem(problem)


def _listed(word: Word, row: QWidget) -> Card:
    named_so = fold(word.word)
    said = " ".join((word.word, *word.translations.values()))
    return Card(row, said, {NAME: named_so, USED: (-word.count, named_so)})


def _codes(word: Word) -> list[str]:
    """Return the languages of the interface, and those that somebody gave besides."""
    return list(dict.fromkeys((*languages(), *word.translations)))


def _kept(
    tags: Tags,
    word: Word,
    name: str,
    said: Mapping[str, str],
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    if dict(said) != dict(word.translations):
        tags.translate(word.id, said)
    if name.strip() and name.strip() != word.word:
        tags.rename(word.id, name, progress=progress, cancelled=cancelled)
