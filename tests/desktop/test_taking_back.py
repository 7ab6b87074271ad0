"""Taking back what takes long says how far it is, and can be stopped."""

import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models.items import ChangedRole
from sync.engine.events import ItemsChanged
from sync.engine.history import Watch
from sync.errors import Cancelled
from tests.desktop import stand_in

PATIENCE_S = 20


def test_a_long_undo_shows_how_far_it_is_until_somebody_stops_it(
    opened: Application, session: stand_in.Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def slow(*, watch: Watch, **_who: object) -> ItemsChanged:
        watch.progress(3, 9)
        begun.set()
        ends = time.monotonic() + PATIENCE_S
        while not watch.cancelled() and time.monotonic() < ends:
            stopped.wait(0.005)
        raise Cancelled

    monkeypatch.setattr(session.items.history, "undo", slow)
    desk = opened.window.desk
    desk.several._slow.setInterval(0)
    desk.undo()
    qtbot.waitUntil(lambda: begun.is_set() and desk.several.progress.isVisible())
    desk.several.progress._on_stop_clicked()
    qtbot.waitUntil(lambda: not desk.several.progress.isVisible())
    undone = threading.Event()
    monkeypatch.setattr(session.items.history, "undo", lambda **_how: undone.set())
    desk.undo()
    qtbot.waitUntil(undone.is_set)


def test_what_lies_in_the_trash_says_how_long(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window = opened.window
    session.trash.days = {"item-5": 12}
    window.desk.drop("item-5")
    qtbot.waitUntil(lambda: "item-5" in session.items.trashed)
    window.side.select("trash")
    model = window.desk.list.model
    qtbot.waitUntil(lambda: model.index(0, 0).data(ChangedRole) == "12 days")
    assert model.rowCount() == 1
