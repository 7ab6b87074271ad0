"""The rules of a space: what newcomers see, who invites, and when silent computers drop out."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.dialogs.flow import emptied
from desktop.dialogs.here import Here
from desktop.models import when
from desktop.models.facade_belonging import InvitationRow, MemberRow, PolicyRow, RequestRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr, tr_n

DORMANT_DAYS = (30, 60, 90, 180, 365)
ROTATE_DAYS = (7, 14, 30, 90)
Known = tuple[PolicyRow, Sequence[MemberRow], Sequence[InvitationRow], Sequence[RequestRow]]


def days(count: int) -> str:
    return tr_n("{count} day", "{count} days", count)


class RulesPage(QWidget):
    sized = Signal()
    requests_wanted = Signal()
    words_wanted = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.here = here
        self._now: PolicyRow | None = None
        self.invitations: Sequence[InvitationRow] = ()
        whole = parts.column(self, gap=4)
        self.inviters = parts.choice(
            tr("Who may invite and let people in"),
            [(tr("Only organisers"), "steward"), (tr("Everybody who writes here"), "member")],
        )
        self.dormant = parts.choice(tr("Leave out computers without a sign of life after"), [])
        self.rotate = parts.choice(tr("Change the keys at least every"), [])
        self.boxes: tuple[QComboBox, ...] = (self.inviters, self.dormant, self.rotate)
        for each in self.boxes:
            whole.addWidget(parts.labelled(each.accessibleName(), each))
        whole.addWidget(parts.label(tr("Newcomers see all that was written before."), "hint"))
        self.keep = parts.button(tr("Keep these rules"), "check", role="primary", then=self._on_keep)
        self.keep.setAutoDefault(False)
        line = parts.row()
        line.addWidget(self.keep)
        line.addStretch(1)
        whole.addLayout(line)
        self._hint = parts.label("", "hint")
        whole.addWidget(self._hint)
        whole.addWidget(parts.rule())
        whole.addWidget(parts.label(tr("Open invitations"), "strong"))
        self._list = parts.column(gap=2)
        whole.addLayout(self._list)
        self.requests = parts.Choice("user-check", tr("Requests to join…"), self.requests_wanted.emit)
        whole.addWidget(self.requests)
        self.words = parts.Choice("languages", tr("Words of this space…"), self.words_wanted.emit)
        whole.addWidget(self.words)
        whole.addStretch(1)

    def is_changed(self) -> bool:
        """Say whether something else is chosen than what holds."""
        now = self._now
        return now is not None and self._chosen() != {
            "inviters": now.inviters, "dormant_days": now.dormant_days, "rotate_days": now.rotate_days,
        }  # fmt: skip

    def reload(self) -> None:
        space, belonging = self.here.space.id, self.here.belonging
        self.here.tasks.run(
            lambda: (belonging.stewardship.policy(space), belonging.spaces.members(space),
                     belonging.invitations.rows(space), belonging.invitations.requests(space)),
            self._show, self.here.banner.show_problem,
        )  # fmt: skip

    def _show(self, known: Known) -> None:
        policy, members, self.invitations, requests = known
        me = next((each for each in members if each.me), None)
        decides = me is not None and me.role == "steward"
        if policy != self._now:  # else what somebody is choosing stays chosen
            self._now = policy
            self._fill(policy)
        for box in self.boxes:
            box.setEnabled(decides)
        self.keep.setVisible(decides)
        self._hint.setText(
            tr("What is there already does not change; the rules hold from now on.")
            if decides
            else tr("Organisers set these rules.")
        )
        emptied(self._list)
        for row in self.invitations:
            self._list.addWidget(self._invitation(row, may_end=decides or row.mine))
        if not self.invitations:
            self._list.addWidget(parts.label(tr("There are none."), "hint"))
        self._count(len(requests))
        self.sized.emit()

    def _count(self, count: int) -> None:
        text = tr_n("{count} person asks to come in…", "{count} people ask to come in…", count)
        self.requests.set_words(text if count else tr("Requests to join…"))

    def _fill(self, now: PolicyRow) -> None:
        self.inviters.setCurrentIndex(max(0, self.inviters.findData(now.inviters)))
        for box, offered, chosen in (
            (self.dormant, DORMANT_DAYS, now.dormant_days),
            (self.rotate, ROTATE_DAYS, now.rotate_days),
        ):
            box.clear()
            for count in sorted({*offered, chosen}):
                box.addItem(days(count), count)
            box.setCurrentIndex(box.findData(chosen))

    def _invitation(self, row: InvitationRow, *, may_end: bool) -> QWidget:
        card = parts.frame("card")
        inner = parts.row(card, gap=3, margin=2.5)
        words = parts.column(gap=1)
        inner.addLayout(words, 1)
        role = self.here.role_word(row.role)
        said = tr("From {name}, as: {role}", name=isolated(row.by, 40), role=role)
        words.addWidget(parts.label(said, "strong"))
        left = tr_n("For {count} more person", "For {count} more people", row.uses_left)
        until = tr("until {date}", date=when.day(row.expires_ms))
        words.addWidget(parts.label(f"{left} · {until}" if row.expires_ms else left, "hint"))
        if may_end:
            end = parts.button(tr("Take back"), "undo-2", then=partial(self.take_back, row))
            end.setAccessibleName(f"{end.text()}: {said}")
            inner.addWidget(end)
        return card

    def take_back(self, row: InvitationRow) -> None:
        invitations, space = self.here.belonging.invitations, self.here.space.id
        said = tr("The invitation is taken back.")
        self.here.do(
            lambda: invitations.take_back(space, row.id), said, tr("Nobody comes in by it any more.")
        )

    def _on_keep(self) -> None:
        stewardship, space = self.here.belonging.stewardship, self.here.space.id
        if self._now is None:
            return
        changes = self._chosen()
        self.here.do(lambda: stewardship.set_policy(space, **changes), tr("These are the rules now."))

    def _chosen(self) -> dict[str, Any]:
        return {
            "inviters": self.inviters.currentData(),
            "dormant_days": self.dormant.currentData(),
            "rotate_days": self.rotate.currentData(),
        }
