"""One round at the mailboxes: how far it goes, what came of it, and what a failure leaves for the next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.engine.events import RelayNotice
from sync.errors import Cancelled, Problem, RelayTooSlow, RelayUnreachable
from sync.model.belonging import RelayEntry

if TYPE_CHECKING:
    from sync.engine.mailbox import Mailbox


Spot = tuple[bytes, str]
"""A space, and the address of a relay."""

NO_ANSWER = (RelayUnreachable, RelayTooSlow)


@dataclass(frozen=True, slots=True)
class Extent:
    """All that waits in both directions, or less of it where bytes cost."""

    page: int = 0
    """Bytes of the one page that is taken from each mailbox; 0 for everything there is."""
    sends: bool = True


@dataclass(slots=True)
class SyncReport:
    sent: int = 0
    received: int = 0
    waiting: int = 0
    problems: list[Problem] = field(default_factory=list)
    lagging: list[Problem] = field(default_factory=list)
    """What kept delivery services from us that others stood in for: nothing that anybody must look at."""
    left: int = 0
    """Blobs that are known to wait at delivery services, and were not asked for."""
    quiet: list[Problem] = field(default_factory=list)
    """What stewards should look after soon, and nothing waits for."""
    notices: list[RelayNotice] = field(default_factory=list)
    """What the operators of delivery services say to everybody."""
    parts: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    """What of it was for which space: entries sent and received."""

    def add(self, space: bytes, *, sent: int = 0, received: int = 0) -> None:
        self.sent += sent
        self.received += received
        if sent or received:
            before = self.parts.get(space, (0, 0))
            self.parts[space] = (before[0] + sent, before[1] + received)


@dataclass(slots=True)
class Guarded:
    """Work at many mailboxes: where one fails, what else is at that relay is left for the next round.

    Relays of which *away* says that they did not answer the last time come after the others.
    """

    problems: list[Problem]
    cancelled: Callable[[], bool] | None
    away: frozenset[str] = frozenset()
    _failed: dict[Spot, Problem] = field(default_factory=dict)
    _went: set[Spot] = field(default_factory=set)

    def do(self, boxes: "Iterable[Mailbox]", work: "Callable[[Mailbox], None]") -> None:
        later: list[Mailbox] = []
        for box in boxes:
            if box.place.url in self.away:
                later.append(box)
            else:
                self._one(box, work)
        for box in later:
            self._one(box, work)

    def _one(self, box: "Mailbox", work: "Callable[[Mailbox], None]") -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        spot = (box.place.space, box.place.url)
        if spot in self._failed:
            return
        if (known := self._silent(box.place.url)) is not None:
            self._failed[spot] = known  # it would only be waited for once more
            return
        try:
            work(box)
            self._went.add(spot)
        except Problem as problem:
            self.problems.append(problem)
            self._failed[spot] = problem

    def _silent(self, url: str) -> Problem | None:
        """What kept a relay from answering at all in this round."""
        return next((problem for (_, one), problem in self._failed.items()
                     if one == url and type(problem) in NO_ANSWER), None)  # fmt: skip

    def sorted_out(self) -> list[Problem]:
        """Take out of the problems, and return, those of relays that others stood in for everywhere."""
        served = {space for space, url in self._went - self._failed.keys()}
        alone = [problem for (space, _), problem in self._failed.items() if space not in served]
        lagging = [one for one in self._failed.values() if not any(one is other for other in alone)]
        quiet = [one for one in self.problems if any(one is other for other in lagging)]
        self.problems[:] = [one for one in self.problems if not any(one is other for other in quiet)]
        return quiet

    @property
    def silent(self) -> frozenset[str]:
        """The relays that did not answer."""
        return frozenset(url for (_, url), problem in self._failed.items() if type(problem) in NO_ANSWER)


@dataclass(slots=True)
class Visits:
    """Which relays answered in one round, and the codes of what went wrong at others."""

    reached: set[RelayEntry] = field(default_factory=set)
    failed: dict[RelayEntry, str] = field(default_factory=dict)

    def noting(self, work: "Callable[[Mailbox], None]") -> "Callable[[Mailbox], None]":
        """Return the same work at a mailbox, of which the outcome is noted."""

        def noted(box: "Mailbox") -> None:
            try:
                work(box)
            except Problem as problem:
                self.failed[box.place.entry] = problem.code
                raise
            self.reached.add(box.place.entry)

        return noted
