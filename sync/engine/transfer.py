"""Bringing real things in and taking them out, in other people's formats."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sync.engine import editing
from sync.engine.items import Items
from sync.errors import Cancelled, NothingToExport, Problem
from sync.exchange import going, reading, writing
from sync.exchange.outcome import Imported, Outcome, Refused
from sync.item_refusals import StaysUntil
from sync.model.kinds.values import RECORD

BATCH = 100
EVENT = "event"
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that was kept as plain text: its row, its heading, what it says."""

    name: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Brought:
    added: int
    refused: tuple[Refused, ...]
    misread: tuple[Misread, ...] = ()
    """What in a table says nothing that its field can hold: the first few hundred."""
    files: int = 0
    """Attachments that came with the items."""


Door = Callable[[str, Path, Progress | None, Stop | None], Brought]
"""Brings one path into a space."""


class Transfer:
    def __init__(self, items: Items) -> None:
        self._items = items
        self.door: Callable[[Path], Door | None] = _no_door
        """Says what brings in a path that is not read like others."""

    def bring_in(
        self,
        space: str,
        paths: Sequence[Path],
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> Brought:
        """Read files and folders into *space*; what cannot be read is named and stops nothing else."""
        doors = {path: door for path in paths if (door := self.door(path)) is not None}
        others = [path for path in paths if path not in doors]
        parts = [door(space, path, progress, cancelled) for path, door in doors.items()]
        every = (one for path in others for one in reading.read_path(path, progress, cancelled))
        parts.append(self.add(space, every))
        refused = tuple(each for one in parts for each in one.refused)
        return Brought(sum(one.added for one in parts), refused, files=sum(one.files for one in parts))

    def add(self, space: str, outcomes: Iterable[Outcome]) -> Brought:
        """Add everything that comes, as one step to take back, also where somebody stops it half way."""
        made: set[str] = set()
        try:
            return self._add_all(space, outcomes, made)
        finally:
            if made:
                self._items.history.remember(lambda who: self._items.many.drop(made, by=who))

    def _add_all(self, space: str, outcomes: Iterable[Outcome], made: set[str]) -> Brought:
        added = 0
        refused: list[Refused] = []
        batch: list[Imported] = []
        for outcome in outcomes:
            if isinstance(outcome, Refused):
                refused.append(outcome)
            elif self._fits(outcome, refused):
                batch.append(outcome)
            if len(batch) >= BATCH:
                added += self._add(space, batch, made)
                batch = []
        added += self._add(space, batch, made)
        return Brought(added, tuple(refused))

    @staticmethod
    def _fits(one: Imported, refused: list[Refused]) -> bool:
        try:
            editing.check_fields(editing.declared_kind(one.kind), one.fields)
        except Problem as problem:
            refused.append(Refused(one.name, problem.code))
            return False
        return True

    def _add(self, space: str, batch: Sequence[Imported], made: set[str]) -> int:
        for kind in dict.fromkeys(one.kind for one in batch):
            fields = [one.fields for one in batch if one.kind == kind]
            made |= self._items.bring(space, kind, fields).ids
        return len(batch)

    def take_out(
        self,
        space: str,
        kind: str,
        target: Path,
        *,
        fields: Collection[str] | None = None,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> int:
        """Write every item of *kind* to *target*, and return how many. Raises what `take_out_items` does."""
        editing.declared_kind(kind)
        ids = [row.id for row in reversed(self._items.rows(space, kind))]
        return self.take_out_items(kind, ids, target, fields=fields, progress=progress, cancelled=cancelled)

    def take_out_items(
        self,
        kind: str,
        items: Sequence[str],
        target: Path,
        *,
        fields: Collection[str] | None = None,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> int:
        """Write these items, which are all of *kind*, to *target*: all that may leave, or only *fields*.

        What is not to leave its space yet is left out. Raises NothingToExport, StaysUntil, or Cancelled; then
        nothing was written.
        """
        every = self.each(items, progress, cancelled)
        if fields is not None:
            every = (going.only(each, fields) for each in every)
        shown = map(self._with_names, every) if kind == EVENT else every
        return writing.write_items(kind, shown, target)

    def _with_names(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Return the fields of an event for other programs, which know people by name."""
        people = fields.get("people", "").splitlines()
        contacts = [line for line in people if RECORD.fullmatch(line)]
        if not contacts:
            return dict(fields)
        names = {row.id: row.title for row in self._items.lists.rows(contacts) if row.title}
        return {**fields, "people": "\n".join(dict.fromkeys(names.get(line, line) for line in people))}

    def each(
        self, items: Sequence[str], progress: Progress | None = None, cancelled: Stop | None = None
    ) -> Iterator[dict[str, str]]:
        """Return the fields of those of these items that may leave, one after the other.

        Raises NothingToExport, StaysUntil, Cancelled.
        """
        if not items:
            raise NothingToExport
        stay = {one.id for one in self._items.lists.held(items)}
        leaving = [item for item in items if item not in stay]
        if not leaving:
            raise StaysUntil
        return self._each(leaving, progress, cancelled)

    def _each(
        self, items: Sequence[str], progress: Progress | None, cancelled: Stop | None
    ) -> Iterator[dict[str, str]]:
        for number, item in enumerate(items, start=1):
            if cancelled is not None and cancelled():
                raise Cancelled
            fields = self._items.show(item).fields
            yield {name: values[0].value for name, values in fields.items()}
            if progress is not None:
                progress(number, len(items))


def _no_door(_path: Path) -> None:
    return None
