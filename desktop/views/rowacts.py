"""Buttons in a row of a list, at its end or, where the list is narrow, below its words."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.models.grouped import Act, Goal
from desktop.theme import parts
from desktop.theme.icons import icon
from desktop.theme.look import em, space
from i18n import tr

BESIDE_EM = 32  # with less the buttons stand below the words
Chosen = Callable[[Goal], object]


class RowActs(QWidget):
    """Lies over a whole row and lets everything through but its buttons."""

    def __init__(self, acts: Sequence[Act], chosen: Chosen) -> None:
        super().__init__()
        self.acts = tuple(acts)
        self._below = False
        self._buttons = QWidget()
        inner = parts.row(self._buttons, gap=1)
        for act in acts:
            made = parts.button(act.text, act.picture, then=partial(chosen, act.goal))
            made.setAccessibleName(act.heard)
            inner.addWidget(made)
        self._outer = parts.row(self, gap=0)
        self._outer.addStretch(1)
        self._outer.addWidget(self._buttons)

    def fold(self, width_px: int) -> bool:
        """Stand beside or below the words, as there is room in a list so wide; return whether that is new."""
        before, self._below = self._below, width_px < BESIDE_EM * em()
        side = Qt.AlignmentFlag.AlignBottom if self._below else Qt.AlignmentFlag.AlignVCenter
        parts.margins(self._outer, space(3), 0, space(3), space(1.5) if self._below else 0)
        self._outer.setAlignment(self._buttons, side)
        return before != self._below

    def width_beside(self) -> int:
        """Return what the buttons take of the width of the words, in pixels."""
        return 0 if self._below else self._needs().width() + space(3)

    def height_below(self) -> int:
        return self._needs().height() + space(1) if self._below else 0

    def _needs(self) -> QSize:
        return self._buttons.sizeHint()


class ActMenu(QMenu):
    """What a row leads to and what its buttons do, for whoever has no mouse."""

    def __init__(self, goal: Goal, acts: Sequence[Act], chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction(tr("Open"), partial(chosen, goal))
        for act in acts:
            self.addAction(icon(act.picture or "circle"), act.text, partial(chosen, act.goal))
