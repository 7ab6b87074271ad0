"""Readers who wait for news of a mailbox, woken when something was committed to it."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager


class Waiting:
    def __init__(self) -> None:
        self._events: dict[bytes, set[asyncio.Event]] = defaultdict(set)
        self.over = False

    @contextmanager
    def at(self, mid: bytes) -> Iterator[asyncio.Event]:
        """Give an event that is set by every `wake` from now on; ask for the news only after this.

        It may be set where there is no news: whoever lost sight of the other processes wakes everybody.
        """
        event = asyncio.Event()
        if self.over:
            event.set()
        self._events[mid].add(event)
        try:
            yield event
        finally:
            self._events[mid].discard(event)
            if not self._events[mid]:
                del self._events[mid]

    def count(self) -> int:
        return sum(len(events) for events in self._events.values())

    def wake(self, mid: bytes) -> None:
        for event in self._events.get(mid, ()):
            event.set()

    def wake_all(self) -> None:
        for mid in self._events:
            self.wake(mid)

    def end(self) -> None:
        """Let everybody go, now and from now on: the relay stops."""
        self.over = True
        self.wake_all()


async def first_of(*works: Coroutine[object, object, object], seconds: float) -> None:
    """Return when one of *works* is done, or after *seconds*; nothing of them goes on."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
