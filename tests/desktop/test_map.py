"""A section as a map: dots, hands, keys, and the list beside it."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
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


def spot_of(canvas: MapCanvas, code: str) -> QPoint:
    return canvas.ground.view().map(canvas.dots.place(code)).toPoint()


def test_each_country_counts_its_items_once_and_those_off_the_map_are_named(look: MapLook) -> None:
    assert look.canvas.counts == {"KE": 2, "SN": 1}
    assert texts(look) == ["Countries", "Gibraltar", "Kenya", "Senegal"]
    assert "Not on the map" in str(look.list.rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_click_on_a_dot_lists_the_country_region_by_region(look: MapLook, qtbot: QtBot) -> None:
    qtbot.mouseClick(look.canvas, Qt.MouseButton.LeftButton, pos=spot_of(look.canvas, "KE"))
    assert [text.strip("\u2068\u2069") for text in texts(look)] == [
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
