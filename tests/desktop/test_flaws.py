"""What is wrong with a window is named, and nothing is named where nothing is wrong."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import parts
from desktop.tour import flaws
from desktop.tour.flaws import Flaw
from desktop.views.trustline import ShortLabel
from i18n import set_language, tr

ROOM = QSize(1024, 600)
LONG = "Who has the keys of the office by the market"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Return a place with a column, in which everything has the room that it needs."""
    made = QWidget()
    made.setObjectName("backdrop")
    qtbot.addWidget(made)
    parts.column(made, margin=3)
    made.resize(600, 400)
    return made


def put(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for each in widgets:
        layout.addWidget(each)


def looked_at(page: QWidget, room: QSize = ROOM) -> list[Flaw]:
    page.show()
    QApplication.processEvents()
    return flaws.found(page, room, page.grab().toImage())


def kinds(page: QWidget, room: QSize = ROOM) -> list[str]:
    return [each.kind for each in looked_at(page, room)]


def hinting(line: QLineEdit) -> QLineEdit:
    line.setPlaceholderText(LONG)
    return line


def squeezed_into(widget: QWidget, width: int) -> QWidget:
    widget.setMinimumWidth(0)
    widget.setFixedWidth(width)
    return widget


def test_a_page_with_room_for_everything_has_no_flaws(page: QWidget) -> None:
    listed = QListWidget()
    listed.addItems([LONG, "Tea"])
    put(page, parts.label(LONG), parts.button(LONG, "plus", role="primary"), parts.box("Tea & bread"),
        parts.line("Name", hint=LONG), parts.choice("Where", [(LONG, 1)]), listed)  # fmt: skip
    assert not looked_at(page)


@pytest.mark.parametrize(
    "widget",
    [
        lambda: parts.label(LONG, wrap=False),
        lambda: parts.label("Unverhältnismäßigkeitsgrundsatz"),
        lambda: parts.button(LONG),
        lambda: parts.box(LONG),
        lambda: hinting(QLineEdit()),
        lambda: parts.choice("Where", [(LONG, 1)]),
    ],
    ids=["label", "long word", "button", "box", "hint", "choice"],
)
def test_words_wider_than_their_place_are_cut(widget: object, page: QWidget) -> None:
    assert callable(widget)
    put(page, squeezed_into(widget(), 90))
    (found,) = [each for each in looked_at(page) if each.kind != "squeezed"]
    assert found.kind == "cut"
    assert found.path.startswith("QWidget/Q") or "ChoiceBox" in found.path
    assert found.text


def test_items_and_headings_without_room_are_cut(page: QWidget) -> None:
    listed, table = QListWidget(), QTableWidget(1, 2)
    listed.addItem(LONG)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    listed.setResizeMode(QListWidget.ResizeMode.Adjust)
    listed.setWordWrap(False)
    table.setHorizontalHeaderLabels([LONG, "Tea"])
    table.setColumnWidth(0, 60)
    put(page, squeezed_into(listed, 90), table)
    assert {each.text for each in looked_at(page) if each.kind == "cut"} == {LONG}


def test_words_that_are_heard_whole_or_stand_in_a_hint_are_shortened_on_purpose(page: QWidget) -> None:
    named, hinted, giving_way = parts.label(LONG, wrap=False), parts.label(LONG, wrap=False), ShortLabel()
    named.setAccessibleName(f"{LONG}, seven")
    parts.tip(hinted, LONG)
    giving_way.setText(LONG)
    line = parts.line("Name", hint=LONG)
    put(page, *(squeezed_into(each, 90) for each in (named, hinted, giving_way, line)))
    assert not looked_at(page)


def test_several_lines_in_the_place_of_one_are_squeezed(page: QWidget) -> None:
    label = parts.label(LONG)
    label.setFixedSize(120, 20)
    put(page, label)
    assert kinds(page) == ["squeezed"]


def test_neighbours_that_share_room_overlap(page: QWidget) -> None:
    one, other = parts.button("Tea"), parts.button("Bread")
    put(page, one, other)
    looked_at(page)
    other.move(one.pos())
    assert kinds(page) == ["overlapping"]


def test_what_lies_over_all_the_rest_does_not_overlap(page: QWidget) -> None:
    put(page, parts.button("Tea"))
    over = parts.frame("card")
    over.setParent(page)
    over.setGeometry(page.rect())
    assert not looked_at(page)


def test_parts_beyond_the_edge_of_their_place_stick_out(page: QWidget) -> None:
    button = parts.button("Tea")
    put(page, button)
    looked_at(page)
    button.move(page.width() - 10, 10)
    assert kinds(page) == ["sticking out"]


def test_a_page_that_scrolls_down_may_be_longer_and_not_wider_than_its_place(page: QWidget) -> None:
    inside = QWidget()
    inner = parts.column(inside)
    for _ in range(40):
        inner.addWidget(parts.label("Tea"))
    put(page, parts.scrolled(inside))
    assert not looked_at(page)
    inside.setMinimumWidth(2_000)
    assert kinds(page) == ["sideways"]


def test_a_window_larger_than_the_screen_is_too_large(page: QWidget) -> None:
    assert kinds(page, QSize(500, 600)) == ["too large"]


def test_words_of_another_language_are_named(page: QWidget) -> None:
    set_language("sw")
    original = parts.label("Close")
    original.setProperty("language", "en")
    put(page, parts.label("Close"), parts.label(tr("Close")), parts.label("Who of you has the key"),
        parts.label("Réseau des jardins"), original)  # fmt: skip
    found = [each.text for each in looked_at(page) if each.kind == "untranslated"]
    assert sorted(found) == ["Close", "Who of you has the key"]


def test_words_that_hardly_stand_out_are_too_faint(page: QWidget) -> None:
    faint, plain = QLabel("Tea"), QLabel("Bread")
    colours = QPalette(faint.palette())
    colours.setColor(QPalette.ColorRole.WindowText, QColor("#b0b0b0"))
    faint.setPalette(colours)
    put(page, faint, plain)
    assert [each.text.partition(": ")[2] for each in looked_at(page)] == ["Tea"]


def test_a_flaw_is_one_line() -> None:
    found = Flaw("cut", "QWidget/QLabel", flaws.short("<span>Tea &amp;\nbread</span>"))
    assert found.line("list-en.png") == "list-en.png\tcut\tQWidget/QLabel\tTea & bread"
