"""Along the top: which space, search, and the few things that are wanted all the time."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QMenu, QStyle, QToolButton, QWidget
from typing_extensions import override

from desktop.models.facade_belonging import SpaceRow
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.endcut import EndCut
from desktop.theme.icons import Role, icon
from desktop.theme.look import em, space
from desktop.views import wishes
from desktop.views.wishes import Wish
from i18n import tr

SEARCH_PAUSE_MS = 180


def menu_text(text: str) -> str:
    """Return *text* for a menu, where a lone "&" would mark a letter."""
    return text.replace("&", "&&")


class SearchLine(QLineEdit):
    """Searches the open space while it is told so; else whatever is begun here goes to the palette."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.here = False
        self.setProperty("role", "search")
        self.show_place(here=False)
        self.textEdited.connect(self._on_edited)
        self._picture = parts.picture("search", round(em() * 1.1), Role.PlaceholderText)
        self._picture.setParent(self)
        room = round(em() * 1.6)
        leftward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if leftward else room, 0, room if leftward else 0, 0)

    def show_place(self, *, here: bool) -> None:
        """Say what is searched from here."""
        self.here = here
        wish = Wish.FIND_HERE if here else Wish.SEARCH
        keys = wishes.keys(wish).toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleName(wishes.words(wish))
        self._said, self._keys = wishes.words(wish), keys
        self._hint()

    def _hint(self) -> None:
        """Show what it does, with its keys or in fewer words, as they fit whole."""
        room = self.width() - round(em() * 1.6) - space(5)
        said = (f"{self._said}   {self._keys}", self._said, tr("Search"), "")
        measure = self.fontMetrics().horizontalAdvance
        self.setPlaceholderText(next(each for each in said if measure(each) <= room or not each))

    def _on_edited(self, text: str) -> None:
        if not self.here and text:
            self.clear()
            self.wanted.emit(text)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.here or self.text():
            super().mousePressEvent(event)
        else:
            self.wanted.emit("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._picture.width()
        box = QRect(space(2.5), (self.height() - side) // 2, side, side)
        self._picture.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))
        self._hint()


class TopBar(QFrame):
    requested = Signal(str)
    space_chosen = Signal(str)
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._spaces: Sequence[SpaceRow] = ()
        self.chooser = EndCut()
        self._make_menu_button(self.chooser, "book-open", tr("Space"), "chooser")
        self.search = SearchLine()
        self.search.setMaximumWidth(34 * em())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.search.text().strip()))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._new, self._compact = tr("New"), False
        self.new = parts.button(self._new, "plus", role="primary", then=lambda: self.requested.emit(Wish.NEW))
        self.new.setAutoDefault(False)
        self.share = self._make_menu_button(QToolButton(), "share-2", tr("Share"), "")
        self.more = self._make_menu_button(QToolButton(), "ellipsis", tr("More"), "quiet", shows_text=False)
        self.lock = parts.button(
            tr("Lock"), "lock", role="quiet", then=lambda: self.requested.emit(Wish.LOCK)
        )
        self.help = parts.tool("circle-help", tr("Help"), lambda: self.requested.emit(Wish.HELP))
        self._fill()
        line = parts.row(self, gap=2)
        line.setContentsMargins(space(4), space(2.5), space(4), space(2.5))
        line.addWidget(self.chooser)
        line.addSpacing(space(2))
        line.addWidget(self.search, 4)
        line.addStretch(1)
        self._line, self._gap = line, line.count() - 1
        for widget in (self.new, self.share, self.more, self.lock, self.help):
            line.addWidget(widget)

    def show_spaces(self, spaces: Sequence[SpaceRow], chosen: str) -> None:
        self._spaces = spaces
        menu = self.chooser.menu()
        menu.clear()
        group = QActionGroup(menu)
        for each in spaces:
            whole = one_line(each.name) or tr("Without a name")
            name = one_line(whole, 48)
            text = _with_state(each, name)
            action = QAction(menu_text(text), menu)
            action.setCheckable(True)
            action.setChecked(each.id == chosen)
            action.triggered.connect(lambda _on, space=each.id: self.space_chosen.emit(space))
            group.addAction(action)
            menu.addAction(action)
            if each.id == chosen:
                self.chooser.setText(menu_text(one_line(whole, 28)))
                self.chooser.setAccessibleName(tr("Space: {space}", space=whole))
                parts.tip(self.chooser, whole)
        if not spaces:
            self.chooser.setText(tr("No space yet"))
            self.chooser.setAccessibleName(tr("No space yet"))
        menu.addSeparator()
        self._add(menu, (Wish.NEW_SPACE, Wish.JOIN))
        self.share.setEnabled(bool(spaces))
        self.new.setEnabled(bool(spaces))

    def name_new(self, words: str) -> None:
        """Say on the button what it makes."""
        self._new = words
        self.new.setAccessibleName(words)
        self.set_compact(compact=self._compact)

    def set_compact(self, *, compact: bool) -> None:
        """Show pictures only, where there is no room for words."""
        self._compact = compact
        words = {self.new: (self._new, "plus"), self.lock: (tr("Lock"), "lock")}
        for each, (text, picture) in words.items():
            each.setText("" if compact else menu_text(text))
            parts.tip(each, text)
            self._place_picture(each, picture)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if compact else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        self.share.setToolButtonStyle(style)
        self._line.setStretch(self._gap, 0 if compact else 1)
        self._line.setSpacing(space(1 if compact else 2))
        self.search.setMinimumWidth((7 if compact else 8) * em())
        self._place_picture(self.share, "share-2")
        parts.tip(self.share, self.share.text())
        self.chooser.setMaximumWidth((11 if compact else 20) * em())

    def _place_picture(self, onto: QAbstractButton, picture: str) -> None:
        """Keep the picture off the words beside it, or in the middle where there are none."""
        tint = Role.HighlightedText if onto is self.new else Role.ButtonText
        onto.setIcon(icon(picture, tint, gap=not self._compact))
        onto.setIconSize(parts.alone() if self._compact else parts.beside_words())

    def _fill(self) -> None:
        self._add(self.share.menu(), wishes.SHARING)
        self.share.menu().addSeparator()
        self._add(self.share.menu(), wishes.CARRYING)
        self._add(self.more.menu(), wishes.EXCHANGING)
        self.more.menu().addSeparator()
        self._add(self.more.menu(), (Wish.ROOM, Wish.SENDING, Wish.SECTIONS, Wish.WORDS))
        self._add(self.more.menu(), (Wish.SETTINGS, Wish.HELP))
        self.more.menu().addSeparator()
        self._add(self.more.menu(), (Wish.CLEAR,))

    def _add(self, menu: QMenu, wanted: Sequence[Wish]) -> None:
        for wish in wanted:
            action = QAction(icon(wishes.PICTURES[wish]), wishes.words(wish), menu)
            action.triggered.connect(lambda _on, name=wish: self.requested.emit(name))
            menu.addAction(action)

    def _make_menu_button(
        self, made: QToolButton, picture: str, name: str, role: str, *, shows_text: bool = True
    ) -> QToolButton:
        made.setProperty("role", role)
        made.setText(name)
        made.setAccessibleName(name)
        made.setIcon(icon(picture, gap=shows_text))
        made.setIconSize(parts.beside_words())
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if shows_text:
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            parts.tip(made, name)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setMenu(QMenu(made))
        return made


def _with_state(row: SpaceRow, name: str) -> str:
    """Return the name with whether one waits to be let in, is out, or reads through an organisation."""
    if row.pending:
        return tr("{space} (waiting to be let in)", space=name)
    if row.role == "removed":
        return tr("{space} (no longer in it)", space=name)
    if row.through:
        return tr("{space} (through {organisation})", space=name, organisation=one_line(row.through, 30))
    return name
