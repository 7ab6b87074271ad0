"""Regions of a chosen country are offered while one types, and any other words may stand there, too."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from desktop.views.field_framed import Around
from desktop.views.field_places import PlaceRow, PlacesField
from sync.model.kinds.declaration import Field, FieldType
from tests.desktop import stand_in


@pytest.fixture
def places(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> PlacesField:
    made = PlacesField(Field("places", FieldType.PLACES, "Places"), Around(session.items, tasks))
    qtbot.addWidget(made)
    made.show()
    return made


def offered(row: PlaceRow) -> list[str]:
    """Return what is offered for what was typed."""
    completer = row.region.completer()
    completer.setCompletionPrefix(row.region.text())
    found = completer.completionModel()
    return [str(found.index(at, 0).data()) for at in range(found.rowCount())]


def enter(row: PlaceRow) -> None:
    QApplication.sendEvent(row.region, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))


def test_regions_of_the_country_are_offered_and_other_words_stay(places: PlacesField, qtbot: QtBot) -> None:
    places.begin("KE\nSN/Thiès")
    kenya, senegal = places.rows
    for row, typed, name in ((kenya, "kili", "Kilifi"), (senegal, "seDh", "Sedhiou")):
        enter(row)
        row.region.selectAll()
        qtbot.keyClick(row.region, Qt.Key.Key_Delete)
        qtbot.keyClicks(row.region, typed)
        qtbot.waitUntil(lambda row=row, name=name: offered(row) == [name])
    assert places.text() == "KE/kili\nSN/seDh"
    kenya.region.complete_alone()
    kenya.region.setText("The coast, north of Malindi")
    places.on_done()
    assert places.text() == "KE/The coast, north of Malindi\nSN/seDh" and not places.draft()


def test_another_country_has_other_regions_and_none_has_none(places: PlacesField, qtbot: QtBot) -> None:
    places.begin("KE")
    (row,) = places.rows
    enter(row)
    qtbot.waitUntil(lambda: "Kilifi" in offered(row))
    row.country.show_key("SN")
    enter(row)
    qtbot.waitUntil(lambda: "Dakar" in offered(row) and "Kilifi" not in offered(row))
    row.country.clear()
    enter(row)
    qtbot.waitUntil(lambda: offered(row) == [])
