"""Pictures of the settings, page by page, and of what helps when words, files or computers are lost."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.application.cures import EngineCures
from desktop.dialogs.flow import open_over
from desktop.dialogs.recover import RecoverDialog
from desktop.dialogs.rescue import RescueDialog
from desktop.dialogs.restore import RestoreDialog
from desktop.dialogs.settings import PAGES, SettingsDialog
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.dialogs.sheets_make import MakeSheetsDialog
from desktop.models.facade_security import DeviceRow
from desktop.tasks import Tasks
from desktop.tour.stage import Stage, heard, settle, until
from desktop.views.unlock import UnlockView
from desktop.views.wishes import Wish
from sync.engine import devices
from sync.engine.rescue import Rescued
from sync.engine.salvaging import LostInSpace
from sync.errors import NotebookDamaged
from sync.recovery_refusals import SheetMisspelt, SheetsFromOldest

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
NAMES = ("Thiès", "Kisumu", "Dakar", "Tanga")


def shown(app: QApplication, besides: QDialog | None = None) -> list[QDialog]:
    found = [each for each in app.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    return [each for each in found if each is not besides]


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    """Show every page of the settings, and every dialog that they open."""
    stage.grant(Wish.SETTINGS)
    (settings,) = shown(app)
    if not isinstance(settings, SettingsDialog):
        return
    for page in PAGES[1:]:
        settings.show_page(page)
        settle(SETTLED_S)
        take(f"settings-{page}", settings)
    _several(settings, take)
    for name, then in (
        ("sending-waits", settings.sending.show_waiting),
        ("sending-log", settings.sending.show_log),
        ("sending-pace", settings.sending.show_paces),
        ("words-change", settings.security.show_change),
        ("words-seal", settings.security.show_sealing),
        ("journey", settings.security.show_journey),
        ("notebook-add", settings.security.show_one_more),
        ("words-clear", settings.security.show_clearing),
        ("computer-add", settings.computers.show_add),
        ("computer-join", settings.computers.show_join),
        ("computer-come-back", settings.computers.show_come_back),
        ("let-in", settings.sheets.show_let_in),
        ("sheets-retire", settings.sheets.show_retire),
        ("computer-block", lambda: settings.computers.show_block(_other(settings.computers.rows[0]))),
        ("computer-hold", lambda: settings.computers.show_hold(_other(settings.computers.rows[0]))),
        ("backup-write", settings.backup.show_write),
        ("backup-check", settings.backup.show_check),
        ("sheets-make", settings.sheets.show_make),
    ):
        then()
        settle(SETTLED_S)
        for dialog in shown(app, settings):
            take(name, dialog)
            dialog.close()
    settle()
    _sheets(app, settings, take)
    settings.close()
    settle()


def _several(settings: SettingsDialog, take: Take) -> None:
    """Show several computers, as of somebody who works in more than one place."""
    page, own = settings.computers, settings.computers.rows[0]
    if isinstance(own, devices.DeviceRow):
        others = [
            replace(own, id=f"{number}" * 64, this=False, name=name) for number, name in enumerate(NAMES)
        ]
        settings.show_page("computers")
        heard(settings.tasks)
        page._on_rows(((own, *others), False))  # noqa: SLF001 - a picture of it
        settle(SETTLED_S)
        take("settings-computers-several", settings)
        page._on_rows(((own,), False))  # noqa: SLF001


def _other(row: DeviceRow) -> DeviceRow:
    """Return the row as one of another computer would be."""
    return replace(row, this=False, name="Thiès") if isinstance(row, devices.DeviceRow) else row


def _sheets(app: QApplication, settings: SettingsDialog, take: Take) -> None:
    settings.sheets.show_make()
    settle()
    for dialog in shown(app, settings):
        if isinstance(dialog, MakeSheetsDialog):
            dialog.show_problem(SheetsFromOldest())
            take("sheets-from-oldest", dialog)
            dialog.banner.clear()
            dialog.go.click()
            until(dialog.isEnabled)
            settle(SETTLED_S)
            take("sheets-one", dialog)
            for _ in range(3):
                dialog.go.click()
                settle()
            enter = dialog.findChild(EnterSheets)
            if enter is not None:
                enter.typed.setPlainText("platform helpfull academic")
                enter.show_problem(SheetMisspelt(sheet=1, word=2))
            settle(SETTLED_S)
            take("sheets-try", dialog)
        dialog.close()
    settle()
    settings.show_page("forget")
    settle(SETTLED_S)
    take("settings-forget-made", settings)


def at_the_gate(window: QWidget, view: UnlockView, tasks: Tasks, take: Take) -> None:
    """Show what is offered when words are forgotten, or the notebook is damaged."""
    view.show_problem(NotebookDamaged())
    take("unlock-damaged", window)
    view.banner.clear()
    view.checking.tell(1, 2)
    view.checking.look()
    take("unlock-checking", window)
    view.checking.end()
    cures = EngineCures()
    with tempfile.TemporaryDirectory() as place:
        for name, dialog in (
            ("recover", RecoverDialog(cures, Path(place), tasks, window)),
            ("restore", RestoreDialog(cures, Path(place), tasks, window)),
            ("rescue", _rescued(RescueDialog(cures, Path(place), "", tasks, window))),
        ):
            open_over(dialog)
            settle(SETTLED_S)
            take(name, dialog)
            if isinstance(dialog, RecoverDialog):
                dialog.show_words()
                settle(SETTLED_S)
                take("recover-words", dialog)
            dialog.close()
    settle()


def _rescued(dialog: RescueDialog) -> RescueDialog:
    lost = (
        LostInSpace("a", "Réseau des jardins", 14, uncertain=False),
        LostInSpace("b", "", 0, uncertain=True),
        LostInSpace("c", "مكتب المكتبة", 0, uncertain=False),
    )
    dialog._on_rescued(Rescued(812, lost, 3, ("c0.db.old",)))  # noqa: SLF001 - a picture of its answer
    return dialog
