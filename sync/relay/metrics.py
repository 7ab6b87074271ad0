"""Counts for Prometheus on the loopback address, of all mailboxes together (A6.9)."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sync.wire import routes

HOST = "127.0.0.1"
PATIENCE = 5.0
HEAD_MAX = 8 * 1024
ROUTES = (routes.INFO, routes.BOX, routes.POST, routes.PULL, routes.GET, routes.HAVE, routes.HEAD,
          routes.TRIM, routes.CLOSE)  # fmt: skip
OTHER, PREFIX = "other", "karkade_relay_"
TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Gauge:
    """Something that goes up and down, asked for when somebody looks."""

    name: str
    meaning: str
    read: Callable[[], int]


class Metrics:
    """Requests by path and status, and bytes; no mailbox, no address, no time of one request."""

    def __init__(self) -> None:
        self._answers: Counter[tuple[str, int]] = Counter()
        self._bytes: Counter[str] = Counter()
        self._gauges: list[Gauge] = []

    def answered(self, path: str, status: int, received: int, sent: int) -> None:
        self._answers[path if path in ROUTES else OTHER, status] += 1
        self._bytes["in"] += received
        self._bytes["out"] += sent

    def watch(self, name: str, meaning: str, read: Callable[[], int]) -> None:
        self._gauges.append(Gauge(name, meaning, read))

    def text(self) -> str:
        lines = _heading("answers_total", "Requests answered.", "counter")
        for (path, status), count in sorted(self._answers.items()):
            lines.append(f'{PREFIX}answers_total{{path="{path}",status="{status}"}} {count}')
        lines += _heading("body_bytes_total", "Bytes of bodies.", "counter")
        for way in ("in", "out"):
            lines.append(f'{PREFIX}body_bytes_total{{way="{way}"}} {self._bytes[way]}')
        for gauge in self._gauges:
            lines += [*_heading(gauge.name, gauge.meaning, "gauge"), f"{PREFIX}{gauge.name} {gauge.read()}"]
        return "\n".join(lines) + "\n"

    async def listen(self, port: int) -> asyncio.Server:
        """Answer whoever asks on this machine. Raises OSError where the port is taken."""
        return await asyncio.start_server(self._answer, HOST, port, limit=HEAD_MAX)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            async with asyncio.timeout(PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
                found = head.startswith((b"GET /metrics ", b"GET / "))
                body = self.text().encode() if found else b""
                status = "200 OK" if found else "404 Not Found"
                about = f"HTTP/1.1 {status}\r\nContent-Type: {TYPE}\r\nContent-Length: {len(body)}\r\n"
                writer.write(f"{about}Connection: close\r\n\r\n".encode() + body)
                await writer.drain()
        writer.close()


def _heading(name: str, meaning: str, kind: str) -> list[str]:
    return [f"# HELP {PREFIX}{name} {meaning}", f"# TYPE {PREFIX}{name} {kind}"]


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
