"""The questions of a form: each with the way it is answered; their ids are made here and never shown."""

import secrets

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.field_framed import choice_of
from desktop.views.field_rows import FieldRow, RowsField
from i18n import mark, tr
from sync.model.kinds.values import QUESTION

WAYS = {
    "text": mark("In words"),
    "number": mark("With a number"),
    "scale": mark("On a scale from 1 to 5"),
    "choice": mark("By choosing"),
    "yes-no": mark("Yes or no"),
}
BAR, PLAIN_BAR = "|", "/"  # the first parts what is kept
ID_BYTES = 4


class QuestionRow(FieldRow):
    def __init__(self) -> None:
        super().__init__()
        self._id = f"q{secrets.token_hex(ID_BYTES)}"
        self._odd = ""
        self.words = parts.line("")
        self.words.setMinimumWidth(10 * em())
        self.way = choice_of("")
        for key, words in WAYS.items():
            self.way.addItem(tr(words), key)
        self.options = parts.line("", hint=tr("Answers, with semicolons between"))
        lower = parts.row(gap=2)
        lower.addWidget(self.way)
        lower.addWidget(self.options, 1)
        both = parts.column(gap=1)
        both.addWidget(self.words)
        both.addLayout(lower)
        self.outer.addLayout(both, 1)
        self.way.currentIndexChanged.connect(self._on_way_changed)
        self._show_options()
        self.number(1)

    @override
    def line(self) -> str:
        words = self.words.text().strip().replace(BAR, PLAIN_BAR)
        options = self.options.text().strip().replace(BAR, PLAIN_BAR)
        if self._odd and words == self._odd.replace(BAR, PLAIN_BAR):
            return self._odd
        if not words and not options:
            return ""
        parts_of_it = [self._id, self.way.currentData(), words]
        return " | ".join([*parts_of_it, options] if self.way.currentData() == "choice" else parts_of_it)

    @override
    def show_line(self, text: str) -> None:
        """Show what is no question as its words alone."""
        found = QUESTION.fullmatch(text)
        self._odd = "" if found else text
        if found:
            self._id = found[1]
            self.way.setCurrentIndex(self.way.findData(found[2]))
        self.words.setText(found[3].strip() if found else text)
        self.options.setText(found[4] or "" if found else "")
        self._show_options()

    @override
    def stops(self) -> list[QWidget]:
        return [self.words, self.way, self.options]

    @override
    def number(self, at: int) -> None:
        self.words.setAccessibleName(tr("Question {number}", number=at))
        self.words.setPlaceholderText(tr("Question {number}", number=at))
        self.way.setAccessibleName(tr("How question {number} is answered", number=at))
        self.options.setAccessibleName(tr("Answers to choose from, question {number}", number=at))
        self.remove.setAccessibleName(tr("Remove question {number}", number=at))

    def _show_options(self) -> None:
        self.options.setVisible(self.way.currentData() == "choice")

    def _on_way_changed(self, _at: int) -> None:
        self._show_options()
        self.done.emit()


class QuestionsField(RowsField):
    @override
    def made_row(self) -> FieldRow:
        return QuestionRow()

    @override
    def words_of_add(self) -> str:
        return tr("Add a question")
