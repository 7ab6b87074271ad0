"""When a notebook sends and receives by itself: after typing stops, and when something is heard."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from sync.engine.delivery import Delivery
from sync.engine.events import Event, Events, ItemsChanged, WordsChanged

QUIET_SECONDS = 30.0  # A5.4: so long after typing stops do edits depart
LISTEN_SECONDS = 50.0
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
SPARING_PAUSE = 600.0
AT_ONCE = 1.0
QUICK_NEWS = 20
"""Rounds that follow each other at once, before even a relay that always has news is left for a while."""
LOOK_SECONDS = 5.0


class Beside(Protocol):
    """Asks others than delivery services, when it is time, where that is wanted."""

    def by_itself(self, cancelled: Callable[[], bool], /) -> object: ...
    def stop(self) -> object: ...


class Rhythm:
    """One thread sends when something waits, one listens at the relays, one keeps steady spaces' pace."""

    def __init__(
        self,
        delivery: Delivery,
        events: Events,
        *,
        quiet: float = QUIET_SECONDS,
        beside: Beside | None = None,
        first_pause: float = FIRST_PAUSE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._first_pause = first_pause
        self._clock = clock
        self._delivery, self._beside = delivery, beside
        self._events = events
        self._quiet = quiet
        self._changing = threading.Lock()
        self._ended = False
        self._stopping = threading.Event()
        self._typed = threading.Event()
        self._threads: list[threading.Thread] = []
        self._unsubscribe: Callable[[], None] | None = None

    def start(self) -> None:
        with self._changing:
            if self._threads or self._ended:
                return
            self._stopping.clear()
            self._unsubscribe = self._events.subscribe(self._hear)
            for work in (self._send, self._listen, self._keep_pace):
                thread = threading.Thread(target=work, name=f"rhythm{work.__name__}", daemon=True)
                self._threads.append(thread)
                thread.start()

    def stop(self) -> None:
        with self._changing:
            self._stop()

    def end(self) -> None:
        """Stop for good: a start that was asked for before, and comes only now, finds the notebook closed."""
        with self._changing:
            self._ended = True
            self._stop()

    def _stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            while thread.is_alive():  # it may be just about to listen: say it again until it has heard
                self._delivery.stop_listening()
                if self._beside is not None:
                    self._beside.stop()
                self._typed.set()
                thread.join(0.1)
        self._threads.clear()
        if self._unsubscribe is not None:
            self._unsubscribe()

    def _hear(self, event: Event) -> None:
        if isinstance(event, ItemsChanged | WordsChanged):
            self._typed.set()

    def _send(self) -> None:
        while not self._stopping.is_set():
            self._typed.wait()
            while self._typed.is_set() and not self._stopping.is_set():
                self._typed.clear()
                self._delivery.waiting()
                self._typed.wait(self._quiet)
            if not self._stopping.is_set() and self._delivery.departing():
                self._delivery.by_itself()

    def _listen(self) -> None:
        pause = self._first_pause
        while not self._stopping.is_set():
            if self._delivery.mode == "always":
                pause = self._once(pause)
                if self._beside is not None and not self._stopping.is_set():
                    self._beside.by_itself(self._stopping.is_set)
            self._stopping.wait(pause)

    def _once(self, before: float) -> float:
        """Send and receive for as long as relays hold the line; return the seconds to rest then."""
        in_a_row = 0
        while self._delivery.mode == "always" and not self._stopping.is_set() and in_a_row < QUICK_NEWS:
            if self._delivery.by_itself().problems:
                return min(before * 2, LONGEST_PAUSE)
            if self._delivery.metered.now:
                return SPARING_PAUSE  # to wait at a relay costs as well
            began = self._clock()
            heard = not self._stopping.is_set() and self._delivery.listen(LISTEN_SECONDS)
            if self._clock() - began >= AT_ONCE:
                in_a_row = 0
            elif not heard:
                break  # nobody held the line: there is no relay, or no mailbox yet
            else:
                in_a_row += 1
        return self._first_pause

    def _keep_pace(self) -> None:
        """Call on time, and look often enough that a clock that jumps, or a new pace, is noticed."""
        while not self._stopping.is_set():
            left = self._delivery.steady.seconds_left()
            self._stopping.wait(min(LOOK_SECONDS, LOOK_SECONDS if left is None else left))
            if not self._stopping.is_set():
                self._delivery.tick()
