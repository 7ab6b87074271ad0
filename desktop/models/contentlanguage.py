"""The language that a space is written in, whatever the window speaks; each person says it for themselves."""

import unicodedata

from desktop.models.facade import Settings
from i18n import Direction, direction, formats

SETTING = "content-language/"  # and the id of the space
AS_THE_WINDOW = ""
WRITTEN = (
    "ar", "bs", "ckb", "en", "es", "fa", "ff", "fil", "fr", "ha", "id", "ig", "ku", "ky", "ln",
    "mg", "om", "ps", "pt", "ru", "rw", "so", "sr", "sw", "tg", "tr", "uk", "ur", "uz", "yo",
)  # those whose letters the bundled fonts have  # fmt: skip
LOOKED_AT = 2_000  # letters; whoever begins with more signs than that has no direction
LEFTWARD = {"R", "AL"}


def read(settings: Settings, space: str) -> str:
    kept = settings.get(SETTING + space) or AS_THE_WINDOW
    return kept if kept in WRITTEN else AS_THE_WINDOW


def keep(settings: Settings, space: str, code: str) -> None:
    settings.put(SETTING + space, code)


def names() -> list[tuple[str, str]]:
    """Return each language by its own name and its code, in the order of the names."""
    return sorted(((formats.name_of(code), code) for code in WRITTEN), key=lambda each: each[0].casefold())


def base(code: str) -> Direction:
    """Return the way a text of *code* runs before anything is written."""
    return formats.direction_of(code) if code else direction()


def way_of(text: str, otherwise: Direction) -> Direction:
    """Return the way of the first letter that has one."""
    for letter in text[:LOOKED_AT]:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return "ltr"
        if kind in LEFTWARD:
            return "rtl"
    return otherwise
