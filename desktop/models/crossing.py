"""What somebody is told before and after items are copied to another space."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.models.facade import Session
from desktop.models.facade_belonging import SpaceRow
from desktop.models.plain import isolated
from i18n import crossing as words
from i18n import problems, tr
from sync.engine.crossing import Crossed
from sync.engine.crossing_survey import Concerned, Left, Look, Pair, Readers
from sync.errors import Cancelled
from sync.model.kinds import ALL

WRITERS = ("member", "steward")
NAMES_MAX = 10


@dataclass(frozen=True, slots=True)
class Ground:
    """What is to be copied, where it may go, and who reads where."""

    look: Look
    targets: Sequence[SpaceRow]
    readers: Mapping[str, Readers]

    def has_more(self, space: str) -> bool:
        """Whether somebody reads in *space* who may not read where one of the items is."""
        there = self.readers[space]
        here = [self.readers[each] for each in self.look.spaces]
        return any(there.count > each.count or (there.wider and not each.wider) for each in here)


def read(session: Session, items: Sequence[str]) -> Ground:
    """Read all of it at once, away from the windows."""
    look, rows = session.crossing.look(items), session.spaces.all()
    own = next(iter(look.spaces)) if len(look.spaces) == 1 else ""
    targets = [row for row in rows if row.role in WRITERS and not row.pending and row.id != own]
    every = {row.id for row in targets} | look.spaces
    return Ground(look, targets, {space: session.crossing.readers(space) for space in every})


def labels(every: Sequence[Concerned]) -> list[tuple[str, Pair]]:
    """Return what each field is called; of several kinds with the name of its kind before it."""
    several = len({one.kind for one in every}) > 1
    return [(_label(one, several=several), (one.kind, one.field)) for one in every]


def _label(one: Concerned, *, several: bool) -> str:
    kind = ALL.get(one.kind)
    field = kind.field(one.field) if kind else None
    label = tr(field.label) if field else isolated(one.field, 40)
    of = tr(kind.label) if kind else isolated(one.kind, 40)
    return f"{of} · {label}" if several else label


def staying(left: Left) -> list[str]:
    return words.left(left.there, left.withheld, left.bare, left.alone)


def outcome(done: Crossed) -> list[str]:
    """Say how it went, a sentence each, after how many there are."""
    said = []
    if isinstance(done.ended, Cancelled):
        said.append(words.stopped())
    elif done.ended is not None:
        ended = problems.sentences(done.ended.code, done.ended.holes)
        said += [ended.what, words.stays()]
    if done.files:
        said.append(words.files(done.files))
    said += [words.missing(isolated(name, 60)) for name in done.missing[:NAMES_MAX]]
    if done.links:
        said.append(words.links(done.links))
    return [*said, *staying(done.left)]
