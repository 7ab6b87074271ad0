"""What has not arrived: by whom, from which laptop, how much, since when, and when it was asked for."""

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from desktop.dialogs.flow import emptied
from desktop.dialogs.sheet import Sheet
from desktop.models import missing, when
from desktop.models.facade_repairs import DifferingRow, GapRow, Mends
from desktop.models.missing import Lack
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import missing as words
from i18n import tr


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
        self._list = parts.column(gap=3)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.add_close()
        self.reload()

    def reload(self) -> None:
        self.tasks.run(partial(missing.everywhere, self._session), self._on_known, self.show_problem)

    def _on_known(self, known: list[Lack]) -> None:
        self.known = known
        emptied(self._list)
        for lack in known:
            name = isolated(lack.space.name) or tr("Without a name")
            self._list.addWidget(parts.label(name, "heading"))
            for gap in lack.gaps:
                self._list.addWidget(_gap(gap))
            for other in lack.differing:
                self._list.addWidget(_differing(other))
        if not known:
            self._list.addWidget(parts.label(words.nothing()))
        self.fit_soon()


def _gap(row: GapRow) -> QFrame:
    asked = words.asked(when.full(row.asked_ms) if row.asked_ms is not None else "")
    return _card(
        words.gap(isolated(row.name) if row.name else "", row.count),
        f"{words.laptop(row.device)} · {words.since(when.full(row.since_ms))}",
        asked,
    )


def _differing(row: DifferingRow) -> QFrame:
    name = isolated(row.name) if row.name else tr("No name")
    return _card(words.differing(name), f"{words.laptop(row.device)} · {when.full(row.when_ms)}")


def _card(what: str, *further: str) -> QFrame:
    card = parts.frame("card")
    inner = parts.column(card, gap=1, margin=3)
    inner.addWidget(parts.label(what, "strong"))
    for text in further:
        inner.addWidget(parts.label(text, "hint"))
    return card
