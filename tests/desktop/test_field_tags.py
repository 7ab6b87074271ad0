"""Tags with the comma of another keyboard are several tags all the same."""

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.fields import LineField
from desktop.views.tagwords import TagWords
from sync.model.kinds.declaration import Field, FieldType


def test_the_comma_of_arabic_separates_tags_and_stays_as_it_was_typed(qtbot: QtBot) -> None:
    field = LineField(Field("tags", FieldType.TAGS, "Tags"))
    qtbot.addWidget(field)
    field.box.insert("خطة، ورشة")
    assert field.text() == "خطة, ورشة"
    field.set_text("خطة, ورشة")
    assert field.box.text() == "خطة، ورشة"
    field.set_text("خطة")
    assert field.box.text() == "خطة"


def test_other_lines_keep_their_commas(qtbot: QtBot) -> None:
    field = LineField(Field("title", FieldType.TEXT, "Title"))
    qtbot.addWidget(field)
    field.set_text("خطة، ورشة")
    assert field.text() == "خطة، ورشة"


def test_a_tag_is_offered_after_any_comma(qtbot: QtBot) -> None:
    line = QLineEdit("خطة، و")
    qtbot.addWidget(line)
    assert TagWords(line).splitPath(line.text()) == ["و"]
