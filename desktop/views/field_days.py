"""A day, or two: typed as the person writes days, or chosen in a calendar."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models import field_days
from desktop.models.said import day
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.field_calendar import calendar_button
from desktop.views.field_framed import Typed
from i18n import tr
from sync.model.kinds.declaration import Field
from sync.model.kinds.values import DAY


class DayLine(QWidget):
    """``text`` is YYYY-MM-DD, or what was typed as long as it is no day."""

    typed = Signal()
    done = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = parts.line(name)
        self.line.setMinimumWidth(7 * em())
        self.line.setMaximumWidth(14 * em())
        self.line.textEdited.connect(lambda _text: self.typed.emit())
        self.line.editingFinished.connect(self._on_finished)
        self.button = calendar_button(name, self.day, self._on_chosen)
        inner = parts.row(self, gap=1)
        inner.addWidget(self.line, 1)
        inner.addWidget(self.button)
        inner.addStretch(0)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        found = self.day()
        return found.isoformat() if found else self.line.text().strip()

    def day(self) -> date | None:
        return field_days.read(self.line.text())

    def set_text(self, text: str) -> None:
        if text == self.text() and self.line.hasFocus():
            return
        try:
            self._write(day(text) if DAY.fullmatch(text) else text)
        except ValueError:
            self._write(text)

    def say(self, name: str) -> None:
        self.line.setAccessibleName(name)
        self.button.setAccessibleName(tr("Choose a day: {field}", field=name))

    def _on_finished(self) -> None:
        found = self.day()
        if found is not None:
            self._write(day(found.isoformat()))
        self.done.emit()

    def _on_chosen(self, chosen: date) -> None:
        self._write(day(chosen.isoformat()))
        self.line.setFocus()
        self.done.emit()

    def _write(self, text: str) -> None:
        """Where there is little room the day is seen rather than the year."""
        self.line.setText(text)
        self.line.setCursorPosition(0)


class DateField(Typed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.days = DayLine(tr(field.label))
        self.days.typed.connect(self.on_typed)
        self.days.done.connect(self.on_done)
        self.inner.addWidget(self.days)
        self.inner.addWidget(self.sign)
        self.setFocusProxy(self.days.line)

    @override
    def raw(self) -> str:
        return self.days.text()

    @override
    def show_value(self, text: str) -> None:
        self.days.set_text(text)

    @override
    def say(self, label: str, help_text: str) -> None:
        self.days.say(label)


class PeriodField(Typed):
    """Either end may be left open."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.first, self.last = DayLine(""), DayLine("")
        inner = parts.column(gap=1)
        for words, each in ((tr("From"), self.first), (tr("Until"), self.last)):
            line = parts.row(gap=2)
            label = parts.label(words, "hint", wrap=False)
            label.setMinimumWidth(3 * em())
            line.addWidget(label)
            line.addWidget(each, 1)
            inner.addLayout(line)
            each.typed.connect(self.on_typed)
            each.done.connect(self.on_done)
        self.inner.addLayout(inner)
        self.inner.addWidget(self.sign)
        self.setFocusProxy(self.first.line)
        self.say(tr(field.label), "")

    @override
    def raw(self) -> str:
        first, last = self.first.text(), self.last.text()
        return f"{first}/{last}" if first or last else ""

    @override
    def show_value(self, text: str) -> None:
        first, slash, last = text.partition("/")
        self.first.set_text(first)
        self.last.set_text(f"{slash}{last}".removeprefix("/"))

    @override
    def say(self, label: str, help_text: str) -> None:
        self.first.say(tr("{field}: from", field=label))
        self.last.say(tr("{field}: until", field=label))
