"""Pictures of everything taken out and brought in, and of the portals of a space."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.flow import open_over
from desktop.dialogs.whole import BringBackDialog, TakeEverythingDialog
from desktop.tour.stage import Stage, settle
from desktop.views.portals import PortalLook
from sync.engine.portals import FeedRow, Fetched
from sync.engine.whole_export import TakenOut
from sync.engine.whole_import import BroughtBack
from sync.exchange.outcome import Reason, Refused
from sync.whole_refusals import PortalAway

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3


def pages(_app: QApplication, stage: Stage, take: Take) -> None:
    """Show both dialogs before and after their work, and the portals that a space knows."""
    out = TakeEverythingDialog(stage.session, stage.application.tasks, stage.window)
    open_over(out)
    out.sources.setChecked(True)
    settle(SETTLED_S)
    take("take-everything-out", out)
    out.show_taken("notebook-2026-11-21", TakenOut(412, 18, ("minutes.pdf",)))
    settle(SETTLED_S)
    take("everything-taken-out", out)
    out.close()
    back = BringBackDialog(stage.session, stage.application.tasks, stage.window)
    open_over(back)
    settle(SETTLED_S)
    take("bring-everything-in", back)
    back.show_brought(BroughtBack(409, 18, (Refused("Water/note/Wells.md", Reason.LINK),)))
    settle(SETTLED_S)
    take("everything-brought-in", back)
    back.close()
    _portals(stage, take)


def _portals(stage: Stage, take: Take) -> None:
    stage.window.choose_section("news")
    looks = stage.window.desk.looks
    looks.turn(looked=True)
    settle(SETTLED_S)
    take("portals-none", stage.window)
    if isinstance(looks.look, PortalLook):
        space = stage.window.desk.space
        address = "https://portal.example/feed.xml"
        looks.look.show_rows(
            [
                FeedRow("1", space, "Portal", address, "news", "2026-11-20", agreed=True),
                FeedRow("2", space, "", "https://portal.example/atom", "news", "", agreed=False),
            ]
        )
        looks.look.show_fetched(space, Fetched(3, 1, (("1", PortalAway()),), ("2",)))
        settle(SETTLED_S)
        take("portals", stage.window)
    looks.turn(looked=False)
    settle()
