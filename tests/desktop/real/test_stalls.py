"""Nobody who types feels that others send: Qt's thread is never kept for long."""

import time

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.tour.stage import Stage
from tests.desktop.real.stalls import Watch, received, written

NOTES = 10_000
STALL_MS = 50


def test_notes_from_a_delivery_service_do_not_hold_up_the_window(
    two: tuple[Stage, Stage, str],
) -> None:
    amal, badu, space = two
    amal.choose("note")
    written(badu, space, NOTES)
    badu.session.delivery.sync()
    found = received(amal, amal.session.delivery.sync, NOTES)
    assert found.longest < STALL_MS


def test_a_stall_is_seen(qtbot: QtBot) -> None:
    def work() -> None:
        ends = time.thread_time() + 0.06
        while time.thread_time() < ends:
            pass

    watch = Watch()
    QTimer.singleShot(5, watch, work)
    qtbot.waitUntil(lambda: watch.stretches.longest > STALL_MS)
    watch.stop()
