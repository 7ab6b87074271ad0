"""The only place that knows words: whole sentences, named holes, real plurals."""

import gettext
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CATALOGUES = Path(__file__).parent / "catalogues"
SOURCE = "en"
OWN_NAMES = {
    "en": "English", "fr": "Français", "ar": "العربية", "es": "Español",
    "pt": "Português", "sw": "Kiswahili", "ru": "Русский", "ha": "Hausa",
}  # each in its own words, never translated  # fmt: skip
OFFERED_FROM = 90  # percent of the sentences; a window that is half English helps nobody
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
ISOLATE, END_ISOLATE = "\u2068", "\u2069"  # so that a name keeps its own direction inside a sentence

Direction = Literal["ltr", "rtl"]


@dataclass(slots=True)
class _Spoken:
    code: str
    catalogue: gettext.NullTranslations


def _catalogue(code: str) -> gettext.NullTranslations:
    path = CATALOGUES / f"{code}.mo"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


_spoken = _Spoken(SOURCE, _catalogue(SOURCE))


def _count(code: str) -> int:
    """Return how many sentences the compiled catalogue of *code* says it holds, 0 for a damaged one."""
    try:
        with (CATALOGUES / f"{code}.mo").open("rb") as file:
            magic, _, count = struct.unpack("<3I", file.read(12))
    except (OSError, struct.error):
        return 0
    return int(count) - 1 if magic == gettext.GNUTranslations.LE_MAGIC else 0  # the first is the header


def languages() -> dict[str, str]:
    """Return every language that can be read well enough, by code, with its name in itself."""
    least = _count(SOURCE) * OFFERED_FROM / 100
    found = {path.stem for path in CATALOGUES.glob("*.mo") if _count(path.stem) >= least} | {SOURCE}
    ordered = [*(code for code in OWN_NAMES if code in found), *sorted(found - OWN_NAMES.keys())]
    return {code: OWN_NAMES.get(code, code) for code in ordered}


def set_language(code: str) -> str:
    """Speak *code* from now on and return what is spoken: English where there is no catalogue.

    Takes what systems say too: `fr`, `fr_CA`, `fr-CA`, `fr_CA.UTF-8`.
    """
    short = code.replace("-", "_").partition(".")[0].partition("_")[0].lower()
    chosen = short if short in languages() else SOURCE
    _spoken.code, _spoken.catalogue = chosen, _catalogue(chosen)
    return chosen


def language() -> str:
    return _spoken.code


def direction(code: str | None = None) -> Direction:
    """Return the way *code* runs, or the language spoken now."""
    return "rtl" if (code or _spoken.code) in RIGHT_TO_LEFT else "ltr"


def mark(text: str) -> str:
    """Return *text* as it is: only so that the extractor finds it in a table."""
    return text


def tr(text: str, /, **holes: str | int) -> str:
    """Return *text* in the language of the moment, its named holes filled afterwards."""
    return _filled(_spoken.catalogue.gettext(text) if text else "", holes)


def tr_n(one: str, many: str, count: int, /, **holes: str | int) -> str:
    """Return the form for *count*, which also fills the hole of that name."""
    return _filled(_spoken.catalogue.ngettext(one, many, count), {"count": count, **holes})


def _filled(text: str, holes: dict[str, str | int]) -> str:
    if not holes:
        return text
    if direction() == "ltr":
        return text.format(**holes)
    return text.format(
        **{
            name: f"{ISOLATE}{value}{END_ISOLATE}" if isinstance(value, str) else value
            for name, value in holes.items()
        }
    )
