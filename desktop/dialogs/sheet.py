"""The shape of every dialog: a heading, a body that scrolls when it must, and verbs on the buttons."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from typing_extensions import override

from desktop.dialogs.banner import Banner
from desktop.dialogs.help import open_help
from desktop.dialogs.pages import Pages
from desktop.models import helppages
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.theme.order import ReadingOrder, laid_in
from i18n import tr
from sync.errors import Problem

WIDTH_EM, LOW_EM = 38, 30


class Sheet(QDialog):
    """Esc closes and never does anything; the title bar says no more than the name of the app."""

    def __init__(
        self, heading: str, tasks: Tasks, parent: QWidget | None, *, width_em: int = WIDTH_EM
    ) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self._width_em = width_em
        self.least_em = 0
        self.about = ""
        """The page of help about what is shown now, where a dialog shows several things."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.setAccessibleName(heading)
        self.banner = Banner()
        self.banner.shown.connect(self._on_banner_shown)
        self.body: QVBoxLayout = parts.column(gap=3)
        self._whole = self._scrolled()
        self._whole.addWidget(self.banner)  # long words on a small screen scroll with the rest
        self._whole.addLayout(self.body, 1)
        self.buttons = parts.row(gap=2)
        self.buttons.addStretch(1)
        low = self._room().height() < LOW_EM * em()  # there the body needs what room there is
        outer = parts.column(self, gap=2 if low else 4, margin=3 if low else 5)
        outer.addLayout(self._headed(heading))
        self._middle = parts.row(gap=4)
        self._middle.addWidget(self._scroll, 1)
        self._beside: QWidget | None = None
        self._above: QWidget | None = None
        outer.addLayout(self._middle, 1)
        outer.addLayout(self.buttons)

    def add_pages(self, pages: Pages) -> None:
        """Show pages whose names stay put while what is on them scrolls; a page begins at its top."""
        self.body.addWidget(pages, 1)
        if not pages.is_narrow():
            self._beside = pages.chooser
        else:
            self._above = pages.chooser
            self._middle.setDirection(QBoxLayout.Direction.TopToBottom)
        alignment = Qt.AlignmentFlag(0) if pages.is_narrow() else Qt.AlignmentFlag.AlignTop
        self._middle.insertWidget(0, pages.chooser, 0, alignment)
        pages.turned.connect(lambda _page: self._scroll.verticalScrollBar().setValue(0))

    def add_close(self, text: str = "") -> QPushButton:
        made = parts.button(text or tr("Close"), then=self.reject)
        self.buttons.addWidget(made)
        return made

    def add_primary(self, text: str, then: parts.Handler, picture: str = "") -> QPushButton:
        made = parts.button(text, picture, role="primary", then=then)
        self.buttons.addWidget(made)
        return made

    def show_problem(self, problem: Problem) -> None:
        self.setEnabled(True)
        self.banner.show_problem(problem)

    def has_unkept(self) -> bool:
        """Say whether something was typed or chosen here that closing would lose."""
        return False

    @override
    def reject(self) -> None:
        """Close, but ask first where something would be lost by that."""
        if not self.has_unkept():
            super().reject()
            return
        unkept, close = tr("What you changed is not kept yet."), tr("Close without keeping")
        self.banner.show_words(unkept, action=close, then=super().reject)

    def show_help(self) -> None:
        open_help(self.about or helppages.of_dialog(type(self)), self)

    def _headed(self, heading: str) -> QHBoxLayout:
        """Return the heading, with the way to the help in the same corner as everywhere."""
        self.help = parts.tool("circle-help", tr("Help"), self.show_help)
        self.help.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 does the same, and the body comes first
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.show_help)
        made = parts.row(gap=2)
        made.addWidget(parts.label(heading, "title"), 1)
        made.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _scrolled(self) -> QVBoxLayout:
        inside = QWidget()
        inside.setObjectName("body")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        ReadingOrder(inside, self)
        return parts.column(inside, gap=4, margin=0.5)

    def _on_banner_shown(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        self.fit_soon()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def fit(self) -> None:
        """Take the room that the body needs, but never more than the screen has."""
        room = self._room()
        width = min(self._width_em * em(), room.width())
        inner = width - space(12)
        self._whole.activate()
        aside = self._beside.width() + self._middle.spacing() if self._beside is not None else 0
        needed = self._whole.heightForWidth(inner - aside)
        height = needed if needed > 0 else self._whole.sizeHint().height()
        chrome = self._chrome(inner)
        if self._beside is not None:
            height = max(height, self._beside.height())
        if self._above is not None:
            chrome += self._above.sizeHint().height() + self._middle.spacing()
        height = max(height, self.least_em * em())
        left = max(0, room.height() - chrome - space(2))  # below a heading of two lines little may be left
        self._scroll.setMinimumHeight(min(height, space(30), left))
        self.setMinimumSize(QSize(min(width, 20 * em()), 0))
        self._size(QSize(width, min(height + chrome + space(2), room.height())))

    def _size(self, size: QSize) -> None:
        """Resize, measured without the bar: lines made narrow by one that is there would keep it there."""
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.resize(size)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _room(self) -> QSize:
        return (self.parentWidget() or self).screen().availableSize() * 0.94

    def scroll_to(self, part: QWidget) -> None:
        """Have *part* in sight, with the words above it, once all has found its size."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part, 0, space(16)))

    def fit_soon(self) -> None:
        """Take the room that is needed once what was just added has found its size."""
        QTimer.singleShot(0, self, self.fit)

    def _chrome(self, inner: int) -> int:
        """Return the height of all that is not the body."""
        layout = self.layout()
        if layout is None:
            return 0
        whole = 0
        for part in laid_in(layout):
            item = part if isinstance(part, QLayout) else QWidgetItem(part)
            if part is self._middle or item.isEmpty():
                continue
            whole += item.heightForWidth(inner) if item.hasHeightForWidth() else item.sizeHint().height()
            whole += layout.spacing()
        edges = layout.contentsMargins()
        return whole + edges.top() + edges.bottom()
