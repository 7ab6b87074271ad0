"""What a map shows: how much there is in each country, and what, region by region."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from desktop.models.grouped import Entry, Goal, Group
from desktop.models.plain import isolated, one_line
from i18n import formats, named, tr, tr_n

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
    @property
    def stale(self) -> bool: ...


class Spots(Protocol):
    def of(self, space: str, kind: str, field: str = "places") -> Sequence[Spot]: ...


def counts(spots: Iterable[Spot]) -> dict[str, int]:
    """Return how many different items each country has."""
    found: dict[str, set[str]] = {}
    for spot in spots:
        found.setdefault(spot.country, set()).add(spot.item)
    return {country: len(items) for country, items in found.items()}


def stale_counts(spots: Iterable[Spot]) -> dict[str, int]:
    """Return how many different items each country has that are to be confirmed."""
    return counts(spot for spot in spots if spot.stale)


def groups(spots: Iterable[Spot], country: str, picture: str) -> list[Group]:
    """Return what a country holds: first what names no region, then region by region."""
    regions: dict[str, dict[str, Spot]] = {}
    for spot in spots:
        if spot.country == country:
            regions.setdefault(spot.region, {})[spot.item] = spot
    return [
        Group(
            isolated(one_line(region, NAME_MAX)) if region else tr("Whole country"),
            [_entry(spot, picture) for spot in regions[region].values()],
        )
        for region in sorted(regions, key=str.casefold)
    ]


def _entry(spot: Spot, picture: str) -> Entry:
    detail = tr("To be confirmed") if spot.stale else ""
    return Entry(
        spot.title, Goal("item", spot.item), detail, picture="circle-help" if spot.stale else picture
    )


def countries(
    by_country: Mapping[str, int], stale: Mapping[str, int], has_place: Callable[[str], bool]
) -> Group:
    """Return all countries that have something, by name; also those that the map has no room for."""
    return Group(
        tr("Countries"),
        [
            Entry(
                named.country(code),
                Goal("country", code),
                detail=_detail(stale.get(code, 0), on_map=has_place(code)),
                aside=formats.number(by_country[code]),
                picture="map-pin",
            )
            for code in sorted(by_country, key=named.country)
        ],
    )


def _detail(stale: int, *, on_map: bool) -> str:
    waits = tr_n("{count} to be confirmed", "{count} to be confirmed", stale) if stale else ""
    return " · ".join(part for part in ("" if on_map else tr("Not on the map"), waits) if part)
