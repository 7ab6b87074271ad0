"""My typing, carried over to a text that changed meanwhile, so that neither side loses a word."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Change:
    """*start* to *end* of the old text became *text*."""

    start: int
    end: int
    text: str


def change(old: str, new: str) -> Change:
    """Return the one replacement that makes *new* of *old*."""
    limit = min(len(old), len(new))
    head = _common(old, new, limit)
    tail = _common(old[::-1], new[::-1], limit - head)
    return Change(head, len(old) - tail, new[head : len(new) - tail])


def rebase(base: str, mine: str, theirs: str) -> str:
    """Return *theirs* with what *mine* changed in *base*; where both touched the same lines, both stay."""
    if base in (mine, theirs):
        return theirs if base == mine else mine
    if mine == theirs:
        return mine
    here, there = change(base, mine), change(base, theirs)
    if here.end < there.start or (here.end == there.start and here.start < there.start):
        return f"{base[: here.start]}{here.text}{base[here.end : there.start]}{there.text}{base[there.end :]}"
    if there.end < here.start or (there.end == here.start and there.start < here.start):
        return f"{base[: there.start]}{there.text}{base[there.end : here.start]}{here.text}{base[here.end :]}"
    return _by_lines(base.splitlines(True), mine.splitlines(True), theirs.splitlines(True))


def _common(one: str, other: str, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _by_lines(base: list[str], mine: list[str], theirs: list[str]) -> str:
    """Walk the lines of *base*: a line that one side changed is that side's to say, else both say it."""
    ours, others = _hunks(base, mine), _hunks(base, theirs)
    made: list[str] = []
    for number in range(len(base) + 1):
        made += _both(others.added.get(number, []), ours.added.get(number, []))
        if number < len(base):
            made += _line(base[number], ours.now.get(number), others.now.get(number))
    return "".join(made)


def _line(kept: str, here: list[str] | None, there: list[str] | None) -> list[str]:
    if here is None and there is None:
        return [kept]
    return _both(there or [], here or [])


def _both(first: list[str], second: list[str]) -> list[str]:
    return first if first == second else [*first, *second]


@dataclass(frozen=True, slots=True)
class _Hunks:
    added: dict[int, list[str]]
    """Lines that are new before a line of the base."""
    now: dict[int, list[str]]
    """What stands for a line of the base that changed; an empty list where it went."""


def _hunks(base: list[str], new: list[str]) -> _Hunks:
    found = _Hunks({}, {})
    for tag, i, j, m, n in SequenceMatcher(None, base, new, autojunk=False).get_opcodes():
        if tag == "insert":
            found.added[i] = new[m:n]
        elif tag != "equal":
            found.now.update({number: [] for number in range(i, j)})
            found.now[i] = new[m:n]
    return found
