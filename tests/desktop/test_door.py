"""The one door off the Qt thread, and the one way back."""

import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.tasks import Tasks
from sync.engine.events import DeliveryChanged, DeliveryState, ItemsChanged, MembersChanged, RequestsWaiting
from sync.errors import DiskFull, Problem, Unexpected


def test_work_is_done_elsewhere_and_told_here(tasks: Tasks, qtbot: QtBot) -> None:
    threads: list[int] = []
    tasks.run(threading.get_ident, lambda worker: threads.extend((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


def test_short_work_keeps_its_order(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):
        tasks.run(lambda n=number: n, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == sorted(done)


def test_a_problem_reaches_whoever_asked(tasks: Tasks, qtbot: QtBot) -> None:
    def fail() -> None:
        raise DiskFull

    heard: list[Problem] = []
    tasks.run(fail, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], DiskFull)


def test_a_mistake_of_ours_is_noted_and_told_without_its_words(
    tasks: Tasks, bugs: list[BaseException], qtbot: QtBot
) -> None:
    def fail() -> None:
        raise RuntimeError("the text of a note")

    heard: list[Problem] = []
    tasks.run(fail, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Unexpected)
    assert isinstance(bugs[0], RuntimeError)


def test_nothing_comes_back_after_closing(tasks: Tasks, qtbot: QtBot) -> None:
    gate, done, heard = threading.Event(), threading.Event(), []

    def work() -> None:
        gate.wait()
        done.set()

    tasks.run(work, heard.append)
    tasks.close()
    gate.set()
    qtbot.waitUntil(done.is_set)
    QApplication.processEvents()
    assert heard == []


def test_events_of_other_threads_arrive_on_the_thread_of_qt(bridge: Bridge, qtbot: QtBot) -> None:
    class Listener(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.heard: list[tuple[int, object]] = []

        def on_any(self, *what: object) -> None:
            self.heard.append((threading.get_ident(), what[0]))

    listener = Listener()
    for signal in (
        bridge.items_changed, bridge.members_changed, bridge.requests_waiting, bridge.delivery_changed
    ):  # fmt: skip
        signal.connect(listener.on_any)
    state = DeliveryState("offline", 2)
    events = (
        ItemsChanged(frozenset({"a"})),
        MembersChanged("s"),
        RequestsWaiting("s", 1),
        DeliveryChanged(state),
    )
    worker = threading.Thread(target=lambda: [bridge.relay(event) for event in events])
    worker.start()
    qtbot.waitUntil(lambda: len(listener.heard) == 4)
    worker.join()
    assert {thread for thread, _ in listener.heard} == {threading.get_ident()}
    assert [what for _, what in listener.heard] == [frozenset({"a"}), "s", "s", state]
