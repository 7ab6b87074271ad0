"""The panel that narrows a list: values of its fields with how many have each, and filters that are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.models import arranging
from desktop.models.arranging import NAME_MAX, Kept
from desktop.models.facade_items import Facet
from desktop.theme import parts
from desktop.theme.keys import left_by_escape
from desktop.theme.look import space
from desktop.theme.wrapbox import WrapBox
from desktop.views.filters import KeptFilters
from i18n import formats, tr
from sync.engine.choice import STALE, Choice
from sync.model.kinds.declaration import Kind

SHOWN, MOST = 8, 200  # values of a field at first, and at all

Tags = Mapping[str, str]
Pair = tuple[str, str]


class Values(QWidget):
    """The values of one field; they stay where they are while somebody ticks them."""

    ticked = Signal(object)

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label
        self.boxes: dict[Pair, WrapBox] = {}
        self._all = False
        self._inner: QVBoxLayout = parts.column(self, gap=1)
        self._inner.addWidget(parts.label(label, "strong"))
        self.more: QPushButton = parts.button(tr("Show all"), role="quiet", then=self._on_more)
        self.more.setAccessibleName(tr("Show all: {field}", field=label))
        self._inner.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def show_values(self, words: Mapping[Pair, tuple[str, int]], chosen: frozenset[Pair]) -> None:
        for pair in list(words)[:MOST]:
            if pair not in self.boxes:
                self._add(pair)
        for pair, box in self.boxes.items():
            said, count = words.get(pair, ("", 0))
            said = said or str(box.property("said"))
            box.setProperty("said", said)
            box.set_words(tr("{value} ({count})", value=said, count=formats.number(count)))
            box.setChecked(pair in chosen)
        self._fold()

    def _add(self, pair: Pair) -> None:
        box = WrapBox()
        box.setAccessibleDescription(self._label)
        box.clicked.connect(lambda _on=False: self.ticked.emit(pair))
        self.boxes[pair] = box
        self._inner.insertWidget(self._inner.count() - 1, box)

    def _fold(self) -> None:
        for number, box in enumerate(self.boxes.values()):
            box.setVisible(self._all or number < SHOWN or box.isChecked())
        self.more.setVisible(not self._all and len(self.boxes) > SHOWN)

    def _on_more(self) -> None:
        self._all = True
        hidden = next((box for box in self.boxes.values() if box.isHidden()), None)
        self._fold()
        if hidden is not None:
            hidden.setFocus()


class Filtering(QFrame):
    """``chosen`` carries the whole new choice, the others names of filters; ``renamed`` the old one first."""

    chosen = Signal(object)
    closed = Signal()
    kept = Signal(str)
    renamed = Signal(str, str)
    forgotten = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Filter"))
        left_by_escape(self, self.closed.emit)
        self._choice, self._about = Choice(), ""
        self.fields: dict[str, Values] = {}
        inside = QWidget()
        self._column = parts.column(inside, gap=4)
        parts.margins(self._column, space(5), space(2), space(3), space(4))
        self._nothing = parts.label(tr("There is nothing to choose from here yet."), "hint")
        self._groups: QVBoxLayout = parts.column(gap=4)
        self.filters = KeptFilters()
        self._follow_kept()
        self.name = parts.line(tr("Name of this filter"), hint=tr("Name of this filter"))
        self.name.setMaxLength(NAME_MAX)
        self.name.textChanged.connect(lambda _text: self._allow())
        self.name.returnPressed.connect(self._on_keep)
        self.keep = parts.button(tr("Keep this filter"), "save", then=self._on_keep)
        self._column.addWidget(self._nothing)
        self.stale = self._made_stale()
        self._column.addWidget(self.filters)
        self._column.addLayout(self._groups)
        self._column.addWidget(self.name)
        self._column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeading)
        self.done = parts.button(tr("Show the list"), "list", then=self.closed.emit)
        self._column.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        scroll = parts.scrolled(inside)
        for each in (scroll.viewport(), inside):
            each.setAutoFillBackground(False)
        parts.column(self, gap=1).addWidget(scroll, 1)
        self._allow()

    def show_facets(
        self, facets: Sequence[Facet], choice: Choice, about: str, kind: Kind | None, tags: Tags
    ) -> None:
        """Show what list *about* can be narrowed by; what was shown of it already stays in its place."""
        if about != self._about:
            self._clear()
        self._about, self._choice = about, choice
        chosen = frozenset(choice.facets)
        known = {facet.field: facet for facet in facets}
        for name in _in_order(known, kind):
            self._values(name, kind).show_values(_said(known[name], kind, tags), chosen)
        for name in set(self.fields) - set(known):
            self.fields[name].show_values({}, chosen)
        self.stale.setVisible(kind is not None and kind.confirmed is not None)
        self.stale.setChecked(choice.only == STALE)
        self._nothing.setVisible(not self.fields)
        self._allow()

    def show_kept(self, every: Sequence[Kept]) -> None:
        self.filters.show_kept(every)

    def _follow_kept(self) -> None:
        self.filters.left.connect(self.take_focus)
        self.filters.used.connect(self.chosen)
        self.filters.renamed.connect(self.renamed)
        self.filters.forgotten.connect(self.forgotten)

    def take_focus(self) -> None:
        first = next((box for each in self.fields.values() for box in each.boxes.values()), None)
        (first or self.done).setFocus()

    def _made_stale(self) -> WrapBox:
        made = WrapBox(tr("To be confirmed"))
        made.clicked.connect(lambda on: self._choose(replace(self._choice, only=STALE if on else "")))
        self._column.addWidget(made)
        return made

    def _clear(self) -> None:
        for each in self.fields.values():
            self._groups.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.fields = {}
        self.name.clear()

    def _values(self, name: str, kind: Kind | None) -> Values:
        if name not in self.fields:
            field = arranging.field_of(name, kind)
            made = Values(tr(field.label) if field is not None else name)
            made.ticked.connect(self._on_ticked)
            self.fields[name] = made
            self._groups.addWidget(made)
        return self.fields[name]

    def _allow(self) -> None:
        narrows = self._choice.narrows
        self.name.setVisible(narrows)
        self.keep.setVisible(narrows)
        self.keep.setEnabled(bool(self.name.text().strip()))

    def _on_ticked(self, pair: Pair) -> None:
        had = self._choice.facets
        now = tuple(each for each in had if each != pair) if pair in had else (*had, pair)
        self._choose(replace(self._choice, facets=now))

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self.chosen.emit(choice)

    def _on_keep(self) -> None:
        name = " ".join(self.name.text().split())
        if name and self._choice.narrows:
            self.kept.emit(name)
            self.name.clear()


def _in_order(known: Mapping[str, Facet], kind: Kind | None) -> list[str]:
    """Return the fields of a kind as they are declared, and others behind them."""
    declared = [field.name for field in kind.fields] if kind is not None else []
    return sorted(known, key=lambda name: (declared.index(name) if name in declared else len(declared), name))


def _said(facet: Facet, kind: Kind | None, tags: Tags) -> dict[Pair, tuple[str, int]]:
    return {
        (facet.field, value): (arranging.value_words(facet.field, value, kind, tags), count)
        for value, count in facet.values
    }
