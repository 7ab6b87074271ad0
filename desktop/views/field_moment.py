"""A day, all of it or from a time on: of a zone, or of wherever one is."""

import zoneinfo
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models import field_days
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.theme.wrapping import Wrapping
from desktop.views.field_days import DayLine
from desktop.views.field_finder import Finder
from desktop.views.field_framed import Typed
from i18n import formats, named, tr
from sync.engine import valued
from sync.model.kinds.declaration import Field
from sync.model.kinds.values import TIME


def zones() -> list[tuple[str, str]]:
    """Return each time zone by its place and region, in the order of the names."""
    names = (each for each in zoneinfo.available_timezones() if "/" in each and not each.startswith("Etc/"))
    said = ((f"{named.zone(each)} ({each.partition('/')[0]})", each) for each in names)
    return [*sorted(said, key=lambda each: each[0].casefold()), ("UTC", "UTC")]


class MomentField(Typed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.days = DayLine(tr(field.label))
        self.whole = parts.box(tr("All day"))
        self.whole.setMinimumHeight(space(7))
        self.time = parts.line(tr("Time"), hint=tr("Time"))
        self.time.setMaximumWidth(7 * em())
        self.zone = Finder(tr("Time zone"), zones, hint=tr("Time zone"))
        self.zone.setMinimumWidth(11 * em())
        self._put_together()
        self.days.typed.connect(self.on_typed)
        self.days.done.connect(self.on_done)
        for each in (self.time, self.zone):
            each.textEdited.connect(self.on_typed)
            each.editingFinished.connect(self.on_done)
        self.whole.toggled.connect(self._on_whole_toggled)
        self.setFocusProxy(self.days.line)

    @override
    def raw(self) -> str:
        day, time = self.days.text(), self.time.text().strip()
        if self.whole.isChecked() or not (day or time):
            return day
        found = field_days.read_time(time)
        when = f"{day}T{found:%H:%M}" if found else f"{day}T{time}"
        zone = self.zone.key() or self.zone.text().strip()
        return f"{when} {zone}" if zone else when

    @override
    def value(self) -> str | None:
        """Return none also while the zone is still being typed: the notebook would refuse all of the form."""
        found = super().value()
        zone = (found or "").partition(" ")[2]
        return found if found == self._kept or not zone or valued.is_zone(zone) else None

    @override
    def _wrong(self) -> str:
        typed = self.zone.text().strip()
        return tr("Choose a time zone from the list.") if typed and not self.zone.key() else super()._wrong()

    @override
    def show_value(self, text: str) -> None:
        found = TIME.fullmatch(text)
        day, time, zone = found.groups() if found else (text, "", "")
        self.days.set_text(day)
        self.whole.setChecked(not time)
        if found and self._time() != time:
            self.time.setText(formats.time_of(datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC)))
        elif not found:
            self.time.clear()
        self.zone.show_key(zone or "")
        self._show_parts()

    @override
    def say(self, label: str, help_text: str) -> None:
        self.days.say(label)

    def _time(self) -> str:
        found = field_days.read_time(self.time.text())
        return f"{found:%H:%M}" if found else ""

    def _put_together(self) -> None:
        first = parts.row(gap=2)
        first.addWidget(self.days, 1)
        first.addWidget(self.whole)
        self._clock = QWidget()
        flow = Wrapping(gap=2)
        self._clock.setLayout(flow)
        flow.addWidget(self.time)
        flow.addWidget(self.zone)
        self.inner.addLayout(first)
        self.inner.addWidget(self._clock)
        self.inner.addWidget(self.sign)

    def _show_parts(self) -> None:
        self._clock.setVisible(not self.whole.isChecked())

    def _on_whole_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt calls it so
        self._show_parts()
        if not on and not self._quiet:
            self.time.setFocus()
        self.on_typed() if not on else self.on_done()
