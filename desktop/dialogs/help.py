"""Help in place: short pages that are always here, the keys, and a guide to print."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QTextEdit, QWidget
from typing_extensions import override

from desktop.dialogs.guide import GuideDialog
from desktop.dialogs.inert import InertPage
from desktop.models import helppages
from desktop.models.plain import isolated
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import colour, em, space
from i18n import tr

Keys = Sequence[tuple[str, str]]
KEYS_PAGE = "keys"
WIDTH_EM, HEIGHT_EM, LOW_EM = 58, 44, 32
SHOWN_MAX = 200  # places in a page that are marked when one searches
NAME_ROLE = Qt.ItemDataRole.UserRole


class HelpDialog(QDialog):
    """Stays open beside the window, so that one can read and do at the same time."""

    told_keys: ClassVar[Callable[[], Keys]] = staticmethod(tuple)
    """Pairs of keys and what they do; whoever knows them puts them here."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.setAccessibleName(tr("Help and keys"))
        self.search = parts.line(tr("Search in the help"), role="search", hint=tr("Search in the help"))
        self.search.textChanged.connect(self._on_searched)
        self.search.returnPressed.connect(self._on_return_pressed)
        self.pages = QListWidget()
        self.pages.setProperty("role", "sections")
        self.pages.setAccessibleName(tr("Pages of the help"))
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setWordWrap(True)
        self.pages.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.pages.currentItemChanged.connect(self._on_page_chosen)
        self.nothing = parts.label(tr("No page of the help says this."), "hint")
        self.text = InertPage(tr("The page of the help"))
        self.guide = parts.button(tr("One page to print…"), "printer", then=self.show_guide)
        self.guide.setAutoDefault(False)
        self._width = min(17 * em(), round(self._room().width() * 0.36))
        self._put_together()
        self._fill(page)

    def show_page(self, name: str) -> None:
        for row in range(self.pages.count()):
            if self.pages.item(row).data(NAME_ROLE) == name:
                self.pages.setCurrentRow(row)

    def page_name(self) -> str:
        """Return which page is shown."""
        items = self.pages.selectedItems()
        return str(items[0].data(NAME_ROLE)) if items else ""

    def show_guide(self) -> None:
        GuideDialog(self, show_guide_help).open()

    def _put_together(self) -> None:
        close = parts.button(tr("Close"), then=self.reject)
        close.setAutoDefault(False)
        outer = parts.column(self, gap=3, margin=5)
        if self._room().height() > LOW_EM * em():  # elsewhere the page needs the room
            outer.addWidget(parts.label(tr("Help and keys"), "title"))
        middle = parts.row(gap=4)
        beside = parts.column(gap=2)
        for widget in (self.search, self.nothing):
            beside.addWidget(widget)
        beside.addWidget(self.pages, 1)
        side = QWidget()
        side.setLayout(beside)
        side.setFixedWidth(self._width)
        beside.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(side)
        middle.addWidget(self.text, 1)
        outer.addLayout(middle, 1)
        foot = parts.row(gap=2)
        foot.addWidget(self.guide)
        foot.addStretch(1)
        foot.addWidget(close)
        outer.addLayout(foot)

    def _room(self) -> QSize:
        return (self.parentWidget() or self).screen().availableSize() * 0.94

    def _fill(self, chosen: str) -> None:
        """List the pages that hold what is searched for; keep to *chosen* where it is among them."""
        found = helppages.having(self.search.text())
        self.pages.blockSignals(True)
        self.pages.clear()
        for each in found:
            self._add(each.title, each.name)
        if not self.search.text().strip():
            self._add(tr("Keys"), KEYS_PAGE)
        names = [self.pages.item(row).data(NAME_ROLE) for row in range(self.pages.count())]
        self.pages.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self.pages.blockSignals(False)
        self.nothing.setVisible(not found)
        self._on_page_chosen(self.pages.currentItem())

    def _add(self, title: str, name: str) -> None:
        item = QListWidgetItem(title)
        item.setData(NAME_ROLE, name)
        width = self._width - space(17)  # its edges, and a bar to scroll with
        words = self.pages.fontMetrics().boundingRect(
            QRect(0, 0, width, 100 * em()), Qt.TextFlag.TextWordWrap, title
        )
        item.setSizeHint(QSize(width, words.height() + space(7)))
        self.pages.addItem(item)

    def _on_page_chosen(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is None:
            self.text.show_source("")
            return
        name = item.data(NAME_ROLE)
        self.text.show_source(self._keys_source() if name == KEYS_PAGE else helppages.page(name).shown)
        self._mark_found()

    def _on_searched(self, _words: str) -> None:
        self._fill(self.page_name())

    def _on_return_pressed(self) -> None:
        self.pages.setFocus()

    def _mark_found(self) -> None:
        """Mark what is searched for, and go to the first of it."""
        marked: list[QTextEdit.ExtraSelection] = []
        for word in self.search.text().split():
            at = self.text.document().find(word)
            while not at.isNull() and len(marked) < SHOWN_MAX:
                marked.append(_mark(at))
                at = self.text.document().find(word, at)
        self.text.setExtraSelections(marked)

    def _keys_source(self) -> str:
        lines = "".join(f"- {what} · **{isolated(key)}**\n" for key, what in type(self).told_keys())
        title = tr("Keys")
        return f"# {title}\n\n{lines}"

    @override
    def showEvent(self, event: QShowEvent) -> None:
        room = self._room()
        self.resize(min(WIDTH_EM * em(), room.width()), min(HEIGHT_EM * em(), room.height()))
        QTimer.singleShot(0, self.pages, self.pages.setFocus)
        super().showEvent(event)


def _mark(at: QTextCursor) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    style = QTextCharFormat()
    style.setBackground(colour(Role.Accent))
    style.setForeground(colour(Role.HighlightedText))
    made.cursor, made.format = at, style
    return made


def open_help(page: str, parent: QWidget) -> HelpDialog:
    """Show *page* beside *parent*; where help is open already, turn to it."""
    window = parent.window()
    there = next((each for each in window.findChildren(HelpDialog) if each.isVisible()), None)
    shown = there or HelpDialog(page, window)
    shown.show_page(page)
    shown.show()
    shown.activateWindow()
    return shown


def show_guide_help(over: QWidget) -> None:
    """Show the help over the page to print, from which that page can not be opened once more."""
    open_help("start", over).guide.hide()


def corner(page: str, window: QWidget, beside: QWidget | None = None) -> QWidget:
    """Return a line for the top of *window* that leads to the help from its far corner, *beside* another."""

    def show() -> None:
        open_help(page, window)

    made = QWidget()
    made.setObjectName("backdrop")
    way = parts.tool("circle-help", tr("Help"), show)
    way.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 does the same
    QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), made, show)
    inner = parts.row(made, margin=2)
    inner.addStretch(1)
    if beside is not None:
        inner.addWidget(beside)
    inner.addWidget(way)
    return made
