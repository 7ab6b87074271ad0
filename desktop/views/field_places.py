"""Countries found by typing, each with a region of it where that matters."""

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.field_finder import Finder
from desktop.views.field_rows import FieldRow, RowsField
from i18n import named, tr
from sync.model.kinds.countries import CODES


class PlaceRow(FieldRow):
    def __init__(self) -> None:
        super().__init__()
        self.country = Finder("", partial(named.countries, CODES), hint=tr("Country"))
        self.country.setMinimumWidth(7 * em())
        self.region = parts.line("", hint=tr("Region, if it matters"))
        self.region.setMinimumWidth(6 * em())
        self.outer.addWidget(self.country, 1)
        self.outer.addWidget(self.region, 1)
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

    @override
    def stops(self) -> list[QWidget]:
        return [self.country, self.region]

    @override
    def number(self, at: int) -> None:
        self.country.setAccessibleName(tr("Country, line {number}", number=at))
        self.region.setAccessibleName(tr("Region, line {number}", number=at))
        self.remove.setAccessibleName(tr("Remove line {number}", number=at))


class PlacesField(RowsField):
    @override
    def made_row(self) -> FieldRow:
        return PlaceRow()

    @override
    def words_of_add(self) -> str:
        return tr("Add a place")
