"""Names of countries, languages, zones and currencies, and amounts, in the language spoken now."""

from decimal import Decimal

from babel.numbers import format_decimal

from i18n.formats import DIGITS_AND_MARKS, has_arabic_digits, locale


def country(code: str) -> str:
    """Return the name of a country by its two letters, or the letters."""
    return str(locale().territories.get(code) or code)


def language(code: str) -> str:
    """Return the name of a language, with what the code says besides after it."""
    short, _, rest = code.partition("-")
    known = locale().languages
    name = known.get(code.replace("-", "_")) or known.get(short)
    if not name:
        return code
    said = f"{name[:1].upper()}{name[1:]}"
    return f"{said} ({rest})" if rest and code.replace("-", "_") not in known else said


def languages() -> list[tuple[str, str]]:
    """Return each language by its name and its code, in the order of the names."""
    codes = {code for code in map(str, locale().languages) if code.isalpha() and len(code) in (2, 3)}
    return sorted(((language(code), code) for code in codes), key=lambda each: each[0].casefold())


def countries(codes: frozenset[str]) -> list[tuple[str, str]]:
    """Return each country by its name and its letters, in the order of the names."""
    return sorted(((country(code), code) for code in codes), key=lambda each: each[0].casefold())


def currency(code: str) -> str:
    return str(locale().currencies.get(code) or code)


def currencies() -> list[tuple[str, str]]:
    """Return each currency by its name and its letters, in the order of the names."""
    known = {code for code in map(str, locale().currencies) if code.isalpha() and code.isupper()}
    return sorted(((currency(code), code) for code in known), key=lambda each: each[0].casefold())


def zone(name: str) -> str:
    """Return the place that a time zone is called after, as “Nairobi”."""
    known = locale().time_zones.get(name, {})
    return str(known.get("city") or name.rpartition("/")[2].replace("_", " "))


def amount(value: Decimal) -> str:
    """Return a number with all its decimals."""
    places = "." + "0" * -int(value.as_tuple().exponent) if int(value.as_tuple().exponent) < 0 else ""
    said = format_decimal(value, f"#,##0{places}", locale=locale())
    return said.translate(DIGITS_AND_MARKS) if has_arabic_digits() else said


def money(value: Decimal, code: str) -> str:
    """Return an amount and the letters of its currency: signs like $ are those of many."""
    return f"{amount(value)}\u00a0{code}"
