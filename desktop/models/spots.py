"""What a map shows: how much there is in each country, and what, region by region."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from desktop.models.grouped import Entry, Goal, Group
from desktop.models.plain import isolated, one_line
from i18n import formats, named, tr

NAME_MAX = 60


class Spot(Protocol):
    @property
    def item(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def region(self) -> str: ...


class Spots(Protocol):
    def of(self, space: str, kind: str, field: str = "places") -> Sequence[Spot]: ...


def counts(spots: Iterable[Spot]) -> dict[str, int]:
    """Return how many different items each country has."""
    found: dict[str, set[str]] = {}
    for spot in spots:
        found.setdefault(spot.country, set()).add(spot.item)
    return {country: len(items) for country, items in found.items()}


def groups(spots: Iterable[Spot], country: str, picture: str) -> list[Group]:
    """Return what a country holds: first what names no region, then region by region."""
    regions: dict[str, dict[str, str]] = {}
    for spot in spots:
        if spot.country == country:
            regions.setdefault(spot.region, {})[spot.item] = spot.title
    return [
        Group(
            isolated(one_line(region, NAME_MAX)) if region else tr("Whole country"),
            [Entry(title, Goal("item", item), picture=picture) for item, title in regions[region].items()],
        )
        for region in sorted(regions, key=str.casefold)
    ]


def countries(by_country: Mapping[str, int], has_place: Callable[[str], bool]) -> Group:
    """Return all countries that have something, by name; also those that the map has no room for."""
    return Group(
        tr("Countries"),
        [
            Entry(
                named.country(code),
                Goal("country", code),
                detail="" if has_place(code) else tr("Not on the map"),
                aside=formats.number(by_country[code]),
                picture="map-pin",
            )
            for code in sorted(by_country, key=named.country)
        ],
    )
