"""The delivery services of one space with all that is known of them, read in one go away from the windows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_relays import ProofRow, RelayRow, RelayState, Serves
from sync.errors import Problem

RELIABLE = "reliable"
PROVED = "proved"
LOW = 3  # fewer tickets than this are few


@dataclass(frozen=True, slots=True)
class Against:
    """Something that a delivery service did, how often and when last, and what its proof is worth."""

    code: str
    times: int
    last_ms: int
    worth: str
    """proved, told, or nothing where no proof is kept."""


@dataclass(frozen=True, slots=True)
class Service:
    row: RelayRow
    state: str
    against: tuple[Against, ...]

    @property
    def few_tickets(self) -> bool:
        """Whether organisers should soon ask for more."""
        return self.row.wants_tickets and self.row.kept is not None and self.row.spare + self.row.kept < LOW

    @property
    def needs_somebody(self) -> bool:
        """Whether something speaks against it, or it could not do what it should."""
        return bool(self.against or self.few_tickets or self.row.problem)

    @property
    def proved(self) -> bool:
        return any(each.worth for each in self.against)


@dataclass(frozen=True, slots=True)
class Known:
    spaces: tuple[SpaceRow, ...]
    space: SpaceRow | None
    services: tuple[Service, ...]
    former: int
    """So many proofs are kept against services that the space no longer uses."""

    @property
    def organised(self) -> bool:
        """Whether this person may change the services of the space."""
        return self.space is not None and self.space.role == "steward" and not self.space.pending


def taken(session: Serves, space: str) -> Known:
    """Return what is known of the services of *space*, or of the first space there is."""
    spaces = tuple(session.spaces.all())
    row = next((each for each in spaces if each.id == space), spaces[0] if spaces else None)
    if row is None or row.pending:
        return Known(spaces, row, (), 0)
    rows, states = session.relays.all(row.id), session.witness.rows(row.id)
    proofs = [each for each in session.witness.proofs() if each.space == row.id]
    found = tuple(_service(each, states, proofs) for each in rows)
    keys = {each.key for each in rows}
    return Known(spaces, row, found, sum(each.relay not in keys for each in proofs))


def _service(row: RelayRow, states: Sequence[RelayState], proofs: Sequence[ProofRow]) -> Service:
    state = next((each for each in states if each.relay == row.key), None)
    if state is None:
        return Service(row, RELIABLE, ())
    own = [each for each in proofs if each.relay == row.key]
    return Service(row, state.state, tuple(_against(state, own)))


def _against(state: RelayState, proofs: Sequence[ProofRow]) -> Iterator[Against]:
    """Tell each thing once: what was seen, then what is only proved."""
    worth = _worth(proofs)
    for sign in state.signs:
        yield Against(sign.code, sign.count, sign.last_ms, worth.pop(sign.code, ""))
    for code, value in worth.items():
        when = [each.at_ms for each in proofs if each.code == code]
        yield Against(code, len(when), max(when), value)


def _worth(proofs: Sequence[ProofRow]) -> dict[str, str]:
    """Return what the best proof of each thing is worth."""
    best: dict[str, str] = {}
    for each in proofs:
        if best.get(each.code) != PROVED:
            best[each.code] = each.worth
    return best


def space_of(session: Serves, relay: str, first: str) -> str:
    """Return a space that uses the relay with this key or address, *first* if it does; or nothing."""
    rows = session.witness.rows(None)
    using = [each.space for each in rows if relay in (each.relay, each.address)]
    return first if first in using else next(iter(using), "")


def concern(session: Serves, said: frozenset[tuple[str, str]]) -> Problem | None:
    """Return the first thing that organisers should look after and that was not *said* yet."""
    return next((each for each in session.relays.concerns() if known_by(each) not in said), None)


def known_by(problem: Problem) -> tuple[str, str]:
    """Return by what a concern is known again."""
    return problem.code, str(problem.holes.get("address", ""))
