"""The first page: what is new, what needs this person, what waits to be sent; each row leads there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desktop.models.grouped import Group, flat
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em, space
from desktop.views.grouplist import GroupList
from i18n import tr

WIDTH_EM = 52  # lines are read well up to here; the scroll bar stands at the edge of the window


class HomeView(QFrame):
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.list = GroupList(tr("Home"), tr("Without a title"), width_em=WIDTH_EM)
        self.list.chosen.connect(self.chosen)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._made_quiet())
        head = parts.row(gap=2)
        parts.margins(head, space(5), space(4), space(5), space(1))
        head.addWidget(parts.label(tr("Home"), "heading", wrap=False))
        head.addStretch(1)
        outer = parts.column(self, gap=1)
        outer.addLayout(head)
        outer.addWidget(self._pages, 1)
        self._pages.setCurrentIndex(1)

    def show_groups(self, groups: Sequence[Group]) -> None:
        rows = flat(groups)
        self.list.rows.set_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)

    def take_focus(self) -> None:
        """Let the keys go to the list, from its first row on, or to what is said where there is none."""
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.first())
        (self._pages.currentWidget() or self.list).setFocus()

    def _made_quiet(self) -> QWidget:
        box = QWidget()
        inner = parts.column(box, gap=2, margin=3)
        words = parts.label(tr("Nothing new, and nothing waits for you."), "hint")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.setAccessibleName(words.text())
        inner.addStretch(1)
        picture = parts.picture("circle-check", round(2.2 * em()), Role.PlaceholderText)
        inner.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(words)
        inner.addStretch(4)
        return box
