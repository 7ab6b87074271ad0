"""The smallest changes that make one text of another: by lines that are unique, then by words."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Splice = tuple[int, int, str]
"""Start and end in the old text, in characters, and what stands there now."""

CHANGES_MAX = 400  # words taken out or put in; texts that differ more are not worth comparing
CHARACTERS_MAX = 1_000_000  # of both parts together; more would take a second to cut into words
WORK_MAX = 4_000_000  # words looked at, at most: a quarter of a second or so
LINES = re.compile(r"[^\n]*\n|[^\n]+")
WORDS = re.compile(r"\w+|\W")


def splices(old: str, new: str) -> Iterator[Splice]:
    """Yield the changes that make *new* of *old*, from the first to the last; no two of them touch."""
    for start, end, begin, stop in _gaps(old, new):
        for first, last, new_first, new_last in _inside(old[start:end], new[begin:stop]):
            yield start + first, start + last, new[begin + new_first : begin + new_last]


def apart(old: str, new: str) -> "Gap":
    """Return where both begin to differ and where they end to: start and end in *old*, then in *new*."""
    return _trimmed(old, new, (0, len(old), 0, len(new)))


Gap = tuple[int, int, int, int]
"""Start and end of a part that differs, in the old text and in the new one."""


def _gaps(old: str, new: str) -> Iterator[Gap]:
    """The parts between lines that both texts have once and in the same order."""
    start, end, begin, stop = _trimmed(old, new, (0, len(old), 0, len(new)))
    at, to = start, begin
    for place, matching, size in _anchors(old[start:end], new[begin:stop]):
        yield from _worth(_trimmed(old, new, (at, start + place, to, begin + matching)))
        at, to = start + place + size, begin + matching + size
    yield from _worth(_trimmed(old, new, (at, end, to, stop)))


def _worth(gap: Gap) -> Iterator[Gap]:
    start, end, begin, stop = gap
    if start < end or begin < stop:
        yield gap


def _trimmed(old: str, new: str, gap: Gap) -> Gap:
    """Leave out what both begin and end with."""
    start, end, begin, stop = gap
    head = _common(old[start:end], new[begin:stop])
    tail = _common(old[start + head : end][::-1], new[begin + head : stop][::-1])
    return start + head, end - tail, begin + head, stop - tail


def _common(one: str, other: str) -> int:
    """The length of the common beginning, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _starts(tokens: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    return [(found.start(), found.group()) for found in tokens.finditer(text)]


def _anchors(old: str, new: str) -> list[tuple[int, int, int]]:
    """Places in both texts, and the size, of unique lines in a longest series that both have in order."""
    once = _unique(old) if old and new else {}
    if not once:
        return []
    pairs = [(once[line], place, len(line)) for line, place in _unique(new).items() if line in once]
    return _increasing(pairs)


def _unique(text: str) -> dict[str, int]:
    """Where each line stands that is there once, in their order."""
    lines = _starts(LINES, text)
    counts = Counter(line for _, line in lines)
    return {line: place for place, line in lines if counts[line] == 1}


def _increasing(pairs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """A longest part of *pairs* whose first members rise."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int | None] = []
    for at, (place, _, _) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [at]
    chosen = []
    at_last = piles[-1] if piles else None
    while at_last is not None:
        chosen.append(pairs[at_last])
        at_last = before[at_last]
    return chosen[::-1]


def _inside(was: str, now: str) -> Iterator[Gap]:
    """Compare two different parts by words; where they differ too much, all of it is replaced."""
    if not was or not now or len(was) + len(now) > CHARACTERS_MAX:
        yield 0, len(was), 0, len(now)
        return
    olds, news = _starts(WORDS, was), _starts(WORDS, now)
    place, matching = [*(start for start, _ in olds), len(was)], [*(start for start, _ in news), len(now)]
    for first, last, new_first, new_last in _edits([word for _, word in olds], [word for _, word in news]):
        yield place[first], place[last], matching[new_first], matching[new_last]


def _edits(olds: list[str], news: list[str]) -> Iterator[Gap]:
    """The parts between the words that a shortest way from *olds* to *news* keeps."""
    at = to = 0
    for first, new_first, size in [*_kept(olds, news), (len(olds), len(news), 0)]:
        yield at, first, to, new_first
        at, to = first + size, new_first + size


def _kept(olds: list[str], news: list[str]) -> list[tuple[int, int, int]]:
    """Runs of equal words: where they are in both and how many; none where the way would be too long.

    E. Myers, "An O(ND) difference algorithm and its variations": from each state of *reached* the next
    one adds one change. A key is a place in *olds* less the one in *news*, a value a place in *olds*.
    """
    reached = {1: 0}
    steps = []
    for changes in range(1 + min(CHANGES_MAX, WORK_MAX // (1 + len(olds) + len(news)))):
        steps.append(dict(reached))
        for line in range(-changes, changes + 1, 2):
            at = _first(reached, line, changes)
            while at < len(olds) and at - line < len(news) and olds[at] == news[at - line]:
                at += 1
            reached[line] = at
            if at >= len(olds) and at - line >= len(news):
                return _way_back(steps, line, at)
    return []


def _first(reached: dict[int, int], line: int, changes: int) -> int:
    return reached[line + 1] if _put_in(reached, line, changes) else reached[line - 1] + 1


def _put_in(reached: dict[int, int], line: int, changes: int) -> bool:
    """Whether the last change on the way to *line* put a word in, or took one out."""
    return line == -changes or (line != changes and reached[line - 1] < reached[line + 1])


def _way_back(steps: list[dict[int, int]], line: int, at: int) -> list[tuple[int, int, int]]:
    runs = []
    for changes in range(len(steps) - 1, -1, -1):
        start = _first(steps[changes], line, changes)
        if at > start:
            runs.append((start, start - line, at - start))
        at, line = (start, line + 1) if _put_in(steps[changes], line, changes) else (start - 1, line - 1)
    return runs[::-1]
