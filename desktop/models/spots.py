"""What a map shows: how much there is in each country and region, and what, region by region."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop.models import regions
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


@dataclass(frozen=True, slots=True)
class Dot:
    """A country as a whole, a region of it, or what of a country is in no region that is known."""

    country: str
    region: str = ""
    """As people here write it."""
    count: int = 0
    """Different items."""
    stale: int = 0
    """How many of them are to be confirmed."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Dots by their ids: the letters of a country, or those and the name of a region that is known."""

    spots: Sequence[Spot] = ()
    countries: Mapping[str, Dot] = field(default_factory=dict)
    parts: Mapping[str, Dot] = field(default_factory=dict)
    """What is in a country, by region; under the letters of the country whatever is in none of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the list says of a region, and the dot that stands for it."""

    dot: str
    group: Group


def gathered(spots: Sequence[Spot]) -> Gathered:
    """Count the items of each country and region; it reads a file, and is not for Qt's thread."""
    return Gathered(spots, _dots(spots, lambda spot: spot.country), _dots(spots, _dot_of()))


def _dots(spots: Iterable[Spot], of: Callable[[Spot], str]) -> dict[str, Dot]:
    found: dict[str, list[Spot]] = {}
    for spot in spots:
        found.setdefault(of(spot), []).append(spot)
    return {dot: _dot(dot, inside) for dot, inside in found.items()}


def _dot(dot: str, spots: Sequence[Spot]) -> Dot:
    country, _, region = dot.partition("/")
    items, stale = {spot.item for spot in spots}, {spot.item for spot in spots if spot.stale}
    return Dot(country, _written(spots) if region else "", len(items), len(stale))


def _dot_of() -> Callable[[Spot], str]:
    """Return what finds the dot of a spot, and looks at each name once."""
    seen: dict[tuple[str, str], str] = {}

    def dot(spot: Spot) -> str:
        name = spot.country, spot.region
        if name not in seen:
            region = regions.find(*name)
            seen[name] = region.id if region else spot.country
        return seen[name]

    return dot


def _written(spots: Iterable[Spot]) -> str:
    """Return the name of a region as most write it."""
    counted = Counter(spot.region for spot in spots)
    return one_line(min(counted, key=lambda name: (-counted[name], name)), NAME_MAX)


def parts(spots: Iterable[Spot], country: str, picture: str) -> list[Part]:
    """Return what a country holds: first what names no region, then region by region."""
    found: dict[tuple[str, str], dict[str, Spot]] = {}
    dot_of = _dot_of()
    for spot in spots:
        if spot.country == country:
            dot = dot_of(spot)
            found.setdefault((dot, "" if dot != country else spot.region), {})[spot.item] = spot
    named_parts = [
        (_written(inside.values()) if dot != country or region else "", dot, inside)
        for (dot, region), inside in found.items()
    ]
    return [
        Part(dot, Group(_label(name), [_entry(spot, picture) for spot in inside.values()]))
        for name, dot, inside in sorted(named_parts, key=lambda each: (each[0].casefold(), each[1]))
    ]


def _label(region: str) -> str:
    return isolated(region) if region else tr("Whole country")


def _entry(spot: Spot, picture: str) -> Entry:
    detail = tr("To be confirmed") if spot.stale else ""
    return Entry(
        spot.title, Goal("item", spot.item), detail, picture="circle-help" if spot.stale else picture
    )


def countries(dots: Mapping[str, Dot], has_place: Callable[[str], bool]) -> Group:
    """Return all countries that have something, by name; also those that the map has no room for."""
    return Group(
        tr("Countries"),
        [
            Entry(
                named.country(code),
                Goal("country", code),
                detail=_detail(dots[code].stale, on_map=has_place(code)),
                aside=formats.number(dots[code].count),
                picture="map-pin",
            )
            for code in sorted(dots, key=named.country)
        ],
    )


def _detail(stale: int, *, on_map: bool) -> str:
    waits = stale_words(stale)
    return " · ".join(part for part in ("" if on_map else tr("Not on the map"), waits) if part)


def stale_words(count: int) -> str:
    return tr_n("{count} to be confirmed", "{count} to be confirmed", count) if count else ""


def heard(dot: Dot, *, whole: bool) -> str:
    """Return a dot in words; *whole* where it stands for all of its country."""
    place = named.country(dot.country)
    if dot.region:
        place = tr("{country}, {region}", country=place, region=isolated(dot.region))
    elif not whole:
        place = tr("{country}, in no region of the map", country=place)
    return ", ".join(filter(None, [place, formats.number(dot.count), stale_words(dot.stale)]))
