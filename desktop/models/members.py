"""The people of a space: name, role and whether somebody checked that it is really them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from desktop.models.facade_belonging import MemberRow
from desktop.models.plain import one_line
from desktop.models.rows import IdRole, RowsModel, UserRole

RoleRole = UserRole + 2
VerifiedRole = UserRole + 3
MeRole = UserRole + 4
StateRole = UserRole + 5
LineRole = UserRole + 6
PictureRole = UserRole + 7
SureRole = UserRole + 8
InsideRole = UserRole + 9
NAME_MAX = 80


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a person below the name, and the picture before it."""

    line: str
    picture: str
    sure: bool


def untold(_row: MemberRow) -> Told:
    return Told("", "", sure=False)


class MemberListModel(RowsModel[MemberRow]):
    """*unnamed* stands where a person gave no name; *tell* says the rest of them."""

    def __init__(
        self, unnamed: str, parent: QObject | None = None, *, tell: Callable[[MemberRow], Told] = untold
    ) -> None:
        def name(row: MemberRow) -> str:
            return one_line(row.name, NAME_MAX) or unnamed

        def heard(row: MemberRow) -> str:
            return ", ".join(part for part in (name(row), tell(row).line) if part)

        columns = {
            Qt.ItemDataRole.DisplayRole.value: name,
            Qt.ItemDataRole.AccessibleTextRole.value: heard,
            IdRole: lambda row: row.person,
            RoleRole: lambda row: row.role,
            VerifiedRole: lambda row: row.verified,
            MeRole: lambda row: row.me,
            StateRole: lambda row: row.state,
            LineRole: lambda row: tell(row).line,
            PictureRole: lambda row: tell(row).picture,
            SureRole: lambda row: tell(row).sure,
            InsideRole: lambda row: bool(row.inside),
        }
        names = {
            IdRole: b"person",
            RoleRole: b"role",
            VerifiedRole: b"verified",
            MeRole: b"me",
            StateRole: b"state",
        }
        super().__init__(lambda row: row.person, columns, names, parent)
