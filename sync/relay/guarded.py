"""uvicorn's protocol with the bounds it lacks: half requests, two lengths, too many connections (A2.6.13)."""

import asyncio
from collections import Counter
from typing import Any

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 15.0
CONNECTIONS_PER_SOURCE = 256

_open_connections: Counter[str] = Counter()


class GuardedProtocol(HttpToolsProtocol):
    """Closes a connection whose request head does not come, or that says its length twice."""

    _source = ""
    _head_due: asyncio.TimerHandle | None = None
    _patience = HEADER_SECONDS

    @classmethod
    def within(cls, seconds: float) -> type["GuardedProtocol"]:
        """Return the protocol with another bound for heads."""
        return type("GuardedProtocol", (cls,), {"_patience": seconds})

    @override
    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        peer = transport.get_extra_info("peername")
        self._source = str(peer[0]) if peer else ""
        _open_connections[self._source] += 1
        if _open_connections[self._source] > CONNECTIONS_PER_SOURCE:
            transport.close()
            return
        self._expect_head()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._head_came()
        _open_connections[self._source] -= 1
        if _open_connections[self._source] <= 0:
            del _open_connections[self._source]
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        self._head_came()
        loop = asyncio.get_running_loop()
        self._head_due = loop.call_later(self._patience, self._give_up)

    def _head_came(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _idle(self) -> bool:
        """No request of this connection is being answered."""
        cycle: object = self.cycle
        return cycle is None or bool(getattr(cycle, "response_complete", True))

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    @override
    def data_received(self, data: bytes) -> None:
        if self._head_due is None and self._idle():
            self._expect_head()
        super().data_received(data)

    @override
    def on_headers_complete(self) -> None:
        self._head_came()
        names = [name for name, _ in self.headers]
        lengths = names.count(b"content-length")
        if lengths > 1 or (lengths and b"transfer-encoding" in names):
            self._give_up()
            return
        super().on_headers_complete()
