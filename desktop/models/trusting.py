"""Who can read what is shown, who wrote it, and where it is: in words and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.models import fellowship
from desktop.models.facade_belonging import MemberRow
from desktop.models.facade_home import ItemReach, SpaceReach, Tells
from desktop.models.plain import isolated
from i18n import tr, tr_n

PICTURES = {"here": "hard-drive", "waiting": "clock", "sent": "circle-check"}
NAME_MAX = 40


@dataclass(frozen=True, slots=True)
class Trust:
    """What stands over a section: *wider* where organisations let their own people read too."""

    space: str
    item: str
    readers: int
    wider: bool
    reach: SpaceReach
    of_item: ItemReach | None = None


def taken(session: Tells, space: str, item: str) -> Trust | None:
    """Read it in one go, away from the windows; a space that is not there any more tells nothing."""
    if all(row.id != space or row.pending for row in session.spaces.all()):
        return None
    members: Sequence[MemberRow] = session.spaces.members(space)
    here = [each for each in members if each.state in fellowship.HERE]
    readers = sum(not each.organisation for each in here)
    wider = any(each.shares_down for each in here)
    return Trust(
        space, item, readers, wider, session.reach.of_space(space),
        session.reach.of_item(item) if item else None,
    )  # fmt: skip


def readers(now: Trust) -> str:
    """Say who can read what is in the space."""
    if now.wider:
        return tr_n(
            "{count} person and people of organisations can read this",
            "{count} people and people of organisations can read this",
            now.readers,
        )
    if now.readers <= 1:
        return tr("Only you can read this")
    return tr_n("{count} person can read this", "{count} people can read this", now.readers)


def state(now: Trust) -> str:
    """Return the word for where the open item is, or else everything in the space."""
    return now.of_item.state if now.of_item is not None else now.reach.state


def where(name: str) -> str:
    return {
        "here": tr("Only on this computer"),
        "waiting": tr("Waiting to send"),
        "sent": tr("Sent to the space"),
    }[name]


def writer(now: Trust) -> str:
    """Say who changed the open item last, and whether somebody checked that it is really them."""
    item = now.of_item
    if item is None:
        return ""
    if item.checked == "me":
        return tr("Last changed by you")
    name = isolated(item.who, NAME_MAX) if item.who else tr("somebody")
    if item.checked:
        return tr("Last changed by {name}, checked", name=name)
    return tr("Last changed by {name}, not checked", name=name)


def writer_picture(now: Trust) -> str:
    return "user-check" if now.of_item is not None and now.of_item.checked else "user"
