"""Starting and stopping a relay: its files, its thread for the disk, its listener."""

import asyncio
import itertools
import os
import socket
import ssl
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import FrameType

import uvicorn
from nacl.signing import SigningKey
from typing_extensions import override

from sync.relay import application, guarded, metrics, system
from sync.relay.admission import Bounds
from sync.relay.application import Application
from sync.relay.guarded import GuardedConfig
from sync.relay.mailboxes import Mailboxes
from sync.relay.settings import DATABASE_FILE, KEY_FILE
from sync.relay.storage import opening
from sync.relay.storage.interface import DiskFailing, DiskFull
from sync.relay.storage.opening import Kept

KEY_SIZE = 32
DAY = 24 * 3600
HOUSEKEEPING_SECONDS, AT_ONCE, TIDY_HOURS = 3600.0, 500, 24
SWEEP_SECONDS = 1.0
BACKLOG = 512
OWN_FILES = 32
SENDING = 256 * 1024  # bytes that the system holds for one reader; a line of 300 ms still does 800 kB/s


@dataclass(frozen=True, slots=True)
class Place:
    host: str
    port: int
    data: Path
    anybody: bool
    bounds: Bounds = field(default_factory=Bounds)
    storage: str = ""
    """As `--storage` takes it; empty for a file in *data*."""
    retention_days: int = 90
    certificate: str = ""
    key: str = ""
    metrics_port: int = 0
    objects: str = ""
    """As `--objects` takes it; empty for none."""


def serve(place: Place) -> None:
    """Serve until told to stop by SIGTERM or SIGINT. Raises OSError when it cannot start."""
    bounds = _prepare(place)
    key = identity(place.data)
    kept = opened(place.data, place.storage, place.objects)
    try:
        served = Mailboxes(
            kept.storage, key, time.time, anybody=place.anybody, retention_days=place.retention_days
        )
        asyncio.run(_run(replace(place, bounds=bounds), served, kept))
    finally:
        kept.close()


def opened(data: Path, storage: str, objects: str = "") -> Kept:
    """Open the storage of the relay in *data*. Raises OSError."""
    address = storage or f"{opening.SQLITE}{data / DATABASE_FILE}"
    key = identity(data).verify_key.encode()
    if not objects:
        return opening.open_storage(address, key)
    return opening.open_storage(address, key, *opening.open_objects(objects, data, key))


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
        _sync_folder(data)
    seed = path.read_bytes()
    if len(seed) != KEY_SIZE:
        raise OSError(0, f"the file {KEY_FILE} is damaged")
    return SigningKey(seed)


def _prepare(place: Place) -> Bounds:
    """Make the folder, for its owner alone; return the bounds that this process has files enough for."""
    os.umask(0o077)
    place.data.mkdir(parents=True, exist_ok=True)
    most = system.open_files()
    if most is None:
        return place.bounds
    return replace(place.bounds, connections=min(place.bounds.connections, most - OWN_FILES))


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # which has no such thing
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, else asyncio waits
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENDING)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


class Server(uvicorn.Server):
    """Says where it listens once it does, and ends as a success when asked to."""

    def __init__(self, config: GuardedConfig, listener: socket.socket, application: Application) -> None:
        super().__init__(config)
        self._guarded = config
        self._listener = listener
        self._application = application
        self._scheme = "https" if config.ssl_certfile else "http"

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen here and not in uvicorn, which lets a TLS handshake take 60 seconds."""
        await super().startup([])
        for each in sockets or []:
            self.servers.append(await guarded.listen(each, self._guarded, self.server_state))
        host, port = self._listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(f"listening on {self._scheme}://{shown}:{port}", flush=True)  # noqa: T201 - how a caller learns of it

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._application.end()
        await super().shutdown(sockets)

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End in order, and with nothing to complain of; asked twice, at once."""
        self.force_exit = self.should_exit
        self.should_exit = True


async def _run(place: Place, served: Mailboxes, kept: Kept) -> None:
    notices = opening.notices(kept)
    serving = Application(kept.disk, served, place.bounds, notices.tell if notices else None)
    config = _config(place, serving)
    listener = listen(place.host, place.port)
    server = Server(config, listener, serving)
    sweep = min(SWEEP_SECONDS, place.bounds.head_seconds / 4)
    beside = [
        asyncio.create_task(_keep_house(kept, place.retention_days)),
        asyncio.create_task(guarded.keep_sweeping(server.server_state, sweep)),
    ]
    if place.metrics_port:
        serving.metrics.watch("connections", "Open connections.", config.counted.count)
        free = partial(metrics.free_bytes, place.data)
        serving.metrics.watch("disk_free_bytes", "Room on the disk of the folder.", free)
        counts = await serving.metrics.listen(place.metrics_port)
        beside.append(asyncio.create_task(counts.serve_forever()))
    if notices:
        beside.append(asyncio.create_task(notices.run(serving.heard)))
    for task in beside:
        task.add_done_callback(_notice)
    try:
        await server.serve([listener])
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        listener.close()


def _config(place: Place, serving: Application) -> GuardedConfig:
    """Raises OSError where the certificate cannot be used."""
    config = GuardedConfig(serving, place.bounds, place.certificate, place.key)
    try:
        config.load()
    except ssl.SSLError as error:
        raise OSError(0, "the certificate or its key cannot be read") from error
    return config


def _notice(task: asyncio.Task[None]) -> None:
    """Work beside the serving ends only when it is told to; otherwise that is a mistake of ours."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        application.say(error)


async def _keep_house(kept: Kept, days: int) -> None:
    """Forget what is older than the retention, now and every hour (A6.5); tidy up once a day."""
    for hour in itertools.count():
        await _forget_old(kept, int(time.time()) - days * DAY)
        if hour % TIDY_HOURS == 0:
            await _on_disk(kept, kept.storage.tidy, int(time.time()))
        await asyncio.sleep(HOUSEKEEPING_SECONDS)


async def _forget_old(kept: Kept, before: int) -> None:
    while await _on_disk(kept, kept.storage.expire, before, AT_ONCE) == AT_ONCE:
        pass


async def _on_disk(kept: Kept, work: Callable[..., int], *values: int) -> int:
    try:
        return await asyncio.get_running_loop().run_in_executor(kept.disk, work, *values)
    except (DiskFull, DiskFailing):
        return 0  # the callers hear of it, and the next hour tries again
