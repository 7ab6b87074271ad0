"""What has not arrived: by whom, from which laptop, how much, since when, and when it was asked for."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs.narrowing import Card, CardList
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
        self.list = CardList(tr("Find in this list"), orders)
        self.list.sized.connect(self.fit_soon)
        self.body.addWidget(self.list)
        self._none = parts.label(words.nothing())
        self._none.hide()
        self.body.addWidget(self._none)
        self.body.addStretch(1)
        self.add_close()
        self.reload()

    def reload(self) -> None:
        self.tasks.run(partial(missing.everywhere, self._session), self._on_known, self.show_problem)

    def _on_known(self, known: list[Lack]) -> None:
        self.known = known
        self.list.show_cards([each for lack in known for each in _cards(lack)])
        self._none.setVisible(not known)
        self.fit_soon()


def _cards(lack: Lack) -> Iterator[Card]:
    """Return a card for each thing that lacks in a space; they may stand in any order, so each names it."""
    space = isolated(lack.space.name) or tr("Without a name")
    for gap in lack.gaps:
        yield _listed(_gap(gap, space), lack, gap.name, gap.since_ms)
    for other in lack.differing:
        yield _listed(_differing(other, space), lack, other.name, other.when_ms)


def _listed(card: QFrame, lack: Lack, name: str, when_ms: int) -> Card:
    order = {NAME: (not name, fold(name)), NEWEST: -when_ms, OLDEST: when_ms}
    return Card(card, f"{name} {lack.space.name}", order)


def _gap(row: GapRow, space: str) -> QFrame:
    asked = words.asked(when.full(row.asked_ms) if row.asked_ms is not None else "")
    return _card(
        words.gap(isolated(row.name) if row.name else "", row.count),
        f"{space} · {words.laptop(row.device)} · {words.since(when.full(row.since_ms))}",
        asked,
    )


def _differing(row: DifferingRow, space: str) -> QFrame:
    name = isolated(row.name) if row.name else tr("No name")
    return _card(words.differing(name), f"{space} · {words.laptop(row.device)} · {when.full(row.when_ms)}")


def _card(what: str, *further: str) -> QFrame:
    card = parts.frame("card")
    inner = parts.column(card, gap=1, margin=3)
    inner.addWidget(parts.label(what, "strong"))
    for text in further:
        inner.addWidget(parts.label(text, "hint"))
    return card
