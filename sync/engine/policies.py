"""What a space has agreed on: who sees the past, who invites, when laptops drop out (A4.1)."""

from dataclasses import dataclass, replace

from sync.engine import departure
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.notebook import Notebook
from sync.model import ops
from sync.model.belonging import HISTORIES
from sync.refusals import HistoryNotOffered
from sync.store.database import Db

INVITERS = ("steward", "member")
DAYS_MAX = 3650
OFFERED = "full"  # a newcomer without the chains could check nobody's membership


@dataclass(frozen=True, slots=True)
class PolicyRow:
    name: str
    kind: str
    """Space or network."""
    history: str
    """What newcomers see of the past: full; state (as it is now) and none are known, and not offered yet."""
    inviters: str
    """Who may invite: steward, or member for everybody who writes."""
    dormant_days: int
    """After how long without a sign of life a laptop drops out."""
    rotate_days: int


class Policies:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def policy(self, space: str) -> PolicyRow:
        state = self._book.read(lambda db: self._book.state(db, bytes.fromhex(space)))
        agreed = state.policy
        return PolicyRow(
            agreed.name, state.kind, agreed.history, agreed.inviters, agreed.dormant_days, agreed.rotate_days
        )

    def set_policy(
        self,
        space: str,
        *,
        history: str | None = None,
        inviters: str | None = None,
        dormant_days: int | None = None,
        rotate_days: int | None = None,
    ) -> PolicyRow:
        """Change what is given, and leave the rest. It does not rewrite the past (A4.6).

        Raises NotAllowed for anybody but stewards, HistoryNotOffered for a history other than "full", and
        ValueError for values that nobody knows.
        """
        given = {
            "history": history,
            "inviters": inviters,
            "dormant_days": dormant_days,
            "rotate_days": rotate_days,
        }
        changes = {name: value for name, value in given.items() if value is not None}
        _check(changes)
        name = bytes.fromhex(space)

        def write(db: Db) -> None:
            agreed = self._book.must_steward(db, name).policy
            changed = replace(
                agreed,
                history=agreed.history if history is None else history,
                inviters=agreed.inviters if inviters is None else inviters,
                dormant_days=agreed.dormant_days if dormant_days is None else dormant_days,
                rotate_days=agreed.rotate_days if rotate_days is None else rotate_days,
            )
            if changed != agreed:
                departure.publish(db, self._book, name, [ops.SetPolicy(changed)])
                self._book.tell(MembersChanged(space))
                self._book.tell(SpacesChanged())

        self._book.write(write)
        return self.policy(space)


def _check(changes: dict[str, str | int]) -> None:
    days = [value for value in changes.values() if isinstance(value, int)]
    known = changes.get("history", "full") in HISTORIES and changes.get("inviters", "steward") in INVITERS
    if not known or not all(0 < value <= DAYS_MAX for value in days):
        raise ValueError(changes)
    if changes.get("history", OFFERED) != OFFERED:
        raise HistoryNotOffered
