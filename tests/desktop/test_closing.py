"""What takes long can be stopped, and closing a dialog loses nothing that was typed in it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files
from desktop.dialogs.help import HelpDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.views.wishes import Wish
from tests.desktop import stand_in
from tests.desktop.sheet_of_space import one


def test_taking_out_goes_on_until_somebody_stops_it(
    opened: Application, session: stand_in.Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(files, "choose_folder", lambda *words: words[-1]([Path("out")]))
    session.transfer.waits = True
    opened.errands.grant(Wish.TAKE_OUT)
    export = one(ExportDialog)
    export.kind.setCurrentIndex(export.kind.findData("note"))
    export.save.click()
    qtbot.waitUntil(export.progress.isVisible)
    assert not export.save.isEnabled()

    next(each for each in export.progress.findChildren(QPushButton) if each.text() == "Stop").click()

    qtbot.waitUntil(lambda: "Nothing was saved" in export.banner.text())
    assert export.save.isEnabled() and not export.progress.isVisible()


def test_settings_that_were_changed_are_not_lost_by_a_key(opened: Application, qtbot: QtBot) -> None:
    opened.errands.grant(Wish.SETTINGS)
    settings = one(SettingsDialog)
    settings.look.name.setText("Somebody else")

    qtbot.keyClick(settings, Qt.Key.Key_Escape)

    assert settings.isVisible()
    assert "not kept yet" in settings.banner.text()
    settings.look.name.setText(opened.session.me.name if opened.session else "")
    qtbot.keyClick(settings, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not settings.isVisible())


def test_f1_helps_where_a_file_is_chosen_too(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    files.choose_folder(window, "Choose a folder", lambda _paths: None)
    (chooser,) = window.findChildren(files.FileChooser)
    chooser.activateWindow()
    qtbot.waitUntil(chooser.isActiveWindow)

    qtbot.keyClick(chooser, Qt.Key.Key_F1)

    qtbot.waitUntil(lambda: any(each.isVisible() for each in chooser.findChildren(HelpDialog)))
    chooser.reject()
