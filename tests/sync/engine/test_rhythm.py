"""Sending and receiving by itself: quickly when there is news, quietly when there is nobody."""

import threading
from collections.abc import Iterator

import pytest

from sync.engine.events import Events, ItemsChanged
from sync.engine.rhythm import QUICK_NEWS, Rhythm
from sync.engine.round import SyncReport
from sync.errors import RelayUnreachable

PATIENCE = 20.0


class Cost:
    now = False


class Times:
    left: float | None = None

    def seconds_left(self) -> float | None:
        return self.left


class Calls:
    """Stands where delivery does: counts what it is asked, and answers as a test wants."""

    def __init__(self) -> None:
        self.mode = "always"
        self.synced = threading.Semaphore(0)
        self.count = 0
        self.problems = []
        self.held = threading.Event()
        self.waits = 1
        self.metered = Cost()
        self.steady = Times()
        self.ticked = threading.Semaphore(0)
        self.counted = threading.Semaphore(0)

    def waiting(self) -> int:
        self.counted.release()
        return self.waits

    def tick(self) -> None:
        self.ticked.release()

    def by_itself(self) -> SyncReport:
        if self.mode != "always":
            return SyncReport()
        self.count += 1
        self.synced.release()
        return SyncReport(problems=self.problems)

    def departing(self) -> int:
        return self.waits

    def listen(self, _: float) -> bool:
        return self.held.wait(PATIENCE)

    def stop_listening(self) -> None:
        self.held.set()


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def rhythm(calls: Calls, events: Events) -> Iterator[Rhythm]:
    made = Rhythm(calls, events, quiet=0.01, first_pause=PATIENCE)
    yield made
    made.stop()


def test_it_sends_after_typing_stops(rhythm: Rhythm, calls: Calls, events: Events) -> None:
    rhythm.start()
    assert calls.synced.acquire(timeout=PATIENCE)
    events.tell(ItemsChanged(frozenset({"a"})))
    assert calls.synced.acquire(timeout=PATIENCE)


def test_while_somebody_types_it_counts_and_waits(events: Events, calls: Calls) -> None:
    calls.held.set()
    calls.mode = "pressed"
    rhythm = Rhythm(calls, events, quiet=PATIENCE)
    rhythm.start()
    for _ in range(2):
        events.tell(ItemsChanged(frozenset({"a"})))
        assert calls.counted.acquire(timeout=PATIENCE)
    rhythm.stop()
    assert calls.count == 0


def test_where_nobody_holds_the_line_it_pauses(rhythm: Rhythm, calls: Calls) -> None:
    calls.held.set()
    calls.listen = lambda _: False
    rhythm.start()
    assert calls.synced.acquire(timeout=PATIENCE)
    assert not calls.synced.acquire(timeout=0.3)


def test_news_brings_another_round_at_once(rhythm: Rhythm, calls: Calls) -> None:
    heard = iter([True, True, False])
    calls.listen = lambda _: next(heard)
    rhythm.start()
    for _ in range(3):
        assert calls.synced.acquire(timeout=PATIENCE)


def test_whoever_has_news_without_an_end_is_left_for_a_while(rhythm: Rhythm, calls: Calls) -> None:
    calls.listen = lambda _: True
    rhythm.start()
    for _ in range(QUICK_NEWS):
        assert calls.synced.acquire(timeout=PATIENCE)
    assert not calls.synced.acquire(timeout=0.3)


def test_a_problem_makes_it_wait(rhythm: Rhythm, calls: Calls) -> None:
    calls.problems = [RelayUnreachable()]
    rhythm.start()
    assert calls.synced.acquire(timeout=PATIENCE)
    assert not calls.synced.acquire(timeout=0.3)


def test_only_when_told_to(rhythm: Rhythm, calls: Calls, events: Events) -> None:
    calls.mode = "never"
    rhythm.start()
    events.tell(ItemsChanged(frozenset({"a"})))
    assert not calls.synced.acquire(timeout=0.3)


def test_stopping_twice_is_harmless(rhythm: Rhythm) -> None:
    rhythm.start()
    rhythm.start()
    rhythm.stop()
    rhythm.stop()


def test_a_start_that_comes_after_the_end_begins_nothing(rhythm: Rhythm, calls: Calls) -> None:
    before = set(threading.enumerate())
    rhythm.end()
    rhythm.start()
    assert not calls.synced.acquire(timeout=0.3)
    assert not [each for each in set(threading.enumerate()) - before if each.name.startswith("rhythm")]


def test_where_bytes_cost_nobody_waits_at_a_relay(rhythm: Rhythm, calls: Calls) -> None:
    calls.metered.now = True
    calls.listen = lambda _: pytest.fail("that costs")
    rhythm.start()
    assert calls.synced.acquire(timeout=PATIENCE)
    assert not calls.synced.acquire(timeout=0.3)


def test_who_turns_to_pressing_waits_at_no_relay_any_more(rhythm: Rhythm, calls: Calls) -> None:
    listened = threading.Semaphore(0)

    def listen(_: float) -> bool:
        calls.mode = "pressed"
        listened.release()
        return True

    calls.listen = listen
    rhythm.start()
    assert listened.acquire(timeout=PATIENCE)
    assert not listened.acquire(timeout=0.3)


def test_steady_spaces_are_called_on_when_it_is_time(rhythm: Rhythm, calls: Calls) -> None:
    calls.steady.left = 0.01
    rhythm.start()
    assert calls.ticked.acquire(timeout=PATIENCE)
    assert calls.ticked.acquire(timeout=PATIENCE)
