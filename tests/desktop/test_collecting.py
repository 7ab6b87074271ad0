"""What lives as long as the program is not walked by Python's collection of garbage."""

import gc
from collections.abc import Callable, Iterator

import pytest
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
