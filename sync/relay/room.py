"""The relay of one meeting: in memory alone, and gone with the process that started it (A6.8).

Its orders come as one line of JSON on standard input, which its parent then holds open: when that ends, so
does the relay. Nothing of what it holds is ever on a disk; only its certificate, whose key is under a
passphrase of the orders, is in a file for the moment in which the TLS library reads it.
"""

import asyncio
import binascii
import hmac
import json
import os
import socket
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from nacl.signing import SigningKey
from typing_extensions import override

from sync.relay import guarded, serve, system
from sync.relay.admission import Bounds
from sync.relay.application import Application
from sync.relay.guarded import GuardedConfig
from sync.relay.mailboxes import Mailboxes
from sync.relay.serve import OWN_FILES, Server
from sync.relay.storage import rows, sqlite_schema
from sync.relay.storage.interface import Box, Claim, MailboxFull
from sync.relay.storage.rows import Item
from sync.relay.storage.sqlite import SqliteStorage
from sync.wire import rooms, tickets
from sync.wire.routes import BoxRequest

MEMORY = 512 << 20
"""Bytes of everything together; what does not fit is refused as by a full disk."""
BOX = 256 << 20
BOXES_MAX = 1_024
STEPS = ((8, 32), (16, 1_024), (32, 32 * BOXES_MAX))
"""While less than one part in so many is free, a mailbox takes nothing beyond one part in so many: files, of
which there may be much, leave room for the words of everybody; and what is left at last is enough for every
mailbox there can be, so that many small ones do not keep others out.
"""
BOUNDS = Bounds(connections=4_000, connections_per_source=256, held_bytes=128 << 20)
RETENTION_DAYS = 1
ORDERS_MAX = 64 * 1024


@dataclass(frozen=True, slots=True)
class Orders:
    host: str
    port: int
    """0 takes a free one."""
    token: bytes = field(repr=False)
    """What a mailbox is made with, any number of times."""
    seed: bytes = field(repr=False)
    """Of the relay's signing key, 32 bytes."""
    certificate: str
    key: str = field(repr=False)
    passphrase: str = field(repr=False)


def read_orders(line: bytes) -> Orders:
    """Return what one line of JSON orders. Raises ValueError."""
    match json.loads(line):
        case {
            "host": str() as host,
            "port": int() as port,
            "token": str() as token,
            "seed": str() as seed,
            "certificate": str() as certificate,
            "key": str() as key,
            "passphrase": str() as passphrase,
        }:
            plain = binascii.unhexlify(token), binascii.unhexlify(seed)
            return Orders(host, port, *plain, certificate, key, passphrase)
    raise ValueError("orders")


class RoomStorage(SqliteStorage):
    """Mailboxes in memory, made by whoever names the token of the room."""

    def __init__(self, token: bytes) -> None:
        super().__init__(sqlite_schema.MEMORY)
        size = self._connection.execute("PRAGMA page_size").fetchone()[0]
        self._connection.execute(f"PRAGMA max_page_count = {MEMORY // size}")
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._page = size
        self._ticket = tickets.name(rooms.ticket(token))

    @override
    def create(self, request: BoxRequest, allowed: int | Claim) -> bool:
        if isinstance(allowed, Claim) and not hmac.compare_digest(allowed.ticket, self._ticket):
            return False
        count = self._connection.execute("SELECT count(*) FROM box").fetchone()[0]
        if count >= BOXES_MAX and self.box(request.mid) is None:
            raise MailboxFull
        return super().create(request, BOX)

    @override
    def append_items(self, box: Box, items: Sequence[Item], quota: int, now: int) -> tuple[list[int], Box]:
        free = self._free()
        most = min((MEMORY // part for left, part in STEPS if free < MEMORY // left), default=BOX)
        if box.used + sum(map(rows.size_of, items)) > most:
            names = [rows.parts(each)[0] for each in items]
            if not all(self.have(box, names)):
                raise MailboxFull
        return super().append_items(box, items, quota, now)

    def _free(self) -> int:
        ask = self._connection.execute
        used = ask("PRAGMA page_count").fetchone()[0] - ask("PRAGMA freelist_count").fetchone()[0]
        return MEMORY - int(used * self._page)


def context(orders: Orders) -> ssl.SSLContext:
    """Return the TLS side of the room; its key was never readable on a disk."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    descriptor, name = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(orders.certificate + orders.key)
        made.load_cert_chain(name, password=orders.passphrase)
    finally:
        Path(name).unlink()
    return made


def run(orders: Orders) -> None:
    """Serve until told to stop. Raises OSError when it cannot listen there."""
    listener = serve.listen(orders.host, orders.port)
    disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="disk")
    storage = disk.submit(RoomStorage, orders.token).result()
    served = Mailboxes(
        storage, SigningKey(orders.seed), time.time, anybody=False, retention_days=RETENTION_DAYS
    )
    try:
        asyncio.run(_run(context(orders), listener, Application(disk, served, BOUNDS), _bounds()))
    finally:
        disk.submit(storage.close).result()
        disk.shutdown()


def _bounds() -> Bounds:
    """What this process has files enough for."""
    most = system.open_files()
    return BOUNDS if most is None else replace(BOUNDS, connections=min(BOUNDS.connections, most - OWN_FILES))


async def _run(secure: ssl.SSLContext, listener: socket.socket, serving: Application, bounds: Bounds) -> None:
    config = GuardedConfig(serving, bounds)
    config.load()
    config.ssl = secure
    server = Server(config, listener, serving)
    sweeping = asyncio.create_task(guarded.keep_sweeping(server.server_state, serve.SWEEP_SECONDS))
    try:
        await server.serve([listener])
    finally:
        sweeping.cancel()
        listener.close()


def _leave_with_parent() -> None:
    """The other end of standard input is held by the parent alone, and closes with it however it ends.

    There is nothing to be written, and nobody to be waited for.
    """
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


def main() -> None:
    """Take the orders, and serve for as long as the parent is there."""
    orders = read_orders(sys.stdin.buffer.readline(ORDERS_MAX))
    threading.Thread(target=_leave_with_parent, name="parent", daemon=True).start()
    try:
        run(orders)
    except OSError as error:
        sys.exit(error.strerror)


if __name__ == "__main__":
    main()
