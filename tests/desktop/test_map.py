"""A section as a map: dots, hands, keys, and the list beside it."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.grouped import Goal
from desktop.tasks import Tasks
from desktop.theme.look import em
from desktop.views.map import MapLook
from desktop.views.mapcanvas import MapCanvas
from tests.desktop.settling import settled

Key = Qt.Key


@dataclass
class Spot:
    item: str
    title: str
    country: str
    region: str = ""
    stale: bool = False


class Spots:
    def __init__(self) -> None:
        self.rows = [
            Spot("a", "Mentoring", "KE", "Coast"), Spot("a", "Mentoring", "KE", "Nairobi"),
            Spot("b", "Sewing", "KE"), Spot("c", "Radio", "SN"), Spot("d", "Boats", "GI"),
        ]  # fmt: skip

    def of(self, _space: str, _kind: str, _field: str = "places") -> list[Spot]:
        return list(self.rows)


@pytest.fixture
def spots() -> Spots:
    return Spots()


@pytest.fixture
def look(spots: Spots, tasks: Tasks, qtbot: QtBot) -> MapLook:
    made = MapLook("programme", "map", spots, tasks)
    qtbot.addWidget(made)
    made.resize(60 * em(), 40 * em())
    made.show()
    made.show_space("space")
    qtbot.waitUntil(lambda: made.canvas.has_place("KE") and bool(made.canvas.counts))
    settled(tasks, qtbot)
    return made


def texts(look: MapLook) -> list[str]:
    rows = look.list.rows
    return [str(rows.index(at).data()) for at in range(rows.rowCount())]


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def button(look: MapLook, words: str) -> QPushButton:
    return next(each for each in look.findChildren(QPushButton) if each.text() == words)


def spot_of(canvas: MapCanvas, code: str) -> QPoint:
    return canvas.ground.view().map(canvas.dots.place(code)).toPoint()


def test_each_country_counts_its_items_once_and_those_off_the_map_are_named(look: MapLook) -> None:
    assert look.canvas.counts == {"KE": 2, "SN": 1}
    assert texts(look) == ["Countries", "Gibraltar", "Kenya", "Senegal"]
    assert "Not on the map" in str(look.list.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_click_on_a_dot_lists_the_country_region_by_region(look: MapLook, qtbot: QtBot) -> None:
    qtbot.mouseClick(look.canvas, Qt.MouseButton.LeftButton, pos=spot_of(look.canvas, "KE"))
    assert [plain(text) for text in texts(look)] == [
        "Whole country", "Sewing", "Coast", "Mentoring", "Nairobi", "Mentoring",
    ]  # fmt: skip
    with qtbot.waitSignal(look.item_wanted) as told:
        look.list.chosen.emit(Goal("item", "b"))
    assert told.args == ["b"]


def test_keys_go_from_dot_to_dot_and_open_one(look: MapLook, qtbot: QtBot) -> None:
    qtbot.keyClick(look.canvas, Key.Key_Left)
    assert look.canvas.current == "KE" and "Kenya" in look.canvas.accessibleDescription()
    qtbot.keyClick(look.canvas, Key.Key_Left)
    assert look.canvas.current == "SN"
    qtbot.keyClick(look.canvas, Key.Key_Left)
    assert look.canvas.current == "SN"
    qtbot.keyClick(look.canvas, Key.Key_Return)
    assert texts(look) == ["Whole country", "Radio"]


def test_whoever_comes_closer_stays_where_they_point_and_finds_the_way_back(
    look: MapLook, qtbot: QtBot
) -> None:
    canvas = look.canvas
    place = QPointF(spot_of(canvas, "KE"))
    before, scale = canvas.ground.place(place), canvas.ground.scale
    turned = QWheelEvent(
        place, canvas.mapToGlobal(place), QPoint(), QPoint(0, 480), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, turned)
    assert canvas.ground.scale > 4 * scale
    assert (canvas.ground.place(place) - before).manhattanLength() < 0.5
    qtbot.keyClick(canvas, Key.Key_Home)
    assert canvas.ground.scale == pytest.approx(scale)
    qtbot.keyClick(canvas, Key.Key_Plus)
    qtbot.keyClick(canvas, Key.Key_Minus)
    assert canvas.ground.scale == pytest.approx(scale)


def test_the_map_is_dragged_no_further_than_its_edge_and_a_drag_chooses_nothing(
    look: MapLook, qtbot: QtBot
) -> None:
    canvas = look.canvas
    canvas.zoom(8)
    start = spot_of(canvas, "KE")
    canvas.zoom(1)
    before = canvas.ground.place(QPointF(start))
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(5 * em(), 0))
    qtbot.mouseMove(canvas, start + QPoint(500 * em(), 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(500 * em(), 0))
    assert canvas.ground.place(QPointF(start)) != before
    assert canvas.ground.place(QPointF(0, 0)).x() >= -150
    assert canvas.current == ""


def test_what_changes_is_read_anew_and_nothing_stays_behind(
    look: MapLook, spots: Spots, tasks: Tasks, qtbot: QtBot
) -> None:
    look.open_country("SN")
    spots.rows = [Spot("e", "Seeds", "MA")]
    look.on_items_changed({"e"})
    qtbot.waitUntil(lambda: look.canvas.counts == {"MA": 1})
    assert texts(look) == ["Countries", "Morocco"]
    look.forget()
    assert texts(look) == [] and not look.canvas.counts
    look.on_items_changed({"e"})
    settled(tasks, qtbot)
    assert not look.canvas.counts


def regions_of(look: MapLook) -> set[str]:
    return {dot for dot in look.canvas.counts if dot.startswith("KE")}


def test_a_country_that_is_opened_is_seen_region_by_region_and_the_way_back_is_where_one_was(
    look: MapLook, qtbot: QtBot
) -> None:
    canvas = look.canvas
    canvas.zoom(1.1)
    before = canvas.ground.scale
    look.open_country("KE")
    assert canvas.counts == {"KE": 2, "KE/Nairobi Area": 1, "SN": 1}
    assert canvas.ground.scale > 3 * before
    assert all(canvas.rect().contains(spot_of(canvas, dot)) for dot in regions_of(look))
    canvas.show_world()
    assert canvas.counts == {"KE": 2, "SN": 1}
    look.open_country("KE")
    qtbot.mouseClick(button(look, "All countries"), Qt.MouseButton.LeftButton)
    assert canvas.counts == {"KE": 2, "SN": 1} and canvas.ground.scale == pytest.approx(before)


def test_who_comes_near_sees_regions_of_what_is_not_open_and_a_drag_takes_none_away(look: MapLook) -> None:
    canvas = look.canvas
    while not canvas.dots.is_rest("KE"):
        assert canvas.counts == {"KE": 2, "SN": 1}
        canvas.zoom(1.5)
    assert canvas.counts == {"KE": 2, "KE/Nairobi Area": 1, "SN": 1}
    canvas.ground.move(QPointF(500, 500))
    canvas.zoom(1)
    assert regions_of(look) == {"KE", "KE/Nairobi Area"}


def test_keys_walk_over_regions_and_the_list_goes_on_where_one_is_opened(look: MapLook, qtbot: QtBot) -> None:
    look.open_country("KE")
    canvas, rows = look.canvas, look.list.rows
    canvas.setFocus()
    canvas.ring("")
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.current == "KE" and "in no region" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, Key.Key_Down)
    assert canvas.current == "KE/Nairobi Area"
    said = plain(canvas.accessibleDescription())
    assert said == "Kenya, Nairobi, 1" and plain(look.told.text()) == said
    qtbot.keyClick(canvas, Key.Key_Return)
    assert look.list.currentIndex().row() == rows.rowCount() - 1
    assert plain(texts(look)[rows.rowCount() - 2]) == "Nairobi"


def test_the_dot_of_a_row_is_marked_while_the_list_is_walked(look: MapLook, qtbot: QtBot) -> None:
    qtbot.keyClick(look.list, Key.Key_Down)
    qtbot.keyClick(look.list, Key.Key_Down)
    assert look.canvas.current == "KE"
    look.open_country("KE")
    for dot in ("KE", "KE", "KE/Nairobi Area"):
        assert look.canvas.current == dot
        qtbot.keyClick(look.list, Key.Key_Down)


def test_a_dot_of_another_country_is_brought_into_sight(look: MapLook, qtbot: QtBot) -> None:
    look.open_country("KE")
    canvas = look.canvas
    assert not canvas.rect().contains(spot_of(canvas, "SN"))
    qtbot.keyClick(canvas, Key.Key_Left)
    assert canvas.current == "SN" and canvas.rect().contains(spot_of(canvas, "SN"))


def test_a_click_on_a_region_lists_its_country_and_leaves_the_map_where_it_is(
    look: MapLook, qtbot: QtBot
) -> None:
    canvas = look.canvas
    canvas.ground.fit(QRectF(canvas.dots.place("KE/Nairobi Area"), QSizeF(0.2, 0.2)))
    canvas.zoom(1)
    scale = canvas.ground.scale
    place = canvas.marks.centre("KE/Nairobi Area").toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert look.list.currentIndex().row() == look.list.rows.rowCount() - 1
    assert canvas.ground.scale == scale and canvas.current == "KE/Nairobi Area"


def test_a_hand_that_rests_on_a_dot_is_told_its_place_and_elsewhere_what_is_left_open(look: MapLook) -> None:
    canvas = look.canvas
    for place, words in ((spot_of(canvas, "KE"), "Kenya, 2"), (QPoint(2, 2), "never more exactly")):
        QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, place, canvas.mapToGlobal(place)))
        assert words in canvas.toolTip()


def test_what_goes_while_its_row_is_marked_takes_nothing_else_along(
    look: MapLook, spots: Spots, qtbot: QtBot
) -> None:
    look.open_country("KE")
    look.list.setCurrentIndex(look.list.rows.index(look.list.rows.rowCount() - 1))
    assert look.canvas.current == "KE/Nairobi Area"
    spots.rows = [Spot("b", "Sewing", "KE"), Spot("c", "Radio", "SN")]
    look.on_items_changed({"a"})
    qtbot.waitUntil(lambda: look.canvas.counts == {"KE": 1, "SN": 1})
    assert look.canvas.current == "KE" and texts(look) == ["Whole country", "Sewing"]


def test_small_territories_and_a_country_across_180_degrees_are_opened_too(
    look: MapLook, spots: Spots, qtbot: QtBot
) -> None:
    spots.rows = [
        Spot("a", "Reef", "FJ", "Northern"),
        Spot("b", "Huts", "GF", "Guyane"),
        Spot("c", "Rock", "GI"),
    ]
    look.on_items_changed({"a"})
    qtbot.waitUntil(lambda: look.canvas.counts == {"FJ": 1, "GF": 1})
    for country in ("FJ", "GF", "GI"):
        look.open_country(country)
        assert len(texts(look)) == 2 and look.canvas.ground.scale > 0
    assert look.canvas.current == ""


def test_where_there_is_little_room_the_list_comes_first_and_the_map_is_a_press_away(
    look: MapLook, qtbot: QtBot
) -> None:
    look.resize(30 * em(), 20 * em())
    qtbot.waitUntil(lambda: look.list.isVisible() and not look.canvas.isVisible())
    assert texts(look)[0] == "Gibraltar" and look.focusProxy() is look.list
    look.show_map.click()
    assert look.canvas.isVisible() and not look.list.isVisible()
    look.show_list.click()
    assert look.list.isVisible() and not look.canvas.isVisible()
    look.show_map.click()
    look.canvas.chosen.emit("KE")
    assert look.list.isVisible() and not look.canvas.isVisible() and "Whole country" in texts(look)
