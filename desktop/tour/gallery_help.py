"""Pictures of the help: pages, a search in it, the keys, and the page to print."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.dialogs.guide import GuideDialog
from desktop.dialogs.help import KEYS_PAGE, open_help, show_guide_help
from desktop.tour.stage import Stage, settle
from i18n import tr

Take = Callable[[str, QWidget], None]


def pages(stage: Stage, take: Take) -> None:
    shown = open_help("invite", stage.window)
    take("help-page", shown)
    for name in ("calendar", "files"):
        shown.show_page(name)
        take(f"help-{name}", shown)
    shown.search.setText(tr("Lock"))
    take("help-search", shown)
    shown.search.clear()
    shown.show_page(KEYS_PAGE)
    take("help-keys", shown)
    shown.close()
    guide = GuideDialog(stage.window, show_guide_help)
    guide.open()
    settle()
    take("help-guide", guide)
    guide.close()
    settle()
