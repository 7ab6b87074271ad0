"""Names of countries, languages, months and currencies, in every language that we speak, to their codes."""

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

from sync.model.kinds import countries

LANGUAGES = ("en", "fr", "ar", "es", "pt", "sw", "ru", "ha")
SYMBOLS = {
    "€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "¥": "JPY", "₦": "NGN", "₹": "INR", "₽": "RUB",
    "₺": "TRY", "ksh": "KES", "kshs": "KES", "ush": "UGX", "tsh": "TZS", "fcfa": "XOF", "cfa": "XOF",
    "r$": "BRL", "r": "ZAR", "fr.": "CHF", "gh₵": "GHS", "₵": "GHS", "₴": "UAH", "₱": "PHP", "৳": "BDT",
}  # fmt: skip
COUNTRIES_BESIDE = {"uk": "GB", "usa": "US", "u.s.a.": "US", "drc": "CD", "uae": "AE", "car": "CF"}
CODE_LENGTH = 3
NAMED_BY_THEMSELVES = (
    *LANGUAGES, "am", "bn", "de", "fa", "hi", "id", "ig", "it", "ku", "ln", "nl", "om", "pl", "ps", "rw",
    "so", "ti", "tr", "uk", "ur", "uz", "yo", "zh", "zu",
)  # fmt: skip


def folded(text: str) -> str:
    """Return *text* as names are compared: no case, no marks, one blank between words."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in countries.CODES:
                found.setdefault(folded(str(name)), code)
    return COUNTRIES_BESIDE | found


def country(text: str) -> str | None:
    """Return the code of a country that is written as its code or its name."""
    code = text.strip().upper()
    return code if code in countries.CODES else _countries().get(folded(text))


def country_name(code: str, language: str) -> str:
    """Return what *language* calls the country, or its code where that would not lead back to it."""
    said = str(Locale.parse(language).territories.get(code, code))
    return said if country(said) == code and "/" not in said and ";" not in said else code


@cache
def _languages() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).languages.items():
            found.setdefault(folded(str(name)), code.replace("_", "-"))
    for code in NAMED_BY_THEMSELVES:
        found.setdefault(folded(_own_name(code)), code)
    return found


def _own_name(code: str) -> str:
    try:
        return str(Locale.parse(code).get_language_name(code) or code)
    except UnknownLocaleError:  # a language whose data are not with us
        return code


def language(text: str) -> str | None:
    """Return the code of a language by its name in one of ours or in itself."""
    return _languages().get(folded(text))


def language_name(code: str, spoken: str) -> str:
    """Return what *spoken* calls the language, or its code where that would not lead back to it."""
    said = str(Locale.parse(spoken).languages.get(code.replace("-", "_"), code))
    return said if language(said) == code and "," not in said and ";" not in said else code


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for spoken in LANGUAGES:
        months = Locale.parse(spoken).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[use][width].items():
                    found.setdefault(folded(str(name)).strip("."), int(number))
    return found


def month(text: str) -> int | None:
    return _months().get(folded(text).strip("."))


def currency(text: str) -> str | None:
    """Return the code of a currency that is written as its code or its sign."""
    bare = text.strip()
    found = SYMBOLS.get(bare.casefold())
    if found is not None:
        return found
    code = bare.upper()
    known = len(code) == CODE_LENGTH and code.isascii() and code.isalpha()
    return code if known and code in Locale.parse("en").currencies else None
