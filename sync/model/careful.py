"""Finding a network's careful words in a text: whole words, whatever their case and accents."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from unicodedata import category

from sync.model.folding import fold

ANY_END = "*"
"""At the end of a careful word: whatever ending it has."""
JOINED = "(?:[وف]?[بكل]?(?:ال|ل)?)"
"""What Arabic writes together with the word after it: and, so, in, as, for, the."""
JOINED_MAX = 4  # letters
HOOKED = str.maketrans("ɓɗƙƴ", "bdky")  # of Hausa, often typed without
LETTER = r"[^\W_]"  # a line below words is Markdown, not part of them
WORD = re.compile(f"{LETTER}+")
ARABIC = re.compile("[\u0620-\u064a]")


def folded(text: str) -> str:
    """Return *text* without case, accents, vowel signs, hooks and signs that nobody sees."""
    if text.isascii():
        return fold(text)
    return fold("".join(sign for sign in text if category(sign) != "Cf")).translate(HOOKED)


def key(phrase: str) -> str:
    """Return what is the same for careful words that find the same."""
    return " ".join(WORD.findall(folded(phrase))) + (ANY_END if _any_end(phrase) else "")


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    first: str
    """Its first word; where that stands nowhere, nothing else needs to be looked for."""
    ends: bool
    """Whether the first word may go on with any ending."""
    pattern: re.Pattern[str]

    def may_stand(self, words: Collection[str]) -> bool:
        if self.ends:
            return any(word.startswith(self.first) for word in words)
        return self.first in words


class Finder:
    """Looks for several careful words in many texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = [found for found in map(_phrase, phrases) if found is not None]

    def find(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the careful words that stand in *texts*, as they were listed and in that order."""
        whole = "\n".join(map(folded, texts))
        words = set(WORD.findall(whole))
        words |= {rest for word in words if ARABIC.match(word) for rest in _unjoined(word)}
        found = (each for each in self._phrases if each.may_stand(words))
        return tuple(each.text for each in found if each.pattern.search(whole))


def _any_end(phrase: str) -> bool:
    return phrase.rstrip().endswith(ANY_END)


def _phrase(text: str) -> _Phrase | None:
    words = WORD.findall(folded(text))
    if not words:
        return None
    before = JOINED if ARABIC.match(words[0]) else ""
    end = f"{LETTER}*" if _any_end(text) else ""
    whole = f"(?<!{LETTER}){before}" + r"[\W_]+".join(map(re.escape, words)) + f"{end}(?!{LETTER})"
    return _Phrase(text, words[0], bool(end) and len(words) == 1, re.compile(whole))


def _unjoined(word: str) -> Iterator[str]:
    """Yield what may be left of an Arabic word without what is joined before it."""
    for length in range(1, min(JOINED_MAX, len(word) - 1) + 1):
        if re.fullmatch(JOINED, word[:length]):
            yield word[length:]
