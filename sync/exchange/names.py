"""File names that are safe on every system a stick may be plugged into."""

import unicodedata
from collections.abc import Collection

FORBIDDEN = frozenset('<>:"/\\|?*')
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, direction marks, line breaks
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
CHARACTERS_MAX = 120
BYTES_MAX = 180  # most systems stop at 255 bytes, and an ending and a number are still to come
UNNAMED = "note"
AGAIN = " ~"
"""Stands before the number of a second file of the same name, and is taken off again when reading."""


def safe_name(text: str) -> str:
    """Return *text* as a file name without ending: one plain, visible, not hidden word or more."""
    plain = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text[: 4 * CHARACTERS_MAX]))
    short = plain[:CHARACTERS_MAX].encode()[:BYTES_MAX].decode("utf-8", "ignore")
    name = " ".join(short.split(" ")).strip(" .") or UNNAMED
    head, dot, rest = name.partition(".")
    return f"{head.rstrip()}_{dot}{rest}" if head.rstrip().casefold() in DEVICES else name


def _plain(letter: str) -> str:
    if letter in FORBIDDEN or unicodedata.category(letter) in INVISIBLE:
        return "_"
    return letter


def unused(name: str, taken: Collection[str]) -> str:
    """Return *name*, or *name* with a number, so that ``folded`` of it is not in *taken*."""
    number, candidate = 1, name
    while folded(candidate) in taken:
        number += 1
        candidate = f"{name}{AGAIN}{number}"
    return candidate


def folded(name: str) -> str:
    """Return *name* as a system that ignores case and composition compares it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())


def stem_of(name: str) -> str:
    """Return the title that a file name without ending carries."""
    stem = unicodedata.normalize("NFC", name)
    head, again, number = stem.rpartition(AGAIN)
    return head if again and head and number.isdecimal() else stem
