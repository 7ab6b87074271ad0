"""uvicorn's protocol with the bounds it lacks: half requests, doubled lengths, stalled readers (A2.6.13)."""

import asyncio
import socket
import struct
from typing import Any

import httptools
import uvicorn
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from sync.relay import system
from sync.relay.admission import Bounds, Connections


class GuardedConfig(uvicorn.Config):
    """A configuration that carries the bounds, and what all connections share."""

    def __init__(self, application: Any, bounds: Bounds, certificate: str = "", key: str = "") -> None:
        super().__init__(
            application, http=GuardedProtocol, ws="none", lifespan="off", interface="asgi3", access_log=False,
            log_config=None, log_level="critical", server_header=False, date_header=False,
            proxy_headers=False, ssl_certfile=certificate or None, ssl_keyfile=key or None,
            timeout_keep_alive=bounds.idle_seconds, timeout_graceful_shutdown=5,
        )  # fmt: skip
        self.bounds = bounds
        self.counted = Connections(bounds)


class GuardedProtocol(HttpToolsProtocol):
    """Closes a connection whose headers do not come, whose length is said twice, or that does not read."""

    def __init__(
        self,
        config: GuardedConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._bounds = config.bounds
        self._counted = config.counted
        self._address: str | None = None
        self._head_since: float | None = None
        self._head_bytes = 0
        self._unsent = 0
        self._unsent_since = 0.0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(transport)  # asyncio gives no other to a protocol of streams
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        if not self._counted.enter(address):
            transport.abort()
            return
        self._address = address
        self._expect_head()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._address is not None:
            self._counted.leave(self._address)
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        if self._head_since is None and self._is_idle():
            self._expect_head()
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_since is not None and self._head_bytes > self._bounds.head_bytes:
            self.transport.abort()

    @override
    def on_headers_complete(self) -> None:
        self._head_since = None
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        names = [name for name, _ in self.headers]
        lengths = names.count(b"content-length") + names.count(b"transfer-encoding")
        if size > self._bounds.head_bytes or lengths > 1:
            raise httptools.HttpParserError("head")  # answered with 400, and the connection is closed
        super().on_headers_complete()

    def _is_idle(self) -> bool:
        """No request of this connection is being answered."""
        cycle: object = self.cycle
        return cycle is None or bool(getattr(cycle, "response_complete", True))

    def _expect_head(self) -> None:
        self._head_since = self.loop.time()
        self._head_bytes = 0

    def sweep(self, now: float) -> None:
        """Close the connection if its time is over; asked about every second."""
        late = self._head_since is not None and now - self._head_since > self._bounds.head_seconds
        if late or self._stands_still(now):
            self._break_off()

    def _break_off(self) -> None:
        """Close, and let the system forget what was not read yet."""
        self._plug().setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def _plug(self) -> socket.socket:
        plug: socket.socket = self.transport.get_extra_info("socket")
        return plug

    def _stands_still(self, now: float) -> bool:
        """Say whether what waits to be sent shrinks too slowly, or not at all."""
        waits = self.transport.get_write_buffer_size() + system.unread(self._plug())
        if not waits or waits > self._unsent or self._unsent - waits >= self._due(now):
            self._unsent, self._unsent_since = waits, now
            return False
        return now - self._unsent_since > self._bounds.grace_seconds

    def _due(self, now: float) -> float:
        return max(1.0, self._bounds.least_rate * (now - self._unsent_since))


async def listen(listener: socket.socket, config: GuardedConfig, state: ServerState) -> asyncio.Server:
    """Serve whoever comes; a TLS handshake may take as long as a head."""
    bound = config.bounds.head_seconds if config.ssl else None
    return await asyncio.get_running_loop().create_server(
        lambda: GuardedProtocol(config, state, {}),
        sock=listener,
        ssl=config.ssl,
        backlog=config.backlog,
        ssl_handshake_timeout=bound,
    )


async def keep_sweeping(state: ServerState, seconds: float) -> None:
    """Look at every connection again and again."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(seconds)
        for connection in list(state.connections):
            if isinstance(connection, GuardedProtocol):
                connection.sweep(loop.time())
