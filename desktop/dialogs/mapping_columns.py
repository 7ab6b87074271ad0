"""What is asked of a table before it is brought in: what its rows are, and which column is which field."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.letters import LettersBox
from desktop.models import said
from desktop.models.plain import isolated
from desktop.theme import parts
from desktop.theme.look import space
from i18n import tr, tr_n
from sync.engine.mapping import Looked
from sync.exchange.tables_columns import Columns, Made, importable
from sync.exchange.tables_dates import DAY_FIRST, MONTH_FIRST
from sync.model.kinds import ALL
from sync.model.kinds.declaration import NOWHERE, FieldType, Kind

EXAMPLES = 3
EXAMPLE_MAX = 40
DATED = frozenset({FieldType.DATE, FieldType.MOMENT, FieldType.PERIOD, FieldType.MILESTONES})


class ColumnCard(QWidget):
    """One column: its heading, what stands in it, the field it becomes, and how that reads."""

    changed = Signal()

    def __init__(self, at: int, looked: Looked, columns: Columns) -> None:
        super().__init__()
        self._at = at
        head = looked.head(columns)
        heading = head[at] if at < len(head) and head[at].strip() else tr("Column {number}", number=at + 1)
        self.heading = isolated(heading, 80)
        self._cells = [row[at] for row in looked.body(columns) if at < len(row) and row[at].strip()]
        kind = ALL[columns.kind]
        fields = [(tr(field.label), field.name) for field in importable(kind)]
        self.field = parts.choice(
            self.heading, [(tr("No field of its own"), ""), *fields], columns.fields[at]
        )
        self.field.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.reading = parts.label("", "hint")
        inner = parts.column(self, gap=1)
        inner.addWidget(parts.label(self.heading, "strong"))
        inner.addWidget(parts.label(_examples(self._cells), "hint"))
        inner.addWidget(self.field)
        inner.addWidget(self.reading)
        self.reading.hide()

    def chosen(self) -> str:
        return str(self.field.currentData())

    def tell(self, kind: Kind, made: Sequence[Made], heading: str) -> None:
        """Say how the first cells read as the field that was chosen."""
        field = kind.field(self.chosen())
        misread = [text for one in made for column, text in one.misread if column == heading]
        values = [one.fields[field.name] for one in made if field is not None and field.name in one.fields]
        lines = []
        if field is not None and values and field.type is not FieldType.DOCUMENT:
            lines.append(tr("Read as: {value}", value=isolated(said.in_a_line(field, values[0]), 80)))
        if misread:
            count = tr_n(
                "{count} value is not understood:", "{count} values are not understood:", len(misread)
            )
            lines.append(f"{count} {isolated(misread[0], EXAMPLE_MAX)}")
        self.reading.setText("\n".join(lines))
        self.reading.setVisible(bool(lines))


def _examples(cells: Sequence[str]) -> str:
    if not cells:
        return tr("Nothing stands in the first rows.")
    first = list(dict.fromkeys(" ".join(cell.split()) for cell in cells))[:EXAMPLES]
    return " · ".join(isolated(cell, EXAMPLE_MAX) for cell in first)


def _box(text: str) -> QCheckBox:
    made = parts.box(text)
    made.setMinimumHeight(space(8))
    return made


class ColumnsPage(QWidget):
    """Everything that is decided about one table."""

    changed = Signal()
    kind_changed = Signal(str)
    headings_changed = Signal(bool)
    letters_changed = Signal(str)

    def __init__(self, looked: Looked, columns: Columns) -> None:
        super().__init__()
        self._looked, self._columns = looked, columns
        inner = parts.column(self, gap=4)
        inner.addWidget(parts.label(isolated(looked.path.name, 80), "heading"))
        kinds = [(tr(kind.label), kind.name) for kind in ALL.values() if kind.section != NOWHERE]
        self.kind = parts.choice(tr("Each row is"), kinds, columns.kind)
        self.kind.currentIndexChanged.connect(lambda _at: self.kind_changed.emit(self.kind.currentData()))
        inner.addWidget(parts.labelled(tr("Each row is"), self.kind))
        self.letters = LettersBox(looked.encoding) if looked.encoding else None
        if self.letters is not None:
            self.letters.chosen.connect(self.letters_changed.emit)
            inner.addWidget(self.letters)
        self.headed = _box(tr("The first row holds headings"))
        self.headed.setChecked(columns.headed)
        self.headed.toggled.connect(self.headings_changed.emit)
        inner.addWidget(self.headed)
        self.cards = [ColumnCard(at, looked, columns) for at in range(looked.width)]
        for card in self.cards:
            inner.addWidget(card)
            card.changed.connect(self._on_changed)
        orders = [(tr("The day comes first"), DAY_FIRST), (tr("The month comes first"), MONTH_FIRST)]
        self.order = parts.choice(tr("Dates such as 1/2/2026"), orders, columns.order)
        self.order.currentIndexChanged.connect(lambda _at: self._on_changed())
        self._asked_order = parts.labelled(tr("Dates such as 1/2/2026"), self.order)
        inner.addWidget(self._asked_order)
        self.rest = _box(tr("Keep columns without a field at the end of the text"))
        self.rest.setChecked(columns.keep_rest)
        self.rest.toggled.connect(lambda _on: self._on_changed())
        inner.addWidget(self.rest)
        self._show_order()

    def columns(self) -> Columns:
        """Return what is decided now."""
        return replace(
            self._columns,
            fields=tuple(card.chosen() for card in self.cards),
            order=str(self.order.currentData()),
            keep_rest=self.rest.isChecked(),
            headed=self.headed.isChecked(),
        )

    def tell(self, made: Sequence[Made]) -> None:
        """Show what the first rows would become."""
        columns = self.columns()
        head = self._looked.head(columns)
        for at, card in enumerate(self.cards):
            card.tell(ALL[columns.kind], made, head[at] if at < len(head) else "")

    def _on_changed(self) -> None:
        self._show_order()
        self.changed.emit()

    def _show_order(self) -> None:
        kind = ALL[self._columns.kind]
        fields = [kind.field(card.chosen()) for card in self.cards]
        self._asked_order.setVisible(any(field is not None and field.type in DATED for field in fields))
