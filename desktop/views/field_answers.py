"""The questions of a form as fields; the answers are kept as lines of one value."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget
from typing_extensions import override

from desktop.models import field_answers, field_numbers
from desktop.models.facade import Item
from desktop.models.field_answers import Question
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.look import space
from desktop.theme.wrapping import Wrapping
from desktop.views.field_framed import Around, Framed
from i18n import formats, tr
from sync.model.kinds import values
from sync.model.kinds.declaration import Field

SCALE = range(1, 6)
FORM = "form"  # the field that leads to it


class AnswerPart(QWidget):
    """One question and where it is answered."""

    changed = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.choices: dict[str, QRadioButton] = {}
        self.line = parts.line(question.words)
        self.line.setAcceptDrops(False)  # it comes later than whoever keeps files out of texts
        self.odd: QLabel = parts.label("", "hint")
        inner = parts.column(self, gap=1)
        asked = parts.label(one_line(question.words, 300), "strong")
        inner.addWidget(asked)
        if self._words():
            inner.addWidget(self._made_choices())
            self.setFocusProxy(next(iter(self.choices.values())))
            self.line.setParent(self)  # without one it would go whenever Python collects, on any thread
            self.line.hide()
        else:
            inner.addWidget(self.line)
            self.line.textEdited.connect(lambda _text: self.changed.emit())
            self.setFocusProxy(self.line)
        inner.addWidget(self.odd)
        self.odd.hide()

    def value(self) -> str:
        if not self.choices:
            text = self.line.text().strip()
            found = field_numbers.read(text) if self.question.way == "number" else None
            return field_numbers.kept(found) if found is not None else text
        ticked = next((key for key, each in self.choices.items() if each.isChecked()), "")
        return ticked or self.odd.text()

    def show_value(self, text: str) -> None:
        """Tick or write an answer; one that is no choice stands below as it is."""
        if not self.choices:
            if text != self.value():
                self.line.setText(field_numbers.shown(text) if self.question.way == "number" else text)
            return
        for key, each in self.choices.items():
            each.setChecked(key == text)
        self.odd.setText("" if text in self.choices else text)
        self.odd.setVisible(bool(self.odd.text()))

    def _words(self) -> dict[str, str]:
        """Return what is chosen between, with the words of each; nothing where one writes."""
        if self.question.way == "scale":
            return {str(number): formats.number(number) for number in SCALE}
        if self.question.way == "yes-no":
            return {"yes": tr("Yes"), "no": tr("No")}
        return {option: one_line(option, 80) for option in self.question.options}

    def _made_choices(self) -> QWidget:
        place = QWidget()
        flow = Wrapping(gap=3)
        place.setLayout(flow)
        group = QButtonGroup(self)
        group.setExclusive(False)  # so that an answer can be taken back
        for key, words in self._words().items():
            made = QRadioButton(words.replace("&", "&&"))
            made.setAccessibleName(tr("{question}: {answer}", question=self.question.words, answer=words))
            made.setMinimumHeight(space(7))
            made.setAutoExclusive(False)
            made.clicked.connect(partial(self._on_clicked, key))
            group.addButton(made)
            self.choices[key] = made
            flow.addWidget(made)
        return place

    def _on_clicked(self, key: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it so
        for each, button in self.choices.items():
            button.setChecked(button.isChecked() and each == key)
        self.odd.setText("")
        self.odd.hide()
        self.changed.emit()


class AnswersField(Framed):
    def __init__(self, field: Field, around: Around) -> None:
        super().__init__(field)
        self._around = around
        self._text, self._item, self._form = "", "", ""
        self.asked: dict[str, AnswerPart] = {}
        self._hint = parts.label(tr("Choose the form above. Its questions are then asked here."), "hint")
        self._lines = parts.column(gap=3)
        self.besides = parts.label("", "hint")
        self.inner.addWidget(self._hint)
        self.inner.addLayout(self._lines)
        self.inner.addWidget(self.besides)
        self.besides.hide()

    @override
    def text(self) -> str:
        given = {name: part.value() for name, part in self.asked.items()}
        rest = field_answers.besides(self._text, [part.question for part in self.asked.values()])
        return field_answers.written(given, rest) if self.asked else self._text

    @override
    def set_text(self, text: str) -> None:
        self._text = text
        self._fill()

    @override
    def meet(self, item: Item) -> None:
        """Ask for the questions of the form that *item* answers."""
        found = item.fields.get("form", ())
        ids = [
            line for line in values.lines(found[0].value if found else "") if values.RECORD.fullmatch(line)
        ]
        form = ids[0] if ids else ""
        if (item.id, form) == (self._item, self._form) and self.asked:
            return
        self._item, self._form = item.id, form
        if not form:
            self._ask("", "")
            return
        show = partial(self._around.items.show, form)
        self._around.tasks.run(show, partial(self._on_form, form), lambda _gone: self._ask(form, ""))

    @override
    def say(self, label: str, help_text: str) -> None:
        self.setAccessibleName(label)

    def _on_form(self, wanted: str, form: Item) -> None:
        found = form.fields.get("questions", ())
        self._ask(wanted, found[0].value if found else "")

    def _ask(self, form: str, text: str) -> None:
        """Put the questions of *form* in their places."""
        if form != self._form:
            return
        self._text = self.text()
        for part in self.asked.values():
            self._lines.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.asked = {each.id: AnswerPart(each) for each in field_answers.questions(text)}
        for part in self.asked.values():
            part.changed.connect(self._on_changed)
            self._lines.addWidget(part)
        self._hint.setVisible(not self.asked)
        self._fill()

    def _fill(self) -> None:
        given = field_answers.answers(self._text)
        for name, part in self.asked.items():
            part.show_value(given.get(name, ""))
        rest = field_answers.besides(self._text, [part.question for part in self.asked.values()])
        self.besides.setText("\n".join(one_line(line, 300) for line in rest.splitlines()))
        self.besides.setVisible(bool(rest))

    def _on_changed(self) -> None:
        self._text = self.text()
        self._tell()
