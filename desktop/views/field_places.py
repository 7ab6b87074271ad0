"""Countries found by typing, each with a region of it where that matters; any words are a region."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models import regions
from desktop.tasks import Tasks
from desktop.theme.look import em
from desktop.views.field_finder import Finder
from desktop.views.field_framed import Around
from desktop.views.field_rows import FieldRow, RowsField
from i18n import named, tr
from sync.model.kinds.countries import CODES
from sync.model.kinds.declaration import Field


class RegionLine(Finder):
    """Offers names, and leaves what was typed as it is."""

    entered = Signal()

    @override
    def complete_alone(self) -> None:
        """Leave it to whoever types whether they mean one of the names."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class PlaceRow(FieldRow):
    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks, self._offered = tasks, ""
        self.country = Finder("", partial(named.countries, CODES), hint=tr("Country"))
        self.country.setMinimumWidth(7 * em())
        self.region = RegionLine("", hint=tr("Region, if it matters"))
        self.region.setMinimumWidth(6 * em())
        self.outer.addWidget(self.country, 1)
        self.outer.addWidget(self.region, 1)
        self.region.entered.connect(self._read)
        self.number(1)

    @override
    def line(self) -> str:
        country = self.country.key() or self.country.text().strip()
        region = self.region.text().strip()
        return f"{country}/{region}" if region else country

    @override
    def show_line(self, text: str) -> None:
        country, _, region = text.partition("/")
        self.country.show_key(country)
        self.region.setText(region)

    def _read(self) -> None:
        """Ask for the regions of the country, elsewhere: the first time it reads a file."""
        country = self.country.key()
        if country == self._offered:
            return
        self._tasks.run(partial(regions.names, country), partial(self._on_read, country), long=True)

    def _on_read(self, country: str, found: Sequence[str]) -> None:
        if country == self.country.key():
            self._offered = country
            self.region.offer([(name, name) for name in found])

    @override
    def stops(self) -> list[QWidget]:
        return [self.country, self.region]

    @override
    def number(self, at: int) -> None:
        self.country.setAccessibleName(tr("Country, line {number}", number=at))
        self.region.setAccessibleName(tr("Region, line {number}", number=at))
        self.remove.setAccessibleName(tr("Remove line {number}", number=at))


class PlacesField(RowsField):
    def __init__(self, field: Field, around: Around) -> None:
        super().__init__(field)
        self._tasks = around.tasks

    @override
    def made_row(self) -> FieldRow:
        return PlaceRow(self._tasks)

    @override
    def words_of_add(self) -> str:
        return tr("Add a place")
