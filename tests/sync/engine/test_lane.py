"""Whoever asks while a notebook is being closed is told that it is locked, and meets no closed database."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.lane import Lane
from sync.errors import NotebookLocked

WORDS = "lamp river seven mango table green"


def test_nothing_is_done_after_the_last_work() -> None:
    lane, last_began, go_on, done = Lane("lane"), threading.Event(), threading.Event(), []

    def last() -> None:
        last_began.set()
        go_on.wait()
        done.append("last")

    before = lane.do(lambda: done.append("before"))
    closing = threading.Thread(target=lambda: lane.close_after(last))
    closing.start()
    last_began.wait()
    with pytest.raises(NotebookLocked):
        lane.run(lambda: done.append("after"))
    go_on.set()
    closing.join()
    assert before.done() and done == ["before", "last"]


def test_what_goes_wrong_last_is_said() -> None:
    lane = Lane("lane")
    with pytest.raises(ZeroDivisionError):
        lane.close_after(lambda: 1 / 0)
    with pytest.raises(NotebookLocked):
        lane.do(lambda: None)


def test_a_notebook_that_is_asked_while_it_closes(tmp_path: Path) -> None:
    book = session.create(tmp_path / "notebook", WORDS, cost=session.quick_cost())
    asked, wrong = threading.Event(), []

    def ask() -> None:
        with suppress(NotebookLocked):
            while True:
                try:
                    book.spaces.all()
                except NotebookLocked:
                    raise
                except Exception as error:  # noqa: BLE001 - whatever else it is, it is the fault looked for
                    wrong.append(error)
                asked.set()

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for each in askers:
        each.start()
    asked.wait()
    book.close()
    for each in askers:
        each.join()
    assert wrong == []
