"""The first run: four short pages, and only the one with the password words cannot be skipped."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QWidget

from desktop.dialogs.banner import Banner
from desktop.models.door import Door
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.passwordpage import PasswordPage
from desktop.views.wizardpages import FarewellPage, IdeasPage, LanguagePage
from i18n import tr
from sync.errors import Problem


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is needed to make a notebook."""

    name: str
    words: str
    then: str = ""
    """What comes right after: "sheets", "other" for a computer more, or nothing."""


class WizardView(QWidget):
    creating = Signal(object)
    restore_wanted = Signal()
    language_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, door: Door, tasks: Tasks, *, scale: int, page: int = 0) -> None:
        super().__init__()
        self.setObjectName("backdrop")
        self.banner = Banner()
        self.language_page = LanguagePage(scale)
        self.language_page.language_chosen.connect(self.language_chosen)
        self.language_page.scale_chosen.connect(self.scale_chosen)
        self.password_page = PasswordPage(door, tasks)
        self.password_page.ready_changed.connect(self._show_buttons)
        self.farewell_page = FarewellPage()
        self._pages = QStackedWidget()
        self.ideas_page = IdeasPage()
        self.ideas_page.other_wanted.connect(self._on_other_wanted)
        self.ideas_page.restore_wanted.connect(self.restore_wanted)
        self._is_other = False
        self._all = (self.language_page, self.ideas_page, self.password_page, self.farewell_page)
        for each in self._all:
            self._pages.addWidget(each)
        self._steps: QLabel = parts.label("", "hint", wrap=False)
        self.back = parts.button(tr("Back"), "arrow-left", role="quiet", then=lambda: self.turn(-1))
        self.next = parts.button(tr("Continue"), role="primary", then=lambda: self.turn(1))
        self._put_together()
        self._pages.setCurrentIndex(page)
        self._show_buttons()

    @property
    def page(self) -> int:
        return self._pages.currentIndex()

    def show_problem(self, problem: Problem) -> None:
        self.set_busy(busy=False)
        self.banner.show_problem(problem)

    def set_busy(self, *, busy: bool) -> None:
        self._pages.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self.next.setEnabled(not busy)
        self.next.setText(tr("Making your notebook…") if busy else self._verb())

    def _put_together(self) -> None:
        card = parts.frame("card")
        card.setMaximumWidth(44 * em())
        inner = parts.column(card, gap=4, margin=8)
        inner.addWidget(self.banner)
        inner.addWidget(self._scrolled(), 1)
        line = parts.row(gap=3)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self._steps)
        line.addWidget(self.next)
        inner.addLayout(line)
        card.setMaximumHeight(40 * em())
        outer = parts.row(self, gap=0, margin=4)
        outer.addStretch(1)
        outer.addWidget(card, 100)
        outer.addStretch(1)

    def _scrolled(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages.setObjectName("body")
        for each in self._all:
            inner = each.layout()
            if inner is not None:
                parts.margins(inner, 0, 0, em(), 0)  # room for the scroll bar
        scroll.setWidget(self._pages)
        scroll.viewport().setAutoFillBackground(False)
        self._pages.setAutoFillBackground(False)
        return scroll

    def turn(self, step: int) -> None:
        if step > 0 and self.page == len(self._all) - 1:
            self.set_busy(busy=True)
            page = self.password_page
            self.creating.emit(Beginning(page.name.text().strip(), page.words(), self._then()))
            return
        if step < 0 and self._pages.currentWidget() is self.password_page:
            self._is_other = False
        self.banner.clear()
        self._pages.setCurrentIndex(self.page + step)
        self._show_buttons()

    def _on_other_wanted(self) -> None:
        self.turn(1)
        self._is_other = True
        self.banner.show_words(
            tr("First this computer gets a notebook with its own password words."),
            tr("Then you make its card, and the other computer lets it in."),
        )

    def _then(self) -> str:
        if self._is_other:
            return "other"
        return "sheets" if self.farewell_page.sheets.isChecked() else ""

    def _verb(self) -> str:
        return tr("Make my notebook") if self.page == len(self._all) - 1 else tr("Continue")

    def _show_buttons(self) -> None:
        self._steps.setText(tr("{page} of {pages}", page=self.page + 1, pages=len(self._all)))
        self.back.setVisible(self.page > 0)
        self.next.setText(self._verb())
        self.next.setAccessibleName(self._verb())
        needs_words = self._pages.currentWidget() is self.password_page
        self.next.setEnabled(not needs_words or self.password_page.is_ready())
