"""A meeting that repeats is moved: only this one, or all of them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.dialogs.sheet import Sheet
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr


class MoveSeriesDialog(Sheet):
    def __init__(
        self, title: str, day: str, then: Callable[[bool], object], tasks: Tasks, parent: QWidget | None
    ) -> None:
        super().__init__(tr("This meeting repeats"), tasks, parent)
        self._then = then
        self.body.addWidget(parts.label(title, "strong"))
        self.body.addWidget(
            parts.label(tr("Move only this one to {day}, or all of them by as much?", day=day))
        )
        self.body.addStretch(1)
        self.add_close(tr("Leave it"))
        self.every = parts.button(tr("All of them"), then=lambda: self._on_chosen(only=False))
        self.buttons.addWidget(self.every)
        self.only = self.add_primary(tr("Only this one"), lambda: self._on_chosen(only=True))

    def _on_chosen(self, *, only: bool) -> None:
        self.accept()
        self._then(only)
