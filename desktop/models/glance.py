"""What the page of sending and receiving shows, read in one go away from the windows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.models.facade_attachments import HasRules, Rule
from desktop.models.facade_relays import Serves
from desktop.models.facade_repairs import Mends
from desktop.models.facade_rooms import Gathers
from desktop.models.facade_sending import Counts, Outlook, Pace, Round, Ways
from sync.engine.events import DeliveryState


class Sends(Serves, Gathers, Mends, Protocol):
    @property
    def ways(self) -> Ways: ...
    @property
    def attachments(self) -> HasRules: ...


@dataclass(frozen=True, slots=True)
class Glance:
    state: DeliveryState
    mode: str
    metered: str
    costs: bool
    route: str
    files: Rule
    """Which attached files go by themselves."""
    outlook: Outlook
    counts: Counts
    problem: str
    """The code of what went wrong the last time, or nothing."""
    paces: Sequence[Pace]


def taken(session: Sends) -> Glance:
    delivery = session.delivery
    state = delivery.state
    return Glance(
        state, delivery.mode, delivery.metered.said, delivery.metered.now, session.ways.route,
        session.attachments.rules.said,
        delivery.outlook(), delivery.traffic.counts(), _problem(state, delivery.traffic.log()),
        delivery.steady.rows(),
    )  # fmt: skip


def _problem(state: DeliveryState, rounds: Sequence[Round]) -> str:
    """Return what is wrong now: the log keeps no line of a round that met nothing and mended it."""
    if state.problem is not None:
        return state.problem.code
    return rounds[0].problem if rounds and state.last_ms is None else ""


def names(session: Sends) -> Mapping[str, str]:
    """Return the names of all spaces by id."""
    return {row.id: row.name for row in session.spaces.all()}


def waiting(session: Sends) -> list[tuple[str, Outlook]]:
    """Return the name of each space with what waits there to be sent."""
    found = [(row.name, session.delivery.outlook(row.id)) for row in session.spaces.all()]
    return [(name, outlook) for name, outlook in found if outlook.changes or outlook.bytes_to_send]
