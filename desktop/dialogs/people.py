"""The sheet of a space, page by page: people, decisions, rules, and what came of them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.decisions import DecisionsPage
from desktop.dialogs.here import Here
from desktop.dialogs.pages import Pages
from desktop.dialogs.peoplepage import PeoplePage
from desktop.dialogs.rules import RulesPage
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Belonging
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from i18n import tr

PAGES = ("people", "decisions", "rules")


def page_words() -> dict[str, str]:
    return {
        "people": tr("People"),
        "decisions": tr("Decisions"),
        "rules": tr("Rules"),
    }


class PeopleDialog(Sheet):
    requests_wanted = Signal()

    def __init__(
        self, belonging: Belonging, row: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("People in {space}", space=isolated(row.name)), tasks, parent, width_em=76)
        self.space = row.id
        here = Here(belonging, row, tasks, self.banner, self.reload)
        self.people = PeoplePage(here)
        self.decisions = DecisionsPage(here)
        self.rules = RulesPage(here)
        made: dict[str, QWidget] = {
            "people": self.people, "decisions": self.decisions, "rules": self.rules,
        }  # fmt: skip
        self._reloads: dict[str, Callable[[], None]] = {
            "people": self.people.reload, "decisions": self.decisions.reload, "rules": self.rules.reload,
        }  # fmt: skip
        for sized in (self.people.sized, self.decisions.sized, self.rules.sized):
            sized.connect(self.fit_soon)
        for asking in (self.people.requests_wanted, self.rules.requests_wanted):
            asking.connect(self.requests_wanted)
        words = page_words()
        shown = [(name, words[name], page) for name, page in made.items()]
        self.pages = Pages(tr("Pages about this space"), shown)
        self.pages.turned.connect(self._on_turned)
        self.body.addWidget(self.pages, 1)
        self.least_em = 34
        self.add_close()
        self.reload()

    def show_page(self, page: str) -> None:
        self.pages.turn(page)

    def reload(self) -> None:
        """Show the page that is open as things are now."""
        self._reloads[self.pages.current]()

    def _on_turned(self, _page: str) -> None:
        self.banner.clear()
        self.reload()
