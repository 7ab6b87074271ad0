"""Histories with all that a space knows: devices, holds, invitations, organisations, epochs, split chains."""

from typing_extensions import override

from sync.model import epochs, ops
from sync.model.circle import Circle
from sync.model.judging import Card
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    card,
    device,
    epoch,
    invite,
    name_of,
    remove,
    role,
    with_device,
    without_device,
)
from tests.sync.model.stories import CAST, Dice, Story, Teller

WELLS = name_of("Wells")
OFFICER, DELEGATES = "Gita", ("Faye", "Hana")
Act = tuple[ops.Op, tuple[Card, ...]]


class Busy(Teller):
    @override
    def _something(self, author: str, number: int, heads: tuple[bytes, ...], circle: Circle) -> bytes:
        if self._choose(3) == 0:
            return super()._something(author, number, heads, circle)
        op, cards = self._more(author, self.story.model.at(heads))
        if isinstance(op, ops.Roster) and self._choose(4):
            author = OFFICER
        elif isinstance(op, ops.ShareDown):
            author = self._among([author, OFFICER, FOUNDER])
        return self.story.log.add(author, heads, op, number=self._choose(3), cards=cards)

    def _more(self, author: str, before: State) -> Act:  # noqa: PLR0911 - one case for each operation
        somebody = self._among(CAST)
        choice = self._choose(8)
        if choice == 0:
            return self._own_log(somebody)
        if choice == 1:
            return ops.Hold(device(somebody, self._choose(3)), on=self._choose(2) == 0), ()
        if choice == 2:
            return self._invitation(before)
        if choice < 5:
            return self._organisation(before)
        if choice == 5:
            return ops.Admit((self._some_entry(),)), ()
        if choice == 6:
            return epoch(epochs.heads(before.epochs)), ()
        return ops.SetPolicy(ops.Policy(author, inviters="member" if self._choose(2) else "steward")), ()

    def _some_entry(self) -> bytes:
        known = list(self.story.operations)
        return known[self._choose(len(known))]

    def _own_log(self, person: str) -> Act:
        added = with_device(person, 1)
        by = self._choose(2)
        third = with_device(person, 2, by, (added.id,))
        gone = [without_device(person, number, 1 - number, (added.id,)) for number in (0, 1)]
        acts = ({third}, {gone[0]}, {gone[1]}, {third, without_device(person, 2, 0, (third.id,))})
        shown = Card(name_of(person), "", card(person).acts | acts[self._choose(4)])
        return ops.PersonOps((b"entry",)), (shown,)

    def _invitation(self, before: State) -> Act:
        open_now = sorted(before.invites)
        if not open_now or self._choose(4) == 0:
            return invite(uses=1 + self._choose(2)), ()
        used = open_now[self._choose(len(open_now))]
        if self._choose(3) == 0:
            return ops.Uninvite(used), ()
        person = self._among(CAST)
        return ops.Add(name_of(person), "member", b"card", used), (card(person),)

    def _organisation(self, before: State) -> Act:
        officer = card(OFFICER)
        shown = Card(officer.person, OFFICER, officer.acts, WELLS, "Wells")
        choice = self._choose(10)
        if choice == 0 or (WELLS not in before.circle.roles and self._choose(2)):
            return ops.Add(WELLS, "member", b"roster"), (shown,)
        if choice > 5:
            return ops.ShareDown(WELLS, on=self._choose(3) > 0), ()
        if choice == 1:
            return ops.Remove(WELLS), ()
        person = DELEGATES[self._choose(2)]
        inner: ops.Op = ops.Add(name_of(person), "member", b"card")
        if choice == 4:
            inner = remove(person)
        elif choice == 5:
            inner = role(person, "steward")
        return ops.Roster(WELLS, ops.encode(inner)), (card(person),)


def of(seed: int, length: int = 24) -> tuple[Story, dict[bytes, int]]:
    """A busy history, and where chains split: nowhere in two of three."""
    dice = Dice(seed)
    teller = Busy(dice)
    story = teller.tell(length)
    forks = {} if dice(3) else {device(CAST[dice(4)], dice(2)): dice(3) for _ in range(2)}
    return story, forks
