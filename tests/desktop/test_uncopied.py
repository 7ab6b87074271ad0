"""Where something is known from comes onto no clipboard, whichever box shows it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.compared import Compared
from desktop.dialogs.pastview import PastView
from desktop.dialogs.uncopied import UncopiedText
from desktop.models import past
from desktop.models.wording import Wording
from desktop.tasks import Tasks
from desktop.views import fields
from desktop.views.field_framed import Around
from desktop.views.fields import LinesField
from desktop.views.versions import Versions
from sync.engine.past import Change
from sync.model import kinds
from tests.desktop import stand_in
from tests.desktop.rows import FieldValue

SOURCE = "a friend at the office"


@pytest.fixture
def editor(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> LinesField:
    field = kinds.ALL["tool"].field("known_from")
    assert field is not None
    made = fields.made(field, Around(session.items, tasks))
    assert isinstance(made, LinesField)
    qtbot.addWidget(made)
    made.set_text(SOURCE)
    made.show()
    return made


def test_neither_keys_nor_mouse_take_it_out(editor: LinesField, qtbot: QtBot) -> None:
    box = editor.box
    assert isinstance(box, UncopiedText)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    box.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        qtbot.keyClick(box, key, Qt.KeyboardModifier.ControlModifier)
    assert (clipboard.text(), box.toPlainText()) == ("before", SOURCE)
    assert not box.createMimeDataFromSelection().formats()
    box.copy()
    assert SOURCE not in clipboard.text()


def test_its_menu_offers_no_copying_and_typing_works(editor: LinesField, qtbot: QtBot) -> None:
    box = editor.box
    assert isinstance(box, UncopiedText)
    menu = box.menu()
    named = {each.objectName() for each in menu.actions() if each.isVisible()}
    assert "edit-paste" in named and not named & {"edit-copy", "edit-cut"}
    menu.deleteLater()
    qtbot.keyClicks(box, "x")
    assert box.toPlainText() == "x" + SOURCE


def test_no_earlier_state_and_no_version_lends_it_either(qtbot: QtBot) -> None:
    tool = kinds.ALL["tool"]
    field = tool.field("known_from")
    assert field is not None
    then = past.parts_of(tool, {"title": "T", "known_from": SOURCE}, {"known_from": "someone"}, Wording({}))
    view = PastView()
    versions = Versions(field, "Known from", [FieldValue(SOURCE, "A", checked="me"), FieldValue("y", "B")])
    qtbot.addWidget(view)
    qtbot.addWidget(versions)
    view.show_parts(Change("00", 1, "A", "me", "set", "known_from", "", SOURCE, ""), "Changed", then)
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    boxes = [each for each in view.findChildren(Compared) if each.textInteractionFlags() & selectable]
    assert [each.toPlainText() for each in boxes] == ["T", "(empty)"]
    assert not any(each.textInteractionFlags() & selectable for each in versions.findChildren(Compared))
    assert isinstance(versions.text, UncopiedText) and SOURCE in versions.text.toPlainText()
