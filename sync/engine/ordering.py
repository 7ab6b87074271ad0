"""In which order rows of a list stand; nothing here takes so long that a window waits for it."""

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sync.model.folding import fold
from sync.model.kinds.declaration import Field, FieldType
from sync.store.listing import Light

RUN_OF_DAYS = 10_000  # which take no longer
RUN = 2_000  # rows sorted at once: a few milliseconds in which no other thread works

DAYS = frozenset({FieldType.DATE, FieldType.MOMENT})
"""What is kept in such a form that days stand in the order of the letters."""

Key = tuple[float | str, ...]
Keyed = Callable[[Light], Key | None]
"""Gives what a row is sorted by; None for what stands last in any order."""


def by_title(one: Light) -> Key | None:
    return (fold(one[1]),) if one[1] else None


def by_author(names: Mapping[bytes, str]) -> Keyed:
    def key(one: Light) -> Key | None:
        name = names.get(bytes(one[3]), "") if isinstance(one[3], bytes) else ""
        return (fold(name),) if name else None

    return key


def by_value(field: Field) -> Keyed:
    """Return how rows stand by the value of a field: numbers as such, choices as they are declared."""
    order = {option.key: number for number, option in enumerate(field.options)}

    def key(one: Light) -> Key | None:
        text = one[3].strip() if isinstance(one[3], str) else ""
        if not text:
            return None
        if field.type in (FieldType.NUMBER, FieldType.MONEY):
            amount, _, unit = text.partition(" ")
            return (0.0, _number(amount), unit)
        return (1.0, float(order.get(text, math.inf)), fold(text))

    return key


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return math.inf
    return number if math.isfinite(number) else math.inf


def arranged(light: Sequence[Light], key: Keyed, *, descending: bool = False) -> Iterator[Light]:
    """Sort as `sorted` does, but never so much in one go that windows would have to wait for it."""
    keyed: list[tuple[Key, int]] = []
    rest: list[Light] = []
    for number, one in enumerate(light):
        found = key(one)
        if found is None:
            rest.append(one)
        else:
            keyed.append((found, -number if descending else number))
    runs = [sorted(keyed[at : at + RUN], reverse=descending) for at in range(0, len(keyed), RUN)]
    yield from (light[abs(number)] for _, number in heapq.merge(*runs, reverse=descending))
    yield from rest


def by_field(light: Sequence[Light], field: Field, *, descending: bool = False) -> Iterator[Light]:
    """Sort by the values of a field; days are sorted as they are."""
    if field.type in DAYS:
        return _by_days(light, descending=descending)
    return arranged(light, by_value(field), descending=descending)


def _by_days(light: Sequence[Light], *, descending: bool) -> Iterator[Light]:
    days = [one[3] if isinstance(one[3], str) else "" for one in light]
    known = [number for number, day in enumerate(days) if day]
    runs = [
        sorted(known[at : at + RUN_OF_DAYS], key=days.__getitem__, reverse=descending)
        for at in range(0, len(known), RUN_OF_DAYS)
    ]
    merged = heapq.merge(*runs, key=days.__getitem__, reverse=descending) if len(runs) > 1 else chain(*runs)
    yield from (light[number] for number in merged)
    yield from (one for one, day in zip(light, days, strict=True) if not day)


def best(light: Sequence[Light], scores: Mapping[int, float]) -> Iterable[Light]:
    """Return rows that came newest first by how much they count, those that count the same as they came."""
    keyed = [(-scores.get(one[3], 0.0) if isinstance(one[3], int) else 0.0, number)
             for number, one in enumerate(light)]  # fmt: skip
    runs = [sorted(keyed[at : at + RUN]) for at in range(0, len(keyed), RUN)]
    return (light[number] for _, number in heapq.merge(*runs))
