"""What has not arrived: by whom, from which laptop, how much, since when, and when it was asked for."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desktop.dialogs.choosing import ChoosingList, Deed, boxed
from desktop.dialogs.narrowing import Card
from desktop.dialogs.sheet import Sheet
from desktop.models import missing, when
from desktop.models.facade_repairs import DifferingRow, GapRow, Mends
from desktop.models.missing import Lack
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import missing as words
from i18n import tr
from sync.model.folding import fold

NAME, NEWEST, OLDEST = "name", "newest", "oldest"


class MissingDialog(Sheet):
    def __init__(self, session: Mends, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("What has not arrived"), tasks, parent, width_em=46)
        self._session = session
        self.known: list[Lack] | None = None
        for text in (
            tr("Others wrote this, and it has not come here yet."),
            tr("Nothing of yours is lost. Most of it comes by itself."),
        ):
            self.body.addWidget(parts.label(text, "hint"))
        orders = ((tr("By name"), NAME), (tr("Newest first"), NEWEST), (tr("Oldest first"), OLDEST))
        self.list = ChoosingList(tr("Find in this list"), orders, Deed(_asking, "send", self.ask), least=1)
        self.list.sized.connect(self.fit_soon)
        self.body.addWidget(self.list)
        self._none = parts.label(words.nothing())
        self._none.hide()
        self.body.addWidget(self._none)
        self.body.addStretch(1)
        self.buttons.insertWidget(0, self.list.act)
        self.add_close()
        self.reload()

    def reload(self) -> None:
        self.tasks.run(partial(missing.everywhere, self._session), self._on_known, self.show_problem)

    def _on_known(self, known: list[Lack]) -> None:
        self.known = known
        boxes: dict[str, QCheckBox] = {}
        self.list.show_choices([each for lack in known for each in _cards(lack, boxes)], boxes)
        self._none.setVisible(not known)
        self.fit_soon()

    def ask(self) -> None:
        """Ask the others now for what is chosen, rather than after a day."""
        wanted = [
            (space, device) for space, _, device in (each.partition(" ") for each in self.list.chosen())
        ]
        self.setEnabled(False)
        self.tasks.run(partial(missing.ask, self._session, wanted), self._on_asked, self.show_problem)

    def _on_asked(self, count: int) -> None:
        self.setEnabled(True)
        self.list.choose_none()
        if count:
            self.banner.show_words(tr("The others are asked with the next sending."))
        else:
            said = tr("The others were asked within a day, or you only read there.")
            self.banner.show_words(tr("Nobody is asked now."), said)
        self.reload()


def _asking(count: int) -> str:
    return tr("Ask the others now ({count})", count=count)


def _cards(lack: Lack, boxes: dict[str, QCheckBox]) -> Iterator[Card]:
    """Return a card for each thing that lacks in a space; they may stand in any order, so each names it."""
    space = isolated(lack.space.name) or tr("Without a name")
    for gap in lack.gaps:
        said, further = _gap(gap, space)
        above, boxes[f"{lack.space.id} {gap.device}"] = boxed(said)
        yield _listed(_card(above, *further), lack, gap.name, gap.since_ms)
    for other in lack.differing:
        yield _listed(_differing(other, space), lack, other.name, other.when_ms)


def _listed(card: QFrame, lack: Lack, name: str, when_ms: int) -> Card:
    order = {NAME: (not name, fold(name)), NEWEST: -when_ms, OLDEST: when_ms}
    return Card(card, f"{name} {lack.space.name}", order)


def _gap(row: GapRow, space: str) -> tuple[str, tuple[str, str]]:
    where = f"{space} · {words.laptop(row.device)} · {words.since(when.full(row.since_ms))}"
    asked = words.asked(when.full(row.asked_ms) if row.asked_ms is not None else "")
    return words.gap(isolated(row.name) if row.name else "", row.count), (where, asked)


def _differing(row: DifferingRow, space: str) -> QFrame:
    name = isolated(row.name) if row.name else tr("No name")
    above = parts.label(words.differing(name), "strong")
    return _card(above, f"{space} · {words.laptop(row.device)} · {when.full(row.when_ms)}")


def _card(above: QWidget, *further: str) -> QFrame:
    card = parts.frame("card")
    inner = parts.column(card, gap=1, margin=3)
    inner.addWidget(above)
    for text in further:
        inner.addWidget(parts.label(text, "hint"))
    return card
