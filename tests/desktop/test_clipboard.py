"""Secret words stay on the clipboard for a while only, and what others put there is theirs."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import clipboard
from desktop.dialogs.invite import InviteDialog
from desktop.views.wishes import Wish
from tests.desktop import stand_in


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    clipboard.forget()
    QApplication.clipboard().clear()


def test_words_are_gone_after_their_time(qtbot: QtBot) -> None:
    clipboard.lend("lamp river", 20)
    assert QApplication.clipboard().text() == "lamp river"
    assert QApplication.clipboard().mimeData().data("x-kde-passwordManagerHint") == b"secret"
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_what_somebody_copied_since_then_stays(qtbot: QtBot) -> None:
    clipboard.lend("lamp river", 20)
    QApplication.clipboard().setText("tea")
    qtbot.waitUntil(lambda: not QApplication.instance().findChildren(clipboard.Loan))
    assert QApplication.clipboard().text() == "tea"


def test_locking_takes_the_words_of_an_invitation_back(opened: Application, qtbot: QtBot) -> None:
    opened.errands.grant(Wish.INVITE)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, InviteDialog))
    qtbot.mouseClick(dialog._choices[2], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.copy.isVisible)
    dialog.copy.click()
    assert QApplication.clipboard().text() == "lamp river seven mango table green"
    opened.lock()
    assert QApplication.clipboard().text() == ""


def test_locking_takes_back_what_was_copied_from_a_note(
    opened: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = QApplication.clipboard()
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _board: board.text() == "a line of a note")
    board.setText("a line of a note")
    opened.lock()
    assert board.text() == ""


def test_the_words_made_for_a_new_notebook_can_be_copied(
    launch: Callable[..., Application], qtbot: QtBot
) -> None:
    page = launch(stand_in.Door()).gate.view.password_page
    qtbot.waitUntil(lambda: bool(page.words()))
    page.new._copy.click()
    assert QApplication.clipboard().text() == page.words()
