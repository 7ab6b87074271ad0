"""A screen that is pulled out, a font that is not there: the window goes on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import resources
from desktop.application.application import Application
from desktop.application.screens import Screens, placed
from desktop.application.systemlook import SystemLook
from desktop.models.preferences import Preferences
from desktop.theme import look, parts
from desktop.theme.colours import SCHEMES
from desktop.theme.look import Look
from desktop.views.wishes import Wish
from sync.errors import DiskFull
from tests.desktop import furnishing, stand_in

ROOM, SECOND = QRect(0, 0, 1024, 600), QRect(1024, 0, 1440, 900)


@pytest.mark.parametrize(
    ("window", "rooms", "place"),
    [
        (QRect(100, 100, 400, 300), [ROOM], QRect(100, 100, 400, 300)),
        (QRect(1300, 100, 400, 300), [ROOM, SECOND], QRect(1300, 100, 400, 300)),
        (QRect(900, 100, 400, 300), [ROOM], QRect(900, 100, 400, 300)),
        (QRect(1300, 100, 400, 300), [ROOM], QRect(312, 150, 400, 300)),
        (QRect(1024, 0, 1440, 900), [ROOM], ROOM),
        (QRect(100, -500, 400, 300), [ROOM], QRect(312, 150, 400, 300)),
        (QRect(1000, 100, 400, 300), [ROOM], QRect(312, 150, 400, 300)),
    ],
)
def test_a_window_comes_back_where_it_can_be_seen(window: QRect, rooms: list[QRect], place: QRect) -> None:
    assert placed(window, rooms) == place


def test_a_window_comes_back_when_its_screen_is_gone(qapp: QApplication, qtbot: QtBot) -> None:
    watch = Screens(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(90_000, 90_000, 400, 300)
    window.show()
    room = qapp.primaryScreen().availableGeometry()
    qapp.screenRemoved.emit(qapp.primaryScreen())
    qtbot.waitUntil(lambda: room.contains(window.geometry()))
    watch.deleteLater()


def test_the_window_follows_a_system_that_asks_for_other_colours(
    qapp: QApplication, launch: Callable[..., Application], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    application = launch(stand_in.Door(furnishing.furnished(), words="right words"), Preferences())
    follows = SystemLook(qapp, application)
    monkeypatch.setattr(look, "system_scheme", lambda _app: "contrast")
    follows.follow()
    assert qapp.palette().window().color().name() == SCHEMES["contrast"].window
    application.gate.view.words.setText("right words")
    application.gate.view.open.click()
    qtbot.waitUntil(lambda: application.window is not None)
    before = application.window
    monkeypatch.setattr(look, "system_scheme", lambda _app: "light")
    follows.follow()
    assert application.window is not before
    assert qapp.palette().window().color().name() == SCHEMES["light"].window
    follows.follow()
    follows.deleteLater()


def test_what_is_typed_in_a_dialog_stays_when_the_system_turns_dark(
    qapp: QApplication, opened: Application, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened.now = replace(opened.now, scheme="system")
    follows = SystemLook(qapp, opened)
    before = opened.window
    opened.errands.grant(Wish.NEW_SPACE)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    qtbot.keyClicks(dialog.findChild(QLineEdit), "Field team")
    monkeypatch.setattr(look, "system_scheme", lambda _app: "contrast")
    follows.follow()
    assert qapp.palette().window().color().name() == SCHEMES["contrast"].window
    assert opened.window is before and dialog.findChild(QLineEdit).text() == "Field team"
    dialog.reject()
    qtbot.waitUntil(lambda: opened.window is not before)
    follows.deleteLater()


def test_what_could_not_be_kept_stays_when_the_size_of_letters_changes(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.window.desk.open_item("item-5")
    editor = opened.window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    before = opened.window
    session.items.problem = DiskFull()
    qtbot.keyClicks(editor.fields["title"].box, "now ")
    opened.window.ask(Wish.LARGER)
    qtbot.waitUntil(lambda: "disk" in opened.window.banner.text())
    assert opened.window is before and editor.fields["title"].text().startswith("now ")
    session.items.problem = None
    opened.window.ask(Wish.LARGER)
    qtbot.waitUntil(lambda: opened.window is not before)
    assert session.items.show("item-5").title.startswith("now ")


def test_without_its_fonts_it_takes_those_of_the_system(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    torn = tmp_path / "fonts" / look.FONTS[0]
    torn.parent.mkdir()
    torn.write_bytes(b"no font")
    monkeypatch.setattr(resources, "HERE", tmp_path)
    loaded: list[int] = []
    add = QFontDatabase.addApplicationFont
    monkeypatch.setattr(QFontDatabase, "addApplicationFont", lambda path: loaded.append(add(path)))
    look.load_fonts()
    monkeypatch.setattr(look, "FAMILIES", ["No Such Family", "Nor This"])
    look.apply(qapp, Look("light"))
    label = parts.label("Notes, مرحبا")
    qtbot.addWidget(label)
    assert loaded == [-1]
    assert label.sizeHint().width() > 0
    monkeypatch.undo()
    look.apply(qapp, Look("light"))
