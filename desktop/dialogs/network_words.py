"""The words of a network: its own labels and messages, and the words to look at before they leave."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.dialogs.network_words_form import WordsForm
from desktop.dialogs.network_words_preview import WordsPreview
from desktop.dialogs.pages import NARROW_EM, Pages
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_words import OwnWords, SpaceWords
from desktop.models.plain import isolated
from desktop.models.worddraft import Draft
from desktop.models.wording import Wording
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr, wordsets
from sync.errors import Problem

CAREFUL_EM = 16


class NetworkWordsDialog(Sheet):
    """Organisers change them; everybody else may look."""

    def __init__(
        self, words: SpaceWords, space: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Words of {space}", space=isolated(space.name)), tasks, parent, width_em=76)
        self._words, self._space = words, space
        self.known: OwnWords | None = None
        self.form, self.preview = WordsForm(), WordsPreview()
        self.sets = parts.choice(tr("Begin with ready words"), _ready())
        self.use = parts.button(tr("Use these words"), "copy", then=self._on_use)
        self.use.setAutoDefault(False)
        self.careful = QPlainTextEdit()
        self.careful.setAccessibleName(tr("Careful words"))
        self.careful.setTabChangesFocus(True)
        self.careful.setMinimumHeight(CAREFUL_EM * em())
        self._hint = parts.label("", "hint")
        self.pages = Pages(
            tr("Words of this space"),
            [
                ("words", tr("Labels and sentences"), self._words_page()),
                ("careful", tr("Careful words"), self._careful_page()),
            ],
        )
        self.body.addWidget(self._hint)
        self.add_pages(self.pages)
        self.least_em = 34
        self.form.edited.connect(self._show_preview)
        self.form.turned.connect(self._on_turned)
        self.pages.turned.connect(lambda _page: self.fit_soon())
        self.add_close()
        self.keep = self.add_primary(tr("Keep these words"), self._on_keep, "check")
        self.keep.setEnabled(False)
        self.reload()

    @override
    def has_unkept(self) -> bool:
        if self.known is None or not self.known.may_set:
            return False
        phrases = self.careful.toPlainText().splitlines()
        return bool(self.form.draft.changes()) or phrases != list(self.known.careful)

    def reload(self) -> None:
        self.tasks.run(partial(self._words.table, self._space.id), self._on_known, self.show_problem)

    def _words_page(self) -> QWidget:
        page = QWidget()
        whole = parts.column(page, gap=4)
        self._begin = QWidget()
        ready = parts.row(self._begin, gap=2)
        ready.addWidget(parts.labelled(tr("Begin with ready words"), self.sets), 1)
        ready.addWidget(self.use, 0, Qt.AlignmentFlag.AlignBottom)
        whole.addWidget(self._begin)
        both = parts.row(gap=5)
        if self.screen().availableSize().width() < NARROW_EM * em():
            both.setDirection(QBoxLayout.Direction.TopToBottom)
        both.addWidget(self.form, 3)
        both.addWidget(self.preview, 2)
        whole.addLayout(both)
        return page

    def _careful_page(self) -> QWidget:
        page = QWidget()
        whole = parts.column(page, gap=3)
        whole.addWidget(parts.label(tr("Before something leaves this space, these words are pointed out.")))
        whole.addWidget(parts.labelled(tr("Careful words"), self.careful))
        whole.addWidget(
            parts.label(tr("One on each line. A star at the end takes any ending: school*"), "hint")
        )
        return page

    def _on_known(self, known: OwnWords) -> None:
        self.known = known
        self.form.show_draft(Draft(known.messages), may_set=known.may_set)
        self.careful.setPlainText("\n".join(known.careful))
        self.careful.setReadOnly(not known.may_set)
        self._begin.setVisible(known.may_set)
        self.keep.setVisible(known.may_set)
        self.keep.setEnabled(True)
        self._hint.setText(
            tr("They are shown inside this space only. What stays empty keeps the usual words.")
            if known.may_set
            else tr("Organisers choose these words. They are shown inside this space only.")
        )
        self._show_preview()
        self.fit_soon()

    def _on_turned(self) -> None:
        self._show_preview()
        self.fit_soon()

    def _show_preview(self) -> None:
        spoken = self.form.spoken()
        self.preview.show_words(Wording(self.form.draft.shown(spoken), spoken))

    def _on_use(self) -> None:
        chosen = wordsets.ALL.get(str(self.sets.currentData()))
        self.form.draft.use(wordsets.in_every_language(chosen) if chosen else {})
        self.form.show_draft(self.form.draft, may_set=True)
        self.banner.show_words(tr("Look at them, change what you like, then keep them."))

    def _on_keep(self) -> None:
        unfit = self.form.draft.unfit()
        if unfit is not None:
            self.pages.turn("words")
            self.form.go_to(*unfit)
        changes, phrases = self.form.draft.changes(), self.careful.toPlainText().splitlines()
        self.setEnabled(False)
        self.tasks.run(self._keeping(changes, phrases), self._on_kept, self.show_problem)

    def _keeping(
        self, changes: Mapping[str, Mapping[str, Sequence[str]]], phrases: list[str]
    ) -> Callable[[], OwnWords]:
        words, space = self._words, self._space.id

        def keep() -> OwnWords:
            words.put(space, changes)
            words.set_careful(space, phrases)
            return words.table(space)

        return keep

    def _on_kept(self, known: OwnWords) -> None:
        self.setEnabled(True)
        self._on_known(known)
        self.banner.show_words(tr("These are the words of this space now."))

    @override
    def show_problem(self, problem: Problem) -> None:
        """Name a message by our usual words in the language of the moment."""
        name = problem.holes.get("name")
        if isinstance(name, str) and name:
            problem.holes["name"] = tr(name)
        super().show_problem(problem)


def _ready() -> list[tuple[str, object]]:
    sets = [(tr(one.title), one.name) for one in wordsets.ALL.values()]
    return [*sets, (tr("The usual words"), "")]
