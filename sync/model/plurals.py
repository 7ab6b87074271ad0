"""How many forms a message has in a language, and which a count takes (as CLDR and the catalogues say)."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

Rule: TypeAlias = Callable[[int], int]
ARABIC_FEW, ARABIC_MANY, ARABIC_OTHER = 3, 4, 5
EXAMPLES_MAX = 103


def _two(count: int) -> int:
    return int(count != 1)


def _french(count: int) -> int:
    return int(count > 1)


def _russian(count: int) -> int:
    if count % 100 in range(11, 15):
        return 2
    last = count % 10
    return 0 if last == 1 else 1 if last in range(2, 5) else 2


def _arabic(count: int) -> int:
    if count in range(3):
        return count
    last = count % 100
    return ARABIC_FEW if last in range(3, 11) else ARABIC_MANY if last in range(11, 100) else ARABIC_OTHER


RULES: Mapping[str, tuple[int, Rule]] = {"ar": (6, _arabic), "fr": (2, _french), "ru": (3, _russian)}
OTHERWISE: tuple[int, Rule] = (2, _two)


def forms(language: str) -> int:
    """Return how many forms a message with a count has in *language*."""
    return RULES.get(language, OTHERWISE)[0]


def form(language: str, count: int) -> int:
    """Return which of them *count* takes, from 0."""
    return RULES.get(language, OTHERWISE)[1](count)


def examples(language: str) -> tuple[int, ...]:
    """Return for each form a count that takes it: 1 and 2 in English; 0, 1, 2, 3, 11 and 100 in Arabic."""
    found: dict[int, int] = {}
    for count in (*range(1, EXAMPLES_MAX), 0):
        found.setdefault(form(language, count), count)
    return tuple(found[each] for each in range(forms(language)))
