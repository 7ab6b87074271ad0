"""Who asks to join: their check words, and letting them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs import files, trust
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.flow import emptied
from desktop.dialogs.here import Here
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.join import read_small
from desktop.dialogs.narrowing import Card, CardList
from desktop.dialogs.personcheck import CheckPart
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_belonging import MemberRow, RequestRow, SpaceRow
from desktop.models.facade_spaces import Belonging
from desktop.models.plain import isolated, one_line
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.model.folding import fold

NAME = "name"


@dataclass(frozen=True, slots=True)
class Let:
    """Who was let in, and the package for the one who asked by file."""

    admitted: tuple[str, ...]
    file: bytes | None


class RequestsDialog(Sheet):
    def __init__(
        self, belonging: Belonging, space: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Requests to join {space}", space=isolated(space.name)), tasks, parent)
        self._invitations, self._space = belonging.invitations, space
        self._here = Here(belonging, space, tasks, self.banner, self._show_newcomers)
        self._newcomers: set[str] = set()
        self._boxes: dict[str, QCheckBox] = {}
        self._cards: dict[str, QWidget] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._answers: dict[str, bytes] = {}
        self._verified: dict[str, str] = {}
        self._file = b""
        self._hint = parts.label(tr("Looking for requests…"), "hint")
        self.body.addWidget(self._hint)
        self._checks = parts.column(gap=3)
        self.body.addLayout(self._checks)
        self._list = CardList(tr("Find somebody"), [(tr("By name"), NAME)])
        self._list.sized.connect(self.fit_soon)
        self.body.addWidget(self._list)
        self.body.addWidget(parts.Choice("file-text", tr("Open an answer file"), self.choose_file))
        self.body.addStretch(1)
        self.save = parts.button(tr("Save the package for them"), "download", then=self._on_save_wanted)
        self.save.hide()
        self.body.addWidget(self.save)
        self.add_close()
        self._admit = self.add_primary(tr("Let them in"), self.let_in)
        self._admit.setEnabled(False)
        tasks.run(
            lambda: (belonging.invitations.requests(space.id), belonging.spaces.members(space.id)),
            self._on_known, self.show_problem, long=True,
        )  # fmt: skip

    def _on_known(self, known: tuple[Sequence[RequestRow], Sequence[MemberRow]]) -> None:
        requests, members = known
        self._verified = {each.person: each.verified for each in members}
        self._show(requests)

    def _show(self, requests: Sequence[RequestRow]) -> None:
        self._hint.setText(
            tr("Ask each person for their check words before you let them in, by voice.")
            if requests
            else tr("Nobody is waiting. If you were given an answer file, open it here.")
        )
        for each in requests:
            self._list.add_card(Card(self._card(each), each.name, {NAME: (not each.name, fold(each.name))}))
        self.fit_soon()

    def _card(self, request: RequestRow) -> QWidget:
        card = parts.frame("card")
        inner = parts.column(card, gap=2, margin=4)
        box = parts.box(one_line(request.name, 60) or tr("No name"))
        box.setAccessibleName(tr("Let in {name}", name=isolated(request.name)))
        box.toggled.connect(self._on_box_toggled)
        self._boxes[request.person] = box
        self._words[request.person] = request.check_words
        self._cards[request.person] = card
        inner.addWidget(box)
        inner.addWidget(trust.line(trust.of(self._verified.get(request.person, ""))))
        inner.addWidget(CheckWords(request.check_words, request.digits))
        return card

    def _on_box_toggled(self, _checked: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._admit.setEnabled(any(each.isChecked() for each in self._boxes.values()))

    def asking(self) -> dict[str, tuple[str, ...]]:
        """Return the check words of each who asks."""
        return dict(self._words)

    def choose(self, person: str) -> None:
        self._boxes[person].setChecked(True)

    def let_in(self) -> None:
        persons = [person for person, box in self._boxes.items() if box.isChecked()]
        self.setEnabled(False)
        self.tasks.run(partial(self._let_in, persons), self._on_admitted, self.show_problem, long=True)

    def _let_in(self, persons: Sequence[str]) -> Let:
        """Admit who came by the relay, and one who came by file; the next file waits its turn."""
        admitted: tuple[str, ...] = ()
        near = [person for person in persons if person not in self._answers]
        if near:
            admitted = self._invitations.admit(self._space.id, persons=near).admitted
        far = next((person for person in persons if person in self._answers), None)
        if far is None:
            return Let(admitted, None)
        answer = self._invitations.admit(self._space.id, self._answers[far])
        return Let((*admitted, *answer.admitted), answer.file)

    def choose_file(self) -> None:
        kinds = files.kinds(tr("Answers"), "*.pack")
        files.choose_open(self, tr("Open an answer file"), kinds, self._on_file_chosen)

    def _on_file_chosen(self, paths: list[Path]) -> None:
        self.setEnabled(False)

        def look() -> tuple[RequestRow, bytes]:
            data = read_small(paths[0])
            return self._invitations.look(self._space.id, data), data

        self.tasks.run(look, self._on_looked, self.show_problem, long=True)

    def _on_looked(self, found: tuple[RequestRow, bytes]) -> None:
        self.setEnabled(True)
        asking, data = found
        self._answers[asking.person] = data
        if asking.person not in self._boxes:
            self._show([asking])
        self._boxes[asking.person].setFocus()

    def _on_admitted(self, admission: Let) -> None:
        self.setEnabled(True)
        count = len(admission.admitted)
        self.banner.show_words(
            tr_n("{count} person is in the space now.", "{count} people are in the space now.", count),
            tr("Compare the words now, while you speak with each other."),
        )
        self._newcomers |= set(admission.admitted)
        self._show_newcomers()
        for person in admission.admitted:
            self._boxes.pop(person, None)
            card = self._cards.pop(person, None)
            if card is not None:
                self._list.drop_card(card)
        self._admit.setEnabled(False)
        self._file = admission.file or b""
        self.save.setVisible(bool(self._file))

    def _show_newcomers(self) -> None:
        """Offer to check who has just been let in, at the moment of meeting."""
        space, spaces = self._space.id, self._here.belonging.spaces
        self.tasks.run(lambda: spaces.members(space), self._on_newcomers, self.show_problem)

    def _on_newcomers(self, members: Sequence[MemberRow]) -> None:
        emptied(self._checks)
        for each in members:
            if each.person in self._newcomers and each.state in trust.HERE:
                card = parts.frame("card")
                inner = parts.column(card, gap=2, margin=4)
                inner.addWidget(parts.label(trust.name_of(each), "heading"))
                inner.addWidget(trust.line(trust.of_member(each)))
                inner.addWidget(CheckPart(self._here, each))
                self._checks.addWidget(card)
        self.fit_soon()

    def _on_save_wanted(self) -> None:
        files.choose_save(self, tr("Save the package for them"), "welcome.pack", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        data = self._file
        self.tasks.run(lambda: save_bytes(paths[0], data), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.banner.show_words(
            tr("Saved as {name}. Give it to them; they open it as a package.", name=isolated(path.name))
        )
