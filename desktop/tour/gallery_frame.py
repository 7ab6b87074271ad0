"""Pictures of the frame of the window: the first page, the palette, the sections of a space."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.dialogs.places_sections import SectionsDialog
from desktop.tour.stage import Stage, Stuck, settle, show_home, until
from desktop.views.wishes import Wish
from i18n import tr
from sync.errors import RelayUnreachable

Take = Callable[[str, QWidget], None]


def pages(stage: Stage, take: Take) -> None:
    errands = stage.application.errands
    if errands is None:
        raise Stuck
    window, palette = stage.window, errands.places.palette
    window.banner.clear()
    show_home(stage)
    until(lambda: window.home.list.rows.rowCount() > 0)
    window.home.take_focus()
    take("home", window)
    palette.open()
    until(lambda: bool(palette.list.rows.rows))
    settle(0.3)
    take("palette", window)
    palette.line.setText(tr("Plan for March")[:2])
    settle(0.4)
    take("palette-found", window)
    palette.line.setText("zzzz")
    settle(0.3)
    take("palette-nothing", window)
    palette.close_it()
    errands.grant(Wish.SECTIONS)
    until(lambda: bool(_sections(window)))
    (dialog,) = _sections(window)
    take("sections", dialog)
    dialog.close()
    stage.choose("note")
    window.banner.show_problem(RelayUnreachable())
    window.banner.further.click()  # where a low window leaves the rest out
    take("message-whole", window)
    window.banner.clear()


def _sections(window: QWidget) -> list[SectionsDialog]:
    return [each for each in window.findChildren(SectionsDialog) if each.isVisible()]
