"""Any text of anybody, made fit for one plain line: no controls, no towers of marks, no end in sight."""

import unicodedata

from i18n import direction

LINE_MAX = 200
MARKS_MAX = 4  # on one letter; no language needs more
JOINERS = "\u200c\u200d"  # Persian and Indic letters need them
FIRST_STRONG, POP = "\u2068", "\u2069"
ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
SET_APART = ISOLATES | frozenset("\u200e\u200f")
BREAK, PIN_PIECE, ADDRESS_MAX = "\u200b", 16, 600  # relays' addresses are taken without it
PLACE_WHOLE = 36  # letters; an onion's are more
MARKS_OF_DATES = "\u200e\u200f"  # between the numbers of a date in Arabic
RIGHT_TO_LEFT = "\u200f"  # where a name stands alone, it stands where its window begins


def one_line(text: str, limit: int = LINE_MAX) -> str:
    """Return *text* as one shortened line that can hurt no list, label or log."""
    kept: list[str] = []
    marks = 0
    for letter in text[: limit * 4]:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MARKS_MAX:
            kept.append(letter if _shown(letter) or _is_in_a_date(letter, kept) else _instead(letter))
    whole = " ".join("".join(kept).split())
    cut = len(whole) > limit or len(text) > limit * 4
    return f"{whole[:limit].rstrip()}…" if cut else whole


def isolated(text: str, limit: int = 80) -> str:
    """Return a name for use inside a sentence, whichever way either of them runs."""
    return _set_apart(one_line(text, limit))


def unmarked(text: str) -> str:
    """Return words of ours as they may be kept: without the marks that set names apart on a screen."""
    return "".join(letter for letter in text if letter not in SET_APART)


def address(text: str) -> str:
    """Return an address of a relay whole, and so that a narrow window can break what is long in it."""
    place, mark, pin = one_line(text, ADDRESS_MAX).partition("#")
    whole = [place + mark] if len(place) < PLACE_WHOLE else _pieces(place + mark)
    return _set_apart(BREAK.join([*whole, *_pieces(pin)]))


def _pieces(text: str) -> list[str]:
    return [text[at : at + PIN_PIECE] for at in range(0, len(text), PIN_PIECE)]


def _set_apart(text: str) -> str:
    begins = RIGHT_TO_LEFT if direction() == "rtl" else ""
    return f"{begins}{FIRST_STRONG}{text}{POP}"


def _is_in_a_date(letter: str, before: list[str]) -> bool:
    return letter in MARKS_OF_DATES and bool(before) and before[-1].isdecimal()


def _instead(letter: str) -> str:
    """Return what stands for a letter that is not shown: a name set apart touches the comma after it."""
    return "" if letter in ISOLATES else " "


def _shown(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
