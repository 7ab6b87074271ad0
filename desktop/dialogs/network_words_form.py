"""One group of a space's words in one language: our usual words, and beside them what the space says."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from desktop.dialogs.flow import emptied
from desktop.dialogs.narrowing import Narrowing
from desktop.models.plain import RIGHT_TO_LEFT
from desktop.models.worddraft import Draft
from desktop.theme import parts
from i18n import OWN_NAMES, direction, everywhere, language, tr
from sync.model import kinds, plurals, terms, wording
from sync.model.terms import Group, Term

EXAMPLE = "{count} …"


def group_words() -> dict[Group, str]:
    return {
        "kinds": tr("What there is here"),
        "fields": tr("Parts of a form"),
        "roles": tr("Roles of people"),
        "places": tr("Sections"),
        "sentences": tr("Sentences"),
    }


class WordsForm(QWidget):
    """Writes into the draft while somebody types; empty means our usual words."""

    edited = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.draft = Draft({})
        self.lines: dict[tuple[str, int], QLineEdit] = {}
        self._may_set = False
        self._shown: list[tuple[QLabel, list[QWidget]]] = []
        self.language: QComboBox = parts.choice(tr("Language of the words"), [])
        names = [(words, group) for group, words in group_words().items()]
        self.group: QComboBox = parts.choice(tr("Which words"), names)
        for each in (self.language, self.group):
            each.activated.connect(lambda _at: self._turn())
        whole = parts.column(self, gap=3)
        choosers = parts.row(gap=3)
        choosers.addWidget(parts.labelled(tr("Language of the words"), self.language), 1)
        choosers.addWidget(parts.labelled(tr("Which words"), self.group), 1)
        whole.addLayout(choosers)
        self.narrowing = Narrowing(tr("Find in this list"))
        self.narrowing.changed.connect(self._narrow)
        whole.addWidget(self.narrowing)
        self._list = parts.column(gap=2)
        whole.addLayout(self._list)
        whole.addStretch(1)

    def show_draft(self, draft: Draft, *, may_set: bool) -> None:
        self.draft, self._may_set = draft, may_set
        self._fill_languages(self.spoken() or language())
        self._turn()

    def spoken(self) -> str:
        return str(self.language.currentData() or "")

    def go_to(self, spoken: str, key: str) -> None:
        """Show the page on which a message is, and put the keyboard there."""
        self._fill_languages(spoken)
        self.group.setCurrentIndex(self.group.findData(terms.ALL[key].group))
        self._turn()
        self.lines[key, 0].setFocus()

    def _fill_languages(self, chosen: str) -> None:
        codes = dict.fromkeys((*OWN_NAMES, *self.draft.languages(), chosen))
        self.language.clear()
        for code in codes:
            self.language.addItem(OWN_NAMES.get(code, code), code)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))

    def _turn(self) -> None:
        emptied(self._list)
        self.lines.clear()
        self._shown = []
        heading = None
        page = QWidget()  # shown once it is full: a row that is shown by itself lays out everything anew
        listed = parts.column(page, gap=2)
        for term in _of_group(self.group.currentData()):
            above = _heading(term)
            if above != heading:
                heading = above
                self._shown.append((parts.label(above, "heading"), []))
                listed.addWidget(self._shown[-1][0])
            for widget in self._rows(term):
                listed.addWidget(widget)
                self._shown[-1][1].append(widget)
        self.narrowing.show_for(len(self.lines))
        self._narrow()
        self._list.addWidget(page)
        page.show()
        self.turned.emit()

    def _narrow(self) -> None:
        """Show the lines that hold what is looked for, in our words or in theirs, under their headings."""
        for heading, rows in self._shown:
            found = self.narrowing.chosen(rows, _said, {})
            _show(heading, shown=bool(found) and bool(heading.text()))
            for each in rows:
                _show(each, shown=each in found)

    def _rows(self, term: Term) -> Iterator[QWidget]:
        spoken = self.spoken()
        usual = _usual(term, spoken)
        for place, (form, name) in enumerate(zip(self.draft.forms(spoken, term.key), usual, strict=True)):
            line = parts.line(name, hint=EXAMPLE if term.many else "")
            line.setMaxLength(wording.FORM_MAX)
            line.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
                if direction(spoken) == "rtl"
                else Qt.LayoutDirection.LeftToRight
            )
            line.setText(RIGHT_TO_LEFT + form if form and direction(spoken) == "rtl" else form)
            line.setCursorPosition(0)
            line.setReadOnly(not self._may_set)
            line.textEdited.connect(partial(self._on_edited, term.key, place))
            self.lines[term.key, place] = line
            yield parts.labelled(name, line)

    def _on_edited(self, key: str, place: int, text: str) -> None:
        self.draft.write(self.spoken(), key, place, text)
        self.edited.emit()


def _show(row: QWidget, *, shown: bool) -> None:
    if row.isHidden() == shown:
        row.setVisible(shown)


def _said(row: QWidget) -> str:
    """Return what stands in a row: our words, and those of the network."""
    return " ".join(f"{each.accessibleName()} {each.text()}" for each in row.findChildren(QLineEdit))


def _of_group(group: Group) -> list[Term]:
    return [term for term in terms.ALL.values() if term.group == group]


def _heading(term: Term) -> str:
    """Return the kind that a message is about, where it is about one."""
    kind = kinds.find(term.key.split(".")[1]) if term.key.count(".") > 1 else None
    if kind is not None:
        return tr(kind.plural)
    about = term.key.split(".")[1] if term.key.startswith("kind.") else ""
    return tr(kinds.ALL[about].plural) if about in kinds.ALL else ""


def _usual(term: Term, spoken: str) -> Sequence[str]:
    """Return our usual words in a language, for each form; of a message with a count an example of each."""
    if term.key.startswith("help."):
        about = terms.ALL[term.key.replace("help.", "field.", 1)]
        field, helping = everywhere.say(spoken, about.one), everywhere.say(spoken, term.one)
        return [f"{field}: {helping}"]
    if not term.many:
        return [everywhere.say(spoken, term.one)]
    return [everywhere.say_n(spoken, term.one, term.many, count) for count in plurals.examples(spoken)]
