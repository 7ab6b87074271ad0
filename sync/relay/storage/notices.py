"""News told from one relay process to the others, so that long polls end wherever the blob came in (A6.9).

A notice is no promise: one that is lost costs a reader at most the seconds that it waits anyway.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import psycopg

from sync.relay.storage import connections

CHANNEL = "karkade"
LISTEN = f"LISTEN {CHANNEL}"
NOTIFY = "SELECT pg_notify(%s, %s)"
AT_ONCE = 100
"""Mailboxes in one notice: PostgreSQL takes less than 8 000 bytes."""
GATHER_SECONDS = 0.005
"""Every notice takes a lock of the whole database, so those of a few milliseconds go together."""
AGAIN_SECONDS = 0.5

Heard = Callable[[bytes | None], None]


class Notices:
    """Lives on one event loop: `run` until cancelled, `tell` from anywhere on that loop."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._news: set[bytes] = set()
        self._some = asyncio.Event()

    def tell(self, mid: bytes) -> None:
        self._news.add(mid)
        self._some.set()

    async def run(self, heard: Heard) -> None:
        """Call *heard* with each mailbox that has news; with None when some may have been missed."""
        while True:
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._listen(heard))
                    both.create_task(self._speak())
            except* (psycopg.Error, OSError):
                await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self, heard: Heard) -> None:
        async with await self._connect() as database:
            await database.execute(LISTEN)
            heard(None)
            async for notice in database.notifies():
                for mid in _unpacked(notice.payload):
                    heard(mid)

    async def _speak(self) -> None:
        async with await self._connect() as database:
            while True:
                await self._some.wait()
                await asyncio.sleep(GATHER_SECONDS)
                self._some.clear()
                while self._news:
                    told = [self._news.pop() for _ in range(min(AT_ONCE, len(self._news)))]
                    await database.execute(NOTIFY, (CHANNEL, "".join(mid.hex() for mid in told)))

    async def _connect(self) -> psycopg.AsyncConnection[tuple[Any, ...]]:
        return await psycopg.AsyncConnection.connect(
            self._address, autocommit=True, connect_timeout=connections.CONNECT_SECONDS
        )


def _unpacked(payload: str) -> list[bytes]:
    try:
        joined = bytes.fromhex(payload)
    except ValueError:
        return []  # somebody else's word on our channel
    return [joined[at : at + 32] for at in range(0, len(joined), 32)]
