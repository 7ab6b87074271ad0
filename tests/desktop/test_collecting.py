"""What lives as long as the program is not walked by Python's collection of garbage."""

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.application import collecting
from desktop.application.application import Application
from tests.desktop import stand_in


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_was_loaded_is_left_alone_and_so_is_what_an_open_notebook_needs(
    launch: Callable[..., Application], session: stand_in.Session, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(collecting, "SETTLED_MS", 1)
    application = launch(stand_in.Door(session, words="right words"))
    collecting.spare(application)
    loaded = gc.get_freeze_count()
    assert loaded > 1_000
    view = application.gate.view
    view.words.setText("right words")
    view.open.click()
    qtbot.waitUntil(lambda: application.window is not None and gc.get_freeze_count() > loaded)


class Knot:
    """Something in a circle, which only a collection lets go of."""

    def __init__(self, gone_in: list[int]) -> None:
        self.own, self.gone_in = self, gone_in

    def __del__(self) -> None:
        self.gone_in.append(threading.get_ident())


def test_what_other_threads_leave_is_let_go_of_on_the_thread_of_qt(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "LOOK_MS", 1)
    gone_in: list[int] = []

    def work() -> None:
        for _ in range(5_000):
            Knot(gone_in)

    parent = QObject()
    collecting.Collector(parent)
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(gone_in) == 5_000)
    assert set(gone_in) == {threading.get_ident()}
