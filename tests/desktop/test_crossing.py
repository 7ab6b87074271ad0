"""Copying to another space in a window: every way to ask for it, what is chosen and said, and how it went."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.application.application import Application
from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.crossing import CopyDialog
from desktop.models.items import DRAGGED
from desktop.tasks import Tasks
from desktop.views.wishes import Wish
from sync.engine.crossing import Crossed
from sync.engine.crossing_survey import Left, Readers
from sync.errors import Cancelled, DiskFull
from sync.refusals import NotAllowed
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.stand_in_crossing import SAID
from tests.desktop.stand_in_words import CarefulFound

BUTTON, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ISOLATES = {0x2068: None, 0x2069: None}
Ask = Callable[[Application], object]


class Entering(QDragEnterEvent):
    """Comes from the list of a window, as nothing that a test sends does by itself."""

    rows: QWidget | None = None

    @override
    def source(self) -> QWidget | None:
        return self.rows


class Falling(QDropEvent):
    rows: QWidget | None = None

    @override
    def source(self) -> QWidget | None:
        return self.rows


def dragged(opened: Application, onto: QWidget) -> bool:
    """Drag the chosen rows onto a part of the window; return whether they may fall there."""
    data, window = QMimeData(), opened.window
    data.setData(DRAGGED, b"1")
    place = onto.mapTo(window, onto.rect().center())
    Entering.rows = Falling.rows = window.desk.list.rows
    QApplication.sendEvent(window, Entering(QPoint(place), Qt.DropAction.CopyAction, data, BUTTON, KEYS))
    falling = Falling(QPointF(place), Qt.DropAction.CopyAction, data, BUTTON, KEYS)
    QApplication.sendEvent(window, falling)
    return falling.isAccepted()


def by_menu(opened: Application) -> None:
    rows = opened.window.desk.list.rows
    rows.menu_wanted.emit(rows.mapToGlobal(QPoint(5, 5)))
    (menu,) = opened.window.desk.list.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (copy,) = [each for each in menu.actions() if each.text() == "Copy to another space…"]
    menu.close()
    copy.trigger()


def dialog(opened: Application, qtbot: QtBot) -> CopyDialog:
    found: list[CopyDialog] = []

    def is_asked() -> bool:
        found[:] = [each for each in opened.window.findChildren(CopyDialog) if each.asked is not None]
        return bool(found)

    qtbot.waitUntil(is_asked)
    return found[0]


def words(shown: CopyDialog) -> str:
    said = "\n".join(each.text() for each in shown.findChildren(QLabel) if each.isVisibleTo(shown))
    return said.translate(ISOLATES)


ASKS: tuple[Ask, ...] = (
    by_menu,
    lambda opened: opened.window.desk.panes.selection.copy.click(),
    lambda opened: dragged(opened, opened.window.top.chooser),
    lambda opened: opened.errands.grant(Wish.COPY),
)


def test_the_chosen_items_are_copied_however_it_is_asked(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.window.desk.list.rows.selectAll()
    assert not dragged(opened, opened.window.top.new), "elsewhere nothing falls"
    for ask in ASKS:
        ask(opened)
        shown = dialog(opened, qtbot)
        assert shown.asked is not None and not shown.go.isEnabled(), "all that they hold is confidential"
        if ask is not ASKS[-1]:
            shown.leave.click()
            qtbot.waitUntil(lambda shown=shown: not shiboken6.isValid(shown))
    shown.asked.every.click()
    shown.go.click()
    qtbot.waitUntil(lambda: bool(session.crossing.asked))
    ((items, wish),) = session.crossing.asked
    chosen = opened.window.desk.list.selected()
    assert (list(items), wish.space, wish.files) == (chosen, "space-2", True)
    assert wish.confidential == {("note", "title"), ("note", "body")}
    qtbot.waitUntil(lambda: "5 items were copied." in words(shown))
    shown.go.click()
    qtbot.waitUntil(lambda: opened.window.desk.space == "space-2")


@pytest.fixture
def shown(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> Iterator[CopyDialog]:
    session.spaces.new("Coast network")
    session.crossing.spaces = {"space-3": Readers(40, wider=True)}
    over = QWidget()
    qtbot.addWidget(over)
    made = CopyDialog(session, ["item-1", "item-2"], tasks, over, to="space-3")
    made.show()
    qtbot.waitUntil(lambda: made.asked is not None)
    yield made
    over.close()  # and no sooner: with it the dialog goes


def test_it_is_said_who_reads_there_and_what_stays(shown: CopyDialog) -> None:
    assert shown.asked is not None
    said = words(shown)
    assert "40 people and people of organisations can read it there. These are more people than here." in said
    assert "Each copy begins anew. The history stays here." in said
    assert "Never copied: Known from" in said and "Not on this computer, so not copied: far.pdf" in said
    assert "2 items stay: all their fields are confidential." in said
    title, body = shown.asked.boxes.values()
    title.click()
    assert "stay: all" not in words(shown) and shown.go.isEnabled()
    body.click()
    assert shown.asked.every.isChecked()
    body.click()
    assert not shown.asked.every.isChecked()
    shown.asked.space.setCurrentIndex(shown.asked.space.findData("space-2"))
    assert "Only you can read it there." in words(shown) and "more people" not in words(shown)


def test_careful_words_are_told_before_anything_is_copied(
    shown: CopyDialog, session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [CarefulFound("border", ("item-1",), ("Wells",))]
    monkeypatch.setattr(session.wording, "check_items", lambda _space, _items: found)
    monkeypatch.setattr(session.items.lists, "rows", lambda _ids: session.items.rows("space-1")[:1])
    assert shown.asked is not None
    shown.asked.every.click()
    shown.go.click()
    settled(tasks, qtbot)
    qtbot.waitUntil(lambda: bool(shown.findChildren(CarefulDialog)))
    (asks,) = shown.findChildren(CarefulDialog)
    assert asks.go.text() == "Copy all the same" and not session.crossing.asked
    asks.go.click()
    qtbot.waitUntil(lambda: bool(session.crossing.asked))


def copied(shown: CopyDialog, qtbot: QtBot, until: str) -> str:
    assert shown.asked is not None
    shown.asked.every.setChecked(True)  # it stays so when nothing was copied
    shown.go.click()
    qtbot.waitUntil(lambda: until in words(shown))
    return words(shown)


def test_how_it_went_is_said(shown: CopyDialog, session: stand_in.Session, qtbot: QtBot) -> None:
    session.crossing.done = Crossed(
        {"item-1": "x"}, 1, ("far.pdf",), 2, Left(there=1, withheld=1, bare=1, alone=1), Cancelled()
    )
    said = copied(shown, qtbot, "1 item was copied.")
    for line in (
        "Stopped. What was copied until then stays.",
        "1 file was copied.",
        "Not on this computer, so not copied: far.pdf",
        "2 links were left out",
        "1 item is in that space already.",
        "1 thing stays here until its day.",
        "1 item stays: all its fields are confidential.",
        "1 item stays: its topic or form does not go.",
    ):
        assert line in said


def test_what_goes_wrong_is_said(shown: CopyDialog, session: stand_in.Session, qtbot: QtBot) -> None:
    session.crossing.problem = NotAllowed()
    copied(shown, qtbot, "Your role")
    session.crossing.problem = Cancelled()
    copied(shown, qtbot, "Stopped. Nothing was copied.")
    session.crossing.problem, session.crossing.done = None, Crossed({"item-1": "x"}, ended=DiskFull())
    said = copied(shown, qtbot, "1 item was copied.")
    assert "The disk is full" in said and "What was copied until then stays." in said


def test_without_another_space_or_anything_chosen_it_is_said(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.errands.grant(Wish.COPY)
    assert opened.window.banner.text() == "Choose something to copy first."
    session.spaces.rows = session.spaces.rows[:1]
    opened.window.desk.list.rows.selectRow(0)
    opened.errands.grant(Wish.COPY)
    (asks,) = opened.window.findChildren(CopyDialog)
    qtbot.waitUntil(lambda: "There is no other space where you may write." in words(asks))


def test_what_cannot_be_copied_or_read_is_said(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    monkeypatch.setattr(session.crossing, "look", lambda _items: replace(SAID, items=0))
    trashed = CopyDialog(session, ["item-1"], tasks, over)
    qtbot.waitUntil(lambda: "Nothing of this can be copied." in words(trashed))

    def fail(_items: object) -> None:
        raise DiskFull

    monkeypatch.setattr(session.crossing, "look", fail)
    unread = CopyDialog(session, ["item-1"], tasks, over)
    qtbot.waitUntil(lambda: "The disk is full" in unread.banner.text())
    over.close()
