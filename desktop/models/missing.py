"""What has not arrived in any space, read in one go away from the windows."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_repairs import DifferingRow, GapRow, Mends


@dataclass(frozen=True, slots=True)
class Lack:
    """A space in which something is known to be missing, or to differ."""

    space: SpaceRow
    gaps: tuple[GapRow, ...]
    differing: tuple[DifferingRow, ...] = ()

    @property
    def count(self) -> int:
        return sum(each.count for each in self.gaps)

    @property
    def name(self) -> str:
        """The person's who wrote all that is missing; nothing where several did."""
        names = {each.name for each in self.gaps}
        return next(iter(names)) if len(names) == 1 else ""

    @property
    def devices(self) -> frozenset[str]:
        return frozenset(each.device for each in self.gaps)


def everywhere(session: Mends) -> list[Lack]:
    """Return what lacks in each space, those with nothing left out."""
    found = [_lack(session, each) for each in _readable(session)]
    return [each for each in found if each.gaps or each.differing]


def in_space(session: Mends, space: str) -> Lack | None:
    return next((_lack(session, each) for each in _readable(session) if each.id == space), None)


def name_of(session: Mends, space: str) -> str:
    return next((each.name for each in session.spaces.all() if each.id == space), "")


def ask(session: Mends, wanted: Sequence[tuple[str, str]]) -> int:
    """Ask now for what these laptops wrote, each given with its space; return for how many of them."""
    spaces = dict.fromkeys(space for space, _ in wanted)
    return sum(session.repairs.ask(each, [dev for space, dev in wanted if space == each]) for each in spaces)


def _readable(session: Mends) -> Sequence[SpaceRow]:
    return [each for each in session.spaces.all() if not each.pending]


def _lack(session: Mends, row: SpaceRow) -> Lack:
    return Lack(row, tuple(session.repairs.gaps(row.id)), tuple(session.repairs.differing(row.id)))
