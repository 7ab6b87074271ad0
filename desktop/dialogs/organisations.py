"""The organisations of a network with whom they send, and what officers and organisers do about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs import files, trust
from desktop.dialogs.flow import Flow, emptied, open_over
from desktop.dialogs.here import Here
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.organisations_ask import AskDialog, releasing, withdrawing
from desktop.dialogs.organisations_bring import AddOrganisationDialog, BringDialog, FoundDialog
from desktop.dialogs.rolechange import RemoveDialog
from desktop.models.facade_belonging import DelegateRow, MemberRow, OrganisationRow, SharingRow, SpaceRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr

CARD = "person.card"


@dataclass(frozen=True, slots=True)
class Known:
    rows: Sequence[OrganisationRow]
    members: Sequence[MemberRow]
    sharing: Sequence[SharingRow]
    spaces: Sequence[SpaceRow]


class OrganisationsPage(QWidget):
    sized = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self.rows: Sequence[OrganisationRow] = ()
        inner = parts.column(self, gap=3)
        self._hint = parts.label("", "hint")
        inner.addWidget(self._hint)
        self._list = parts.column(gap=3)
        inner.addLayout(self._list)
        inner.addWidget(parts.rule())
        self.add = parts.Choice("building", tr("Add an organisation by its card…"), self.show_adding)
        self.found = parts.Choice("plus", tr("Make an organisation…"), self.show_founding)
        self.mine = parts.Choice("contact", tr("Save my own card…"), self.save_mine)
        for each in (self.add, self.found, self.mine):
            inner.addWidget(each)
        inner.addStretch(1)

    def reload(self) -> None:
        belonging, space = self._here.belonging, self._here.space.id
        self._here.tasks.run(
            lambda: Known(belonging.organisations.rows(space), belonging.spaces.members(space),
                          belonging.sharing.rows(space), belonging.spaces.all()),
            self._show, self._here.banner.show_problem,
        )  # fmt: skip

    def _show(self, known: Known) -> None:
        self.rows = known.rows
        emptied(self._list)
        me = next((each for each in known.members if each.me), None)
        decides = me is not None and me.role == "steward" and not me.inside
        self._hint.setText(
            tr("Each organisation decides itself whom it sends.")
            if self.rows
            else tr("No organisation is in this space.")
        )
        self.add.setVisible(decides)
        for row in self.rows:
            self._list.addWidget(self._card(row, known, decides=decides))
        self.sized.emit()

    def _card(self, row: OrganisationRow, known: Known, *, decides: bool) -> QFrame:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=4)
        inner.addWidget(parts.label(isolated(row.name, 60), "heading"))
        inner.addWidget(parts.label(trust.role_word(row.role), "hint"))
        if row.shares_down:
            inner.addWidget(parts.label(tr("This organisation shares with its own members.")))
        for one in row.people:
            self._delegate(inner, row, one)
        ways = self._officer_ways(row) if row.mine else []
        shared = next((each for each in known.sharing if each.organisation == row.id), None)
        if shared is not None:
            ways += self._sharing_ways(shared, known.spaces)
        member = next((each for each in known.members if each.person == row.id), None)
        if decides and member is not None:
            said = tr("Only {name} decides whom it sends. You can take all of it out.", name=_name(row.name))
            inner.addWidget(parts.label(said, "hint"))
            ways.append(self._way(tr("Take the organisation out…"), partial(self.show_removal, member)))
        for each in ways:
            line = parts.row()
            line.addWidget(each)
            line.addStretch(1)
            inner.addLayout(line)
            each.setAccessibleName(f"{each.text()}: {_name(row.name)}")
        return card

    def _delegate(self, inner: QVBoxLayout, row: OrganisationRow, one: DelegateRow) -> None:
        speaks = tr("decides for {organisation}", organisation=_name(row.name))
        said = [_name(one.name), speaks if one.officer else "", tr("you") if one.me else ""]
        inner.addWidget(parts.label(" · ".join(each for each in said if each), "strong"))
        if not row.mine or one.me:
            return
        ways = [self._way(tr("Send no longer…"), partial(self.show_release, row, one))]
        if not one.officer:
            ways.append(self._way(tr("Let decide too…"), partial(self.show_officer, row, one)))
        line = parts.row()
        for each in ways:
            each.setAccessibleName(f"{each.text()}: {_name(one.name)}")
            line.addWidget(each)
        line.addStretch(1)
        inner.addLayout(line)

    def _way(self, text: str, then: parts.Handler) -> QPushButton:
        made = parts.button(text, then=then)
        made.setAutoDefault(False)
        return made

    def _officer_ways(self, row: OrganisationRow) -> list[QPushButton]:
        return [
            self._way(tr("Send somebody more…"), partial(self.show_bringing, row)),
            self._way(tr("Leave as an organisation…"), partial(self.show_withdrawal, row)),
        ]

    def _sharing_ways(self, shared: SharingRow, spaces: Sequence[SpaceRow]) -> list[QPushButton]:
        sharing, space, name = self._here.belonging.sharing, self._here.space.id, shared.organisation
        ways = []
        if shared.mine and shared.wanted:
            said = tr("The own members read here no longer.")
            stop = partial(self._here.do, lambda: sharing.stop(space, name), said)
            ways.append(self._way(tr("Stop sharing with our own members"), stop))
        elif shared.mine:
            for own in spaces:
                if own.id != space and own.role in ("steward", "member") and not own.network:
                    said = tr("Its members read here once the network allows it.")
                    start = partial(self._here.do, partial(sharing.start, space, name, own.id), said)
                    text = tr("Let all members of {space} read here", space=isolated(own.name, 40))
                    ways.append(self._way(text, start))
        if shared.may_allow and (shared.wanted or shared.allowed):
            text = (
                tr("Refuse that its members read here") if shared.allowed else tr("Let its members read here")
            )
            allow = partial(sharing.allow, space, name, on=not shared.allowed)
            ways.append(self._way(text, partial(self._here.do, allow, tr("The others will hear of it."))))
        return ways

    # ------------------------------------------------------------ what is opened
    def show_bringing(self, row: OrganisationRow) -> None:
        self._open(BringDialog(self._here, row, self.window()))

    def show_release(self, row: OrganisationRow, one: DelegateRow) -> None:
        self._open(AskDialog(self._here, releasing(self._here, row, one), self.window()))

    def show_officer(self, row: OrganisationRow, one: DelegateRow) -> None:
        organisations, space = self._here.belonging.organisations, self._here.space.id
        work = partial(organisations.promote_officer, space, row.id, one.person)
        said = tr(
            "{name} decides for {organisation} too.", name=_name(one.name), organisation=_name(row.name)
        )
        self._here.do(work, said)

    def show_withdrawal(self, row: OrganisationRow) -> None:
        self._open(AskDialog(self._here, withdrawing(self._here, row), self.window()))

    def show_removal(self, member: MemberRow) -> None:
        self._open(RemoveDialog(self._here, member, self.window()))

    def show_adding(self) -> None:
        self._open(AddOrganisationDialog(self._here, self.window()))

    def show_founding(self) -> None:
        self._open(FoundDialog(self._here, self.window()))

    def save_mine(self) -> None:
        files.choose_save(self, tr("Save my own card…"), CARD, self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        organisations = self._here.belonging.organisations
        work = partial(_save, paths[0], organisations.person_card)
        said = tr("Saved as {name}.", name=isolated(paths[0].name))
        self._here.do(work, said, tr("Give it to the organisation that sends you."))

    def _open(self, dialog: Flow) -> None:
        dialog.finished.connect(lambda _code: self._here.changed())
        open_over(dialog)


def _save(path: Path, made: parts.Handler) -> None:
    card = made()
    if isinstance(card, bytes):
        save_bytes(path, card)


def _name(text: str) -> str:
    return isolated(text, 40) if text else tr("No name")
