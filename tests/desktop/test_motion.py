"""Where a person wants nothing to move by itself, nothing does."""

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.dialogs.progress import Progress
from desktop.models import preferences
from desktop.models.preferences import Preferences
from desktop.theme import look
from desktop.theme.look import Look
from tests.desktop import stand_in

WATCHED_MS = 300


class Painted(QObject):
    times = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_long_work_does_not_run_to_and_fro(qapp: QApplication, qtbot: QtBot) -> None:
    look.apply(qapp, Look("light", motion="still"))
    shown = Progress()
    qtbot.addWidget(shown)
    shown.begin()
    bar = shown.findChild(QProgressBar)
    qtbot.wait(50)
    painted = Painted()
    bar.installEventFilter(painted)
    qtbot.wait(WATCHED_MS)
    assert painted.times <= 1
    shown.end()


def test_no_cursor_blinks_and_no_menu_slides(qapp: QApplication) -> None:
    look.apply(qapp, Look("light", motion="still"))
    assert look.is_still()
    assert qapp.cursorFlashTime() == 0
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    look.apply(qapp, Look("light"))
    assert not look.is_still()
    assert qapp.cursorFlashTime() > 0


def test_the_wish_is_kept_in_the_notebook(session: stand_in.Session) -> None:
    preferences.keep(session, Preferences(motion="still", scheme="contrast-light"))
    kept = preferences.read(session, Preferences())
    assert kept.look == Look("contrast-light", 100, "still")
    session.settings.put("motion", "wild")
    assert preferences.read(session, Preferences()).motion == "system"


def test_nothing_slides_fades_or_casts_shadows() -> None:
    moving = re.compile(r"Q(?:Property|Variant|\w*Group)Animation|QTimeLine|QGraphics\w*Effect|QMovie")
    folder = Path(__file__).resolve().parents[2] / "desktop"
    assert not [each.name for each in folder.rglob("*.py") if moving.search(each.read_text(encoding="utf-8"))]
