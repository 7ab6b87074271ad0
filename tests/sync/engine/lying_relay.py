"""A relay that answers as a real one does, with a key of its own, until it is told to lie (A6.7, S03)."""

import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from nacl.signing import SigningKey
from typing_extensions import override

from sync.wire import frames, routes
from sync.wire.routes import Head, Info

DAY_S = 24 * 3600


@dataclass(slots=True)
class Box:
    """A list from number 1 on; None stands where a blob was deleted."""

    blobs: list[bytes | None] = field(default_factory=list)
    ids: list[bytes] = field(default_factory=list)

    def add(self, blob: bytes) -> int:
        name = routes.blob_id(blob)
        if name in self.ids and self.blobs[self.ids.index(name)] is not None:
            return self.ids.index(name) + 1
        self.blobs.append(blob)
        self.ids.append(name)
        return len(self.blobs)

    @property
    def first(self) -> int:
        return next((number for number, blob in enumerate(self.blobs, 1) if blob), len(self.blobs) + 1)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


Lie = Callable[[int, bytes], tuple[int, bytes] | None]
"""What is given out in the place of a blob; None for nothing at all."""


class LyingRelay:
    """Lists are changed in `boxes`; `shown` is how many of the first blobs it admits to have."""

    def __init__(self, before: "LyingRelay | None" = None) -> None:
        """With *before*, the same relay once more, at the same address and with the same lists."""
        self.key = before.key if before else SigningKey.generate()
        self.incarnation = bytes(16)
        self.boxes: dict[bytes, Box] = before.copy() if before else {}
        self.shown: int | None = None
        self.lie: Lie = lambda number, blob: (number, blob)
        self.now = 1_800_000_000
        self.pulls = 0
        self.beyond = 0
        """The number of its last blob, if it says another than is true."""
        self._days = 90
        self._guard = threading.Lock()
        relay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                relay.serve(self)

            def do_POST(self) -> None:
                relay.serve(self)

            @override
            def log_message(self, format: str, *args: object) -> None:
                """Nothing is logged."""

        self._server = ThreadingHTTPServer(("127.0.0.1", before.port if before else 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def public_key(self) -> bytes:
        return self.key.verify_key.encode()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # ------------------------------------------------------------ what it does on purpose
    @property
    def longest(self) -> Box:
        """The mailbox that holds most: that of the space."""
        return max(self.boxes.values(), key=lambda box: len(box.blobs))

    def roll_back(self, count: int) -> None:
        """Forget the last *count* blobs of the space."""
        box = self.longest
        del box.blobs[-count:], box.ids[-count:]

    def delete_first(self, count: int) -> None:
        self.longest.blobs[:count] = [None] * count

    def copy(self) -> dict[bytes, Box]:
        return deepcopy(self.boxes)

    # ------------------------------------------------------------ serving
    def serve(self, plug: BaseHTTPRequestHandler) -> None:
        size = int(plug.headers.get("Content-Length", "0"))
        body = plug.rfile.read(size)
        parts = urlsplit(plug.path)
        query = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
        with self._guard:
            answer = self._answer(
                parts.path, bytes.fromhex(plug.headers.get(routes.MAILBOX, "")), query, body
            )
        plug.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
            plug.send_header(name, value)
        plug.end_headers()
        plug.wfile.write(answer.body)

    def _answer(self, path: str, mid: bytes, query: dict[str, int], body: bytes) -> Answer:
        if path == routes.INFO:
            said = Info(self.public_key.hex(), retention_days=self._days, tickets=False)
            return Answer(body=said.encode())
        if path == routes.BOX:
            self.boxes.setdefault(routes.decode_box(body).mid, Box())
            return Answer(201)
        box = self.boxes.get(mid)
        return Answer(404) if box is None else self._of_box(path, mid, box, query, body)

    def _of_box(self, path: str, mid: bytes, box: Box, query: dict[str, int], body: bytes) -> Answer:
        if path == routes.POST:
            seqs = [box.add(blob) for blob in frames.unpack(body, routes.BLOB_MAX)]
            return Answer(body=routes.encode_posted(seqs, self._head(mid, box).hex()))
        if path == routes.HAVE:
            held = {name for name, blob in zip(box.ids, box.blobs, strict=True) if blob}
            return Answer(body=routes.encode_held(one in held for one in routes.decode_ids(body)))
        if path == routes.PULL:
            return self._pull(mid, box, query["after"])
        return Answer(body=self._head(mid, box))

    def _pull(self, mid: bytes, box: Box, after: int) -> Answer:
        self.pulls += 1
        rest = list(enumerate(box.blobs, 1))[after : self.shown]
        told = [self.lie(number, blob) for number, blob in rest if blob is not None]
        given = [one for one in told if one is not None]
        upto = given[-1][0] if given else after
        headers = {
            routes.NEXT: str(upto),
            routes.MORE: "0",
            routes.SIGNED_HEAD: self._head(mid, box).hex(),
        }
        return Answer(body=frames.pack_numbered(given), headers=headers)

    def _head(self, mid: bytes, box: Box) -> bytes:
        last = len(box.ids) if self.shown is None else min(self.shown, len(box.ids))
        chain = routes.EMPTY_CHAIN
        for name in box.ids[:last]:
            chain = routes.chained(chain, name)
        said = self.beyond or last
        head = Head(mid, self.incarnation, min(box.first, last + 1), said, chain, self.now)
        return self.key.sign(head.message()).signature + head.encode()
