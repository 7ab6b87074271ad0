"""A damaged catalogue costs single sentences, and never the program."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

import i18n
from i18n import compiled, tr, tr_n
from i18n.compiled import Catalogue, Damaged
from i18n.speaking import spoken

FRENCH = (i18n.CATALOGUES / "fr.mo").read_bytes()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    spoken.lent.clear()
    i18n.set_language("en")


def speak(**said: tuple[str, ...]) -> None:
    named = {key.replace("_", " "): forms for key, forms in said.items()}
    spoken.lent["xx"] = Catalogue(named)
    i18n.set_language("xx")


@pytest.mark.parametrize(
    "said",
    ["Sans nom", "{nam} et {name}", "{name.__class__}", "{name!r}", "{name:>9999999999}", "{name", "{0}", "",
     "{name} {name[0]}"],
)  # fmt: skip
def test_other_holes_than_those_of_the_source_are_never_filled(said: str) -> None:
    spoken.lent["xx"] = Catalogue({"To {name}": (said,), "one": (said,), "to": ("vers",)})
    i18n.set_language("xx")
    assert tr("To {name}", name="Amina") == "To Amina"
    assert tr("to") == "vers"


def test_a_sentence_and_a_counted_one_are_not_mixed_up() -> None:
    spoken.lent["xx"] = Catalogue({"hen": ("a", "b"), "egg": ("a",), "{count} hen": ("{count} a", "{nope}")})
    i18n.set_language("xx")
    assert tr("hen") == "hen" and tr_n("egg", "eggs", 2) == "eggs"
    assert tr_n("{count} hen", "{count} hens", 1) == "1 a"
    assert tr_n("{count} hen", "{count} hens", 2) == "2 hens"


@pytest.mark.parametrize(
    "header",
    [
        "Plural-Forms: nplurals=2; plural=n%0;",
        "Plural-Forms: nplurals=2; plural=n;",
        "Plural-Forms: nplurals=0; plural=0;",
        "Plural-Forms: nplurals=9999; plural=0;",
        "Plural-Forms: nplurals=2; plural=__import__('os');",
        "Plural-Forms: nplurals=2; plural=" + "(" * 500 + "n" + ")" * 500 + ";",
        "Plural-Forms: nplurals=2; plural=n>(2 && 1;",
    ],
)
def test_with_a_damaged_rule_counts_are_said_as_in_the_source(header: str) -> None:
    spoken.lent["xx"] = compiled.catalogue(
        {"{count} hen": ("{count} a", "{count} b"), "to": ("vers",)}, header
    )
    i18n.set_language("xx")
    assert tr_n("{count} hen", "{count} hens", 2) == "2 hens"
    assert tr("to") == "vers"


def test_a_rule_that_breaks_only_for_huge_numbers_does_not_end_the_program() -> None:
    rule, forms = compiled.rule_of("Plural-Forms: nplurals=2; plural=n>200 ? 1/(n-1000) : 0;")
    assert (rule(1000), rule(1001), rule(5000), forms) == (1, 1, 0, 2)


def test_a_form_without_the_number_is_said_where_the_source_has_the_same_words_for_all() -> None:
    made = Catalogue({"{count} to do": ("one thing to do", "{count} things to do")})
    assert made.of("{count} to do", "{count} to do", 1) == "one thing to do"
    assert made.of("{count} to do", "{count} to do", 2) == "{count} things to do"


def test_what_stays_of_a_catalogue_that_was_cut_is_said() -> None:
    whole = compiled.parsed(FRENCH)
    cut = compiled.parsed(FRENCH[: len(FRENCH) * 3 // 4])
    assert 0 < len(cut.said) < len(whole.said)
    assert all(whole.said[key] == forms for key, forms in cut.said.items())


@pytest.mark.parametrize("data", [b"", b"\xde\x12", b"not a catalogue" * 9, FRENCH[:20]])
def test_what_is_no_catalogue_says_nothing(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        compiled.parsed(data)
    (tmp_path / "xx.mo").write_bytes(data)
    assert compiled.read(tmp_path / "xx.mo").one("Language") == "Language"
    assert compiled.read(tmp_path / "nowhere.mo").of("a", "b", 2) == "b"


@given(st.integers(0, len(FRENCH) - 1), st.binary(min_size=1, max_size=40))
def test_no_damage_ends_the_program(place: int, other: bytes) -> None:
    try:
        damaged = compiled.parsed(FRENCH[:place] + other + FRENCH[place + len(other) :])
    except Damaged:
        return
    assert compiled.is_sound("Cancel", damaged.one("Cancel"))
    assert damaged.of("{count} day", "{count} days", 5)


def test_a_damaged_catalogue_of_ours_is_spoken_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in i18n.CATALOGUES.glob("*.mo"):
        (tmp_path / path.name).write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    (tmp_path / "fr.mo").unlink()
    (tmp_path / "fr.mo").mkdir()
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    sentences = compiled.read(Path(compiled.__file__).parent / "catalogues" / "en.mo").said
    assert "fr" not in i18n.languages() and i18n.set_language("fr") == "en"
    assert i18n.set_language("ar") == "ar"
    said = [spoken.catalogue.one(key) == key for key, forms in sentences.items() if len(forms) == 1]
    assert 0 < sum(said) < len(said)
    assert all(tr_n(key, forms[-1], 5, **filled(key)) for key, forms in sentences.items() if len(forms) > 1)


def filled(text: str) -> dict[str, str]:
    return {name: "x" for name, _, _ in compiled.holes(text) or () if name != "count"}


def test_it_reads_what_the_tool_writes() -> None:
    made, out = Catalog(locale="ru"), io.BytesIO()
    made.add("Cancel", "Отмена")
    made.add(("{count} hen", "{count} hens"), ("{count} курица", "{count} курицы", "{count} куриц"))
    write_mo(out, made)
    said = compiled.parsed(out.getvalue())
    assert said.one("Cancel") == "Отмена"
    assert [said.of("{count} hen", "{count} hens", n)[8:] for n in (1, 3, 5, 21)] == [
        "курица", "курицы", "куриц", "курица",
    ]  # fmt: skip
