"""Self-assessment over time: the form of now, what all answered together, and every set of answers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from desktop.models import assessing
from desktop.models.assessing import Found
from desktop.models.facade import ItemRow, Items
from desktop.models.facade_assess import Assessments
from desktop.models.plain import isolated, one_line, unmarked
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.wrapping import Wrapping
from desktop.views.looks import Look
from i18n import tr

TITLE_MAX = 60
GIVEN_MAX = 60  # the list has all of them
FORM, ANSWER = "form", "answer"


class AssessmentLook(Look):
    def __init__(self, items: Items, assessments: Assessments, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._items, self._assessments = items, assessments
        self._found: Found | None = None
        self.forms = parts.choice(tr("Form"), ())
        self.answer = parts.button(tr("Answer now"), "clipboard-list", role="primary", then=self._on_answer)
        self.when = parts.label("", "hint")
        self.edit = parts.button(tr("Change the questions"), "pencil", then=self._on_edit)
        self.empty = parts.label(tr("No form yet. Press “New” to make one."), "hint")
        self.given: list[QPushButton] = []
        self._sums, self._answers = parts.column(gap=2), parts.column(gap=1)
        self._put_together()
        self.forms.activated.connect(lambda _at: self._read())

    def _put_together(self) -> None:
        inside = QWidget()
        inner = parts.column(inside, gap=3, margin=4)
        inner.addWidget(self.empty)
        self._whole = QWidget()
        whole = parts.column(self._whole, gap=3)
        whole.addWidget(parts.labelled(tr("Form"), self.forms))
        whole.addWidget(self.when)
        doing = QWidget()
        line = Wrapping(doing, gap=2)
        for each in (self.answer, self.edit):
            line.addWidget(each)
        whole.addWidget(doing)
        whole.addWidget(parts.label(tr("All together"), "heading"))
        whole.addWidget(parts.label(tr("Names and texts are never part of it."), "hint"))
        whole.addLayout(self._sums)
        whole.addWidget(parts.label(tr("All answers"), "heading"))
        whole.addLayout(self._answers)
        inner.addWidget(self._whole)
        inner.addStretch(1)
        parts.column(self, gap=0).addWidget(parts.scrolled(inside))
        self._whole.hide()
        self.empty.hide()
        self.setFocusProxy(self.forms)

    @override
    def _clear(self) -> None:
        self._found = None
        self.forms.clear()
        self._show_lines((), ())
        self._whole.hide()
        self.empty.hide()

    # ------------------------------------------------------------ reading
    @override
    def _read(self) -> None:
        if self._space:
            wanted = str(self.forms.currentData() or "")
            self._ask(partial(_read, self._items, self._assessments, self._space, wanted), self._on_read)

    def _on_read(self, read: tuple[Sequence[ItemRow], Found | None]) -> None:
        rows, found = read
        self._found = found
        self.empty.setVisible(found is None)
        self._whole.setVisible(found is not None)
        self.forms.clear()
        for row in rows:
            self.forms.addItem(one_line(row.title, TITLE_MAX) or tr("Without a title"), row.id)
        if found is None:
            self._show_lines((), ())
            return
        self.forms.setCurrentIndex(self.forms.findData(found.form))
        self.when.setText(assessing.period(self._period()))
        newest = list(found.comparison.given)[::-1][:GIVEN_MAX]
        opens = [(assessing.title(each), partial(self.item_wanted.emit, each.item)) for each in newest]
        self._show_lines(tuple(assessing.together(found)), opens)

    def _show_lines(
        self, sums: Sequence[assessing.Together], given: Sequence[tuple[str, Callable[[], object]]]
    ) -> None:
        for layout in (self._sums, self._answers):
            while layout.count():
                taken = layout.takeAt(0)
                gone = taken.widget() if taken is not None else None
                if gone is not None:
                    gone.hide()
                    gone.deleteLater()
        for one in sums:
            self._sums.addWidget(parts.labelled(one.words, parts.label("\n".join(one.lines))))
        self.given = [parts.button(tr("Open"), "eye", role="quiet", then=then) for _, then in given]
        for (text, _), opens in zip(given, self.given, strict=True):
            opens.setAccessibleName(text)
            row = QWidget()
            line = parts.row(row)
            line.addWidget(parts.label(text), 1)
            line.addWidget(opens)
            self._answers.addWidget(row)
        if not given:
            self._answers.addWidget(parts.label(tr("Nobody answered yet."), "hint"))

    # ------------------------------------------------------------ doing
    def _period(self) -> str:
        return assessing.now(self._found.every if self._found else "", datetime.now().astimezone().date())

    def _on_answer(self) -> None:
        if self._found is not None:
            when = self._period()
            name = tr("{form}: {period}", form=self._found.title, period=assessing.period(when))
            title = unmarked(name)
            self.new_wanted.emit(ANSWER, {"title": title, "form": self._found.form, "period": when})

    def _on_edit(self) -> None:
        if self._found is not None:
            self.item_wanted.emit(self._found.form)


def _read(
    items: Items, assessments: Assessments, space: str, wanted: str
) -> tuple[Sequence[ItemRow], Found | None]:
    """Read the forms of a space, and what there is of the one that is wanted, or else of the first."""
    rows = items.rows(space, FORM)
    form = next((row for row in rows if row.id == wanted), rows[0] if rows else None)
    if form is None:
        return rows, None
    said = items.show(form.id).fields.get("every", ())
    every = said[0].value if said else ""
    compared, summed = assessments.compare(form.id), assessments.roll_ups(form.id)
    return rows, Found(form.id, isolated(form.title, TITLE_MAX), every, compared, summed)
