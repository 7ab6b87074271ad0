"""Bringing real things in and taking them out, in other people's formats."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sync.engine import attach_cards, calendar_out, due, editing, people_known, under_way, unnamed
from sync.engine.attach_cards import Files
from sync.engine.bringing import Assumed, Here, HowFar, Progress, Remarked, Work
from sync.engine.history import Watch
from sync.engine.items import Items
from sync.engine.people_known import Rows
from sync.engine.under_way import Going, Note
from sync.errors import Cancelled, NothingToExport, Problem
from sync.exchange import feeds, going, letters, reading, vcard, writing
from sync.exchange.outcome import Imported, Outcome, Refused
from sync.model.kinds import audiences

BATCH = 100
EVENT, TASK = "event", "plan"
Stop = Callable[[], bool]
Dress = Callable[[str, dict[str, str]], dict[str, str]]


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
    here: int = 0
    """What was here already, just as it came."""
    remarks: tuple[Remarked, ...] = ()
    """What was done to bring some of it in all the same: the first few hundred."""


Door = Callable[[str, Path, Progress | None, Stop | None], Brought]
"""Brings one path into a space."""


class Transfer:
    def __init__(self, items: Items) -> None:
        self._items = items
        self.door: Callable[[Path], Door | None] = _no_door
        """Says what brings in a path that is not read like others."""
        self.files: Files | None = None
        """Keeps what stands inside of what is brought in."""
        self.going: Going = under_way.unnoted
        """Notes that something is being brought in."""
        self.people = Rows(items.lists)
        """Gives the names of the people in what is taken out."""

    def known_as(self, audience: str) -> "Transfer":
        """Return what takes things out with the names of people that *audience* knows, and no others."""
        made = copy(self)
        made.people = Rows(self._items.lists, audience)
        return made

    def audiences(self, spaces: Collection[str]) -> list[str]:
        """Return for whom somebody in *spaces* has a name of their own."""
        return people_known.every_audience(self._items.lists, spaces)

    def bring_in(
        self,
        space: str,
        paths: Sequence[Path],
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
        encoding: str = "",
    ) -> Brought:
        """Read files and folders into *space*; what cannot be read is named and stops nothing else.

        *encoding* is one of `letters.NAMES`, for files that do not say theirs; without it that is guessed.
        """
        note = Note(under_way.FILES, under_way.named(path.name for path in paths), space)
        with self.going(note) as mark:
            how_far = HowFar(mark, progress)
            doors = {path: door for path in paths if (door := self.door(path)) is not None}
            others = [path for path in paths if path not in doors]
            how_far.coming(twice=any(path.suffix.casefold() not in feeds.ENDINGS for path in doors))
            parts = [door(space, path, how_far.of_door, cancelled) for path, door in doors.items()]
            read = partial(
                reading.read_path, on_progress=how_far.of_files, cancelled=cancelled, encoding=encoding
            )
            every = (one for path in others for one in read(path))
            parts.append(self.add(space, every, how_far=how_far))
        refused = tuple(each for one in parts for each in one.refused)
        return _sum(parts, refused)

    def assumed(self, paths: Sequence[Path]) -> list[Assumed]:
        """Return which of these files do not say what they are written in, and what that seems to be."""
        told = ((path, reading.telling(path)) for path in paths if not path.is_dir())
        return [Assumed(path, letters.guess(b"\n".join(lines)), lines) for path, lines in told if lines]

    def add(
        self, space: str, outcomes: Iterable[Outcome], here: Here | None = None, how_far: HowFar | None = None
    ) -> Brought:
        """Add everything that comes, as one step to take back, also where somebody stops it half way.

        What *here* knows is left out.
        """
        work = Work(space, here or _nothing_here, how_far or HowFar(), safe=here is not None)
        try:
            return self._add_all(work, outcomes)
        finally:
            if work.made:
                self._items.history.remember(lambda who: self._items.many.drop(work.made, by=who))

    def _add_all(self, work: Work, outcomes: Iterable[Outcome]) -> Brought:
        parts: list[Brought] = []
        refused: list[Refused] = []
        batch: list[Imported] = []
        for number, outcome in enumerate(outcomes, 1):
            if isinstance(outcome, Refused):
                refused.append(outcome)
            elif self._fits(outcome, refused):
                batch.append(outcome)
                work.hear(outcome)
            if len(batch) >= BATCH:
                parts.append(self._add(work, batch, number))
                batch = []
        parts.append(self._add(work, batch, 0))
        return replace(_sum(parts, tuple(refused)), remarks=tuple(work.remarks))

    @staticmethod
    def _fits(one: Imported, refused: list[Refused]) -> bool:
        try:
            editing.check_fields(editing.declared_kind(one.kind), one.fields)
        except Problem as problem:
            refused.append(Refused(one.name, problem.code))
            return False
        return True

    def _add(self, work: Work, batch: Sequence[Imported], number: int) -> Brought:
        """Add what was read, and was not here as it is; return how much that was."""
        known = work.here([one.fields for one in batch])
        fresh = [one for one, is_here in zip(batch, known, strict=True) if not is_here]
        work.how_far.coming(twice=not (work.safe or all(map(_is_known_again, fresh))))
        added = files = 0
        for kind in dict.fromkeys(one.kind for one in fresh):
            every = [one for one in fresh if one.kind == kind]
            new = self._items.bring(work.space, kind, [one.fields for one in every])
            work.made |= new.ids
            added += sum(map(bool, new.in_order))
            if self.files is not None and len(new.in_order) == len(every):
                files += attach_cards.attach(self.files, zip(new.in_order, every, strict=True))
        work.how_far.reached(number)
        return Brought(added, (), files=files, here=len(batch) - added)

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
        ids = self._items.lists.ids(space, kind)[::-1]
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
        file = going.form_of(kind, target) != going.FOLDER
        dress = self._dress(kind, pictures=fields is None or "source" in fields) if file else None
        every = self._every(items, Watch(progress, cancelled), dress)
        if fields is not None:
            every = (going.only(each, fields) for each in every)
        if kind == EVENT and not file:
            every = (calendar_out.with_names(self.people, each) for each in every)
        return writing.write_items(kind, every, target)

    def _dress(self, kind: str, *, pictures: bool) -> Dress | None:
        """Return what makes the fields of an item those of a file for other programs."""
        if kind == vcard.KIND and pictures and self.files is not None and not self.people.audience:
            return partial(attach_cards.with_pictures, self.files)
        return partial(calendar_out.dressed, self.people) if kind in (EVENT, TASK) else None

    def each(
        self, items: Sequence[str], progress: Progress | None = None, cancelled: Stop | None = None
    ) -> Iterator[dict[str, str]]:
        """Return the fields of those of these items that may leave, one after the other.

        Raises NothingToExport, StaysUntil, Cancelled.
        """
        return self._every(items, Watch(progress, cancelled), None)

    def _every(self, items: Sequence[str], watch: Watch, dress: Dress | None) -> Iterator[dict[str, str]]:
        if not items:
            raise NothingToExport
        return self._each(items, watch, dress)

    def _each(self, items: Sequence[str], watch: Watch, dress: Dress | None) -> Iterator[dict[str, str]]:
        for number, item in due.numbered(self._items.lists, items):
            if watch.cancelled is not None and watch.cancelled():
                raise Cancelled
            shown = self._items.show(item)
            fields = {name: values[0].value for name, values in shown.fields.items()}
            if self.people.audience and shown.kind == vcard.KIND:
                fields = audiences.called(fields, self.people.audience)
            fields = unnamed.in_fields(fields, partial(due.staying, self._items.lists))
            yield fields if dress is None else dress(item, fields)
            if watch.progress is not None:
                watch.progress(number, len(items))


def _no_door(_path: Path) -> None:
    return None


def _is_known_again(one: Imported) -> bool:
    """Say whether it would not be there twice if it came again (see `coming_again`)."""
    card = one.kind == vcard.KIND and one.fields.get("source")
    return bool(card or (one.kind in (EVENT, TASK) and one.fields.get("uid")))


def _nothing_here(every: Sequence[Mapping[str, str]]) -> list[bool]:
    return [False] * len(every)


def _sum(parts: Sequence[Brought], refused: tuple[Refused, ...]) -> Brought:
    added, files, here = (
        sum(each) for each in zip(*((p.added, p.files, p.here) for p in parts), strict=True)
    )
    remarks = tuple(each for one in parts for each in one.remarks)
    return Brought(added, refused, files=files, here=here, remarks=remarks)
