"""The first run: four short pages, of which only the password words cannot be skipped, and a beginning."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget
from typing_extensions import override

from desktop.dialogs.banner import Banner
from desktop.models.door import Door
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views import wizardstart
from desktop.views.passwordpage import PasswordPage, Typed
from desktop.views.wizardpages import LATER, FarewellPage, IdeasPage, LanguagePage
from desktop.views.wizardstart import StartPage
from i18n import tr
from sync.errors import Problem

WORDS_PAGE = 2
ROOMY_EM = 26


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is needed to make a notebook."""

    name: str
    words: str
    then: str = ""
    """What comes right after: "sheets", "other" for a computer more, or nothing."""
    first: str = wizardstart.NOTES
    """What the person wants to see then."""
    shares: int = LATER
    """How many sheets, where "sheets" comes right after."""
    folder: Path | None = None
    """Another folder than the usual one."""


@dataclass(frozen=True, slots=True)
class Halfway:
    """What somebody did already, for a page that is drawn anew."""

    page: int = 0
    typed: Typed | None = None
    shares: int = LATER
    folder: Path | None = None
    other: bool = False
    at_sizes: bool = False
    """The text size was chosen last, not the language."""


class WizardView(QWidget):
    creating = Signal(object)
    restore_wanted = Signal()
    example_wanted = Signal()
    folder_wanted = Signal()
    label_wanted = Signal()
    language_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, door: Door, tasks: Tasks, *, scale: int, halfway: Halfway | None = None) -> None:
        super().__init__()
        self.setObjectName("backdrop")
        before = halfway or Halfway()
        self.banner = Banner()
        self.language_page = LanguagePage(scale)
        self.ideas_page = IdeasPage()
        self.password_page = PasswordPage(door, tasks, before.typed)
        self.farewell_page = FarewellPage()
        self.farewell_page.choose(before.shares)
        self.start_page = StartPage()
        self.start_page.folder = before.folder
        self._is_other = before.other
        self._seen = before.page
        self._all: tuple[QWidget, ...] = (
            self.language_page, self.ideas_page, self.password_page, self.farewell_page, self.start_page,
        )  # fmt: skip
        self._pages = QWidget()
        self._page = 0
        self._steps: QLabel = parts.label("", "hint", wrap=False)
        self.back = parts.button(tr("Back"), "arrow-left", role="quiet", then=lambda: self.turn(-1))
        self.next = parts.button(tr("Continue"), role="primary", then=lambda: self.turn(1))
        self._scroll = self._scrolled()
        self._put_together()
        self._join_up()
        self._show_page(before.page)
        self.setFocusProxy(self._first_of(at_sizes=before.at_sizes))

    @property
    def page(self) -> int:
        return self._page

    def halfway(self) -> Halfway:
        """Return what was done so far; the second typing of the words is done again."""
        typed = self.password_page.typed(seen=self._seen >= WORDS_PAGE)
        shares, folder = self.farewell_page.shares, self.start_page.folder
        at_sizes = self.language_page.chosen(sizes=True).hasFocus()
        return Halfway(self.page, typed, shares, folder, other=self._is_other, at_sizes=at_sizes)

    def show_problem(self, problem: Problem) -> None:
        self.set_busy(busy=False)
        self.banner.show_problem(problem)
        self._scroll.verticalScrollBar().setValue(0)

    def set_busy(self, *, busy: bool) -> None:
        self._pages.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self.next.setEnabled(not busy)
        self._show_buttons()
        if busy:
            self.next.setText(tr("Making your notebook…"))
            self.next.setEnabled(False)
            self.next.show()

    def turn(self, step: int) -> None:
        if step > 0 and self._all[self._page] is self.farewell_page and self._is_other:
            self.begin_with(wizardstart.NOTES)
            return
        if step < 0 and self._all[self._page] is self.password_page:
            self._is_other = False
        self.banner.clear()
        self._show_page(self.page + step)
        self._first_of(at_sizes=False).setFocus()

    def begin_with(self, first: str) -> None:
        """Ask for the notebook to be made, and for *first* to be shown then."""
        self.set_busy(busy=True)
        page, shares = self.password_page, self.farewell_page.shares
        then = "other" if self._is_other else "sheets" if shares else ""
        self.creating.emit(
            Beginning(page.name.text().strip(), page.words(), then, first, shares, self.start_page.folder)
        )

    def _first_of(self, *, at_sizes: bool) -> QWidget:
        """Return where the page that is shown begins for those who use keys."""
        firsts: tuple[QWidget, ...] = (
            self.language_page.chosen(sizes=at_sizes), self.next, self.password_page.name,
            self.farewell_page.chosen(), self.start_page.choices[wizardstart.NOTES],
        )  # fmt: skip
        return firsts[self._page]

    def _join_up(self) -> None:
        self.language_page.language_chosen.connect(self.language_chosen)
        self.language_page.scale_chosen.connect(self.scale_chosen)
        self.ideas_page.other_wanted.connect(self._on_other_wanted)
        self.ideas_page.restore_wanted.connect(self.restore_wanted)
        self.ideas_page.example_wanted.connect(self.example_wanted)
        self.password_page.ready_changed.connect(self._show_buttons)
        self.start_page.chosen.connect(self.begin_with)
        self.start_page.folder_wanted.connect(self.folder_wanted)
        self.start_page.label_wanted.connect(self.label_wanted)

    def _put_together(self) -> None:
        card = parts.frame("card")
        card.setMaximumWidth(44 * em())
        inner = self._inner = parts.column(card, gap=4)
        inner.addWidget(self.banner)
        inner.addWidget(self._scroll, 1)
        line = parts.row(gap=3)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self._steps)
        line.addWidget(self.next)
        inner.addLayout(line)
        card.setMaximumHeight(42 * em())
        outer = self._outer = parts.row(self, gap=0)
        outer.addStretch(1)
        outer.addWidget(card, 100)
        outer.addStretch(1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from wherever one is, unless it means the button that has the focus."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(meant := self.focusWidget(), QPushButton):
            meant.click()
        elif self.next.isVisible():
            self.next.click()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the page where there is little."""
        super().resizeEvent(event)
        roomy = event.size().height() > ROOMY_EM * em()
        edge, around = (space(6), space(3)) if roomy else (space(2.5), space(1))
        self._inner.setContentsMargins(edge, edge, edge, edge)
        self._inner.setSpacing(space(4 if roomy else 2))
        self._outer.setContentsMargins(around, around if roomy else 0, around, around)

    def _scrolled(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages.setObjectName("body")
        inner = parts.column(self._pages)
        parts.margins(inner, 0, 0, em(), 0)  # room for the scroll bar
        for each in self._all:
            inner.addWidget(each)
        scroll.setWidget(self._pages)
        scroll.viewport().setAutoFillBackground(False)
        self._pages.setAutoFillBackground(False)
        return scroll

    def _show_page(self, page: int) -> None:
        """Show one page; only its own height counts, and it begins at its top."""
        self._page = page
        self._seen = max(self._seen, page)
        for number, each in enumerate(self._all):
            each.setVisible(number == page)
        self._scroll.verticalScrollBar().setValue(0)
        self._show_buttons()

    def _on_other_wanted(self) -> None:
        self.turn(1)
        self._is_other = True
        self.banner.show_words(
            tr("First this computer gets a notebook with its own password words."),
            tr("Then you make its card, and the other computer lets it in."),
        )

    def _show_buttons(self) -> None:
        last = self.page == len(self._all) - 1
        verb = tr("Make my notebook") if self._is_other and self.page == WORDS_PAGE + 1 else tr("Continue")
        self._steps.setText(tr("{page} of {pages}", page=self.page + 1, pages=len(self._all)))
        self.back.setVisible(self.page > 0)
        self.next.setVisible(not last)
        self.next.setText(verb)
        self.next.setAccessibleName(verb)
        needs_words = self._all[self._page] is self.password_page
        self.next.setEnabled(self._pages.isEnabled() and (not needs_words or self.password_page.is_ready()))
