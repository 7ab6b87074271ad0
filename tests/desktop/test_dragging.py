"""What is dragged shows and carries nothing, and the place of a file that is dropped falls into no text."""

from typing import ClassVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.application.application import Application
from desktop.theme.icons import pixmap
from desktop.theme.look import em
from desktop.views import rows

BUTTON, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(onto: QWidget, data: QMimeData) -> None:
    """Let *data* come in over a widget and fall there, as the system would."""
    QApplication.sendEvent(onto, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, BUTTON, KEYS))
    QApplication.sendEvent(onto, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, BUTTON, KEYS))


@pytest.fixture
def texts(opened: Application, qtbot: QtBot) -> list[QWidget]:
    opened.window.desk.open_item("item-5")
    editor = opened.window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    return [editor.fields["body"].source.viewport(), editor.fields["title"].box, opened.window.top.search]


def written(opened: Application) -> list[str]:
    editor = opened.window.desk.panes.editors["note"]
    lines = [each.text() for each in opened.window.findChildren(QLineEdit)]
    return [editor.fields["body"].text(), *lines]


def test_the_place_of_a_file_falls_into_no_text(opened: Application, texts: list[QWidget]) -> None:
    data = QMimeData()
    data.setUrls([QUrl("file:///home/amal/plan.odt")])
    data.setText("file:///home/amal/plan.odt")
    before = written(opened)
    for each in texts:
        drop(each, data)
    assert written(opened) == before


class Dragged(QDrag):
    """Is not carried about."""

    seen: ClassVar[list["Dragged"]] = []

    @override
    def exec(self, *_actions: object) -> Qt.DropAction:
        Dragged.seen.append(self)
        return Qt.DropAction.IgnoreAction


def test_what_is_dragged_shows_and_carries_nothing(
    opened: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    Dragged.seen.clear()
    monkeypatch.setattr(rows, "QDrag", Dragged)
    opened.window.desk.list.rows.startDrag(Qt.DropAction.CopyAction)
    (dragged,) = Dragged.seen
    data = dragged.mimeData()
    assert not data.hasText() and not data.hasUrls() and not data.hasHtml()
    assert [bytes(data.data(each).data()) for each in data.formats()] == [b"1"]
    assert dragged.pixmap().toImage() == pixmap("file-text", 2 * em()).toImage()
