"""The only place that knows words: whole sentences, named holes, real plurals."""

import gettext
import struct
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Literal
from unicodedata import bidirectional

from i18n import compiled, formats
from i18n.pseudo import MIRRORED
from i18n.speaking import SOURCE, Formats, Sentences, Tried, spoken

CATALOGUES = Path(__file__).parent / "catalogues"
OWN_NAMES = {
    "en": "English", "fr": "Français", "ar": "العربية", "es": "Español",
    "pt": "Português", "sw": "Kiswahili", "ru": "Русский", "ha": "Hausa",
}  # each in its own words, never translated  # fmt: skip
FIRST_RATE = frozenset({"en", "fr", "ar"})  # always whole: the check of the catalogues says so
OFFERED_FROM = 90  # percent of the sentences; a window that is half English helps nobody
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", MIRRORED})
TO_THE_LEFT = "\u200f"
STRONG = frozenset({"L", "R", "AL"})
ISOLATE, END_ISOLATE = "\u2068", "\u2069"  # so that a name keeps its own direction inside a sentence

Direction = Literal["ltr", "rtl"]


def _catalogue(code: str) -> Sentences:
    lent = spoken.lent.get(code)
    return compiled.read(CATALOGUES / f"{code}.mo") if lent is None else lent


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
    counts = {path.stem: _count(path.stem) for path in CATALOGUES.glob("*.mo")}
    found = {code for code, count in counts.items() if count >= (1 if code in FIRST_RATE else least)} | {
        SOURCE
    }
    ordered = [*(code for code in OWN_NAMES if code in found), *sorted(found - OWN_NAMES.keys())]
    return {code: OWN_NAMES.get(code, code) for code in ordered}


def set_language(code: str) -> str:
    """Speak *code* from now on and return what is spoken: English where there is no catalogue.

    Takes what systems say too: `fr`, `fr_CA`, `fr-CA`, `fr_CA.UTF-8`. While a file is tried, that is spoken.
    """
    short = code.replace("-", "_").partition(".")[0].partition("_")[0].lower()
    spoken.chosen = short if short in spoken.lent or short in languages() else SOURCE
    if spoken.tried is not None:
        spoken.code, spoken.catalogue = spoken.tried.code, spoken.tried.sentences
    else:
        spoken.code, spoken.catalogue = spoken.chosen, _catalogue(spoken.chosen)
    return spoken.code


def set_formats(wanted: Formats) -> None:
    """Write numbers, dates and times so from now on."""
    spoken.formats = wanted


def try_out(tried: Tried | None) -> None:
    """Speak what is *tried* instead of what was chosen, until nothing is; it is kept nowhere."""
    spoken.tried = tried
    set_language(spoken.chosen)


def tried() -> Tried | None:
    return spoken.tried


def language() -> str:
    return spoken.code


def direction(code: str | None = None) -> Direction:
    """Return the way *code* runs, or the language spoken now."""
    return "rtl" if (code or spoken.code) in RIGHT_TO_LEFT else "ltr"


def mark(text: str) -> str:
    """Return *text* as it is: only so that the extractor finds it in a table."""
    return text


def tr(text: str, /, **holes: str | int) -> str:
    """Return *text* in the language of the moment, its named holes filled afterwards."""
    return _filled(spoken.catalogue.one(text) if text else "", holes)


def tr_n(one: str, many: str, count: int, /, **holes: str | int) -> str:
    """Return the form for *count*, which also fills the hole of that name."""
    return _filled(spoken.catalogue.of(one, many, count), {"count": count, **holes})


def _filled(text: str, holes: dict[str, str | int]) -> str:
    if not holes:
        return text
    opening, closing = (ISOLATE, END_ISOLATE) if direction() == "rtl" else ("", "")
    said = text.format(
        **{
            name: f"{opening}{value}{closing}" if isinstance(value, str) else formats.number(value)
            for name, value in holes.items()
        }
    )
    twice = said.endswith("..") and not text.endswith("..")  # “18 нояб.” at the end of a sentence
    said = said[:-1] if twice else said
    return TO_THE_LEFT + said if opening and not _shows_its_way(text) else said


@lru_cache(maxsize=1_024)
def _shows_its_way(text: str) -> bool:
    """Say whether a sentence runs its way by itself: where letters stand in its holes alone, none do."""
    written = "".join(part for part, *_ in Formatter().parse(text))
    return any(bidirectional(letter) in STRONG for letter in written)


set_language(SOURCE)
