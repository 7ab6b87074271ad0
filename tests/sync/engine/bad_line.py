"""A bad line between a client and a relay: slow, cut after so many bytes, black, or with flipped bits."""

import socket
import threading
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

PIECE = 4096
PATIENCE = 30.0


class BadLine:
    """Listens at `address` and carries to *onward*; the settings may change while it runs."""

    def __init__(self, onward: str, *, cut_after: int | None = None, rate: int | None = None) -> None:
        self.lead_to(onward)
        self.cut_after = cut_after
        """Bytes in both directions after which each connection breaks."""
        self.plan: list[int] = []
        """The same for the next connections, one after another."""
        self.rate = rate
        self.flip_at: int | None = None
        self.black = False
        self.carried = 0
        self.cuts = 0
        self.ended = threading.Event()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE)
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen, daemon=True)]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def lead_to(self, onward: str) -> None:
        parts = urlsplit(onward)
        self._onward = (str(parts.hostname), int(parts.port or 0))

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        for sock in (self._listener, *self._open):
            _shut(sock)
        for thread in self._threads:
            thread.join(PATIENCE)
        for sock in (self._listener, *self._open):
            sock.close()

    def _listen(self) -> None:
        while not self.ended.is_set():
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._onward, PATIENCE)
            except OSError:
                return
            near.settimeout(PATIENCE)
            self._open += [near, far]
            left = [self.plan.pop(0) if self.plan else self.cut_after]
            for source, sink, answers in ((near, far, False), (far, near, True)):
                thread = threading.Thread(target=self._carry, args=(source, sink, left, answers), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _carry(
        self, source: socket.socket, sink: socket.socket, left: list[int | None], answers: object
    ) -> None:
        passed = 0
        try:
            while data := source.recv(PIECE):
                if self.black:
                    self.ended.wait(PATIENCE)
                data = self._flipped(data, passed) if answers else data
                data = self._allowed(data, left)
                passed += len(data)
                sink.sendall(data)
                if self.rate:
                    self.ended.wait(len(data) / self.rate)
                if left[0] == 0:
                    break
        except OSError:
            pass  # one side is gone; so will be the other
        _shut(source)
        _shut(sink)

    def _allowed(self, data: bytes, left: list[int | None]) -> bytes:
        with self._lock:
            if left[0] is not None:
                data = data[: left[0]]
                left[0] -= len(data)
                self.cuts += left[0] == 0
            self.carried += len(data)
        return data

    def _flipped(self, data: bytes, passed: int) -> bytes:
        at = -1 if self.flip_at is None else self.flip_at - passed
        return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :] if 0 <= at < len(data) else data


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was over already
