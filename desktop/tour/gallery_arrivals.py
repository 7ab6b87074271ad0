"""Pictures of what has not arrived, and of an archive that is being read."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.dialogs.flow import open_over
from desktop.dialogs.missing import MissingDialog
from desktop.models.missing import Lack
from desktop.models.plain import isolated
from desktop.tour.stage import Stage, Stuck, settle, until
from sync.engine.repairs import DifferingRow, GapRow

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
MOMENT_MS = 1_795_000_000_000
DAY_MS = 24 * 60 * 60 * 1000
BADU = GapRow("", "Badu", "3f2a91bc00112233", 12, 15, 4, MOMENT_MS, None)
NOBODY = GapRow("", "", "77aa04be00112233", 3, 3, 1, MOMENT_MS, MOMENT_MS + DAY_MS)
ZURI = DifferingRow("", "Zuri", "b20c51d900112233", MOMENT_MS)


def pages(stage: Stage, take: Take) -> None:
    page = MissingDialog(stage.session, stage.application.tasks, stage.window)
    open_over(page)
    until(lambda: page.known is not None)
    settle(SETTLED_S)
    take("missing-nothing", page)
    row = next(each for each in stage.session.spaces.all() if each.id == stage.window.desk.space)
    lack = Lack(row, (BADU, NOBODY), (ZURI,))
    page._on_known([lack])  # noqa: SLF001 - a picture of it
    settle(SETTLED_S)
    page.list.choose_all()
    take("missing", page)
    page.close()
    settle()
    errands = stage.application.errands
    if errands is None:
        raise Stuck
    stage.window.banner.clear()
    errands.arrivals._on_looked(Lack(row, (BADU,)))  # noqa: SLF001
    stage.window.archive.show_progress(row.id, isolated(row.name), 14_200_000, 61_000_000)
    settle(SETTLED_S)
    take("missing-line", stage.window)
    stage.window.archive.end()
    stage.window.banner.clear()
