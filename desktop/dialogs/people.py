"""The sheet of a space, page by page: people, decisions, rules, and what came of them."""

from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.decisions import DecisionsPage
from desktop.dialogs.flow import open_over
from desktop.dialogs.happened import HappenedPage
from desktop.dialogs.here import Here
from desktop.dialogs.latework import LateWorkPage
from desktop.dialogs.network_words import NetworkWordsDialog
from desktop.dialogs.organisations import OrganisationsPage
from desktop.dialogs.pages import Pages
from desktop.dialogs.peoplepage import PeoplePage
from desktop.dialogs.rules import RulesPage
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Belonging
from desktop.models.plain import isolated
from desktop.models.wording import USUAL, Wording
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr

Page: TypeAlias = PeoplePage | DecisionsPage | HappenedPage | LateWorkPage | OrganisationsPage | RulesPage
PAGES = ("people", "decisions", "happened", "late", "organisations", "rules")


def page_words() -> dict[str, str]:
    return {
        "people": tr("People"),
        "decisions": tr("Decisions"),
        "happened": tr("What happened"),
        "late": tr("Late work"),
        "organisations": tr("Organisations"),
        "rules": tr("Rules"),
    }


class PeopleDialog(Sheet):
    requests_wanted = Signal()

    def __init__(
        self,
        belonging: Belonging,
        row: SpaceRow,
        tasks: Tasks,
        parent: QWidget | None = None,
        wording: Wording = USUAL,
    ) -> None:
        super().__init__(tr("People in {space}", space=isolated(row.name)), tasks, parent, width_em=76)
        self.space, self.row = row.id, row
        here = Here(belonging, row, tasks, self.banner, self.reload, wording)
        self.people = PeoplePage(here)
        self.decisions = DecisionsPage(here)
        self.rules = RulesPage(here)
        self.happened = HappenedPage(here)
        self.late = LateWorkPage(here)
        self.organisations = OrganisationsPage(here)
        made: tuple[Page, ...] = (
            self.people,
            self.decisions,
            self.happened,
            self.late,
            self.organisations,
            self.rules,
        )
        self._pages = dict(zip(PAGES, made, strict=True))
        for page in made:
            page.sized.connect(self.fit_soon)
        for asking in (self.people.requests_wanted, self.rules.requests_wanted):
            asking.connect(self.requests_wanted)
        self.rules.words_wanted.connect(self.show_words)
        words = page_words()
        shown = [(name, words[name], page) for name, page in self._pages.items()]
        self.pages = Pages(tr("Pages about this space"), shown)
        self.pages.turned.connect(self._on_turned)
        if row.through:
            said = tr("You read here through {organisation}.", organisation=isolated(row.through, 40))
            self.body.addWidget(parts.label(said, "hint"))
        self.add_pages(self.pages)
        self.least_em = 34
        self.add_close()
        self.reload()

    def show_page(self, page: str) -> None:
        self.pages.turn(page)

    def show_words(self) -> None:
        """Show what this space calls things; organisers may change it."""
        here = self.rules.here
        open_over(NetworkWordsDialog(here.belonging.wording, here.space, self.tasks, self))

    def reload(self) -> None:
        """Show the page that is open as things are now."""
        self._pages[self.pages.current].reload()

    def _on_turned(self, _page: str) -> None:
        self.banner.clear()
        self.reload()
