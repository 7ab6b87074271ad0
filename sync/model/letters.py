"""How letters beyond U+FFFF stand in a text that merges: as two of the private area (A5.3).

The merge library counts in UTF-16 units. A forged place between the two units of one letter would leave
replicas apart for good, and no replica can tell such a place once the letter is deleted. So the library
never holds such a letter: the reader of updates refuses them, and each stands as a pair from U+F000 to
U+F800, of which either half alone is a letter too.
"""

import re

FIRST, MARK, SECOND = 0xF000, 0xF400, 0xF401
BEYOND = 0x10000
BITS = 10
LOW = (1 << BITS) - 1
WIDE = re.compile("[\U00010000-\U0010ffff\uf401-\uf800]")
PAIR = re.compile("[\uf000-\uf400][\uf401-\uf800]")


def stored(text: str) -> str:
    """Return *text* as the library holds it: nothing beyond U+FFFF; `shown` is the way back."""
    return WIDE.sub(_pair, text)


def shown(held: str) -> str:
    """Return what *held* says; whatever is no pair stands for itself."""
    return PAIR.sub(_letter, held)


def is_narrow(held: str) -> bool:
    """Say whether every letter is one unit of UTF-16."""
    return not held or ord(max(held)) < BEYOND


def _pair(found: re.Match[str]) -> str:
    letter = ord(found.group())
    if letter < BEYOND:  # a letter of the second range itself, marked so that it makes no pair
        return chr(MARK) + found.group()
    place = letter - BEYOND
    return chr(FIRST + (place >> BITS)) + chr(SECOND + (place & LOW))


def _letter(found: re.Match[str]) -> str:
    first, second = map(ord, found.group())
    if first == MARK:
        return chr(second)
    return chr(BEYOND + ((first - FIRST) << BITS | second - SECOND))
