"""One person or organisation of a space: who they are, what is known of them, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs import trust
from desktop.dialogs.flow import open_over
from desktop.dialogs.here import Here
from desktop.dialogs.laptops import LaptopsPart
from desktop.dialogs.personcheck import CheckPart
from desktop.dialogs.rolechange import Deciding, LeaveDialog, RemoveDialog, RoleDialog
from desktop.models.facade_belonging import MemberRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr, tr_n


def heading_line(here: Here, member: MemberRow, members: Sequence[MemberRow]) -> str:
    """Return the role, and for whom they speak."""
    role = here.role_word(member.role)
    if not member.inside:
        return role
    home = next((isolated(each.name, 40) for each in members if each.person == member.inside), "")
    speaks = tr("decides for {organisation}", organisation=home)
    came = tr("came with {organisation}", organisation=home)
    return " · ".join(part for part in (role, speaks if member.officer else came) if part)


class PersonDetail(QWidget):
    requests_wanted = Signal()

    def __init__(self, here: Here, member: MemberRow, members: Sequence[MemberRow]) -> None:
        super().__init__()
        self._here, self.member = here, member
        self.me = next((each for each in members if each.me), None)
        self._inner = parts.column(self, gap=3)
        self._inner.addWidget(parts.label(trust.name_of(member), "heading"))
        said = heading_line(here, member, members)
        if said:
            self._inner.addWidget(parts.label(said))
        if not (member.organisation and member.state == "present"):
            self._inner.addWidget(trust.line(trust.of_member(member)))
        if member.state == "held":
            self._inner.addWidget(trust.line(trust.of(member.verified, me=member.me)))
        self._fill()
        self._inner.addStretch(1)

    def _fill(self) -> None:
        member = self.member
        if member.state == "invited":
            self._inner.addWidget(CheckPart(self._here, member))
            look = parts.button(tr("Look at the requests…"), "user-check", then=self.requests_wanted.emit)
            self._inner.addWidget(look)
            return
        if member.state == "removed":
            self._inner.addWidget(parts.label(tr("What was written since stays closed to them."), "hint"))
            return
        if member.organisation:
            people = tr_n("{count} computer in all", "{count} computers in all", member.devices)
            self._inner.addWidget(parts.label(people, "hint"))
        if member.shares_down:
            self._inner.addWidget(parts.label(tr("This organisation shares with its own members.")))
        self._inner.addWidget(CheckPart(self._here, member))
        self._inner.addWidget(parts.rule())
        self._inner.addWidget(LaptopsPart(self._here, member))
        self._offer_changes()

    def _offer_changes(self) -> None:
        member = self.member
        if self.me is None:
            return
        ways: list[QWidget] = []
        if member.me:
            ways.append(parts.button(tr("Leave this space…"), "log-out", then=self.show_leave))
        elif member.inside:
            said = tr("Their organisation decides whether they stay: under “Organisations”.")
            ways.append(parts.label(said, "hint"))
        elif self.me.role == "steward":
            ways.append(parts.button(tr("Change the role…"), "user", then=self.show_role))
            ways.append(parts.button(tr("Take out of this space…"), "log-out", then=self.show_removal))
        if ways:
            self._inner.addWidget(parts.rule())
        for each in ways:
            self._inner.addWidget(each)

    def show_role(self) -> None:
        self._open(RoleDialog(self._here, self.member, self.window()))

    def show_removal(self) -> None:
        self._open(RemoveDialog(self._here, self.member, self.window()))

    def show_leave(self) -> None:
        self._open(LeaveDialog(self._here, self.window()))

    def _open(self, dialog: Deciding) -> None:
        dialog.settled.connect(self._here.changed)
        open_over(dialog)
