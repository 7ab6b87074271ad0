"""Pictures of a copy to another space: what is asked before, and how it went."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.dialogs.crossing import CopyDialog
from desktop.dialogs.flow import open_over
from desktop.tour.stage import Stage, settle, until
from sync.engine.crossing import Crossed
from sync.engine.crossing_survey import Left
from sync.errors import Cancelled

Take = Callable[[str, QWidget], None]


def pages(stage: Stage, take: Take) -> None:
    """Ask about everything that the open space holds, and tell of a copy that was stopped."""
    space = stage.window.desk.space
    items = [row.id for kind in ("note", "contact") for row in stage.session.items.rows(space, kind)]
    shown = CopyDialog(stage.session, items, stage.application.tasks, stage.window)
    open_over(shown)
    until(lambda: shown.asked is not None or shown.leave.isVisible())
    settle()
    take("copy-to-another-space", shown)
    made = {item: item for item in items[:12]}
    left = Left(withheld=1, bare=2)
    shown.show_done(space, Crossed(made, 2, ("minutes.pdf",), 3, left, Cancelled()))
    settle()
    take("copied-to-another-space", shown)
    shown.close()
