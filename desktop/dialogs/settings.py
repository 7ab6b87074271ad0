"""Settings in pages: how it looks, how it sends, words and locks, computers, in case you forget, backup."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.dialogs.backup import BackupPage
from desktop.dialogs.computers import ComputersPage
from desktop.dialogs.pages import Pages
from desktop.dialogs.preferencespage import PreferencesPage
from desktop.dialogs.security import SecurityPage
from desktop.dialogs.sending import SendingPage
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.sheets import SheetsPage
from desktop.dialogs.trytranslation import TryTranslation
from desktop.models import helppages
from desktop.models.cures import Cures
from desktop.models.facade import Session
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from i18n import tr

PAGES = ("look", "sending", "security", "computers", "forget", "backup")


def page_words(page: str) -> str:
    return {
        "look": tr("Language and look"),
        "sending": tr("Send and receive"),
        "security": tr("Words and locks"),
        "computers": tr("Computers"),
        "forget": tr("In case you forget"),
        "backup": tr("Backup"),
    }[page]


def _differ(name: str, one: Preferences, other: Preferences) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes along when the settings are shown in another language."""

    page: str
    name: str
    chosen: Preferences
    before: tuple[str, Preferences]
    """As it was when they were opened first."""
    language: str
    """Spoken then, be it one that is not offered here."""


class SettingsDialog(Sheet):
    """Emits the preferences as they shall be; somebody else keeps them.

    A language is spoken as soon as it is chosen, and so is the one before when that is not kept.
    """

    chosen = Signal(object)
    spoken = Signal(object)
    journey_wanted = Signal(object)
    adopted = Signal()

    def __init__(
        self, now: Preferences, session: Session, cures: Cures, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Settings"), tasks, parent, width_em=58)
        self._me, self._now, self._first = session.me, now, now.language
        self.look = PreferencesPage(now, session.me)
        self._before = self._wanted()
        self.trial = TryTranslation(tasks)
        self.trial.changed.connect(lambda: self._on_trial_changed(now))
        self.trial.failed.connect(self.show_problem)
        self.look.add(self.trial)
        self.sending = SendingPage(session, tasks)
        self.security = SecurityPage(session, session.settings, cures, tasks)
        self.computers = ComputersPage(session, cures, tasks)
        self.sheets = SheetsPage(session, session.spaces, cures, tasks)
        self.backup = BackupPage(session, session.settings, cures, tasks)
        made = (self.look, self.sending, self.security, self.computers, self.sheets, self.backup)
        shown = [(name, page_words(name), page) for name, page in zip(PAGES, made, strict=True)]
        self.pages = Pages(tr("Pages of the settings"), shown)
        self.add_pages(self.pages)
        self._loads: dict[str, Callable[[], None]] = {
            "sending": self.sending.reload, "computers": self.computers.reload,
            "forget": self.sheets.reload, "backup": self.backup.reload,
        }  # fmt: skip
        for page in (self.sending, self.computers, self.sheets, self.backup):
            page.failed.connect(self.show_problem)
            page.sized.connect(self.fit_soon)
        self.security.sheets_wanted.connect(self.make_sheets)
        self.backup.sheets_wanted.connect(self.make_sheets)
        self.security.journey_wanted.connect(self.journey_wanted)
        self.computers.adopted.connect(self.adopted)
        self.leave = self.add_close(tr("Cancel"))
        self.keep = self.add_primary(tr("Keep these settings"), self._on_keep_clicked)
        self.least_em = 30
        self.pages.turned.connect(self._on_turned)
        self._listen()
        self.show_page("look")

    def _listen(self) -> None:
        soon = QTimer(self)  # the list of languages closes first
        soon.setSingleShot(True)
        soon.timeout.connect(self._on_language_chosen)
        self.look.language.activated.connect(lambda _at: soon.start(0))
        self.rejected.connect(self._on_rejected)

    @override
    def has_unkept(self) -> bool:
        return self._wanted() != self._before

    def _wanted(self) -> tuple[str, Preferences]:
        return self.look.name.text().strip(), self.look.chosen()

    def carried(self) -> Carried:
        return Carried(
            self.pages.current, self.look.name.text(), self.look.chosen(), self._before, self._first
        )

    def resume(self, carried: Carried) -> None:
        """Go on with what was chosen here in other words; all else is as it is now."""
        name, before = carried.before
        changed = [each.name for each in fields(before) if _differ(each.name, before, carried.chosen)]
        begun = {name: getattr(before, name) for name in changed}
        wanted = {name: getattr(carried.chosen, name) for name in changed}
        self._first = carried.language if "language" in changed else self._now.language
        self._before = (name, replace(self._now, **begun))
        self.look.choose(carried.name, replace(self._now, **wanted))
        if carried.page == "look":
            self.look.language.setFocus()
            self.scroll_to(self.look.language)

    def _on_language_chosen(self) -> None:
        self._speak(self.look.language.currentData())

    def _on_rejected(self) -> None:
        self._speak(self._first)

    def _speak(self, language: str) -> None:
        if language != self._now.language:
            self.spoken.emit(replace(self._now, language=language))

    def show_page(self, page: str) -> None:
        self.pages.turn(page)

    def _on_turned(self, page: str) -> None:
        self.about = helppages.of_settings(page)
        self.keep.setVisible(page == "look")
        self.leave.setText(tr("Cancel") if page == "look" else tr("Close"))
        self.leave.setAccessibleName(self.leave.text())
        self.banner.clear()
        self._loads.get(page, self.fit_soon)()

    def make_sheets(self, shares: int = 0) -> None:
        """Begin to make sheets, so many where a number is given."""
        self.show_page("forget")
        self.sheets.show_make(shares)

    def _on_trial_changed(self, now: Preferences) -> None:
        """Draw everything anew with the settings as they are: a file that is tried is none of them."""
        self.accept()
        self.chosen.emit(now)

    def _on_keep_clicked(self) -> None:
        name = self.look.name.text().strip()
        if name and name != self._me.name:
            self.tasks.run(lambda: self._me.rename(name))
        self.accept()
        self.chosen.emit(self.look.chosen())
