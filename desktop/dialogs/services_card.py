"""One delivery service on a card: where it is, what it says of itself, what speaks against it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.dialogs.choosing import boxed
from desktop.models import plain, when
from desktop.models.plain import isolated
from desktop.models.services import RELIABLE, Against, Service
from desktop.theme import parts
from desktop.theme.look import em
from i18n import relay_signs, tr
from i18n import sending as amounts
from i18n import services as words

NOTICE_MAX = 300
Way = tuple[str, str, parts.Handler]


def place(address: str) -> str:
    """Return an address as it stands in a sentence: without its pin."""
    return plain.address(address.partition("#")[0])


class ServiceCard(QWidget):
    """Buttons that change something are there for organisers alone."""

    copy_wanted = Signal(object)
    picture_wanted = Signal(object)
    tickets_wanted = Signal(object)
    removal_wanted = Signal(object)
    proof_wanted = Signal()

    def __init__(self, service: Service, *, organised: bool) -> None:
        super().__init__()
        self.service = service
        self._place = place(service.row.address)
        card = parts.frame("card")
        parts.column(self).addWidget(card)
        inner = parts.column(card, gap=2, margin=3)
        self._head(inner)
        for text in self._facts():
            inner.addWidget(parts.label(text))
        for each in service.against:
            inner.addWidget(_said_against(each))
        if service.against and organised:
            inner.addWidget(parts.label(tr(relay_signs.OFFER)))
        self._buttons(inner, organised=organised)

    def _head(self, inner: QBoxLayout) -> None:
        service = self.service
        above, self.box = boxed(plain.address(service.row.address))
        self.box.hide()
        inner.addWidget(above)
        line = parts.row(gap=2)
        name = "circle-check" if service.state == RELIABLE else "circle-alert"
        line.addWidget(parts.picture(name, round(em() * 1.2)), 0, Qt.AlignmentFlag.AlignTop)
        reached = words.reached(when.full(service.row.reached_ms) if service.row.reached_ms else "")
        said = f"{relay_signs.state(service.state)} · {reached}"
        line.addWidget(parts.label(said, "hint"), 1)
        inner.addLayout(line)

    def _facts(self) -> Iterator[str]:
        row = self.service.row
        if row.notice:
            yield tr("Whoever runs it says: {text}", text=isolated(row.notice, NOTICE_MAX))
        if row.retention_days:
            yield words.keeps(row.retention_days)
        if row.wants_tickets or row.spare or row.kept:
            yield words.tickets(row.spare, row.kept)
        if self.service.few_tickets:
            yield tr("That is few. Ask whoever runs it for more.")
        if row.problem:
            yield words.problem(row.problem, self._place)

    def _buttons(self, inner: QBoxLayout, *, organised: bool) -> None:
        row = self.service.row
        first: list[Way] = [
            ("copy", tr("Copy the address"), lambda: self.copy_wanted.emit(row)),
            ("qr-code", tr("Show as a picture"), lambda: self.picture_wanted.emit(row)),
        ]
        proof: list[Way] = [("download", tr("Save the proof…"), self.proof_wanted.emit)]
        last: list[Way] = [
            ("plus", tr("Give tickets…"), lambda: self.tickets_wanted.emit(row)),
            ("x", tr("Remove this service…"), lambda: self.removal_wanted.emit(row)),
        ]
        for shown, ways in ((self.service.proved, proof), (True, first), (organised, last)):
            if shown:
                inner.addLayout(self._line(ways))

    def _line(self, ways: list[Way]) -> QBoxLayout:
        line = parts.row(gap=2)
        for picture, text, then in ways:
            made = parts.button(text, picture, then=then)
            made.setAccessibleName(f"{text} {self._place}")
            line.addWidget(made)
        line.addStretch(1)
        return line


def _said_against(one: Against) -> QWidget:
    """Say what happened, how often, what is safe, what to do, and what the proof is worth."""
    box = parts.frame("soft")
    inner = parts.column(box, gap=1, margin=2.5)
    what, *further = relay_signs.lines(one.code) or [one.code]
    inner.addWidget(parts.label(what, "strong"))
    for text in further:
        inner.addWidget(parts.label(text))
    last = tr("Last seen: {when}", when=when.full(one.last_ms))
    inner.addWidget(parts.label(" · ".join(filter(None, [amounts.times(one.times), last])), "hint"))
    if one.worth:
        inner.addWidget(parts.label(relay_signs.worth(one.worth), "hint"))
    return box
