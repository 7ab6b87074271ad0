"""What changed about who belongs to a space since somebody last looked at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Belonging

HERE = ("present", "held")
News = Literal["", "in", "out", "gone", "waiting"]


@dataclass(frozen=True, slots=True)
class Look:
    """A space as it was found; *waiting* are the decisions that ask for this person's word."""

    space: str
    name: str
    out: bool
    pending: bool = False
    """Asked to come in, and not let in yet."""
    present: Mapping[str, str] = field(default_factory=dict)
    """The names of those who are here, by their ids."""
    waiting: frozenset[str] = frozenset()
    asking: int = 0
    """How many ask to come in, as far as this notebook knows."""


def look(belonging: Belonging, row: SpaceRow) -> Look:
    now = next((each for each in belonging.spaces.all() if each.id == row.id), row)
    if now.pending:
        return Look(row.id, now.name, out=False, pending=True)
    members = belonging.spaces.members(row.id)
    me = next((each for each in members if each.me and each.state in HERE), None)
    waiting: frozenset[str] = frozenset()
    if me is not None:
        waiting = frozenset(
            each.action for each in belonging.stewardship.open_decisions(row.id)
            if not each.mine and _asks(each.organisation, me.role, me.inside, officer=me.officer)
        )  # fmt: skip
    present = {each.person: each.name for each in members if each.state in HERE}
    asking = len(belonging.invitations.requests(row.id))
    return Look(row.id, now.name, now.role == "removed", present=present, waiting=waiting, asking=asking)


def _asks(organisation: str, role: str, inside: str, *, officer: bool) -> bool:
    return officer and organisation == inside if organisation else role == "steward"


def news(before: Look | None, now: Look) -> News:
    """Return what is worth a quiet line: one is in or out, somebody is gone, something waits."""
    if before is not None and before.pending and not now.pending:
        return "in"
    if now.out:
        return "out" if before is None or not before.out else ""
    if now.waiting - (before.waiting if before is not None else frozenset()):
        return "waiting"
    return "gone" if gone(before, now) else ""


def gone(before: Look | None, now: Look) -> list[str]:
    """Return the names of those who were here and are not any more."""
    if before is None:
        return []
    return [name for person, name in before.present.items() if person not in now.present]
