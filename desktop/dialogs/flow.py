"""A dialog that asks one thing after the other, on one page at a time."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget
from typing_extensions import override

from desktop.dialogs.progress import Progress
from desktop.dialogs.sheet import Sheet
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr
from sync.errors import Problem


def open_over(dialog: QDialog) -> None:
    """Show *dialog* over the window that it belongs to."""
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()


def emptied(layout: QLayout) -> None:
    """Take everything out of *layout* and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)


def told(lines: Sequence[str]) -> QWidget:
    """Return sentences, one below the other."""
    box = QWidget()
    inner = parts.column(box, gap=2)
    for line in lines:
        inner.addWidget(parts.label(line))
    return box


class Flow(Sheet):
    """Esc closes and changes nothing; long work shows how far it is and can be stopped."""

    def __init__(self, heading: str, tasks: Tasks, parent: QWidget | None, *, width_em: int = 46) -> None:
        super().__init__(heading, tasks, parent, width_em=width_em)
        self._then: Callable[[], object] = self.accept
        self._progress: Progress | None = None
        self._shown: tuple[QWidget, ...] = ()
        self.leave = self.add_close()
        self.go = self.add_primary(tr("Continue"), self._on_go_clicked)

    def show_step(
        self, widgets: Sequence[QWidget], verb: str = "", then: Callable[[], object] | None = None
    ) -> None:
        """Show only *widgets*; *verb* is the word on the button that calls *then*."""
        self.setEnabled(True)
        self._progress = None
        emptied(self.body)
        self.leave.show()
        for widget in widgets:
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.go.setVisible(bool(verb))
        self.go.setEnabled(True)
        self.go.setText(verb)
        self.go.setAccessibleName(verb)
        self._then = then or self.accept
        last = not verb or then is None
        self.leave_with(tr("Close") if last else tr("Cancel"))
        self._shown = tuple(widgets)
        QTimer.singleShot(0, self, self._order)  # not before they are there
        self.fit_soon()

    def leave_with(self, text: str) -> None:
        """Put another word on the button that closes."""
        self.leave.setText(text)
        self.leave.setAccessibleName(text)

    def _order(self) -> None:
        """Let the keyboard begin above, and reach the buttons last."""
        there = [each for each in self._shown if shiboken6.isValid(each)]
        within = [one for each in there for one in (each, *each.findChildren(QWidget))]
        here = [one for one in within if one.window() is self]  # the list of a choice has its own window
        stops = [one for one in here if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        chain = [*stops, self.leave, self.go]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        first = next((one for one in chain if one.isEnabled() and not one.isHidden()), self.leave)
        if first is self.leave and self.go.isEnabled() and not self.go.isHidden():
            first = self.go
        first.setFocus()

    def begin(self, text: str) -> Progress:
        """Show the progress of long work instead of what was asked."""
        self.banner.clear()
        progress = Progress()
        self.show_step([parts.label(text), progress])
        self.leave.hide()
        progress.begin()
        self._progress = progress
        return progress

    def _on_go_clicked(self) -> None:
        self._then()

    @override
    def show_problem(self, problem: Problem) -> None:
        super().show_problem(problem)
        self.fit_soon()

    @override
    def reject(self) -> None:
        """Close; long work is stopped first, and says when it has."""
        if self._progress is None:
            super().reject()
        else:
            self._progress.stop()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self._progress is not None:  # the notebook is being locked
            self._progress.stop()
        super().hideEvent(event)
