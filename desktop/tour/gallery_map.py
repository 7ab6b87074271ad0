"""Pictures of the map and of its list: the world, dots, what is in a country, and what is to be confirmed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.tour.stage import Stage, settle, show_home, until
from desktop.views.freshline import FreshLine
from desktop.views.map import MapLook

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
PROGRAMMES = (
    ("Youth mentoring", "KE/Coast\nKE/Kilifi\nTZ/Tanga", "active"),
    ("Community radio", "KE/Kisumu\nUG\nRW", "active"),
    ("Market gardens", "KE/Nairobi\nKE/Kisumu\nSN/Thiès", "planned"),
    ("Ateliers d’écriture", "SN/Dakar\nML", "active"),
    ("تدريب المعلمين", "MA\nTN\nEG", "active"),
    ("Matasa da aiki", "NG/Kano\nNE", "planned"),
    ("Школа соседей", "KG\nKZ", "active"),
    ("Huertos del barrio", "CO\nPE", "active"),
)


def pages(stage: Stage, take: Take) -> None:
    """Look at the programmes of a space as a map, and open a country of it."""
    window, looks = stage.window, stage.window.desk.looks
    window.choose_section("programme")
    window.desk.close_item()
    looks.turn(looked=True)
    look = looks.look
    if not isinstance(look, MapLook):
        return
    until(lambda: look.canvas.has_place("KE"))
    for title, places, state in PROGRAMMES:
        fields = {
            "title": title,
            "places": places,
            "state": state,
            "tags": "youth",
            "confirmed": "2026-05-01",
        }
        stage.session.items.new(window.desk.space, "programme", fields)
    until(lambda: look.canvas.counts.get("KG", 0) > 0)
    settle(SETTLED_S)
    _looked(look, window, take)
    looks.turn(looked=False)
    settle(SETTLED_S)
    take("programmes", window)
    until(lambda: window.desk.list.model.rowCount() > 0)
    window.desk.open_item(window.desk.list.model.ids[0])
    line = window.desk.panes.editors["programme"].findChild(FreshLine)
    until(lambda: line is not None and line.isVisible())
    take("programme-confirm", window)
    window.desk.close_item()
    show_home(stage)
    take("home-confirm", window)
    stage.choose("note")


def _looked(look: MapLook, window: QWidget, take: Take) -> None:
    """The map, a country of it, and in a small window the map again instead of the list."""
    take("map", window)
    look.open_country("KE")
    settle(SETTLED_S)
    take("map-country", window)
    if look.show_map.isVisible():
        look.show_map.click()
        settle(SETTLED_S)
        take("map-country-shown", window)
        look.show_list.click()
