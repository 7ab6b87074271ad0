"""Pictures of what is told after a notebook was closed too early, and of what copying asks."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.dialogs.notyet import CopyAnywayDialog, NotYet
from desktop.tour.stage import Stage, Stuck, settle, until
from i18n import tr
from sync.engine.under_way import ATTACHED, TABLE, Note

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
DAYS = 6


def pages(stage: Stage, take: Take) -> None:
    _told(stage, take)
    _copied(stage, take)


def _told(stage: Stage, take: Take) -> None:
    """Say what was cut off, one after the other, as at the next opening."""
    errands, banner = stage.application.errands, stage.window.banner
    if errands is None:
        raise Stuck
    stage.choose("note")
    banner.clear()
    table = Note(TABLE, "address book 2026.csv", done=140, total=1_200, twice=True)
    errands.cut_offs._on_looked([table, Note(ATTACHED, "picture.png")])  # noqa: SLF001 - as if they were read
    until(lambda: bool(banner.text()))
    take("cut-off", stage.window)
    banner.further.click()  # where a low window leaves the rest out
    take("cut-off-whole", stage.window)
    banner.clear()
    until(lambda: bool(banner.text()))
    take("cut-off-next", stage.window)
    banner.clear()
    settle()


def _copied(stage: Stage, take: Take) -> None:
    """Copy from a lesson that is not to be shared yet."""
    desk, day = stage.window.desk, stage.session.agenda.today() + timedelta(days=DAYS)
    fields = {"title": tr("Listening walks"), "tried": tr("Two walks a week."), "embargo": f"{day}"}
    (item,) = stage.session.items.new(desk.space, "lesson", fields).ids
    stage.window.choose_section("lesson")
    settle()
    desk.open_item(item)
    editor = desk.panes.editors["lesson"]
    until(lambda: editor.item == item and editor.isVisible())
    settle(SETTLED_S)
    line, watch = editor.fields["title"].findChild(QLineEdit), editor.findChild(NotYet)
    if line is None or watch is None:
        raise Stuck
    line.selectAll()
    watch._stops(line, "edit-copy")  # noqa: SLF001 - as its keys do
    settle(SETTLED_S)
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, CopyAnywayDialog) and dialog.isVisible():
            take("copy-anyway", dialog)
            dialog.reject()
    desk.close_item()
    stage.session.items.drop(item)
    settle(SETTLED_S)
