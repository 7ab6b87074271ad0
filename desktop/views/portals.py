"""Portals whose news a space keeps: their addresses, who agreed that they are asked, and asking them now."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.dialogs.banner import Banner
from desktop.dialogs.narrowing import Card, CardList
from desktop.dialogs.progress import Progress
from desktop.models import when
from desktop.models.facade_whole import FeedRow, Fetched, Portals
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.views.looks import Look
from i18n import portals as words
from i18n import tr
from sync.errors import Problem
from sync.model.folding import fold
from sync.model.kinds.feed import SORTS

LETTERS = 80
NAME, ADDRESS = "name", "address"


class PortalLook(Look):
    def __init__(self, portals: Portals, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._portals = portals
        self.banner = Banner()
        self.fetch = parts.button(tr("Get what is new"), "refresh-cw", role="primary", then=self._on_fetch)
        self.address = parts.line(
            tr("Address of a feed (RSS, Atom) or of a calendar (iCal)"), hint="https://"
        )
        self.sort = parts.choice(tr("What it is"), [(tr(one.label), one.key) for one in SORTS])
        self.progress = Progress()
        self.add = parts.button(tr("Add this portal"), "plus", then=self._on_add)
        self.address.returnPressed.connect(self._on_add)
        self.said = parts.label("", "hint")
        self.cards: list[FeedCard] = []
        self._rows: list[FeedRow] = []
        self.list = CardList(tr("Find a portal"), [(tr("By name"), NAME), (tr("By address"), ADDRESS)])
        self._put_together()

    def _put_together(self) -> None:
        inside = QWidget()
        inner = parts.column(inside, gap=3, margin=4)
        line = parts.row(gap=2)
        line.addWidget(parts.label(tr("News from portals"), "heading"), 1)
        line.addWidget(self.fetch)
        inner.addLayout(line)
        inner.addWidget(self.banner)
        inner.addWidget(self.said)
        inner.addWidget(self.progress)
        inner.addWidget(self.list)
        inner.addWidget(parts.rule())
        inner.addWidget(
            parts.labelled(tr("Address of a feed (RSS, Atom) or of a calendar (iCal)"), self.address)
        )
        inner.addWidget(parts.labelled(tr("What it is"), self.sort))
        inner.addWidget(parts.label(words.warning(), "hint"))
        end = parts.row()
        end.addStretch(1)
        end.addWidget(self.add)
        inner.addLayout(end)
        inner.addStretch(1)
        outer = parts.column(self, gap=0)
        outer.addWidget(parts.scrolled(inside))
        self.said.hide()
        self.setFocusProxy(self.fetch)

    @override
    def _clear(self) -> None:
        self.show_rows([])
        self.address.clear()
        self.banner.clear()
        self.said.hide()
        self.progress.stop()

    @override
    def _read(self) -> None:
        if self._space:
            self._ask(partial(self._portals.rows, self._space), self.show_rows)

    def show_rows(self, rows: Sequence[FeedRow]) -> None:
        there = [row for row in rows if row.address]
        self.fetch.setEnabled(any(row.agreed for row in rows))
        if there == self._rows:
            return  # then nobody is interrupted
        self._rows = there
        self.cards = [FeedCard(row, partial(self._on_agree, row.id)) for row in there]
        self.list.show_cards([_listed(row, card) for row, card in zip(there, self.cards, strict=True)])

    # ------------------------------------------------------------ doing
    def _on_add(self) -> None:
        if self.address.text().strip():
            self.add.setEnabled(False)
            work = partial(
                self._portals.add, self._space, self.address.text(), sort=str(self.sort.currentData())
            )
            self._tasks.run(work, self._on_added, self._on_failed)

    def _on_added(self, _id: str) -> None:
        self.add.setEnabled(True)
        self.address.clear()
        self.banner.clear()
        self._read()

    def _on_agree(self, feed: str) -> None:
        self._tasks.run(partial(self._portals.agree, feed), lambda _done: self._read(), self._on_failed)

    def _on_fetch(self) -> None:
        self.banner.clear()
        self.fetch.setEnabled(False)
        self._say(tr("Asking the portals…"))
        self.progress.begin()
        told, stopped = self.progress.tell, self.progress.is_stopped
        work = partial(self._portals.fetch, self._space, progress=told, cancelled=stopped)
        self._tasks.run(work, partial(self._on_fetched, self._space), self._on_failed, long=True)

    def _on_fetched(self, space: str, came: Fetched) -> None:
        self.progress.end()
        self.show_fetched(space, came)
        self._read()

    def show_fetched(self, space: str, came: Fetched) -> None:
        if space != self._space:
            return
        said = [words.came(came.added)]
        if came.waiting:
            said.append(words.waiting(len(came.waiting)))
        self._say("\n".join(said))
        if came.problems:
            self.banner.show_problem(came.problems[0][1])

    def _on_failed(self, problem: Problem) -> None:
        self.add.setEnabled(True)
        self.progress.end()
        self.said.hide()
        if problem.code == "cancelled":
            self._say(tr("Stopped. What was read before stays in your notebook."))
        else:
            self.banner.show_problem(problem)
        self._read()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()


def _listed(row: FeedRow, card: QWidget) -> Card:
    address = fold(row.address)
    return Card(card, f"{row.title} {row.address}", {NAME: (fold(row.title), address), ADDRESS: address})


class FeedCard(QWidget):
    """One portal; one that somebody else added is asked only once this person said yes."""

    def __init__(self, row: FeedRow, agree: parts.Handler) -> None:
        super().__init__()
        card = parts.frame("card")
        outer = parts.column(self, gap=0)
        outer.addWidget(card)
        inner = parts.column(card, gap=1, margin=2.5)
        inner.addWidget(
            parts.label(
                isolated(row.title, LETTERS) if row.title.strip() else tr("Without a title"), "strong"
            )
        )
        inner.addWidget(parts.label(isolated(row.address, LETTERS), "hint"))
        sort = next((tr(one.label) for one in SORTS if one.key == row.sort), "")
        inner.addWidget(parts.label(" · ".join(filter(None, (sort, _asked(row.fetched)))), "hint"))
        self.agree = parts.button(tr("Ask this portal, too"), "check", then=agree)
        if row.agreed:
            self.agree.hide()
        else:
            inner.addWidget(parts.label(tr("Somebody else added this address. It is not asked from here.")))
            line = parts.row()
            line.addWidget(self.agree)
            line.addStretch(1)
            inner.addLayout(line)


def _asked(day: str) -> str:
    if not day:
        return tr("Not asked yet.")
    try:
        moment = dt.datetime.fromisoformat(f"{day}T12:00")
    except ValueError:
        return tr("Asked last on {date}.", date=isolated(day, LETTERS))
    return tr("Asked last on {date}.", date=when.day(round(moment.timestamp() * 1000)))
