"""Where a notebook exchanges besides delivery services, read in one go away from the windows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_rooms import FolderRow, Gathers, Room
from sync.engine.events import RoomState
from sync.errors import FileUnwritable, Problem
from sync.relay_refusals import FolderAway, FolderFull, FolderUnusable

OF_FOLDERS = (FolderAway, FolderFull, FolderUnusable, FileUnwritable)


@dataclass(frozen=True, slots=True)
class Standing:
    """The room that this notebook is in, or none."""

    room: Room | None = None
    state: RoomState = field(default_factory=RoomState)
    spaces: Sequence[SpaceRow] = ()
    """Those that can be exchanged."""
    addresses: Sequence[str] = ()
    """Where a room can be opened."""


def standing(session: Gathers) -> Standing:
    rooms = session.rooms
    return Standing(rooms.current, rooms.state)


def choices(session: Gathers) -> Standing:
    """Return the same with all that can be chosen before a room is entered."""
    rooms = session.rooms
    return Standing(rooms.current, rooms.state, _spaces(session), rooms.addresses())


@dataclass(frozen=True, slots=True)
class Folder:
    row: FolderRow
    names: tuple[str, ...]
    """Of the spaces that are exchanged there; none for all."""
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Known:
    folders: tuple[Folder, ...]
    spaces: Sequence[SpaceRow]


def folders(session: Gathers) -> Known:
    spaces = _spaces(session)
    names = {each.id: each.name for each in spaces}
    rows = session.folders.rows()
    found = (_folder(each, names, session.delivery.state.problem) for each in rows)
    return Known(tuple(found), spaces)


def _folder(row: FolderRow, names: dict[str, str], problem: Problem | None) -> Folder:
    """Take the last problem to be about this folder if it is of that sort and has its name."""
    ours = isinstance(problem, OF_FOLDERS) and problem.holes.get("name") == row.path.name
    known = tuple(names.get(space, "") for space in row.spaces)
    return Folder(row, known, problem if ours and row.is_there else None)


def _spaces(session: Gathers) -> list[SpaceRow]:
    return [each for each in session.spaces.all() if not each.pending and each.role != "removed"]
