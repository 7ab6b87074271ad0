"""Settings in pages: how it looks, words and locks, computers, in case you forget, backup."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.dialogs.backup import BackupPage
from desktop.dialogs.computers import ComputersPage
from desktop.dialogs.preferencespage import PreferencesPage
from desktop.dialogs.security import SecurityPage
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.sheets import SheetsPage
from desktop.models.cures import Cures
from desktop.models.facade import Session
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr

NARROW_EM = 60  # less than this, and the names of the pages are in a box above them
ROW_EM = 3
PAGES = ("look", "security", "computers", "forget", "backup")


def page_words(page: str) -> str:
    return {
        "look": tr("Language and look"),
        "security": tr("Words and locks"),
        "computers": tr("Computers"),
        "forget": tr("In case you forget"),
        "backup": tr("Backup"),
    }[page]


class SettingsDialog(Sheet):
    """Emits the preferences as they shall be; somebody else keeps them."""

    chosen = Signal(object)
    journey_wanted = Signal(object)
    adopted = Signal()

    def __init__(
        self, now: Preferences, session: Session, cures: Cures, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Settings"), tasks, parent, width_em=58)
        self._me = session.me
        self.look = PreferencesPage(now, session.me)
        self.security = SecurityPage(session, cures, tasks)
        self.computers = ComputersPage(session, cures, tasks)
        self.sheets = SheetsPage(session, session.spaces, cures, tasks)
        self.backup = BackupPage(session, session.settings, cures, tasks)
        self._pages: dict[str, QWidget] = dict(
            zip(PAGES, (self.look, self.security, self.computers, self.sheets, self.backup), strict=True)
        )
        self._loads: dict[str, Callable[[], None]] = {
            "computers": self.computers.reload, "forget": self.sheets.reload, "backup": self.backup.reload
        }  # fmt: skip
        for page in (self.computers, self.sheets, self.backup):
            page.failed.connect(self.show_problem)
            page.sized.connect(self.fit_soon)
        self.security.sheets_wanted.connect(self.make_sheets)
        self.backup.sheets_wanted.connect(self.make_sheets)
        self.security.journey_wanted.connect(self.journey_wanted)
        self.computers.adopted.connect(self.adopted)
        self.names = QListWidget()
        self.box: QComboBox = parts.choice(tr("Page"), [(page_words(each), each) for each in PAGES])
        self._put_together()
        self.leave = self.add_close(tr("Cancel"))
        self.keep = self.add_primary(tr("Keep these settings"), self._on_keep_clicked)
        self.least_em = 30
        self.show_page("look")

    def show_page(self, page: str) -> None:
        number = PAGES.index(page)
        for name, widget in self._pages.items():
            widget.setVisible(name == page)
        for chooser in (self.names, self.box):
            chooser.blockSignals(True)
        self.names.setCurrentRow(number)
        self.box.setCurrentIndex(number)
        for chooser in (self.names, self.box):
            chooser.blockSignals(False)
        self.keep.setVisible(page == "look")
        self.leave.setText(tr("Cancel") if page == "look" else tr("Close"))
        self.leave.setAccessibleName(self.leave.text())
        self.banner.clear()
        self._loads.get(page, self.fit_soon)()

    def make_sheets(self) -> None:
        self.show_page("forget")
        self.sheets.show_make()

    def _put_together(self) -> None:
        self.names.setProperty("role", "framed")
        self.names.setAccessibleName(tr("Pages of the settings"))
        for page in PAGES:
            item = QListWidgetItem(page_words(page), self.names)
            item.setSizeHint(QSize(0, ROW_EM * em()))
        self.names.setFixedWidth(14 * em())
        self.names.setFixedHeight(len(PAGES) * ROW_EM * em() + em() // 2)
        self.names.currentRowChanged.connect(lambda number: self.show_page(PAGES[number]))
        self.box.activated.connect(lambda number: self.show_page(PAGES[number]))
        narrow = self.screen().availableSize().width() < NARROW_EM * em()
        whole = parts.row(gap=5)
        side: QVBoxLayout = parts.column()
        side.addWidget(self.box if narrow else self.names)
        if narrow:
            whole.setDirection(QBoxLayout.Direction.TopToBottom)
        else:
            side.addStretch(1)
        (self.names if narrow else self.box).setParent(None)
        whole.addLayout(side)
        shown: QVBoxLayout = parts.column()
        for widget in self._pages.values():
            shown.addWidget(widget)
        shown.addStretch(1)
        whole.addLayout(shown, 1)
        self.body.addLayout(whole, 1)

    def _on_keep_clicked(self) -> None:
        name = self.look.name.text().strip()
        if name and name != self._me.name:
            self.tasks.run(lambda: self._me.rename(name))
        self.chosen.emit(self.look.chosen())
        self.accept()
