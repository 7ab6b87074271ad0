"""Where one can go from the palette and from the first page, and how one gets there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop.application.freshness import Freshness
from desktop.application.homepage import HomePage
from desktop.application.meetings import MeetingFolders
from desktop.dialogs.flow import open_over
from desktop.dialogs.places_sections import SectionsDialog
from desktop.models import calendar, confirming, palette, sections
from desktop.models.facade import Item, ItemRow, Session
from desktop.models.facade_belonging import SpaceRow
from desktop.models.grouped import Entry, Goal, Group
from desktop.models.palette import Ground
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.views import wishes
from desktop.views.editor import ItemEditor
from desktop.views.palette import Palette
from desktop.views.window import MainWindow
from desktop.views.wishes import Wish
from i18n import tr
from sync.engine.choice import STALE, Choice

RECENT = 5
REPLY, TOPIC = "reply", "topic"


class Places(QObject):
    """*page_wanted* names a space, a page of its sheet, and whom to show there, if anybody."""

    space_wanted = Signal(str)
    page_wanted = Signal(str, str, str)
    sections_offered = Signal(object, str)
    """The dialog that asks, and the space: others may ask there, too."""

    def __init__(self, session: Session, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._tasks, self._window = session, tasks, window
        self.palette = Palette(self._find, self._look_round, self._offer, tasks, window)
        self.palette.pictures = {row.name: row.picture for row in window.side.model.rows}
        self.palette.chosen.connect(self.go)
        self.palette.closed.connect(window.focus_rows)
        window.search_wanted.connect(self.search)
        window.home.chosen.connect(self.go)
        window.desk.shown.connect(self._on_shown)
        self._recent: list[Entry] = []
        self._wanted = ""
        self.home = HomePage(session, tasks, window)
        Freshness(session, tasks, window, self.home)
        self.home.changed.connect(MeetingFolders(session.meetings, tasks, window).on_items_changed)
        self._ways: dict[str, Callable[[Goal], object]] = {
            "item": self._open_item,
            "person": lambda goal: self.page_wanted.emit(goal.space, "people", goal.id),
            "people": lambda goal: self.page_wanted.emit(goal.space, "people", ""),
            "decisions": lambda goal: self.page_wanted.emit(goal.space, "decisions", ""),
            "requests": lambda goal: self._ask_in(goal.space, Wish.REQUESTS),
            "only-here": lambda goal: self._ask_in(goal.space, Wish.RELAY),
            confirming.CONFIRM: lambda goal: self.home.confirm(goal.id),
            confirming.STALE: self._open_stale,
            calendar.DISMISS: lambda goal: self.home.hush(goal.id, later=False),
            calendar.LATER: lambda goal: self.home.hush(goal.id, later=True),
            "seen": lambda goal: self.home.all_seen(goal.space),
            "space": lambda goal: self.space_wanted.emit(goal.id),
            "section": self._open_section,
            "command": lambda goal: self._window.ask(goal.id),
            "all": lambda goal: self._window.show_all(goal.id),
        }

    def search(self, words: str = "") -> None:
        self._window.desk.panes.flush()
        self.palette.open(words)

    def go(self, goal: Goal) -> None:
        """Go where a row leads; one of a newer release leads nowhere."""
        way = self._ways.get(goal.what)
        if way is not None:
            way(goal)

    def sections(self, space: str, name: str) -> None:
        """Let somebody choose which sections a space shows at the side."""
        work = partial(self._hidden, space)
        self._tasks.run(work, partial(self._on_hidden_read, space, name))

    def watch(self, space: str) -> None:
        """Show the sections that are wanted in the space that is open now."""
        if space:
            self._tasks.run(partial(self._hidden, space), partial(self._on_hidden, space))
        self.home.refresh()

    def _hidden(self, space: str) -> frozenset[str]:
        names = [row.name for row in self._window.sections]
        return sections.hidden(names, self._session.settings.get(sections.SETTING + space))

    def _on_hidden(self, space: str, hidden: frozenset[str]) -> None:
        if space == self._window.desk.space:
            self._window.side.hide_sections(hidden)

    def _on_hidden_read(self, space: str, name: str, hidden: frozenset[str]) -> None:
        dialog = SectionsDialog(self._window.sections, hidden, isolated(name, 40), self._tasks, self._window)
        dialog.changed.connect(partial(self._on_chosen, space))
        self.sections_offered.emit(dialog, space)
        open_over(dialog)

    def _on_chosen(self, space: str, shown: Mapping[str, bool]) -> None:
        key, said = sections.SETTING + space, sections.kept(shown)
        self._tasks.run(partial(self._session.settings.put, key, said))
        self._on_hidden(space, frozenset(name for name, on in shown.items() if not on))

    def _ask_in(self, space: str, wish: Wish) -> None:
        if space != self._window.desk.space:
            self.space_wanted.emit(space)
        self._window.ask(wish)

    def _open_section(self, goal: Goal) -> None:
        self._window.choose_section(goal.id)
        self._window.focus_rows()

    def _open_stale(self, goal: Goal) -> None:
        """Open the list of a space with what is to be confirmed in it, and nothing else."""
        if goal.space != self._window.desk.space:
            self.space_wanted.emit(goal.space)
        self._window.choose_section(goal.id)
        self._window.desk.looks.turn(looked=False)
        self._window.desk.list.arranged.emit(Choice(only=STALE))
        self._window.focus_rows()

    def _open_item(self, goal: Goal) -> None:
        """Open an item where it is read: a reply is read below its topic."""
        if goal.space != self._window.desk.space:
            self.space_wanted.emit(goal.space)
        if goal.section == REPLY:
            self._tasks.run(partial(self._topic_of, goal.id), partial(self._arrive, REPLY))
        else:
            self._arrive(goal.section, goal.id)

    def _topic_of(self, reply: str) -> str:
        """Return the topic that a reply stands under, or the reply itself where that is gone."""
        return next(iter(palette.linked(self._session.items, reply, TOPIC)), reply)

    def _arrive(self, section: str, item: str) -> None:
        self._wanted = item
        self._window.open_item(section, item)

    def _find(self, words: str, limit: int) -> Sequence[ItemRow]:
        return self._session.items.find(words, limit=limit)

    def _look_round(self) -> Ground:
        lately = palette.still_there(tuple(self._recent), self._session.items)
        return replace(palette.ground(self._session), lately=lately)

    def _offer(self, known: Ground) -> Sequence[Group]:
        return (
            Group(tr("Opened lately"), self._recent if known.lately is None else known.lately),
            Group(tr("Sections"), self._offered()),
            Group(tr("Spaces"), palette.space_entries(_open_ones(known.spaces), self._window.desk.space)),
            Group(tr("People"), known.people),
            Group(tr("What you can do"), [_command(wish) for wish in Wish if wish is not Wish.SEARCH]),
        )

    def _on_shown(self, item: Item) -> None:
        goal = Goal("item", item.id, item.space, item.kind)
        entry = Entry(item.title, goal, picture=self.palette.pictures.get(item.kind, "file-text"))
        self._recent = [entry, *(each for each in self._recent if each.goal != goal)][:RECENT]
        if item.id == self._wanted:
            self._wanted = ""
            self._take_focus()

    def _take_focus(self) -> None:
        """Let the keys go to the title of what was opened, or to the list where it is only read."""
        pane = self._window.desk.panes.currentWidget()
        if isinstance(pane, ItemEditor):
            pane.focus_title()
        else:
            self._window.focus_rows()

    def _offered(self) -> list[Entry]:
        rows = self._window.sections
        return [Entry(row.label, Goal("section", row.name), picture=row.picture) for row in rows]


def _open_ones(spaces: Sequence[SpaceRow]) -> list[SpaceRow]:
    return [row for row in spaces if row.name]


def _command(wish: Wish) -> Entry:
    keys = wishes.keys(wish).toString(QKeySequence.SequenceFormat.NativeText) if wish in wishes.KEYS else ""
    picture = wishes.PICTURES.get(wish, "circle")
    return Entry(wishes.words(wish), Goal("command", wish.value), aside=keys, picture=picture)
