"""The whole application with the engine handed in: gate, window, lock, and names for those who listen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import preferences
from desktop.models.preferences import Preferences
from desktop.views.wishes import Wish
from sync.engine.events import DeliveryChanged, DeliveryState, RequestsWaiting
from sync.errors import DiskFull, RelayUnreachable
from tests.desktop import stand_in
from tests.desktop.settling import settled

DIALOGS = (
    Wish.NEW_SPACE, Wish.JOIN, Wish.INVITE, Wish.REQUESTS, Wish.PEOPLE, Wish.RELAY, Wish.MAKE_PACKAGE,
    Wish.BRING_IN, Wish.TAKE_OUT, Wish.WORDS, Wish.SETTINGS, Wish.HELP,
)  # fmt: skip
LEAST_PX = 24


def dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def inside(window: QWidget) -> Iterator[QWidget]:
    for each in window.findChildren(QWidget):
        own = not isinstance(each, QScrollBar) and not each.objectName().startswith("qt_")
        if own and each.isVisible():
            yield each


def assert_can_be_heard_and_hit(window: QWidget) -> None:
    # what was shown a moment ago has its size once it was laid out; other news may wait
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    for each in inside(window):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.focusProxy() is None:
            heard = QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
            assert heard, f"{each} in {window} has no name"
        if isinstance(each, QAbstractButton):
            assert each.height() >= LEAST_PX and each.width() >= LEAST_PX, (
                f"{each.accessibleName()} is too small"
            )
        if isinstance(each, QLabel):
            assert each.pixmap() or each.textFormat() == Qt.TextFormat.PlainText, each.text()


def test_every_part_of_the_main_window_has_a_name(opened: Application, qtbot: QtBot) -> None:
    for section, item in (("note", "item-5"), ("contact", "item-8")):
        opened.window.side.select(section)
        opened.window.desk.open_item(item)
        qtbot.waitUntil(lambda name=section: opened.window.desk.panes.editors[name].isVisible())
        assert_can_be_heard_and_hit(opened.window)


@pytest.mark.parametrize("wish", DIALOGS)
def test_every_part_of_every_dialog_has_a_name(opened: Application, wish: Wish, qtbot: QtBot) -> None:
    opened.errands.grant(wish)
    qtbot.waitUntil(lambda: bool(dialogs()))
    settled(opened.tasks, qtbot)
    for dialog in dialogs():
        assert_can_be_heard_and_hit(dialog)
        assert dialog.windowTitle() == "Karkade"
        dialog.close()


def test_the_gate_has_names_too(launch: Callable[..., Application], qtbot: QtBot) -> None:
    begun = launch(stand_in.Door())
    for _page in range(5):
        settled(begun.tasks, qtbot)
        assert_can_be_heard_and_hit(begun.gate.window)
        begun.gate.view.turn(1) if begun.gate.view.page < 4 else None
    locked = launch(stand_in.Door(words="right words"))
    assert_can_be_heard_and_hit(locked.gate.window)
    assert locked.gate.window.windowTitle() == "Karkade"


def test_the_words_must_be_typed_back(launch: Callable[..., Application], qtbot: QtBot) -> None:
    door = stand_in.Door()
    application = launch(door)
    view = application.gate.view
    view.turn(1)
    view.turn(1)
    page = view.password_page
    qtbot.waitUntil(lambda: page.offered.text() == stand_in.GENERATED)
    assert not view.next.isEnabled()
    page.again.setText("river seven mango lantern copper")
    assert not view.next.isEnabled()
    page.again.setText(f"  {stand_in.GENERATED} ")
    assert view.next.isEnabled()
    view.next.click()
    view.next.click()
    view.start_page.choices["notes"].click()
    qtbot.waitUntil(lambda: application.window is not None)
    assert door.words == stand_in.GENERATED


def test_own_words_must_be_strong_enough(launch: Callable[..., Application], qtbot: QtBot) -> None:
    view = launch(stand_in.Door()).gate.view
    view.turn(1)
    view.turn(1)
    page = view.password_page
    page.switch()
    page.own.setText("tea")
    page.again.setText("tea")
    qtbot.waitUntil(lambda: bool(page.strength.text()))
    assert not view.next.isEnabled()
    page.own.setText("hibiscus kettle under the blue door")
    page.again.setText("hibiscus kettle under the blue door")
    qtbot.waitUntil(view.next.isEnabled)


def test_wrong_words_say_so_and_change_nothing(launch: Callable[..., Application], qtbot: QtBot) -> None:
    application = launch(stand_in.Door(words="right words"))
    view = application.gate.view
    view.words.setText("wrong words")
    view.open.click()
    qtbot.waitUntil(lambda: bool(view.banner.text()))
    assert application.window is None
    assert not view.open.isEnabled()  # for a second


def test_a_copy_without_its_newest_part_is_opened_when_asked_for(
    launch: Callable[..., Application], qtbot: QtBot
) -> None:
    door = stand_in.Door(words="right words")
    door.incomplete = True
    application = launch(door)
    view = application.gate.view
    view.words.setText("right words")
    view.open.click()
    qtbot.waitUntil(lambda: "missing its newest part" in view.banner.text())
    assert "never both" in view.banner.text()
    assert application.window is None
    (anyway,) = [
        each for each in inside(view) if isinstance(each, QAbstractButton) and "what is there" in each.text()
    ]
    assert_can_be_heard_and_hit(view)
    anyway.click()
    qtbot.waitUntil(lambda: application.window is not None)


def test_typing_is_kept_before_the_window_is_locked_and_empty(
    opened: Application, session: stand_in.Session, began: list[Preferences], qtbot: QtBot
) -> None:
    window = opened.window
    window.desk.open_item("item-5")
    editor = window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    qtbot.keyClicks(editor.fields["title"].box, "now ")
    opened.lock()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: bool(began))
    assert session.closed
    assert session.items.show("item-5").title.startswith("now ")
    assert opened.window is None and opened.session is None


def test_the_lock_closes_dialogs_and_empties_the_editors(
    opened: Application, began: list[Preferences], qtbot: QtBot
) -> None:
    window = opened.window
    window.desk.open_item("item-5")
    editor = window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    opened.errands.grant(Wish.INVITE)
    qtbot.waitUntil(lambda: bool(dialogs()))
    boxes = [*window.findChildren(QPlainTextEdit)]
    opened.idle.idled.emit()
    assert dialogs() == []
    texts: list[str] = []
    window.destroyed.connect(lambda: texts.append("gone"))
    qtbot.waitUntil(lambda: bool(began))
    qtbot.waitUntil(lambda: texts == ["gone"])
    assert boxes


def test_words_that_cannot_be_kept_hold_the_lock_back(
    opened: Application, session: stand_in.Session, began: list[Preferences], qtbot: QtBot
) -> None:
    window = opened.window
    window.desk.open_item("item-5")
    editor = window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    session.items.problem = DiskFull()
    qtbot.keyClicks(editor.fields["title"].box, "now ")
    opened.lock()
    qtbot.waitUntil(window.isVisible)
    qtbot.waitUntil(lambda: bool(window.banner.text()))
    assert began == []
    assert editor.fields["title"].text().startswith("now ")


def test_a_quiet_line_says_what_waits(opened: Application, session: stand_in.Session, qtbot: QtBot) -> None:
    session.events.tell(DeliveryChanged(DeliveryState("offline", 2, RelayUnreachable())))
    qtbot.waitUntil(lambda: "2 changes are waiting" in opened.window.status.text())
    assert "safe on this computer" in opened.window.status.text()
    opened.window.status.send.click()
    qtbot.waitUntil(lambda: session.delivery.presses == 1)


def test_somebody_asking_to_join_is_told(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.events.tell(RequestsWaiting("space-1", 1))
    qtbot.waitUntil(lambda: "asks to join" in opened.window.banner.text())


def test_the_trash_gives_back(opened: Application, session: stand_in.Session, qtbot: QtBot) -> None:
    window = opened.window
    window.desk.drop("item-5")
    qtbot.waitUntil(lambda: "trash" in window.banner.text())
    window.side.select("trash")
    qtbot.waitUntil(lambda: window.desk.list.model.rowCount() == 1)
    window.desk.open_item("item-5")
    window.desk.panes.trash.restore.click()
    qtbot.waitUntil(lambda: not session.items.trashed)


def test_search_finds_and_gives_the_section_back(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    before = window.desk.list.model.rowCount()
    window.top.search.setText("hibiscus")
    qtbot.waitUntil(lambda: window.desk.list.model.rowCount() == 1)
    window.top.search.clear()
    qtbot.waitUntil(lambda: window.desk.list.model.rowCount() == before)


def test_settings_are_kept_in_the_notebook_and_draw_the_window_anew(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    old = opened.window
    opened.errands.safe.preferred.emit(Preferences("ar", 150, "dark", 2))
    qtbot.waitUntil(lambda: session.settings.kept.get("language") == "ar")
    assert opened.window is not old
    assert opened.window.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_settings_that_cannot_be_read_are_those_of_before(session: stand_in.Session) -> None:
    session.settings.kept = {"text-size": "900", "idle-minutes": "-1", "theme": "plaid"}
    assert preferences.read(session, Preferences()) == Preferences()


def test_choosing_files_leaves_no_trace(
    opened: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    before = set(tmp_path.iterdir())
    opened.errands.grant(Wish.OPEN_PACKAGE)
    qtbot.waitUntil(lambda: any(isinstance(each, QFileDialog) for each in dialogs()))
    for each in dialogs():
        each.reject()
    settings = QSettings("QtProject")
    settings.setValue("x", 1)
    settings.sync()
    assert set(tmp_path.iterdir()) == before
    assert not Path(settings.fileName()).exists()
