"""A translator loads a file from Settings, sees it at once, and stops; nothing of it is kept."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

import i18n
from desktop.application.application import Application
from desktop.dialogs.settings import SettingsDialog
from tests.desktop import stand_in

SOMALI = """
msgid ""
msgstr "Language: so\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"

msgid "Settings"
msgstr "Dejinta"

msgid "Notes"
msgstr "Qoraallo"

msgid "The file “{name}” could not be read."
msgstr "{nam}"
"""


def settings(application: Application) -> SettingsDialog:
    assert application.errands is not None
    return application.errands.safe.show_settings(application.now)


def labels(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_a_file_is_seen_at_once_and_gone_when_stopped(
    opened: Application, session: stand_in.Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "so.po").write_text(SOMALI, encoding="utf-8")
    first = opened.window
    settings(opened).trial.try_file(tmp_path / "so.po")
    qtbot.waitUntil(lambda: opened.window is not first)
    assert opened.window is not None and "You are trying “so.po”." in opened.window.banner.text()
    assert "It says 2 of" in opened.window.banner.text() and "1 does not fit" in opened.window.banner.text()
    dialog = settings(opened)
    assert dialog.accessibleName() == "Dejinta"
    assert dialog.trial.report is not None and "could not be read" in dialog.trial.report.toPlainText()
    assert opened.now.language == session.settings.get("language") == "en"
    second = opened.window
    assert dialog.trial.stop is not None
    dialog.trial.stop.click()
    qtbot.waitUntil(lambda: opened.window is not second)
    assert opened.window is not None and not opened.window.banner.text()
    dialog = settings(opened)
    assert dialog.accessibleName() == "Settings" and dialog.trial.stop is None


def test_it_can_be_stopped_where_it_is_told_of(opened: Application, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "so.po").write_text(SOMALI, encoding="utf-8")
    settings(opened).trial.try_file(tmp_path / "so.po")
    qtbot.waitUntil(lambda: i18n.tried() is not None)
    assert opened.errands is not None
    opened.errands.safe._stop_trying(opened.now)
    assert i18n.tried() is None and opened.window is not None and not opened.window.banner.text()


def test_a_name_of_a_file_cannot_turn_the_line_around(
    opened: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "\u202eop.so").write_text(SOMALI, encoding="utf-8")
    settings(opened).trial.try_file(tmp_path / "\u202eop.so")
    qtbot.waitUntil(lambda: i18n.tried() is not None)
    assert opened.window is not None and "“op.so”" in opened.window.banner.text()


def test_a_file_that_is_none_is_refused_in_words(opened: Application, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.po").write_bytes(b"PK\x03\x04 not a translation")
    dialog = settings(opened)
    dialog.trial.try_file(tmp_path / "letter.po")
    qtbot.waitUntil(lambda: "“letter.po” could not be read" in dialog.banner.text())
    assert i18n.tried() is None and "letter.po" not in labels(dialog.trial)
