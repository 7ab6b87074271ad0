"""What tells of sleep afterwards, on every system: two clocks that part (L02)."""

import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import lock_sources, locks_clocks
from desktop.application.application import Application
from desktop.application.locks import Source
from desktop.application.locks_clocks import ClockSource
from desktop.models.locks import Locking, Trigger


@dataclass
class Computer:
    """Its two clocks; the source that looks at them is the last that was made."""

    always: float = 5_000.0
    awake: float = 700.0
    source: ClockSource | None = None

    def runs(self, seconds: float) -> None:
        self.always += seconds
        self.awake += seconds
        self._look()

    def sleeps(self, seconds: float) -> None:
        self.always += seconds
        self._look()

    def sources(self, parent: QObject) -> Sequence[Source]:
        self.source = ClockSource(lambda: self.always, lambda: self.awake, parent)
        return [self.source]

    def _look(self) -> None:
        assert self.source is not None
        self.source.look()


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def sources(computer: Computer) -> Callable[[QObject], Sequence[Source]]:
    return computer.sources


def test_sleep_is_told_of_once_and_time_that_only_passes_is_not(computer: Computer) -> None:
    heard: list[str] = []
    parent = QObject()
    (source,) = computer.sources(parent)
    source.triggered.connect(heard.append)
    source.resumed.connect(lambda: heard.append("awake"))
    for _ in range(3):
        computer.runs(36_000)
    assert heard == []
    computer.sleeps(30)
    computer.runs(2)
    assert heard == [Trigger.SLEEP, "awake"]
    computer.sleeps(1)
    computer.sleeps(1)
    assert heard == 2 * [Trigger.SLEEP, "awake"], "short ones add up"


def test_it_looks_by_itself_until_it_is_closed(computer: Computer) -> None:
    parent = QObject()
    (source,) = computer.sources(parent)
    assert isinstance(source, ClockSource) and source._timer.isActive()
    source.close()
    assert not source._timer.isActive()


def test_a_notebook_that_was_slept_with_is_locked(
    opened: Application, computer: Computer, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: opened.locks.now == Locking())
    computer.runs(600)
    assert opened.window.isVisible()
    computer.sleeps(600)
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    qtbot.waitUntil(lambda: opened.session is None)


def test_where_sleep_is_switched_off_it_stays_open(
    opened: Application, computer: Computer, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: opened.locks.now == Locking())
    opened.locks.apply(Locking(frozenset({Trigger.SCREEN, Trigger.AWAY})))
    computer.sleeps(600)
    assert opened.window.isVisible() and opened.session is not None


@pytest.mark.parametrize(("system", "always", "awake"), [("Linux", 7, 1), ("Darwin", 4, 8)])
def test_each_system_has_its_own_two_clocks(
    monkeypatch: pytest.MonkeyPatch, system: str, always: int, awake: int
) -> None:
    for name, number in zip(locks_clocks.CLOCKS[system], (always, awake), strict=True):
        monkeypatch.setattr(time, name, number, raising=False)
    monkeypatch.setattr(time, "clock_gettime", lambda number: {always: 90.0, awake: 60.0}[number])
    monkeypatch.setattr(platform, "system", lambda: system)
    found = locks_clocks.clocks()
    assert found is not None and [each() for each in found] == [90.0, 60.0]


def test_of_a_mac_and_of_others_there_is_what_their_clocks_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QObject()
    monkeypatch.setattr(time, "CLOCK_UPTIME_RAW", time.CLOCK_MONOTONIC, raising=False)
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    (source,) = lock_sources.of_this_system(parent)
    assert isinstance(source, ClockSource)
    source.close()
    monkeypatch.setattr(platform, "system", lambda: "Plan 9")
    assert list(lock_sources.of_this_system(parent)) == []
