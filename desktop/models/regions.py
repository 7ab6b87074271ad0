"""The first-level regions of countries: their names, one point each, and which one words mean."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import resources
from desktop.models.worldmap import Point
from sync.model.folding import fold

WORD = re.compile(r"[^\W_]+")
STROKES = re.compile(r"['`\u2018\u2019\u02bb\u02bc]")  # some write them in a word, and others do not
KINDS = """
region province governorate county state oblast department district area republic territory prefecture
municipality autonomous okrug krai kray respublika muhafazat wilaya wilayat avtonomnyy rajons rayon sheng
voivodeship opstina apskritis marz mintaqat changwat baladiyat departement gouvernorat provincia departamento
estado distrito mkoa jimbo область край район республика регион провинция محافظة منطقة ولاية إقليم
of the de du des d al el
"""
PASSED_OVER = frozenset(map(fold, KINDS.split()))
"""Words that say what a region is, and not which; some people write them, and others do not."""


@dataclass(frozen=True, slots=True)
class Region:
    country: str
    name: str
    """As GeoNames writes it."""
    place: Point
    """Of a town in the middle of it."""
    others: tuple[str, ...] = ()
    """What it is called besides."""

    @property
    def id(self) -> str:
        return f"{self.country}/{self.name}"


@cache
def known() -> Mapping[str, Sequence[Region]]:
    """Return the regions of each country by its code, in the order of names; it reads two files."""
    return read(resources.text("map/regions.json"), resources.text("map/region-names.json"))


def read(places: str, names: str) -> Mapping[str, Sequence[Region]]:
    """Return regions out of their places, and what else some are called, both by country."""
    besides = json.loads(names)
    return MappingProxyType(
        {code: tuple(_each(code, found, besides.get(code, {}))) for code, found in json.loads(places).items()}
    )


def _each(
    country: str, places: Mapping[str, Sequence[float]], besides: Mapping[str, str]
) -> Iterator[Region]:
    for name, (longitude, latitude) in places.items():
        others = tuple(other for other, meant in besides.items() if meant == name)
        yield Region(country, name, (longitude, latitude), others)


def of(country: str) -> Sequence[Region]:
    return known().get(country, ())


def names(country: str) -> list[str]:
    """Return all that regions of *country* are called, in the order of letters."""
    return sorted((name for region in of(country) for name in (region.name, *region.others)), key=fold)


def find(country: str, words: str) -> Region | None:
    """Return the region of *country* that *words* mean, whatever its capitals, accents and kind of region."""
    table, said = _table(country), _words(words)
    return table.get(said) or table.get(_bare(said))


@cache
def _table(country: str) -> Mapping[tuple[str, ...], Region]:
    """A whole name goes before one without its kind: “Ventspils Rajons” is not “Ventspils”."""
    whole = {_words(name): region for region in of(country) for name in (region.name, *region.others)}
    bare = {_bare(said): region for said, region in reversed(whole.items())}
    return MappingProxyType(bare | whole)


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(fold(STROKES.sub("", text))))


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in PASSED_OVER)
