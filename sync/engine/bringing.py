"""What goes on while things are brought in: how far it is, and what is remarked on the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sync.engine.under_way import Mark
from sync.exchange import letters
from sync.exchange.outcome import Imported, Remark

REMARKS_MAX = 500
Progress = Callable[[int, int], None]
Here = Callable[[Sequence[Mapping[str, str]]], Sequence[bool]]
"""Says of the fields of several things which of them are here as they are."""


@dataclass(frozen=True, slots=True)
class Remarked:
    """Something that did not come in just as the file has it: which, and a `Remark`."""

    name: str
    remark: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """A file that does not say what it is written in."""

    path: Path
    encoding: str
    """One of `letters.NAMES`: what it seems to be."""
    lines: tuple[bytes, ...]
    """The first that look different from one to the other."""


class HowFar:
    """How far bringing in is: said to whoever waits for it, and noted in case it is cut off."""

    def __init__(self, mark: Mark | None = None, progress: Progress | None = None, total: int = 0) -> None:
        self._mark, self._progress, self._total = mark, progress, total

    def of_files(self, done: int, total: int) -> None:
        """Of several files how many were read, of one how many things in it."""
        self._total = total
        if self._progress is not None:
            self._progress(done, total)

    def of_door(self, done: int, total: int) -> None:
        if self._mark is not None:
            self._mark.at(done, total)
        if self._progress is not None:
            self._progress(done, total)

    def coming(self, *, twice: bool) -> None:
        """Said before it comes: *twice* where it would be there a second time if it came again."""
        if self._mark is not None and twice:
            self._mark.doubles()

    def reached(self, number: int) -> None:
        """The things up to *number* are in the notebook."""
        if self._mark is not None and number:
            self._mark.at(number, self._total if self._total >= number else 0)


@dataclass(slots=True)
class Work:
    space: str
    here: Here
    how_far: HowFar
    safe: bool
    """What comes is compared with what is here."""
    made: set[str] = field(default_factory=set)
    remarks: list[Remarked] = field(default_factory=list)

    def hear(self, one: Imported) -> None:
        if one.remark == Remark.ONLY_ONE:
            told = Remarked(one.name, one.remark)
        elif letters.told(one.remark):
            told = Remarked(one.name.partition(" #")[0], one.remark)
        else:
            return
        if len(self.remarks) < REMARKS_MAX and told not in self.remarks[-1:]:
            self.remarks.append(told)
