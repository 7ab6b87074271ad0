"""Every screen in a language that nobody speaks: what is not in it did not go through i18n."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.settings import PAGES
from desktop.models.preferences import Preferences
from desktop.views.wishes import Wish
from i18n import pseudo
from i18n.speaking import spoken
from sync.errors import DiskFull
from tests.desktop import hearing, stand_in
from tests.desktop.settling import settled

PSEUDO = Preferences(pseudo.MIRRORED, scheme="light")
WIZARD_PAGES = 5
DIALOGS = (
    Wish.NEW_SPACE, Wish.JOIN, Wish.INVITE, Wish.REQUESTS, Wish.PEOPLE, Wish.RELAY, Wish.MAKE_PACKAGE,
    Wish.OPEN_PACKAGE, Wish.ROOM, Wish.BRING_IN, Wish.TAKE_OUT, Wish.WORDS, Wish.SENDING,
)  # fmt: skip


@pytest.fixture(autouse=True)
def lent() -> Iterator[None]:
    spoken.lent |= {pseudo.PLAIN: pseudo.Pseudo(), pseudo.MIRRORED: pseudo.Pseudo()}
    yield
    spoken.lent.clear()


@pytest.fixture
def mirrored(
    launch: Callable[..., Application], session: stand_in.Session, qtbot: QtBot
) -> Iterator[Application]:
    application = launch(stand_in.Door(session, words="right words"), PSEUDO)
    assert application.gate is not None
    application.gate.view.words.setText("right words")
    application.gate.view.open.click()
    qtbot.waitUntil(
        lambda: application.window is not None and application.window.desk.list.model.rowCount() > 0
    )
    yield application
    for each in dialogs():
        each.close()


def dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def assert_all_went_through(window: QWidget) -> None:
    past = {text for text in hearing.heard(window) if hearing.foreign(text)}
    assert not past, window


def test_the_gate(launch: Callable[..., Application], qtbot: QtBot) -> None:
    begun = launch(stand_in.Door(), PSEUDO)
    assert begun.gate is not None
    for page in range(WIZARD_PAGES):
        begun.gate.view.turn(1 if page else 0)
        settled(begun.tasks, qtbot)
        assert_all_went_through(begun.gate.window)
    locked = launch(stand_in.Door(words="right words"), PSEUDO)
    assert locked.gate is not None
    locked.gate.view.show_problem(DiskFull())
    assert_all_went_through(locked.gate.window)
    assert locked.gate.window.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_the_window_and_its_sections(mirrored: Application, qtbot: QtBot) -> None:
    window = mirrored.window
    assert window is not None and window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for section in ("home", "contact", "note", "trash"):
        window.side.select(section)
        settled(mirrored.tasks, qtbot)
        assert_all_went_through(window)
    window.banner.show_problem(DiskFull())
    window.desk.open_item("item-8")
    settled(mirrored.tasks, qtbot)
    assert_all_went_through(window)


def test_what_each_wish_opens(mirrored: Application, qtbot: QtBot) -> None:
    assert mirrored.window is not None
    for wish in DIALOGS:
        mirrored.window.requested.emit(wish)
        settled(mirrored.tasks, qtbot)
        for each in dialogs():
            assert_all_went_through(each)
            each.close()
        assert_all_went_through(mirrored.window)


def test_every_page_of_the_settings(mirrored: Application, qtbot: QtBot) -> None:
    assert mirrored.errands is not None
    dialog = mirrored.errands.safe.show_settings(mirrored.now)
    for page in PAGES:
        dialog.show_page(page)
        settled(mirrored.tasks, qtbot)
    assert_all_went_through(dialog)


@pytest.mark.parametrize("box", [QLineEdit, QPlainTextEdit, QTextBrowser])
def test_the_menus_that_qt_makes(mirrored: Application, box: type[QLineEdit | QPlainTextEdit]) -> None:
    assert mirrored.window is not None
    made = box(mirrored.window)
    menu = made.createStandardContextMenu()
    assert menu.actions()
    assert_all_went_through(menu)
    made.deleteLater()


@pytest.mark.parametrize("text", ["Cancel", "⟦Çáñçéĺ⟧ now", "⟦Ţó \u2068Amina\u2069⟧: done"])
def test_the_test_finds_what_it_looks_for(text: str) -> None:
    assert hearing.foreign(text)
