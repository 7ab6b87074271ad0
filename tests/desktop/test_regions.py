"""The first-level regions of countries: whole, on the globe, and found however people write them."""

import json

import pytest

import resources
from desktop.models import regions, spots
from desktop.models.regions import Region
from sync.engine.spots import Spot
from sync.model.folding import fold
from sync.model.kinds.countries import CODES


def test_each_country_is_known_and_no_region_is_there_twice() -> None:
    known = regions.known()
    assert known.keys() <= CODES and len(known) > 220
    for country, each in known.items():
        names = [fold(region.name) for region in each]
        assert names and len(names) == len(set(names)), country
        assert all(name.strip() and len(name) <= 80 for name in names)


def test_each_point_is_on_the_globe_and_means_a_kilometre_at_best() -> None:
    for region in (region for each in regions.known().values() for region in each):
        longitude, latitude = region.place
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
        assert region.place == (round(longitude, 2), round(latitude, 2))


def test_every_region_is_found_by_its_own_name() -> None:
    for country, each in regions.known().items():
        assert all(regions.find(country, region.name.upper()) is region for region in each)


@pytest.mark.parametrize(
    ("country", "words", "name"),
    [
        ("KE", "nairobi", "Nairobi Area"), ("KE", "Kilifi County", "Kilifi"),
        ("SN", "Région de Thiès", "Thies"), ("ML", "MOPTI", "Mopti"),
        ("NG", "Kano State", "Kano"), ("IQ", "Basra", "Basra Governorate"), ("UA", "Lviv  oblast", "Lviv"),
        ("FR", "Île de France", "Ile-de-France"), ("LV", "Ventspils", "Ventspils"),
        ("TN", "gabes", "Qabis"), ("UA", "Kyiv oblast", "Kiev"), ("UA", "Kyiv", "Kyiv City"),
        ("YE", "Marib", "Ma'rib"), ("SY", "Hasakah", "Al-Hasakah"), ("ET", "Oromia Region", "Oromiya"),
    ],
)  # fmt: skip
def test_names_are_found_without_capitals_accents_and_kinds(country: str, words: str, name: str) -> None:
    found = regions.find(country, words)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("country", "words"), [("KE", "Coast"), ("KE", "Thies"), ("KE", ""), ("KE", "County"), ("ZZ", "Kano")]
)
def test_what_is_no_region_of_the_list_is_none(country: str, words: str) -> None:
    assert regions.find(country, words) is None


def test_a_list_is_read_into_regions() -> None:
    assert regions.read('{"KE": {"Embu": [37.45, -0.53]}}', '{"KE": {"Mbu": "Embu"}}') == {
        "KE": (Region("KE", "Embu", (37.45, -0.53), ("Mbu",)),)
    }


def test_every_other_name_leads_to_its_region_and_is_offered() -> None:
    besides = json.loads(resources.text("map/region-names.json"))
    for country, others in besides.items():
        names = regions.names(country)
        for other, name in others.items():
            found = regions.find(country, other)
            assert found is not None and found.name == name
            assert other in names and name in names
    assert regions.names("ZZ") == []


def test_what_is_there_is_counted_once_for_each_country_and_region() -> None:
    found = [
        Spot("a", "Wells", "KE", "Kilifi", stale=True), Spot("a", "Wells", "KE", "kilifi county", stale=True),
        Spot("b", "Radio", "KE", "Kilifi"), Spot("c", "Boats", "KE", "Coast"), Spot("c", "Boats", "KE", ""),
    ]  # fmt: skip
    gathered = spots.gathered(found)
    (whole,) = gathered.countries.values()
    assert (whole.count, whole.stale) == (3, 1)
    assert {dot: each.count for dot, each in gathered.parts.items()} == {"KE/Kilifi": 2, "KE": 1}
    kilifi = gathered.parts["KE/Kilifi"]
    assert spots.heard(kilifi, whole=False).replace("\u2068", "").replace("\u2069", "") == (
        "Kenya, Kilifi, 2, 1 to be confirmed"
    )
    assert spots.heard(whole, whole=True) == "Kenya, 3, 1 to be confirmed"
    assert spots.heard(gathered.parts["KE"], whole=False) == "Kenya, in no region of the map, 1"
    parts = [(part.dot, len(part.group.entries)) for part in spots.parts(found, "KE", "map")]
    assert parts == [("KE", 1), ("KE", 1), ("KE/Kilifi", 2)]
