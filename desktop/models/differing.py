"""Where two texts differ, word by word, with what is the same in both folded away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS_MAX = 4_000  # of both texts; longer ones are compared from their two ends only
AROUND = 8  # words that stay beside a difference
FOLDED = "…"
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    differs: bool = False


def pieces(own: str, other: str) -> list[Piece]:
    """Return *own* in pieces, marked where *other* says something else."""
    mine, theirs = _WORD.findall(own), _WORD.findall(other)
    found: list[Piece] = []
    for start, end, differs in _runs(mine, theirs):
        text = "".join(mine[start:end])
        found.append(Piece(text, differs and bool(text.strip())))
    return found


def folded(whole: Sequence[Piece]) -> list[Piece]:
    """Return pieces without the long stretches that are the same in both texts."""
    if not any(piece.differs for piece in whole):
        return list(whole)
    last = len(whole) - 1
    return [
        piece if piece.differs else Piece(_short(piece.text, first=at == 0, last=at == last))
        for at, piece in enumerate(whole)
    ]


def _short(text: str, *, first: bool, last: bool) -> str:
    words = _WORD.findall(text)
    head, tail = (0 if first else AROUND * 2), (0 if last else AROUND * 2)
    if len(words) <= head + tail + 1:
        return text
    before = "".join(words[:head]).rstrip()
    after = "".join(words[len(words) - tail :]).lstrip() if tail else ""
    return " ".join(part for part in (before, FOLDED, after) if part)


def _runs(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, bool]]:
    """Return stretches of *mine*, each with whether it differs."""
    if len(mine) + len(theirs) > WORDS_MAX:
        return _ends(mine, theirs)
    found = []
    for tag, start, end, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if end > start:
            found.append((start, end, tag != "equal"))
    return found


def _ends(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, bool]]:
    most = min(len(mine), len(theirs))
    head = next((at for at in range(most) if mine[at] != theirs[at]), most)
    tail = next((at for at in range(most - head) if mine[-1 - at] != theirs[-1 - at]), most - head)
    ends = (0, head, len(mine) - tail, len(mine))
    spans = zip(ends, ends[1:], (False, True, False), strict=False)
    return [(start, end, differs) for start, end, differs in spans if end > start]
