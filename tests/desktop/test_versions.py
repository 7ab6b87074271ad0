"""Two versions side by side: what differs is marked, and any of four ways out loses nothing by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from desktop.dialogs.compared import Compared
from desktop.models.differing import WORDS_MAX, Piece, folded, pieces
from desktop.views.versions import Versions
from sync.model.kinds.declaration import Field, FieldType, Option
from tests.desktop.rows import FieldValue

TEXTS = st.text("ab ,\n", max_size=40)


@given(TEXTS, TEXTS)
def test_pieces_are_the_whole_text(own: str, other: str) -> None:
    whole = pieces(own, other)
    assert "".join(each.text for each in whole) == own
    assert own != other or not any(each.differs for each in whole)


def test_differing_words_are_marked_and_the_rest_is_folded() -> None:
    long = " ".join(f"word{number}" for number in range(60))
    own = pieces(f"{long} on 3 December {long}", f"{long} on 5 December {long}")
    assert [each.text for each in own if each.differs] == ["3"]
    shown = "".join(each.text for each in folded(own))
    assert "3 December" in shown and "…" in shown and len(shown) < 300
    same = [Piece("the same")]
    assert folded(same) == same


def test_very_long_texts_are_compared_from_their_ends() -> None:
    many = "word " * WORDS_MAX
    found = pieces(f"{many}one {many}", f"{many}two {many}")
    assert [each.text for each in found if each.differs] == ["one"]


@pytest.fixture
def versions(qtbot: QtBot) -> Versions:
    values = [
        FieldValue("Workshop on 3 December", "Amina", checked="me"),
        FieldValue("Workshop on 5 December", "Jean"),
    ]
    made = Versions(Field("place", FieldType.TEXT, "Place"), "Place", values)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


def test_what_differs_is_marked_by_more_than_colour(versions: Versions) -> None:
    mine = versions.findChildren(Compared)[0]
    assert "Only here: 3" in mine.accessibleDescription() and "Yours" in mine.accessibleName()
    cursor = mine.document().find("3")
    assert cursor.charFormat().fontUnderline() and cursor.charFormat().fontWeight() == QFont.Weight.Bold
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    assert not cursor.charFormat().fontUnderline()


def test_there_are_four_ways_out(versions: Versions, qtbot: QtBot) -> None:
    said: list[tuple[str, str]] = []
    versions.settled.connect(lambda field, value: said.append((field, value)))
    versions.done.click()
    versions.keep[0].click()
    versions.done.click()
    versions.keep[1].click()
    versions.done.click()
    versions.own.click()
    assert versions.text.isVisible()
    versions.text.clear()
    qtbot.keyClicks(versions.text, "Workshop on 4 December")
    versions.done.click()
    assert [value for _, value in said] == [
        "Workshop on 3 December / Workshop on 5 December",
        "Workshop on 3 December",
        "Workshop on 5 December",
        "Workshop on 4 December",
    ]
    assert {field for field, _ in said} == {"place"}


def test_where_there_is_little_room_one_stands_below_the_other(versions: Versions) -> None:
    assert versions.cards.direction() == QBoxLayout.Direction.LeftToRight
    versions.resize(200, 700)
    assert versions.cards.direction() == QBoxLayout.Direction.TopToBottom


def test_lines_are_joined_as_lines(qtbot: QtBot) -> None:
    made = Versions(Field("phone", FieldType.LINES, "Phone"), "Phone", [FieldValue("1"), FieldValue("2")])
    qtbot.addWidget(made)
    assert made.value() == "1\n2"


def test_two_choices_are_read_by_their_words_and_only_one_can_be_kept(qtbot: QtBot) -> None:
    options = (Option("planned", "Planned"), Option("cancelled", "Does not take place"))
    field = Field("state", FieldType.CHOICE, "State", options=options)
    values = [FieldValue("planned", "Amina", checked="me"), FieldValue("cancelled", "Jean")]
    made = Versions(field, "State", values)
    qtbot.addWidget(made)
    made.show()
    assert [each.toPlainText() for each in made.findChildren(Compared)] == ["Planned", "Does not take place"]
    assert not made.both.isVisible() and not made.own.isVisible()
    assert made.value() == "planned"
    made.keep[1].click()
    assert made.value() == "cancelled"


def test_places_of_two_people_can_both_stay(qtbot: QtBot) -> None:
    field = Field("places", FieldType.PLACES, "Places")
    made = Versions(field, "Places", [FieldValue("KE"), FieldValue("KE\nSN/Dakar")])
    qtbot.addWidget(made)
    assert made.value() == "KE\nSN/Dakar"
    assert "Senegal, Dakar" in made.findChildren(Compared)[1].toPlainText()
