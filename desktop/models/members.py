"""The people of a space: name, role and whether somebody checked that it is really them."""

from PySide6.QtCore import QObject, Qt

from desktop.models.facade_belonging import MemberRow
from desktop.models.plain import one_line
from desktop.models.rows import IdRole, RowsModel, UserRole

RoleRole = UserRole + 2
VerifiedRole = UserRole + 3
MeRole = UserRole + 4
StateRole = UserRole + 5
NAME_MAX = 80


class MemberListModel(RowsModel[MemberRow]):
    """*unnamed* stands where a person gave no name."""

    def __init__(self, unnamed: str, parent: QObject | None = None) -> None:
        def name(row: MemberRow) -> str:
            return one_line(row.name, NAME_MAX) or unnamed

        columns = {
            Qt.ItemDataRole.DisplayRole.value: name,
            Qt.ItemDataRole.AccessibleTextRole.value: name,
            IdRole: lambda row: row.person,
            RoleRole: lambda row: row.role,
            VerifiedRole: lambda row: row.verified,
            MeRole: lambda row: row.me,
            StateRole: lambda row: row.state,
        }
        names = {
            IdRole: b"person",
            RoleRole: b"role",
            VerifiedRole: b"verified",
            MeRole: b"me",
            StateRole: b"state",
        }
        super().__init__(lambda row: row.person, columns, names, parent)
