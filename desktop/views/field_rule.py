"""How something recurs: one of a few rhythms, until a day; any other one is shown and kept."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models import field_rule
from desktop.models.field_rule import SIMPLE, Rhythm
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.field_days import DayLine
from desktop.views.field_framed import Typed, choice_of
from i18n import tr, tr_n
from sync.model.kinds import values
from sync.model.kinds.declaration import Field

OWN = "own"


class RuleField(Typed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._own, self._rest = "", ""
        self.box = choice_of(tr(field.label))
        self.box.addItem(tr("Does not recur"), "")
        for key, (_, words) in SIMPLE.items():
            self.box.addItem(tr(words), key)
        self.until = DayLine(tr("{field}: until", field=tr(field.label)))
        self.besides = parts.label("", "hint")
        self._ending = QWidget()
        ending = parts.row(self._ending, gap=2)
        label = parts.label(tr("Until"), "hint", wrap=False)
        label.setMinimumWidth(3 * em())
        ending.addWidget(label)
        ending.addWidget(self.until, 1)
        for each in (self.box, self._ending, self.besides, self.sign):
            self.inner.addWidget(each)
        self.box.currentIndexChanged.connect(self._on_rhythm_changed)
        self.until.typed.connect(self.on_typed)
        self.until.done.connect(self.on_done)
        self.setFocusProxy(self.box)

    @override
    def raw(self) -> str:
        every = str(self.box.currentData() or "")
        if every == OWN:
            return self._own
        if not every:
            return ""
        last = self.until.day()
        rule = field_rule.written(Rhythm(every, last))
        if self.until.text() and last is None:
            rule = f"{rule};UNTIL={self.until.text()}"
        return "\n".join(part for part in (rule, self._rest) if part)

    @override
    def show_value(self, text: str) -> None:
        lines = values.lines(text)
        rules = [line for line in lines if not line.startswith("EXDATE:")]
        rhythm = field_rule.understood(rules[0]) if len(rules) == 1 else None
        self._own = text if text.strip() and rhythm is None else ""
        self._rest = "\n".join(line for line in lines if line.startswith("EXDATE:")) if rhythm else ""
        self._offer_own()
        self.box.setCurrentIndex(self.box.findData(OWN if self._own else rhythm.every if rhythm else ""))
        self.until.set_text(rhythm.until.isoformat() if rhythm and rhythm.until else "")
        self._show_parts()

    @override
    def say(self, label: str, help_text: str) -> None:
        self.box.setAccessibleName(label)
        self.until.say(tr("{field}: until", field=label))

    def _offer_own(self) -> None:
        at = self.box.findData(OWN)
        if self._own and at < 0:
            self.box.addItem(tr("In a rhythm of its own"), OWN)
        elif not self._own and at >= 0:
            self.box.removeItem(at)

    def _show_parts(self) -> None:
        every = str(self.box.currentData() or "")
        self._ending.setVisible(every not in ("", OWN))
        left_out = sum(line.count(",") + 1 for line in self._rest.splitlines())
        said = tr_n("{count} day is left out.", "{count} days are left out.", left_out) if left_out else ""
        self.besides.setText(one_line(self._own, 300) if every == OWN else said if every else "")
        self.besides.setVisible(bool(self.besides.text()))

    def _on_rhythm_changed(self, _at: int) -> None:
        self._show_parts()
        self.on_done()
