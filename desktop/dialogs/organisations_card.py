"""One organisation of a network: whom it sends, what is agreed about it, and what one may do there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from desktop.dialogs import trust
from desktop.dialogs.flow import Flow, open_over
from desktop.dialogs.here import Here
from desktop.dialogs.organisations_ask import (
    AskDialog,
    Question,
    name_of,
    promoting,
    refusing,
    releasing,
    stopping,
    withdrawing,
)
from desktop.dialogs.organisations_bring import BringDialog
from desktop.dialogs.organisations_share import StartSharingDialog, agreed
from desktop.dialogs.rolechange import RemoveDialog
from desktop.models.facade_belonging import (
    DelegateRow,
    MemberRow,
    OrganisationRow,
    OwnOrganisation,
    SharingRow,
    SpaceRow,
)
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em
from i18n import tr

PER_LINE = 2
NARROW_EM = 66  # less than this, and buttons stand below the person whom they are about


@dataclass(frozen=True, slots=True)
class Known:
    rows: Sequence[OrganisationRow]
    members: Mapping[str, MemberRow]
    sharing: Mapping[str, SharingRow]
    spaces: Sequence[SpaceRow]
    own: Sequence[OwnOrganisation]

    @property
    def me(self) -> MemberRow | None:
        return next((each for each in self.members.values() if each.me and each.state in trust.HERE), None)

    @property
    def organises(self) -> bool:
        return self.me is not None and self.me.role == "steward"


class OrganisationPart(QFrame):
    def __init__(self, here: Here, row: OrganisationRow, known: Known) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._here, self.row, self._known = here, row, known
        self._sharing = known.sharing.get(row.id)
        inner = parts.column(self, gap=3, margin=4)
        self._heading(inner)
        for one in row.people:
            self._delegate(inner, one)
        ways = [*self._officer_ways(), *self._organiser_ways()]
        if ways:
            inner.addWidget(parts.rule())
        if self._may_take_out():
            name = name_of(row)
            said = tr("Only {name} decides whom it sends. You can take all of it out.", name=name)
            inner.addWidget(parts.label(said, "hint"))
        self._buttons(inner, ways)

    def _heading(self, inner: QVBoxLayout) -> None:
        line = parts.row(gap=2)
        line.addWidget(parts.picture("building", round(em() * 1.3)), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(parts.label(name_of(self.row), "heading"), 1)
        words = parts.column(gap=1)
        words.addLayout(line)
        said = [self._here.role_word(self.row.role), tr("You decide whom it sends.") if self.row.mine else ""]
        words.addWidget(parts.label(" · ".join(each for each in said if each), "hint"))
        for each in agreed(self._sharing, self._known.spaces) if self._sharing is not None else ():
            words.addWidget(parts.label(each))
        inner.addLayout(words)

    def _delegate(self, inner: QVBoxLayout, one: DelegateRow) -> None:
        member = self._known.members.get(one.person)
        line = parts.row(gap=2)
        if member is not None:
            line.addWidget(trust.mark(trust.of_member(member)), 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            line.addWidget(parts.picture("user", round(em() * 1.1), Role.PlaceholderText))
        said = [tr("decides whom it sends") if one.officer else "", tr("you") if one.me else ""]
        words = parts.column(gap=0)
        words.addWidget(parts.label(name_of(one), "strong"))
        marks = " · ".join(each for each in said if each)
        if marks:
            words.addWidget(parts.label(marks, "hint"))
        line.addLayout(words, 1)
        inner.addLayout(line)
        if not self.row.mine or one.me:
            return
        ways = [self._asking(tr("Send no longer…"), partial(releasing, one=one))]
        if not one.officer:
            ways.insert(0, self._asking(tr("Let decide too…"), partial(promoting, one=one)))
        if self._is_narrow():
            self._buttons(inner, ways, name_of(one))
            return
        for each in ways:
            each.setAccessibleName(f"{each.text()}: {name_of(one)}")
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)

    # ------------------------------------------------------------ what can be done
    def _officer_ways(self) -> list[QPushButton]:
        if not self.row.mine:
            return []
        ways = [self._way(tr("Send somebody more…"), self.show_bringing)]
        shared = self._sharing
        if shared is not None and shared.wanted:
            stop = partial(self._open_asking, partial(stopping, self._here, shared))
            ways.append(self._way(tr("Stop sharing with our own members…"), stop))
        elif shared is not None:
            ways.append(self._way(tr("Let all our own members read here…"), self.show_sharing))
        return [*ways, self._asking(tr("Leave as an organisation…"), withdrawing)]

    def _organiser_ways(self) -> list[QPushButton]:
        ways, shared = [], self._sharing
        if shared is not None and shared.may_allow and shared.allowed:
            refuse = partial(self._open_asking, partial(refusing, self._here, shared))
            ways.append(self._way(tr("No longer let its members read here…"), refuse))
        elif shared is not None and shared.may_allow and shared.wanted:
            ways.append(self._way(tr("Let its members read here"), self.allow))
        if self._may_take_out():
            ways.append(self._way(tr("Take the organisation out…"), self.show_removal))
        return ways

    def _may_take_out(self) -> bool:
        me = self._known.me
        if self.row.mine or me is None or me.inside == self.row.id:
            return False
        return self._known.organises and self.row.id in self._known.members

    def _is_narrow(self) -> bool:
        return self.screen().availableSize().width() < NARROW_EM * em()

    def _way(self, text: str, then: parts.Handler) -> QPushButton:
        made = parts.button(text, then=then)
        made.setAutoDefault(False)
        return made

    def _asking(self, text: str, question: Callable[..., Question]) -> QPushButton:
        return self._way(text, partial(self.ask, question))

    def _buttons(self, inner: QVBoxLayout, ways: Sequence[QPushButton], about: str = "") -> None:
        """Put at most two in a line, so that long words have room; each says what it is about."""
        count = 1 if self._is_narrow() else PER_LINE
        for start in range(0, len(ways), count):
            line = parts.row()
            for each in ways[start : start + count]:
                each.setAccessibleName(f"{each.text()}: {about or name_of(self.row)}")
                line.addWidget(each)
            line.addStretch(1)
            inner.addLayout(line)

    # ------------------------------------------------------------ what is opened
    def allow(self) -> None:
        sharing, space = self._here.belonging.sharing, self._here.space.id
        said = tr("The members of {name} may read here.", name=name_of(self.row))
        self._here.do(lambda: sharing.allow(space, self.row.id, on=True), said)

    def show_bringing(self) -> None:
        self._open(BringDialog(self._here, self.row, self.window()))

    def show_sharing(self) -> None:
        if self._sharing is not None:
            known = self._known
            self._open(StartSharingDialog(self._here, self._sharing, known.spaces, known.own, self.window()))

    def show_removal(self) -> None:
        self._open(RemoveDialog(self._here, self._known.members[self.row.id], self.window()))

    def ask(self, question: Callable[..., Question]) -> None:
        """Ask something about this organisation."""
        self._open_asking(partial(question, self._here, self.row))

    def _open_asking(self, question: Callable[[], Question]) -> None:
        self._open(AskDialog(self._here, question(), self.window()))

    def _open(self, dialog: Flow) -> None:
        dialog.finished.connect(lambda _code: self._here.changed())
        open_over(dialog)
