"""The computers of somebody in a space: last sign of life, holds, and who may put one's own on hold."""

import time
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desktop.dialogs import trust
from desktop.dialogs.computers import last_words
from desktop.dialogs.flow import Flow, emptied, open_over, told
from desktop.dialogs.here import Here
from desktop.dialogs.narrowing import Card, CardList
from desktop.models.facade_belonging import Laptop, MemberRow
from desktop.models.plain import isolated, one_line
from desktop.theme import parts
from i18n import tr

BUDDIES_MAX = 3


class LaptopsPart(QWidget):
    """Filled as soon as the answer is there."""

    def __init__(self, here: Here, member: MemberRow) -> None:
        super().__init__()
        self._here, self._member = here, member
        self.rows: Sequence[Laptop] = ()
        inner = parts.column(self, gap=2)
        inner.addWidget(parts.label(tr("Computers"), "strong"))
        self._list = parts.column(gap=2)
        inner.addLayout(self._list)
        self.buddies = parts.button(tr("Who may put mine on hold…"), then=self.show_buddies)
        inner.addWidget(self.buddies)
        self.buddies.setVisible(member.me)
        space, person = here.space.id, member.person
        here.tasks.run(
            lambda: here.belonging.stewardship.laptops(space, person), self._on_rows, here.banner.show_problem
        )

    def _on_rows(self, rows: Sequence[Laptop]) -> None:
        self.rows = rows
        emptied(self._list)
        for number, row in enumerate(rows, start=1):
            self._list.addWidget(self._card(number, row))

    def _card(self, number: int, row: Laptop) -> QFrame:
        card = parts.frame("card")
        inner = parts.row(card, gap=3, margin=2.5)
        title = tr("Computer {number}", number=number)
        if self._member.organisation and row.name:
            title = f"{title} · {isolated(row.name, 40)}"
        said = last_words(row.last_ms, time.time_ns() // 1_000_000)
        if row.held:
            held = tr("On hold: it gets nothing new")
            said = f"{held} · {said}"
        words = parts.column(gap=1)
        words.addWidget(parts.label(title, "strong"))
        words.addWidget(parts.label(said, "hint"))
        inner.addLayout(words, 1)
        if row.held:
            inner.addWidget(parts.button(tr("Lift the hold"), "play", then=partial(self._lift, row)))
        elif not self._member.me:
            made = parts.button(tr("Put on hold…"), "pause", then=partial(self.show_hold, row))
            made.setAccessibleName(f"{made.text()} {title}")
            inner.addWidget(made)
        return card

    def show_hold(self, row: Laptop) -> None:
        open_over(HoldLaptopDialog(self._here, self._member, row, self.window()))

    def show_buddies(self) -> None:
        open_over(BuddiesDialog(self._here, self.window()))

    def _lift(self, row: Laptop) -> None:
        stewardship, space = self._here.belonging.stewardship, self._here.space.id
        said = tr("The hold is lifted. The computer gets new things again.")
        self._here.do(lambda: stewardship.hold(space, row.id, on=False), said)


class HoldLaptopDialog(Flow):
    def __init__(self, here: Here, member: MemberRow, row: Laptop, parent: QWidget | None = None) -> None:
        name = trust.name_of(member, 40)
        super().__init__(tr("Put a computer of {name} on hold", name=name), here.tasks, parent)
        self._here, self._row = here, row
        said = [
            tr("For a computer that is lost or taken, until you know more."),
            tr("From now on it gets nothing new from this space."),
            tr("What is on it already stays readable for whoever knows its words."),
            tr("An organiser can lift the hold again."),
        ]
        self.show_step([told(said)], tr("Put on hold"), self._on_go)

    def _on_go(self) -> None:
        stewardship, space = self._here.belonging.stewardship, self._here.space.id
        self.setEnabled(False)
        self.tasks.run(
            lambda: stewardship.hold(space, self._row.id, on=True), self._on_held, self.show_problem
        )

    def _on_held(self, _answer: object) -> None:
        self._here.changed()
        self.accept()


class BuddiesDialog(Flow):
    """Up to three people who may act at once when one's own computer is gone."""

    def __init__(self, here: Here, parent: QWidget | None = None) -> None:
        super().__init__(tr("Who may put my computer on hold?"), here.tasks, parent)
        self._here = here
        self.boxes: dict[str, QCheckBox] = {}
        self.show_step([parts.label(tr("Working…"), "hint")])
        space, belonging = here.space.id, here.belonging
        self.tasks.run(
            lambda: (belonging.spaces.members(space), belonging.stewardship.buddies(space)),
            self._on_known, self.show_problem,
        )  # fmt: skip

    def _on_known(self, answer: tuple[Sequence[MemberRow], Sequence[str]]) -> None:
        members, chosen = answer
        said = [
            tr("Organisers always may. Choose up to three others whom you trust."),
            tr("They can stop a lost computer of yours at once. They read nothing more."),
        ]
        shown: list[QWidget] = [told(said)]
        people = CardList(tr("Find somebody"))
        people.sized.connect(self.fit_soon)
        may = [each for each in members if _may_be_chosen(each)]
        people.show_cards([Card(self._box(each, on=each.person in chosen), each.name) for each in may])
        shown.append(people)
        if not self.boxes:
            self.show_step([*shown, parts.label(tr("Nobody else is here yet."), "hint")])
            return
        self.show_step(shown, tr("Keep these people"), self._on_go)
        self._on_toggled()

    def _box(self, member: MemberRow, *, on: bool) -> QCheckBox:
        made = parts.box(one_line(member.name, 60) or tr("No name"))
        made.setAccessibleName(trust.name_of(member))
        made.setChecked(on)
        made.toggled.connect(self._on_toggled)
        self.boxes[member.person] = made
        return made

    def _chosen(self) -> list[str]:
        return [person for person, box in self.boxes.items() if box.isChecked()]

    def _on_toggled(self, _on: object = None) -> None:
        full = len(self._chosen()) >= BUDDIES_MAX
        for box in self.boxes.values():
            box.setEnabled(box.isChecked() or not full)

    def _on_go(self) -> None:
        stewardship, space, chosen = self._here.belonging.stewardship, self._here.space.id, self._chosen()
        self.setEnabled(False)
        self.tasks.run(lambda: stewardship.name_buddies(space, chosen), self._on_kept, self.show_problem)

    def _on_kept(self, _answer: object) -> None:
        self._here.changed()
        self.accept()


def _may_be_chosen(member: MemberRow) -> bool:
    """Organisers need not be named, and an organisation has no hands."""
    return member.state in trust.HERE and not (member.me or member.organisation or member.role == "steward")
