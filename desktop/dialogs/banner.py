"""One calm box: what happened, what is safe, what to do."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop import problems
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em, space
from i18n import tr
from sync.errors import Problem

MOST_EM = 10


class Banner(QFrame):
    """Hidden until there is something to say; where it is *stacked* its button is below the words.

    In a low window it says what happened, and the rest when somebody asks for it.
    """

    closed = Signal()
    shown = Signal()

    def __init__(self, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._what = parts.label("", "strong")
        self._more = parts.label("")
        self._action: QPushButton | None = None
        self._is_low = self._is_open = False
        self.further = parts.tool("chevron-down", tr("Show more"), self._on_further)
        self.further.hide()
        words = parts.column(gap=1)
        words.addWidget(self._what)
        words.addWidget(self._more)
        self._words = words if stacked else None
        self._row: QHBoxLayout = parts.row(self, gap=3, margin=2)
        self._row.addWidget(parts.picture("info", round(em() * 1.5), Role.WindowText))
        self._row.addLayout(words, 1)
        self._row.addWidget(self.further)
        self._close = parts.tool("x", tr("Close this message"), self.clear)
        self._row.addWidget(self._close)
        self.setContentsMargins(space(1), 0, 0, 0)
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        if problems.is_silent(problem):
            return
        words = problems.worded(problem)
        self.show_words(words.what, f"{words.safe} {words.do}".strip())

    def show_words(
        self, what: str, more: str = "", *, action: str = "", then: Callable[[], object] | None = None
    ) -> None:
        """Show a message; *action* is the word on a button that calls *then*."""
        self._drop_action()
        self._what.setText(what)
        self._more.setText(more)
        self._is_open = False
        self._fold()
        if action and then is not None:
            self._action = parts.button(action, then=then)
            self._action.clicked.connect(self.clear)
            if self._words is not None:
                self._words.addWidget(self._action)
            else:
                self._row.insertWidget(2, self._action)
        self.setAccessibleName(f"{what} {more}".strip())
        self.show()
        self.shown.emit()

    def keep_whole(self, width: int, *, is_low: bool) -> None:
        """Ask for all lines that are shown; a layout by itself squeezes them where there is little room."""
        self._is_low = is_low
        self._fold()
        self.setMinimumHeight(max(0, min(self.heightForWidth(width), MOST_EM * em())))

    def clear(self) -> None:
        self._drop_action()
        self.hide()
        self.closed.emit()

    def text(self) -> str:
        """Return what is shown, or nothing."""
        return "" if self.isHidden() else f"{self._what.text()} {self._more.text()}".strip()

    def _fold(self) -> None:
        """Leave out all but what happened, where the window is low and nobody wants to read on."""
        folded = self._is_low and not self._is_open
        edge, thin = space(2), space(0.75)
        high = thin if self._is_low else edge
        self._row.setContentsMargins(edge, high, edge, high)
        self._more.setVisible(bool(self._more.text()) and not folded)
        self.further.setVisible(bool(self._more.text()) and folded)

    def _on_further(self) -> None:
        self._is_open = True
        self._close.setFocus()  # the keys stay in the message
        self._fold()
        self.shown.emit()

    def _drop_action(self) -> None:
        if self._action is not None:
            self._action.hide()
            self._action.deleteLater()
            self._action = None
