"""One small editor for each type of field, made from its declaration."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QToolBar, QToolButton
from typing_extensions import override

from desktop.dialogs.uncopied import UncopiedText
from desktop.models.field_tags import separated
from desktop.theme import parts
from desktop.theme.keys import heard_within
from desktop.theme.look import em
from desktop.views.field_amounts import MoneyField, NumberField
from desktop.views.field_answers import AnswersField
from desktop.views.field_choices import ChoiceField, ChoicesField
from desktop.views.field_days import DateField, PeriodField
from desktop.views.field_framed import Around, Framed
from desktop.views.field_languages import LanguagesField
from desktop.views.field_links import LinksField, PersonsField
from desktop.views.field_milestones import MilestonesField
from desktop.views.field_moment import MomentField
from desktop.views.field_places import PlacesField
from desktop.views.field_questions import QuestionsField
from desktop.views.field_rule import RuleField
from desktop.views.preview import Preview
from desktop.views.source import SourceEdit
from i18n import tr
from sync.model.kinds.declaration import Field, FieldType

ONE_LINE_MAX = 32_000
LINES_SHOWN = 3


class LineField(Framed):
    def __init__(self, field: Field, *, role: str = "", hint: str = "") -> None:
        super().__init__(field)
        self.box: QLineEdit = parts.line(tr(field.label), role=role, hint=hint)
        self.box.setMaxLength(ONE_LINE_MAX)
        self.box.textEdited.connect(lambda _text: self._tell())
        self.inner.addWidget(self.box)
        self.setFocusProxy(self.box)

    @override
    def text(self) -> str:
        typed = self.box.text()
        return separated(typed) if self.field.type is FieldType.TAGS else typed

    @override
    def set_text(self, text: str) -> None:
        """Show *text*, leaving the cursor where it is if that can be."""
        if text != self.text():
            place = self.box.cursorPosition()
            self.box.setText(text)
            self.box.setCursorPosition(place if self.box.hasFocus() else 0)

    @override
    def say(self, label: str, help_text: str) -> None:
        self.box.setAccessibleName(label)


class LinesField(Framed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = UncopiedText() if field.compartment else QPlainTextEdit()
        self.box.setAccessibleName(tr(field.label))
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText(tr(field.help))
        self.box.setFixedHeight(round(em() * (LINES_SHOWN * 1.45 + 1.2)))
        self._quiet = False
        self.box.textChanged.connect(self._on_text_changed)
        self.inner.addWidget(self.box)
        self.setFocusProxy(self.box)

    @override
    def text(self) -> str:
        return self.box.toPlainText()

    @override
    def set_text(self, text: str) -> None:
        if text != self.text():
            self._quiet = True
            self.box.setPlainText(text)
            self._quiet = False

    @override
    def say(self, label: str, help_text: str) -> None:
        self.box.setAccessibleName(label)
        self.box.setPlaceholderText(help_text)

    def _on_text_changed(self) -> None:
        if not self._quiet:
            self._tell()


class DocumentField(Framed):
    """Markdown source with a toolbar, and beside it how it will look."""

    link_wanted = Signal(QUrl)

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.source = SourceEdit(tr(field.label))
        self.source.setPlaceholderText(tr("Write here…"))
        self.source.edited.connect(self._tell)
        self.preview = Preview()
        self.preview.link_wanted.connect(self.link_wanted)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.source)
        self._pages.addWidget(self.preview)
        self.bar = self._made_bar()
        self.inner.addWidget(self.bar)
        self.inner.addWidget(self._pages, 1)
        self.setFocusProxy(self.source)
        self.setMinimumHeight(12 * em())

    @override
    def text(self) -> str:
        return self.source.text()

    @override
    def set_text(self, text: str) -> None:
        self.source.set_text(text)
        self._refresh()

    @override
    def begin(self, text: str) -> None:
        """Show *text* as the value of another item."""
        self.source.begin(text)
        self._refresh()

    @override
    def say(self, label: str, help_text: str) -> None:
        self.source.setAccessibleName(label)

    def show_preview(self, *, shown: bool) -> None:
        self._pages.setCurrentWidget(self.preview if shown else self.source)
        self.look.setChecked(shown)
        for each in self._writing:
            each.setEnabled(not shown)
        self._refresh()

    def _refresh(self) -> None:
        if self._pages.currentWidget() is self.preview:
            self.preview.show_source(self.source.text())

    def _made_bar(self) -> QToolBar:
        bar = QToolBar()
        bar.setMovable(False)
        bar.setIconSize(QSize(round(em() * 1.3), round(em() * 1.3)))
        self._writing: list[QToolButton] = []
        wrap, prefix = self.source.wrap, self.source.prefix
        writing: tuple[tuple[str, str, Callable[[], None], QKeySequence | None], ...] = (
            ("heading", tr("Heading"), lambda: prefix("## "), None),
            ("bold", tr("Bold"), lambda: wrap("**", "**"), QKeySequence(QKeySequence.StandardKey.Bold)),
            ("italic", tr("Italic"), lambda: wrap("*", "*"), QKeySequence(QKeySequence.StandardKey.Italic)),
            ("list", tr("List"), lambda: prefix("- "), None),
            ("list-checks", tr("List to tick off"), lambda: prefix("- [ ] "), None),
            ("quote", tr("Quotation"), lambda: prefix("> "), None),
            ("link", tr("Link"), lambda: wrap("[", "](https://)"), None),
        )
        for picture, name, then, keys in writing:
            made = parts.tool(picture, name, then)
            self._writing.append(made)
            bar.addWidget(made)
            if keys is not None:
                heard_within(self.source, [keys], then)
        self.look = parts.tool("eye", tr("Show as it will look"))
        self.look.setCheckable(True)
        self.look.toggled.connect(lambda on: self.show_preview(shown=on))
        bar.addSeparator()
        bar.addWidget(self.look)
        extension = bar.findChild(QToolButton, "qt_toolbar_ext_button")
        if extension is not None:
            extension.setAccessibleName(tr("More"))
        return bar


SIMPLE: Mapping[FieldType, Callable[[Field], Framed]] = {
    FieldType.DOCUMENT: DocumentField,
    FieldType.LINES: LinesField,
    FieldType.CHOICE: ChoiceField,
    FieldType.CHOICES: ChoicesField,
    FieldType.DATE: DateField,
    FieldType.MOMENT: MomentField,
    FieldType.PERIOD: PeriodField,
    FieldType.RULE: RuleField,
    FieldType.MILESTONES: MilestonesField,
    FieldType.LANGUAGES: LanguagesField,
    FieldType.NUMBER: NumberField,
    FieldType.MONEY: MoneyField,
    FieldType.QUESTIONS: QuestionsField,
}
LOOKING: Mapping[FieldType, Callable[[Field, Around], Framed]] = {
    FieldType.LINKS: LinksField,
    FieldType.PERSONS: PersonsField,
    FieldType.PLACES: PlacesField,
}
ANSWERS = ("answer", "answers")  # the kind and its field that is asked for by a form


def made(field: Field, around: Around, kind: str = "") -> Framed:
    """Return an editor that fits *field*."""
    if (kind, field.name) == ANSWERS:
        return AnswersField(field, around)
    if field.type in LOOKING:
        return LOOKING[field.type](field, around)
    simple = SIMPLE.get(field.type)
    if simple is not None:
        return simple(field)
    return LineField(field, hint=tr(field.help))
