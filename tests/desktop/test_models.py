"""Models keep Qt's promises, and no text of anybody can break a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

import i18n
from desktop.models import change
from desktop.models.items import ItemListModel, PreviewRole, TagsRole
from desktop.models.members import MemberListModel
from desktop.models.plain import LINE_MAX, address, isolated, one_line
from desktop.models.sections import Section, SectionModel
from i18n import days
from sync.engine import relay_address
from tests.desktop.rows import ItemRow, MemberRow

HOSTILE = (
    "<img src=file:///etc/passwd>",
    "two\nlines\r\nand\u2028more",
    "\u202eright to left override",
    "\x00\x07\x1b[31m",
    "z" + "\u0301" * 5000 + "algo",
    "n" * 100_000,
    "&amp; & <b>bold</b> %s {name} {0}",
    "\ud83d",
)


def row(name: str, title: str = "") -> ItemRow:
    return ItemRow(name, "space", "note", title or name)


def test_the_lists_keep_qt_promises(qtmodeltester: ModelTester) -> None:
    items = ItemListModel("untitled")
    items.set_rows([row("a"), row("b")])
    qtmodeltester.check(items)
    members = MemberListModel("unnamed")
    members.set_rows([MemberRow("p", "Amina", "steward")])
    qtmodeltester.check(members)
    sections = SectionModel()
    sections.set_rows([Section("note", "Notes", "file-text")])
    qtmodeltester.check(sections)


def test_what_is_selected_stays_selected_when_rows_come_go_and_move(qtmodeltester: ModelTester) -> None:
    model = ItemListModel("untitled")
    qtmodeltester.check(model)
    model.set_rows([row("a"), row("b"), row("c")])
    kept = QPersistentModelIndex(model.index_of("b"))
    model.set_rows([row("d"), row("b", "changed"), row("a")])
    assert kept.row() == 1
    assert kept.data() == "changed"
    assert [each.id for each in model.rows] == ["d", "b", "a"]


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_rows_end_as_they_were_asked_for(first: list[int], then: list[int]) -> None:
    model = ItemListModel("untitled")
    for wanted in (first, then):
        model.set_rows([row(str(each)) for each in wanted])
        assert [each.id for each in model.rows] == [str(each) for each in wanted]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_a_hostile_name_becomes_one_short_plain_line(text: str) -> None:
    model = ItemListModel("untitled")
    model.set_rows([ItemRow("a", "s", "note", text, text, (text,) * 50)])
    for role in (Qt.ItemDataRole.DisplayRole, PreviewRole):
        shown = model.index(0).data(role)
        assert len(shown) <= LINE_MAX + 1
        assert all(letter.isprintable() or letter in "\u200c\u200d" for letter in shown)
    assert len(model.index(0).data(TagsRole)) <= 4


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# Plan Bring **tea**. ## Later", "Plan Bring tea. Later"),
        ("- [ ] Chairs - [x] Water", "Chairs Water"),
        ("The *second* day, *twice*.", "The second day, twice."),
        ("2 * 3 > 5 - 1, a_b and C#", "2 * 3 > 5 - 1, a_b and C#"),
    ],
)
def test_a_row_begins_without_the_marks_of_its_text(written: str, shown: str) -> None:
    model = ItemListModel("untitled")
    model.set_rows([ItemRow("a", "s", "note", "A title", written, (), 0, twofold=False, trashed=False)])
    assert model.index(0).data(PreviewRole) == shown


def test_a_tower_of_marks_is_cut_down() -> None:
    assert one_line("e" + "\u0301" * 50) == "e" + "\u0301" * 4


def test_a_date_keeps_the_marks_that_order_its_numbers_and_nothing_else_does() -> None:
    assert one_line("01\u200f/07\u200f/2026") == "01\u200f/07\u200f/2026"
    assert one_line("a\u200fb\u202e1") == "a b 1"
    assert one_line("\u2068a\u2069, \u2068b\u2069") == "a, b"


def test_a_name_in_a_sentence_keeps_to_itself() -> None:
    assert isolated("\u202eabc") == "\u2068abc\u2069"


def test_an_address_is_shown_whole_and_can_be_broken() -> None:
    whole = f"https://relay.example:8470#{'0123456789abcdef' * 4}"

    shown = address(whole)

    assert len(shown) > 80 and relay_address.clean(shown) == relay_address.clean(whole)
    assert max(map(len, shown.split("\u200b"))) < 30
    assert address("https://relay.example") == isolated("https://relay.example")
    assert max(map(len, address(f"http://{'q5x7' * 14}.onion").split("\u200b"))) < 30


@given(st.text("abc"), st.text("abc"))
def test_one_replacement_makes_the_new_text(old: str, new: str) -> None:
    found = change.between(old, new)
    assert old[: found.start] + found.text + old[found.end :] == new


@pytest.mark.parametrize("code", ["sw", "ar", "ru", "fr"])
def test_every_day_of_a_week_has_a_short_name_of_its_own(code: str) -> None:
    i18n.set_language(code)
    try:
        short, letters = days.weekdays("abbreviated"), days.weekdays("narrow")
    finally:
        i18n.set_language("en")
    assert len(set(short)) == len(short) and max(map(len, letters)) <= 3
