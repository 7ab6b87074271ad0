"""Sentences: their language, their direction, their holes and their plurals."""

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

import i18n
from i18n import tr, tr_n
from tests.i18n import catalogues


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    i18n.set_language("en")


def test_holes_are_filled_after_translating() -> None:
    assert tr("The file “{name}” could not be read.", name="{x}") == "The file “{x}” could not be read."


def test_a_text_without_holes_may_hold_braces() -> None:
    assert tr("a {plain} text") == "a {plain} text"


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("fr", "fr"),
        ("fr_CA.UTF-8", "fr"),
        ("ar-EG", "ar"),
        ("FR", "fr"),
        ("xx", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_a_system_language_finds_its_catalogue(said: str, spoken: str) -> None:
    assert i18n.set_language(said) == spoken
    assert i18n.language() == spoken


def test_directions() -> None:
    assert i18n.direction() == "ltr"
    assert i18n.direction("ar") == "rtl"
    i18n.set_language("ar")
    assert i18n.direction() == "rtl"


def test_languages_are_named_in_themselves() -> None:
    named = list(i18n.languages().items())
    assert named[:3] == [("en", "English"), ("fr", "Français"), ("ar", "العربية")]
    assert all(name != code for code, name in named)


def test_a_language_is_offered_from_nine_tenths_of_its_sentences_on() -> None:
    tool = catalogues.tool()
    assert tool.OFFERED_FROM == i18n.OFFERED_FROM
    offered = {code for code in tool.LANGUAGES if tool.share(code) >= tool.OFFERED_FROM}
    assert set(i18n.languages()) == offered | i18n.FIRST_RATE
    assert not tool.GROWING & i18n.FIRST_RATE


def test_what_is_not_whole_or_not_readable_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("en", "fr"):
        shutil.copy(i18n.CATALOGUES / f"{code}.mo", tmp_path)
    (tmp_path / "sw.mo").write_bytes(struct.pack("<3I", 0x950412DE, 0, 3) + bytes(100))
    (tmp_path / "ru.mo").write_bytes(b"\xde\x12")
    (tmp_path / "es.mo").write_bytes(b"not a catalogue at all")
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    assert set(i18n.languages()) == {"en", "fr"}
    assert i18n.set_language("sw") == "en"


def test_names_keep_their_own_direction_inside_arabic() -> None:
    i18n.set_language("ar")
    assert "\u2068plan.md\u2069" in tr("The file “{name}” could not be read.", name="plan.md")


def test_a_sentence_of_names_alone_runs_its_way_in_arabic_and_others_need_no_mark() -> None:
    i18n.set_language("ar")
    assert tr("{period}: {told}", period="2026", told="4").startswith("\u200f\u2068")
    assert tr("The file “{name}” could not be read.", name="plan.md")[0] not in "\u200f\u2068"
    i18n.set_language("en")
    assert tr("{period}: {told}", period="2026", told="4") == "2026: 4"


@pytest.mark.parametrize(("code", "counts"), [("en", 2), ("fr", 2), ("ar", 6)])
def test_each_language_has_its_own_plural_forms(code: str, counts: int) -> None:
    i18n.set_language(code)
    said = {
        tr_n("{count} change sent.", "{count} changes sent.", n).replace(str(n), "")
        for n in (0, 1, 2, 3, 5, 11, 21, 100, 101, 103)
    }
    assert len(said) == counts


def test_arabic_has_one_form_for_eleven_to_ninety_nine_and_another_for_hundreds() -> None:
    i18n.set_language("ar")
    said = {n: tr_n("{count} day", "{count} days", n) for n in (11, 30, 99, 100, 111)}
    assert said == {11: "11 يومًا", 30: "30 يومًا", 99: "99 يومًا", 100: "100 يوم", 111: "111 يومًا"}


def test_a_number_is_said_in_both_forms_without_a_catalogue() -> None:
    assert tr_n("{count} hen", "{count} hens", 1) == "1 hen"
    assert tr_n("{count} hen of {name}", "{count} hens of {name}", 2, name="Amal") == "2 hens of Amal"


def test_nothing_to_say_is_nothing() -> None:
    assert not tr("")  # and not the header of the catalogue


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert tr("You are trying “{name}”.", name="a.") == "You are trying “a.”."
    assert tr("Up to date at {when}.", when="18 нояб.") == "Up to date at 18 нояб."
    assert tr("and so on..") == "and so on.."


HELP = Path(__file__).resolve().parents[2] / "resources" / "help"
QUOTES = {"fr": "«»", "ar": "«»", "ru": "«»", "en": "“”", "es": "“”", "pt": "“”", "sw": "“”", "ha": "“”"}


@pytest.mark.parametrize("code", QUOTES)
def test_a_language_has_one_sort_of_quotation_marks_and_three_dots_end_a_sentence(code: str) -> None:
    tool = catalogues.tool()
    said = [form for each in tool.sentences(tool.catalogue(code)) for form in tool.forms(each.string)]
    pages = [page.read_text(encoding="utf-8") for page in sorted((HELP / code).glob("*.md"))]
    other = set("«»“”„") - set(QUOTES[code])
    assert not [text for text in (*said, *pages) if other & set(text)]
    assert not [text for text in (*said, *pages) if "…." in text.replace("*", "")]
