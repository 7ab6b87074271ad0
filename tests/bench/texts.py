"""Seeded, prose-like notes: words drawn by Zipf's law, so that they compress like real ones."""

from hashlib import sha256

SYLLABLES = ["ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "wa", "ye", "sha", "tri", "plan"]
VOCABULARY = 6_000


class Draw:
    """A small seeded generator (xorshift): the same notes on every machine and release."""

    def __init__(self, seed: int) -> None:
        self._state = int.from_bytes(sha256(str(seed).encode()).digest()[:8], "big") | 1

    def below(self, limit: int) -> int:
        state = self._state
        state ^= (state << 13) & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 7
        state ^= (state << 17) & 0xFFFFFFFFFFFFFFFF
        self._state = state
        return state % limit


def _word(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[rest]
    return letters


WORDS = [_word(number) for number in range(VOCABULARY)]


def note(size: int, draw: Draw) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        rank = VOCABULARY // (1 + draw.below(VOCABULARY)) - 1  # Zipf: rank r about 1/r of the time
        word = WORDS[min(VOCABULARY - 1, rank + draw.below(8))]
        parts.append(word)
        length += len(word) + 1
    return " ".join(parts)[:size]


def notes(count: int, size: int = 1_000, seed: int = 1) -> list[str]:
    draw = Draw(seed)
    return [note(size, draw) for _ in range(count)]
