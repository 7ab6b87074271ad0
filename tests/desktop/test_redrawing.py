"""A dialog stays with what is typed in it when the look changes in another window, and takes the look on."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.application.opened import Opened
from desktop.dialogs.help import HelpDialog, open_help
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.spaces import NewSpaceDialog
from desktop.models.preferences import Preferences
from desktop.theme.colours import SCHEMES
from desktop.views.wishes import Wish
from sync.errors import DiskFull
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import button

Ask = Callable[[int], NewSpaceDialog]


@pytest.fixture
def two(opened: Application, qtbot: QtBot) -> list[Opened]:
    opened.errands.window_requested.emit()
    settled(opened.tasks, qtbot)
    assert len(opened.windows.every) == 2
    return list(opened.windows.every)


@pytest.fixture
def ask(two: list[Opened], qtbot: QtBot) -> Ask:
    def open_dialog(number: int) -> NewSpaceDialog:
        two[number].errands.grant(Wish.NEW_SPACE)
        found = two[number].window.findChild(NewSpaceDialog)
        qtbot.waitUntil(found.isVisible)
        qtbot.keyClicks(found.findChild(QLineEdit), "Field team")
        return found

    return open_dialog


def change(application: Application, wanted: Preferences) -> None:
    application.errands.safe.preferred.emit(wanted)


def inked(icon: QIcon) -> QColor:
    """Return the colour that most of a picture is drawn in."""
    drawn = icon.pixmap(QSize(24, 24)).toImage()
    places = [(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    found = [drawn.pixelColor(x, y) for x, y in places if drawn.pixelColor(x, y).alpha() == 255]
    return max(found, key=found.count)


def test_what_is_typed_stays_and_is_drawn_as_wanted(
    opened: Application, two: list[Opened], ask: Ask, qapp: QApplication, qtbot: QtBot
) -> None:
    dialog = ask(1)
    change(opened, replace(opened.now, scheme="dark", scale=150, language="fr"))
    settled(opened.tasks, qtbot)
    redrawn, stayed = opened.windows.every
    assert stayed is two[1] and redrawn is not two[0], "each keeps its place"
    assert dialog.isVisible() and dialog.findChild(QLineEdit).text() == "Field team"
    assert dialog.palette().window().color().name() == SCHEMES["dark"].window
    assert dialog.font().pixelSize() == qapp.font().pixelSize() > 14
    assert inked(dialog.help.icon()).name() == SCHEMES["dark"].text
    assert redrawn.window.top.help.accessibleName() == "Aide"
    later = Sheet("Later", opened.tasks, stayed.window)
    dialog.finished.connect(lambda _how: later.setModal(True) or later.show())
    dialog.reject()
    settled(opened.tasks, qtbot)
    assert opened.windows.every[1] is stayed, "one dialog led to another"
    later.reject()
    qtbot.waitUntil(lambda: opened.windows.every[1] is not stayed)
    assert opened.windows.every[1].window.top.help.accessibleName() == "Aide"


def test_what_a_dialog_began_is_finished(
    opened: Application, two: list[Opened], ask: Ask, session: stand_in.Session, qtbot: QtBot
) -> None:
    dialog = ask(0)
    change(opened, replace(opened.now, scheme="dark"))
    button(dialog, "Make the space").click()
    qtbot.waitUntil(lambda: opened.windows.every[0] is not two[0])
    settled(opened.tasks, qtbot)
    assert len(opened.windows.every) == 2
    assert opened.window.desk.space == session.spaces.rows[-1].id


def test_words_that_cannot_be_kept_stay_behind_the_dialog(
    opened: Application, two: list[Opened], ask: Ask, session: stand_in.Session, qtbot: QtBot
) -> None:
    dialog = ask(1)
    change(opened, replace(opened.now, scheme="dark"))
    settled(opened.tasks, qtbot)
    desk = two[1].window.desk
    desk.open_item("item-5")
    editor = desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    session.items.problem = DiskFull()
    editor.fields["title"].box.setText("not kept")
    editor.fields["title"].box.textEdited.emit("not kept")
    dialog.reject()
    settled(opened.tasks, qtbot)
    assert opened.windows.every[1] is two[1] and editor.fields["title"].text() == "not kept"
    session.items.problem = None


def test_help_stays_beside_its_window_in_the_new_words(opened: Application, qtbot: QtBot) -> None:
    open_help("packages", opened.window)
    before = opened.window
    change(opened, replace(opened.now, language="fr"))
    settled(opened.tasks, qtbot)
    assert opened.window is not before
    shown = next(each for each in opened.window.findChildren(HelpDialog) if each.isVisible())
    assert shown.page_name() == "packages" and shown.accessibleName() != "Help and keys"
    shown.close()
