"""What the system says of the connection reaches the engine."""

from types import SimpleNamespace

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from desktop.application.connection import ConnectionWatch
from desktop.tasks import Tasks
from tests.desktop.stand_in_sending import Metered


class System(QObject):
    changed = Signal(bool)


def network(system: System, *, knows: bool) -> SimpleNamespace:
    said = SimpleNamespace(isMeteredChanged=system.changed, isMetered=lambda: True)
    known = SimpleNamespace(
        Feature=SimpleNamespace(Metered=1), loadBackendByFeatures=lambda _: knows, instance=lambda: said
    )
    return SimpleNamespace(QNetworkInformation=known)


def test_it_asks_and_follows(tasks: Tasks, qtbot: QtBot) -> None:
    system, metered, owner = System(), Metered(), QObject()
    ConnectionWatch(tasks, owner, lambda: network(system, knows=True)).watch(metered)
    qtbot.waitUntil(lambda: metered.now)
    system.changed.emit(False)
    assert not metered.now


def test_where_nobody_knows_nothing_costs(tasks: Tasks, qtbot: QtBot) -> None:
    system, metered, owner = System(), Metered(), QObject()
    asked: list[bool] = []

    def load() -> SimpleNamespace:
        asked.append(True)
        return network(system, knows=False)

    ConnectionWatch(tasks, owner, load).watch(metered)
    qtbot.waitUntil(lambda: bool(asked))
    assert not metered.now
