"""Starting and stopping a relay: its files, its thread for the disk, its listener."""

import asyncio
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from nacl.signing import SigningKey
from typing_extensions import override

from sync.relay.application import Application
from sync.relay.guarded import HEADER_SECONDS, GuardedProtocol
from sync.relay.mailboxes import Mailboxes
from sync.relay.storage.sqlite import SqliteStorage

KEY_FILE, DATABASE_FILE = "identity.key", "relay.db"
RETENTION_SECONDS = 90 * 24 * 3600
HOUSEKEEPING_SECONDS = 3600.0
BACKLOG = 512


@dataclass(frozen=True, slots=True)
class Place:
    host: str
    port: int
    data: Path
    anybody: bool
    head_seconds: float = HEADER_SECONDS
    """How long a request's head may take to come."""


def identity(data: Path) -> SigningKey:
    """Return the relay's own key, made at the first start; only its owner may read the file."""
    path = data / KEY_FILE
    if not path.exists():
        beside = path.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(SigningKey.generate().encode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    return SigningKey(path.read_bytes())


class Server(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, listener: socket.socket) -> None:
        super().__init__(config)
        self._listener = listener

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        host, port = self._listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(f"listening on http://{shown}:{port}", flush=True)  # noqa: T201 - how a caller learns of it

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End in order, and with nothing to complain of; asked twice, at once."""
        self.force_exit = self.should_exit
        self.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(BACKLOG)
    return listener


def serve(place: Place) -> None:
    """Serve until told to stop."""
    place.data.mkdir(parents=True, exist_ok=True)
    disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="disk")
    storage = disk.submit(SqliteStorage, place.data / DATABASE_FILE).result()
    served = Mailboxes(storage, identity(place.data), time.time, anybody=place.anybody)
    application = Application(disk, served)
    protocol = GuardedProtocol.within(place.head_seconds)
    config = uvicorn.Config(
        application.asgi, http=protocol, ws="none", lifespan="off", access_log=False,
        log_level="critical", server_header=False, date_header=False, timeout_keep_alive=75,
        timeout_graceful_shutdown=2, h11_max_incomplete_event_size=16 * 1024,
    )  # fmt: skip
    listener = listen(place.host, place.port)
    try:
        asyncio.run(_run(Server(config, listener), listener, disk, storage))
    finally:
        disk.submit(storage.close).result()
        disk.shutdown()
        listener.close()


async def _run(
    server: Server, listener: socket.socket, disk: ThreadPoolExecutor, storage: SqliteStorage
) -> None:
    keeping = asyncio.create_task(_housekeeping(disk, storage))
    try:
        await server.serve([listener])
    finally:
        keeping.cancel()


async def _housekeeping(disk: ThreadPoolExecutor, storage: SqliteStorage) -> None:
    """Forget what is older than the retention, now and every hour (A6.5)."""
    loop = asyncio.get_running_loop()
    while True:
        await loop.run_in_executor(disk, storage.expire, int(time.time()) - RETENTION_SECONDS)
        await asyncio.sleep(HOUSEKEEPING_SECONDS)
