"""Cells as people write them, in any of our languages, become values in their one form, or nothing at all."""

import pytest
from babel import Locale

from i18n.everywhere import spoken
from sync.exchange import tables_dates, tables_names
from sync.exchange.tables_columns import order_of, packed, unpacked
from sync.exchange.tables_dates import DAY_FIRST, MONTH_FIRST
from sync.exchange.tables_values import NotUnderstood, Reading, value
from sync.model.kinds import countries, find
from sync.model.kinds.declaration import Field, FieldType, Option

HERE = Reading(spoken=spoken)
OPTIONS = (Option("person", "Person"), Option("organisation", "Organisation"))


def read(kind: FieldType, text: str, how: Reading = HERE) -> str:
    return value(Field("x", kind, "X", options=OPTIONS), text, how)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-3-1", "2026-03-01"), ("1/2/2026", "2026-02-01"), ("31.12.26", "2026-12-31"),
        ("3/14/2026", "2026-03-14"), ("1 mars 2026", "2026-03-01"), ("1er janvier 2026", "2026-01-01"),
        ("March 3, 2026", "2026-03-03"), ("3 de marzo de 2026", "2026-03-03"), ("٣/٤/٢٠٢٦", "2026-04-03"),
        ("5 марта 2026", "2026-03-05"), ("Monday, 3 March 2026", "2026-03-03"), ("3-Mar-2026", "2026-03-03"),
        ("2026-03-01 00:00:00", "2026-03-01"), ("12/1/70", "1970-01-12"),
    ],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert read(FieldType.DATE, text) == day


def test_the_order_of_day_and_month_is_told_by_the_table_or_asked() -> None:
    assert read(FieldType.DATE, "1/2/2026", Reading(MONTH_FIRST)) == "2026-01-02"
    assert order_of(["1/2/2026", "1/20/2026"]) == MONTH_FIRST
    assert order_of(["20.1.2026", "x"]) == DAY_FIRST
    assert order_of(["20.1.2026", "1/20/2026"]) is None


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (FieldType.MOMENT, "1/2/2026 14:30", "2026-02-01T14:30"),
        (FieldType.MOMENT, "2026-03-01 9:30 PM", "2026-03-01T21:30"),
        (FieldType.MOMENT, "2026-03-01T09:30 Africa/Nairobi", "2026-03-01T09:30 Africa/Nairobi"),
        (FieldType.MOMENT, "2026-03-01T09:30:00Z", "2026-03-01T09:30 UTC"),
        (FieldType.MOMENT, "1 May 2026", "2026-05-01"),
        (FieldType.PERIOD, "2026", "2026-01-01/2026-12-31"),
        (FieldType.PERIOD, "1/1/2026 - 2/2/2026", "2026-01-01/2026-02-02"),
        (FieldType.PERIOD, "1 March 2026 to 3 March 2026", "2026-03-01/2026-03-03"),
        (FieldType.PERIOD, "2026-01-01/", "2026-01-01/"),
        (FieldType.PERIOD, "1.1.2026", "2026-01-01/2026-01-01"),
        (FieldType.MONEY, "€ 1.500,50", "1500.50 EUR"),
        (FieldType.MONEY, "1 500 000 FCFA", "1500000 XOF"),
        (FieldType.MONEY, "$1,234.56", "1234.56 USD"),
        (FieldType.NUMBER, "1,500", "1500"),
        (FieldType.NUMBER, "1,5", "1.5"),
        (FieldType.NUMBER, "\u0661\u066c\u0662\u0663\u0664\u066b\u0665", "1234.5"),
        (FieldType.NUMBER, "1.234.567,8", "1234567.8"),
        (FieldType.PLACES, "Kenya, Uganda; Tanzania/Arusha", "KE\nUG\nTZ/Arusha"),
        (FieldType.PLACES, "Кения\nكينيا\nci", "KE\nCI"),
        (FieldType.LANGUAGES, "English; Kiswahili, fr", "en, sw, fr"),
        (FieldType.CHOICE, "ORGANISATION", "organisation"),
        (FieldType.CHOICES, "organisation; Person", "person, organisation"),
        (FieldType.TAGS, "#water; health,water", "water, health"),
        (FieldType.LINES, "a; b;", "a\nb"),
        (FieldType.LINES, "a; b\n", "a; b"),
        (FieldType.MILESTONES, "1/2/2026: send\n[x] 2026-01-01", "[ ] 2026-02-01 send\n[x] 2026-01-01"),
        (FieldType.TEXT, "=1+1", "=1+1"),
        (FieldType.DATE, "  ", ""),
    ],
)  # fmt: skip
def test_values(kind: FieldType, text: str, kept: str) -> None:
    assert read(kind, text) == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldType.DATE, "soon"), (FieldType.DATE, "31/2/2026"), (FieldType.DATE, "3 Smarch 2026"),
        (FieldType.MOMENT, "2026-03-01 25:00"), (FieldType.PERIOD, "a long time"),
        (FieldType.PLACES, "Ruritania"),
        (FieldType.LANGUAGES, "Klingonish"), (FieldType.MONEY, "1500"), (FieldType.MONEY, "EUR"),
        (FieldType.MONEY, "5 XQQ"), (FieldType.NUMBER, "many"), (FieldType.NUMBER, "1.2.3,4,5"),
        (FieldType.CHOICE, "fish"), (FieldType.LINKS, "no such title"), (FieldType.MILESTONES, "send it"),
    ],
)  # fmt: skip
def test_what_says_nothing(kind: FieldType, text: str) -> None:
    with pytest.raises(NotUnderstood):
        read(kind, text)


def test_a_choice_by_its_name_in_every_language() -> None:
    contact = find("contact")
    field = contact.field("sort") if contact else None
    assert field is not None
    for option in field.options:
        assert {value(field, said.upper(), HERE) for said in spoken(option.label)} == {option.key}


@pytest.mark.parametrize("language", tables_names.LANGUAGES)
def test_every_country_and_language_comes_back_by_its_name(language: str) -> None:
    for code in countries.CODES:
        assert tables_names.country(tables_names.country_name(code, language)) == code
    for code in ("en", "fr", "ar", "sw", "ha", "am", "pt-BR", "zz"):
        said = tables_names.language_name(code, language)
        assert said == code or tables_names.language(said) == code


@pytest.mark.parametrize("language", tables_names.LANGUAGES)
def test_every_month_is_known(language: str) -> None:
    for number, name in Locale.parse(language).months["format"]["wide"].items():
        assert tables_dates.day(f"7 {name} 2026", DAY_FIRST) == f"2026-{number:02}-07"


@pytest.mark.parametrize("text", ["", "{}", "[1]", '["a", [], "up", true, true]', "nul"])
def test_a_decision_that_was_kept_otherwise_is_none(text: str) -> None:
    assert unpacked(text) is None


def test_a_decision_is_kept_whole() -> None:
    kept = unpacked('["note", ["title", ""], "month-day-year", false, true]')
    assert kept is not None and unpacked(packed(kept)) == kept
