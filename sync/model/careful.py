"""Finding a network's careful words in a text: whole words, whatever their case and accents."""

import re
from collections.abc import Iterable
from unicodedata import category

from sync.model.folding import fold

ANY_END = "*"
"""At the end of a careful word: whatever ending it has."""
JOINED = "(?:[وف]?[بكل]?(?:ال|ل)?)"
"""What Arabic writes together with the word after it: and, so, in, as, for, the."""
HOOKED = str.maketrans("ɓɗƙƴ", "bdky")  # of Hausa, often typed without
ARABIC = re.compile("[\u0620-\u064a]")


def folded(text: str) -> str:
    """Return *text* without case, accents, vowel signs, hooks and signs that nobody sees."""
    if text.isascii():
        return fold(text)
    return fold("".join(sign for sign in text if category(sign) != "Cf")).translate(HOOKED)


def key(phrase: str) -> str:
    """Return what is the same for careful words that find the same."""
    return " ".join(re.findall(r"\w+", folded(phrase))) + (ANY_END if _any_end(phrase) else "")


class Finder:
    """Looks for several careful words in many texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        found = ((phrase, _pattern(phrase)) for phrase in phrases)
        self._patterns = [(phrase, pattern) for phrase, pattern in found if pattern is not None]

    def find(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the careful words that stand in *texts*, as they were listed and in that order."""
        whole = "\n".join(map(folded, texts))
        return tuple(phrase for phrase, pattern in self._patterns if pattern.search(whole))


def _any_end(phrase: str) -> bool:
    return phrase.rstrip().endswith(ANY_END)


def _pattern(phrase: str) -> re.Pattern[str] | None:
    words = re.findall(r"\w+", folded(phrase))
    if not words:
        return None
    before = JOINED if ARABIC.match(words[0]) else ""
    end = r"\w*" if _any_end(phrase) else ""
    return re.compile(rf"(?<!\w){before}" + r"[\W_]+".join(map(re.escape, words)) + rf"{end}(?!\w)")
