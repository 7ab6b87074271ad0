"""Narrowing a list, its columns, filters that are kept, and what an empty section offers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import arranging, asked
from desktop.models.arranging import Kept
from desktop.models.asked import Asked
from desktop.models.items import CellsRole, TagsRole
from desktop.views.filtering import Filtering
from desktop.views.filters import NameLine
from desktop.views.itemlist import ItemList
from sync.engine.choice import Choice
from sync.engine.tags import Word
from sync.model.kinds import ALL
from tests.desktop import stand_in
from tests.desktop.settling import settled

CHOSEN = Choice("field:deadline", "été", "unsent", (("places", "KE/Coast"), ("tags", "ماء")), descending=True)


def shown(application: Application) -> ItemList:
    return application.window.desk.list


def titles(application: Application) -> list[str]:
    model = shown(application).model
    return [str(model.index(number).data()) for number in range(model.rowCount())]


@pytest.fixture
def listed(opened: Application, qtbot: QtBot) -> Application:
    """Return an application that shows the notes of a space with shared tags."""
    opened.session.tags.kept = [
        Word("plan", "tag-plan", {"en": "scheme", "fr": "projet"}),
        Word("coast", count=1),
    ]
    opened.window.side.select("note")
    opened.window.desk.show_section(opened.window.desk.space, "note")
    qtbot.waitUntil(lambda: len(titles(opened)) == 5)
    settled(opened.tasks, qtbot)
    return opened


def filtered(application: Application, qtbot: QtBot) -> dict[str, QCheckBox]:
    """Open the filter, and return its boxes by their values."""
    shown(application).arranger.filter.click()
    qtbot.waitUntil(lambda: "tags" in shown(application).filtering.fields)
    settled(application.tasks, qtbot)
    return {value: box for (_, value), box in shown(application).filtering.fields["tags"].boxes.items()}


# ------------------------------------------------------------ in words, and as it is kept
def test_choices_and_filters_come_back_as_they_were_kept() -> None:
    assert arranging.read(arranging.written(CHOSEN)) == CHOSEN
    every = (Kept("a", CHOSEN), Kept("b", Choice()))
    assert arranging.kept_read(arranging.kept_written(every)) == every


@pytest.mark.parametrize("text", [None, "", "no", "3", '[[1, {}], [2], ["a", 3], ["", {}]]', '{"a": {}}'])
def test_filters_that_cannot_be_read_are_none(text: str | None) -> None:
    assert arranging.kept_read(text) == ()
    assert asked.widths_read(text) == ()


@pytest.mark.parametrize("facets", ["3", '[["a"]]', '[["a", 3]]', "[3]"])
def test_facets_that_cannot_be_read_are_none(facets: str) -> None:
    assert arranging.read('{"facets": ' + facets + "}") == Choice()


def test_orders_and_values_are_said_in_words() -> None:
    call, words = ALL["call"], arranging.value_words
    assert [field.name for field in arranging.sorted_by(call)] == ["funder", "deadline", "stage"]
    assert arranging.sorted_by(None) == []
    assert arranging.sort_words("field:deadline", call) == "By: Last day"
    assert arranging.sort_words("field:newer", call) == "field:newer"
    assert words("stage", "sent", call, {}) == "Application sent"
    assert words("places", "KE/Coast", None, {}) == "Kenya, Coast"
    assert words("tags", "water", None, {"water": "eau"}) == "eau"
    assert words("newer", "x", None, {}) == "x"


# ------------------------------------------------------------ the filter
def test_a_list_is_narrowed_by_ticking_and_widened_again(listed: Application, qtbot: QtBot) -> None:
    assert ("scheme", "coast") in [shown(listed).model.index(n).data(TagsRole) for n in range(5)]
    boxes = filtered(listed, qtbot)
    assert boxes["plan"].text() == "scheme (1)" and boxes["plan"].accessibleDescription() == "Tags"
    assert QApplication.focusWidget() in boxes.values()
    boxes["plan"].click()
    qtbot.waitUntil(lambda: titles(listed) == ["Field plan"])
    settled(listed.tasks, qtbot)
    assert boxes["plan"].isVisible() and not shown(listed).narrowed.isVisible()
    boxes["youth"].click()
    qtbot.waitUntil(lambda: len(titles(listed)) == 2)
    QTest.keyClick(boxes["youth"], Qt.Key.Key_Escape)
    (first, _) = shown(listed).narrowed.chips
    assert shown(listed).narrowed.isVisible() and first.text() == "scheme"
    assert first.accessibleName() == "Choose no longer: scheme"
    first.click()
    qtbot.waitUntil(lambda: titles(listed) == ["Matasa da zaman lafiya"])
    shown(listed).narrowed.show_all.click()
    qtbot.waitUntil(lambda: len(titles(listed)) == 5)
    assert not shown(listed).narrowed.isVisible()


def pressed(panel: Filtering, name: str, qtbot: QtBot) -> None:
    def found() -> list[QAbstractButton]:
        every = panel.filters.findChildren(QAbstractButton)
        return [each for each in every if each.isVisible() and each.accessibleName() == name]

    qtbot.waitUntil(lambda: len(found()) == 1)
    found()[0].click()


def test_filters_are_kept_by_name_used_and_let_go(
    listed: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    boxes = filtered(listed, qtbot)
    panel = shown(listed).filtering
    assert not panel.keep.isVisible()
    boxes["plan"].click()
    qtbot.waitUntil(panel.keep.isVisible)
    assert not panel.keep.isEnabled()
    panel.name.setText("  what  we plan ")
    panel.keep.click()
    qtbot.waitUntil(panel.filters.isVisible)
    (key,) = [key for key in session.settings.kept if key.startswith("filters/")]

    def names() -> list[str]:
        return [one.name for one in arranging.kept_read(session.settings.kept[key])]

    assert names() == ["what we plan"]
    boxes["plan"].click()
    qtbot.waitUntil(lambda: len(titles(listed)) == 5)
    pressed(panel, "what we plan", qtbot)
    qtbot.waitUntil(lambda: titles(listed) == ["Field plan"])
    settled(listed.tasks, qtbot)
    for typed, called in ((Qt.Key.Key_Escape, "what we plan"), (Qt.Key.Key_Return, "plans")):
        pressed(panel, "Rename: what we plan", qtbot)
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), NameLine))
        line = QApplication.focusWidget()
        assert isinstance(line, NameLine)
        line.setText("plans")
        QTest.keyClick(line, typed)
        settled(listed.tasks, qtbot)
        assert names() == [called] and shown(listed).filters
    pressed(panel, "Keep no longer: plans", qtbot)
    qtbot.waitUntil(lambda: not panel.filters.isVisible())
    panel.done.click()
    assert not shown(listed).filters
    assert QApplication.focusWidget() is shown(listed).rows


def test_what_was_found_is_narrowed_too_and_stands_by_the_best_match(
    listed: Application, qtbot: QtBot
) -> None:
    listed.window.desk.search("a", here=False)
    qtbot.waitUntil(lambda: len(titles(listed)) > 5)
    boxes = filtered(listed, qtbot)
    boxes["coast"].click()
    qtbot.waitUntil(lambda: titles(listed) == ["Field plan"])
    shown(listed).close_filter()
    shown(listed).arranger.menu.aboutToShow.emit()
    (best,) = [each for each in shown(listed).arranger.menu.actions() if each.text() == "Best match first"]
    best.trigger()
    settled(listed.tasks, qtbot)
    assert listed.session.items.lists.asked[-1].sort == "best"
    listed.session.items.lists.at_once = 2
    counts: list[int] = []
    listed.window.desk.feed.read.connect(lambda: counts.append(len(titles(listed))))
    listed.window.desk.feed.arrange(Choice())
    qtbot.waitUntil(lambda: len(counts) == 2)
    assert counts[0] == 2 < counts[1]  # the newest at once, and then the rest


def test_many_values_are_shown_in_part_until_somebody_wants_all(listed: Application, qtbot: QtBot) -> None:
    space = listed.window.desk.space
    listed.session.items.new(space, "note", {"title": "n", "tags": ", ".join(f"tag {n}" for n in range(20))})
    qtbot.waitUntil(lambda: len(titles(listed)) == 6)
    boxes = filtered(listed, qtbot)
    values = shown(listed).filtering.fields["tags"]
    assert sum(box.isVisible() for box in boxes.values()) == 8
    values.more.click()
    assert all(box.isVisible() for box in boxes.values()) and not values.more.isVisible()


# ------------------------------------------------------------ columns
def wide(application: Application, qtbot: QtBot) -> None:
    desk = application.window.desk
    application.window.side.select("contact")
    qtbot.waitUntil(lambda: len(titles(application)) == 3)
    desk.split.setSizes([10_000, 0])
    qtbot.waitUntil(desk.list.columns.isVisible)
    settled(application.tasks, qtbot)


def test_a_wide_list_has_columns_stands_by_them_and_keeps_their_widths(
    listed: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    wide(listed, qtbot)
    columns = shown(listed).columns
    header = [columns.model().headerData(n, Qt.Orientation.Horizontal) for n in range(columns.count())]
    assert header[0] == "Name" and header[-1] == "Changed" and len(header) == 4
    cells = shown(listed).model.index(0).data(CellsRole)
    assert cells[0] and len(shown(listed).rows.itemDelegate().spans) == 4
    columns.sectionClicked.emit(0)
    qtbot.waitUntil(lambda: titles(listed) == sorted(titles(listed)))
    columns.sectionClicked.emit(0)
    settled(listed.tasks, qtbot)
    assert listed.session.items.lists.asked[-1] == Choice("title", descending=True)
    columns.sectionClicked.emit(columns.count() - 1)
    settled(listed.tasks, qtbot)
    assert listed.session.items.lists.asked[-1] == Choice("newest")
    columns.sectionClicked.emit(columns.count() - 1)
    settled(listed.tasks, qtbot)
    assert listed.session.items.lists.asked[-1] == Choice("oldest")
    edge = QPoint(columns.sectionPosition(1) - 1, columns.height() // 2)
    before, view = columns.sectionSize(0), columns.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(view, edge - QPoint(60, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=edge - QPoint(60, 0))
    settled(listed.tasks, qtbot)
    assert columns.sectionSize(0) < before
    about = Asked(listed.window.desk.space, "contact")
    kept = asked.widths_read(session.settings.kept[asked.widths_key(about)])
    assert kept == tuple(columns.shares()) and len(kept) == columns.count()
    listed.window.desk.split.setSizes([0, 10_000])
    qtbot.waitUntil(lambda: not columns.isVisible())
    assert shown(listed).rows.itemDelegate().spans == ()


# ------------------------------------------------------------ where there is nothing
def test_an_empty_section_offers_to_begin(
    listed: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window, nothing = listed.window, shown(listed).nothing
    window.desk.show_section(window.desk.space, "lesson")
    qtbot.waitUntil(nothing.new.isVisible)
    assert not nothing.starter.isVisible()
    window.desk.show_section(window.desk.space, "tool")
    qtbot.waitUntil(nothing.starter.isVisible)
    nothing.starter.click()
    settled(listed.tasks, qtbot)
    assert session.starter.added == [(window.desk.space, "en")]
    assert "A form to look at your own work" in window.banner.text()
    (show,) = [each for each in window.banner.findChildren(QPushButton) if each.text() == "Show"]
    show.click()
    assert window.section == "form" and not window.banner.isVisible()
    window.choose_section("tool")
    qtbot.waitUntil(nothing.new.isVisible)
    nothing.new.click()
    qtbot.waitUntil(lambda: len(titles(listed)) == 1)
    window.side.select("trash")
    qtbot.waitUntil(lambda: not titles(listed))
    settled(listed.tasks, qtbot)
    assert not shown(listed).arranger.filter.isVisible() and not nothing.new.isVisible()
