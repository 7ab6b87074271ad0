"""Several windows on one notebook: each its own place, one session, one lock; and what is dropped on them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu

from desktop.application.opened import Opened
from desktop.dialogs.packages import OpenPackageDialog
from desktop.dialogs.printing import PrintDialog
from desktop.dialogs.takeout import TakeOutDialog
from desktop.dialogs.transfer import ImportDialog
from desktop.models.items import DRAGGED
from desktop.models.preferences import Preferences
from desktop.tour.stage import Stage, settle, until
from desktop.views.wishes import Wish
from tests.desktop.real.hands import dialog, titles


@pytest.fixture
def amal(person: Callable[[str], Stage]) -> Stage:
    """Return somebody whose window shows three notes."""
    stage = person("Amal")
    space = stage.session.spaces.new("Field team").id
    stage.session.items.new_many(space, "note", [{"title": each} for each in ("Plan", "List", "Letter")])
    stage.open_space(space)
    stage.choose("note")
    until(lambda: titles(stage) == {"Plan", "List", "Letter"})
    return stage


def item(stage: Stage, title: str) -> str:
    return next(row.id for row in stage.session.items.rows(stage.window.desk.space) if row.title == title)


def beside(stage: Stage, number: int = 1) -> Opened:
    windows = stage.application.windows
    assert windows is not None
    until(lambda: len(windows.every) > number)
    return windows.every[number]


def open_alone(stage: Stage, title: str) -> Opened:
    """Open an item from the menu beside its row."""
    desk = stage.window.desk
    desk.list.rows.setCurrentIndex(desk.list.model.index_of(item(stage, title)))
    desk.list.rows.menu_wanted.emit(QPoint(0, 0))
    (menu,) = [each for each in desk.list.findChildren(QMenu) if each.isVisible()]
    menu.actions()[0].trigger()
    menu.close()
    opened = beside(stage)
    until(opened.window.desk.panes.editors["note"].isVisible)
    return opened


def test_an_item_in_its_own_window_follows_what_the_other_writes(amal: Stage) -> None:
    opened = open_alone(amal, "Plan")
    editor = opened.window.desk.panes.editors["note"]
    until(lambda: editor.fields["title"].text() == "Plan")
    assert not opened.window.desk.list.isVisible() and not opened.window.side.isVisible()
    amal.open_item(item(amal, "Plan"), showing="Plan")
    amal.type(editor.item, "title", "Plan for March")
    until(lambda: editor.fields["title"].text() == "Plan for March")
    opened.window.desk.drop(editor.item)
    until(opened.window.side.isVisible)
    until(lambda: titles(amal) == {"List", "Letter"})
    amal.window.desk.undo()
    until(lambda: "Plan for March" in titles(amal))


def test_what_was_moved_to_the_trash_is_open_nowhere(amal: Stage) -> None:
    opened = open_alone(amal, "Plan")
    gone = item(amal, "Plan")
    amal.open_item(gone, showing="Plan")
    rows = amal.window.desk.list.rows
    drop(amal, rows.items.mimeData([]), trash(amal), rows)
    until(lambda: titles(amal) == {"List", "Letter"})
    for each in (amal.window, opened.window):
        until(each.desk.panes.shows_nothing)
    assert "trash" in amal.window.banner.text()
    amal.window.desk.undo()
    until(lambda: "Plan" in titles(amal))
    assert amal.window.banner.text() == "", "its button would take back what was done before"


def test_each_window_keeps_its_own_place(amal: Stage) -> None:
    amal.grant(Wish.NEW_WINDOW)
    second = beside(amal).window
    until(lambda: second.desk.list.model.rowCount() == 3)
    second.choose_section("contact")
    assert amal.window.desk.section == "note" and second.desk.section == "contact"
    amal.application._on_preferred(Preferences("ar", 100, "dark"))
    second = beside(amal).window
    until(lambda: second.desk.section == "contact" and amal.window.desk.section == "note")
    assert {second.layoutDirection(), amal.window.layoutDirection()} == {Qt.LayoutDirection.RightToLeft}
    second.close()
    windows = amal.application.windows
    assert windows is not None
    until(lambda: len(windows.every) == 1)
    assert amal.application.session is not None


def test_the_first_window_may_be_closed_before_the_others(amal: Stage) -> None:
    opened = open_alone(amal, "Plan")
    first = amal.window
    first.close()
    until(lambda: amal.window is opened.window)
    settings = amal.session.settings
    amal.window.desk.close_item()
    amal.window.choose_section("contact")
    until(lambda: '"contact"' in str(settings.get("last-place")))


def test_the_lock_hides_and_closes_all_windows(amal: Stage) -> None:
    opened = open_alone(amal, "Plan")
    first, gone = amal.window, list[str]()
    for each in (first, opened.window):
        each.destroyed.connect(lambda: gone.append("window"))
    editor = opened.window.desk.panes.editors["note"]
    editor.fields["title"].set_text("Kept by the lock")
    editor.autosave.type("title", "Kept by the lock")
    session = amal.session
    kept = session.settings.get
    amal.application.idle.idled.emit()
    assert not first.isVisible() and not opened.window.isVisible()
    until(lambda: len(gone) == 2)
    assert amal.application.session is None and kept is not None


def drop(stage: Stage, data: QMimeData, place: QPointF, source: object = None) -> QDropEvent:
    window = stage.window
    enter = QDragEnterEvent(
        place.toPoint(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    event = QDropEvent(
        place, Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    if source is not None:
        event.source = lambda: source
    QApplication.sendEvent(window, event)
    return event


def trash(stage: Stage) -> QPointF:
    """Return where the trash stands at the side."""
    side = stage.window.side
    row = side.list.visualRect(side.model.index_of("trash")).center()
    return QPointF(side.list.viewport().mapTo(stage.window, row))


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    return data


def test_files_dropped_are_brought_in_and_stay(amal: Stage, tmp_path: Path) -> None:
    paper = tmp_path / "tea.md"
    paper.write_text("# Tea\n\nTwo kettles.\n", encoding="utf-8")
    event = drop(amal, files(paper), QPointF(300, 300))
    assert event.isAccepted() and event.dropAction() == Qt.DropAction.CopyAction
    brought = dialog(ImportDialog)
    until(brought.outcome.isVisible)
    brought.reject()
    until(lambda: len(titles(amal)) == 4)
    assert paper.exists()
    amal.window.desk.undo()
    until(lambda: len(titles(amal)) == 3)


def test_a_package_dropped_is_opened_as_one(amal: Stage, tmp_path: Path) -> None:
    package = tmp_path / "notes.pack"
    package.write_bytes(b"no package")
    drop(amal, files(package), QPointF(300, 300))
    dialog(OpenPackageDialog).reject()


def test_text_and_things_of_others_are_not_taken(amal: Stage) -> None:
    data = QMimeData()
    data.setText("https://example.org")
    assert not drop(amal, data, QPointF(300, 300)).isAccepted()
    ours = QMimeData()
    ours.setData(DRAGGED, b"1")
    assert not drop(amal, ours, QPointF(300, 300)).isAccepted()


def test_a_file_dropped_on_a_text_is_brought_in_and_its_place_is_not_written(
    amal: Stage, tmp_path: Path
) -> None:
    amal.open_item(item(amal, "Plan"), showing="Plan")
    title = amal.window.desk.panes.editors["note"].fields["title"]
    data = files(tmp_path / "tea.md")
    data.setText(str(tmp_path))
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(title.focusProxy(), event)
    assert title.text() == "Plan" and not event.isAccepted()


def test_items_dragged_onto_the_trash_lie_there(amal: Stage) -> None:
    rows = amal.window.desk.list.rows
    rows.selectAll()
    ours = QMimeData()
    ours.setData(DRAGGED, b"1")
    assert drop(amal, ours, trash(amal), rows).isAccepted()
    until(lambda: not titles(amal))
    amal.window.desk.undo()
    until(lambda: len(titles(amal)) == 3)


def test_what_is_chosen_is_taken_out_and_printed(amal: Stage, choosing: list[Path], tmp_path: Path) -> None:
    amal.window.desk.list.rows.selectAll()
    pane = amal.window.desk.panes.selection
    pane.print_requested.emit()
    printing = dialog(PrintDialog)
    until(printing.go.isEnabled)
    assert "Letter" in printing.document.toPlainText()
    printing.reject()
    settle()
    pane.take_out_requested.emit()
    taking = dialog(TakeOutDialog)
    until(taking.save.isEnabled)
    choosing.append(tmp_path / "out")
    taking.save.click()
    until(lambda: "3 items" in taking.banner.text())
    assert len(list((tmp_path / "out").rglob("*.md"))) == 3
    taking.reject()
    amal.window.desk.close_item()
    amal.window.desk.list.rows.clearSelection()
    amal.grant(Wish.PRINT)
    assert "Choose something to print" in amal.window.banner.text()
