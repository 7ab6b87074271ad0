"""How letters beyond U+FFFF stand in a text that merges: as two of the private area (A5.3).

The merge library counts in UTF-16 units. A forged place between the two units of one letter would leave
replicas apart for good, and no replica can tell such a place once the letter is deleted. So the library
never holds such a letter: the reader of updates refuses them, and each stands as a pair, the first from
U+F000 to U+F3FF, the second from U+F400 to U+F7FF, of which either alone is a letter too. A letter that
is itself one of the second ones stands behind U+F8FF.
"""

import re

UNIT = 2  # bytes
FIRST, SECOND, MARK = "[\uf000-\uf3ff]", "[\uf400-\uf7ff]", "\uf8ff"
SECONDS = re.compile(SECOND)
PAIR_OR_MARKED = re.compile(f"{FIRST}{SECOND}|{MARK}{SECOND}")
ALONE = re.compile(f"{FIRST}(?!{SECOND})|(?<!{FIRST}){SECOND}")
UNITS, PRIVATE = bytes(range(0xD8, 0xE0)), bytes(range(0xF0, 0xF8))  # the high bytes of both kinds of pairs
TO_PRIVATE, TO_UNITS = bytes.maketrans(UNITS, PRIVATE), bytes.maketrans(PRIVATE, UNITS)


def stored(text: str) -> str:
    """Return *text* as the library holds it: nothing beyond U+FFFF; `shown` is the way back.

    Raises UnicodeEncodeError for half a surrogate pair.
    """
    if text.isascii() or (is_narrow(text) and not SECONDS.search(text)):
        return text
    return _translated(SECONDS.sub(rf"{MARK}\g<0>", text), TO_PRIVATE)


def shown(held: str) -> str:
    """Return what *held* says; whatever is neither a pair nor marked stands for itself."""
    if held.isascii() or not PAIR_OR_MARKED.search(held):
        return held
    if not ALONE.search(held):
        return _translated(held, TO_UNITS)
    return PAIR_OR_MARKED.sub(_letter, held)


def is_narrow(held: str) -> bool:
    """Say whether every letter is one unit of UTF-16. Raises UnicodeEncodeError for half a pair."""
    return len(held.encode("utf-16-le")) == UNIT * len(held)


def _letter(found: re.Match[str]) -> str:
    both = found.group()
    return both[1] if both[0] == MARK else _translated(both, TO_UNITS)


def _translated(text: str, table: bytes) -> str:
    units = bytearray(text.encode("utf-16-le"))
    units[1::2] = units[1::2].translate(table)
    return units.decode("utf-16-le")
