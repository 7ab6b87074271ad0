"""Pictures of what concerns language: dates and digits in Settings, and a translation file that is tried."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.dialogs.settings import SettingsDialog
from desktop.tour.stage import Stage, settle
from desktop.views.wishes import Wish
from i18n import CATALOGUES, language, trial, tried, try_out
from i18n.trial import Trial

Take = Callable[[str, QWidget], None]
UNFIT = 3
FILE = "words.po"


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    _below(app, stage, "settings-formats", take)
    before = tried()
    try_out(_sample())
    _below(app, stage, "settings-trying", take)
    try_out(before)


def _below(app: QApplication, stage: Stage, name: str, take: Take) -> None:
    """Show the lower end of the first page of the settings."""
    stage.grant(Wish.SETTINGS)
    for dialog in app.topLevelWidgets():
        if isinstance(dialog, SettingsDialog) and dialog.isVisible():
            settle()
            for area in dialog.findChildren(QScrollArea):
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
            take(name, dialog)
            dialog.close()
    settle()


def _sample() -> Trial:
    """Return a file in the language of the moment, in which a few sentences do not fit."""
    path = CATALOGUES / f"{language()}.po"
    read = trial.parsed((path if path.exists() else CATALOGUES / "en.po").read_bytes(), FILE)
    unfit = tuple(read.sentences.said)[:UNFIT]
    return replace(read, code=language(), fits=read.fits - UNFIT, unfit=unfit)
